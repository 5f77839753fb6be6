import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type StaffCaller } from '../../domain/staff/staff-caller.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { inTenant } from '../in-tenant.ts';

type Person = Pick<StaffCaller, 'tenant' | 'objectId'>;

/** The creditors a person of a directory works for, the one that answers them first; empty for a stranger. */
export async function findCreditors(pool: pg.Pool, { tenant, objectId }: Person): Promise<readonly string[]> {
  const text = 'SELECT creditor_id AS id FROM solde_staff_creditors($1, $2)';
  const { rows } = await pool.query<{ id: string }>(text, [tenant, objectId]);
  return rows.map(({ id }) => id);
}

/** Whose administrators hear of a stranger of that directory; null where there is no creditor at all. */
export async function findDoor(pool: pg.Pool, tenant: string | null): Promise<string | null> {
  const { rows } = await pool.query<{ id: string | null }>('SELECT solde_staff_door($1) AS id', [tenant]);
  return rows[0]?.id ?? null;
}

/** Who a person of a directory is to that creditor, with the roles they have this moment; null for a stranger. */
export async function findInDirectory(pool: pg.Pool, creditorId: string, who: Person): Promise<StaffUser | null> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<StaffUser>(
      `SELECT id, handle, name, roles, disabled_at IS NOT NULL AS disabled FROM staff_users
       WHERE tenant = $1 AND aad_object_id = $2 AND handle IS NOT NULL`,
      [who.tenant, who.objectId],
    );
    return rows[0] ?? null;
  });
}

/** From now on that creditor answers a person who works for several; false where they do not work for it. */
export async function chooseCreditor(pool: pg.Pool, creditorId: string, who: Person, at: Instant): Promise<boolean> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE staff_users SET chosen_at = solde_instant($3)
       WHERE tenant = $1 AND aad_object_id = $2 AND disabled_at IS NULL`,
      [who.tenant, who.objectId, at],
    );
    return rowCount === 1;
  });
}

/** The name a creditor is known by. */
export async function nameOfCreditor(pool: pg.Pool, creditorId: string): Promise<string> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<{ name: string }>('SELECT name FROM creditors WHERE id = $1', [creditorId]);
    return rows[0]?.name ?? '';
  });
}
