import type pg from 'pg';

/** What a person of the creditor's staff may do. */
export type StaffRole = 'reader' | 'clerk' | 'sales' | 'manager' | 'administrator';

/** The roles of the person the shell names; none when there is no such person, or no longer. */
export async function rolesOf(
  client: pg.ClientBase,
  creditorId: string,
  handle: string,
): Promise<readonly StaffRole[]> {
  const { rows } = await client.query<{ roles: readonly StaffRole[] }>(
    'SELECT roles FROM staff_users WHERE creditor_id = $1 AND handle = $2 AND disabled_at IS NULL',
    [creditorId, handle],
  );
  return rows[0]?.roles ?? [];
}

/** Whether that person may do what managers, or only administrators, do. */
export async function mayAct(
  client: pg.ClientBase,
  creditorId: string,
  handle: string,
  least: 'manager' | 'administrator',
): Promise<boolean> {
  const roles = await rolesOf(client, creditorId, handle);
  return roles.includes('administrator') || (least === 'manager' && roles.includes('manager'));
}
