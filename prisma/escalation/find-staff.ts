import type pg from 'pg';
import { inTenant } from '../in-tenant.ts';

/** The person of that creditor's staff who bears a handle; null when there is none, or no longer. */
export async function findStaff(
  pool: pg.Pool,
  creditorId: string,
  handle: string,
): Promise<{ readonly id: string; readonly name: string; readonly roles: readonly string[] } | null> {
  const { rows } = await inTenant(pool, creditorId, (client) =>
    client.query<{ id: string; name: string; roles: readonly string[] }>(
      'SELECT id, name, roles FROM staff_users WHERE creditor_id = $1 AND handle = $2 AND disabled_at IS NULL',
      [creditorId, handle],
    ),
  );
  return rows[0] ?? null;
}
