import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { mayAct } from '../../domain/staff/may-act.ts';
import { type StaffRole, type StaffUser } from '../../domain/staff/staff-user.ts';
import { inTenant } from '../in-tenant.ts';
import { recordAct } from './record-act.ts';
import { asStaff, findStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

/** Somebody to be added. */
export type NewStaff = {
  readonly handle: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly email: string | null;
  readonly directory: { readonly tenant: string; readonly objectId: string } | null;
};

export type StaffListed = StaffUser & {
  readonly email: string | null;
  readonly tenant: string | null;
  readonly objectId: string | null;
};

export type AddRefusal = WhoRefusal | 'not-allowed' | 'handle-taken' | 'directory-taken' | 'administrator-first';
export type StaffAdded = { readonly kind: 'added'; readonly id: string } | NotDone<AddRefusal>;

async function insert(client: pg.ClientBase, order: StaffOrder, wish: NewStaff, by: StaffUser | null): Promise<string> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO staff_users (id, creditor_id, tenant, aad_object_id, name, roles, handle, email, added_by)
     VALUES ($1, $2, $3, $4, $5, $6, lower($7), lower($8), $9)`,
    [
      ...[id, order.creditorId, wish.directory?.tenant ?? null, wish.directory?.objectId ?? null],
      ...[wish.name, wish.roles, wish.handle, wish.email, by?.handle ?? null],
    ],
  );
  const facts = { person: id, roles: wish.roles };
  await recordAct(client, order, by, { kind: 'staff.added', debtorId: null, facts, words: { name: wish.name } });
  return id;
}

async function whyTaken(client: pg.ClientBase, wish: NewStaff): Promise<'handle-taken' | 'directory-taken' | null> {
  if ((await findStaff(client, wish.handle)) !== null) return 'handle-taken';
  const { rowCount } = await client.query('SELECT FROM staff_users WHERE tenant = $1 AND aad_object_id = $2', [
    wish.directory?.tenant ?? null,
    wish.directory?.objectId ?? null,
  ]);
  return rowCount === 0 ? null : 'directory-taken';
}

/** Adds a person; by an administrator, or by anybody at the shell while there is no administrator, who is then the first. */
export async function addStaff(
  pool: pg.Pool,
  order: Omit<StaffOrder, 'by'> & { readonly by: string | null },
  wish: NewStaff,
): Promise<StaffAdded> {
  return await inTenant(pool, order.creditorId, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('staff:' || $1::uuid, 0))", [order.creditorId]);
    const { rowCount } = await client.query(
      "SELECT FROM staff_users WHERE 'administrator' = ANY (roles) AND disabled_at IS NULL",
    );
    const by = order.by === null ? null : await findStaff(client, order.by);
    if (rowCount === 0) {
      if (!wish.roles.includes('administrator')) return notDone('administrator-first');
    } else {
      if (by === null) return notDone('unknown-person');
      if (by.disabled) return notDone('disabled-person');
      if (!mayAct(by, 'manage-staff', null)) return notDone('not-allowed');
    }
    const taken = await whyTaken(client, wish);
    if (taken !== null) return notDone(taken);
    return { kind: 'added', id: await insert(client, { ...order, by: order.by ?? '' }, wish, by) };
  });
}

/** Everybody of a creditor, those who left too, by handle. */
export async function listStaff(pool: pg.Pool, creditorId: string): Promise<readonly StaffListed[]> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<StaffListed>(
      `SELECT id, handle, name, roles, email, tenant, aad_object_id AS "objectId", disabled_at IS NOT NULL AS disabled
       FROM staff_users WHERE handle IS NOT NULL ORDER BY handle`,
    );
    return rows;
  });
}

export type StaffDisabled =
  { readonly kind: 'disabled' } | NotDone<WhoRefusal | 'not-allowed' | 'unknown' | 'yourself'>;

/** From now on that person does nothing more; what they did stays theirs. Nobody disables themselves, so an administrator is left. */
export async function disableStaff(pool: pg.Pool, order: StaffOrder, handle: string): Promise<StaffDisabled> {
  return await asStaff<StaffDisabled>(pool, order, async (client, who) => {
    if (!mayAct(who, 'manage-staff', null)) return notDone('not-allowed');
    const person = await findStaff(client, handle);
    if (person === null) return notDone('unknown');
    if (person.id === who.id) return notDone('yourself');
    await client.query('UPDATE staff_users SET disabled_at = coalesce(disabled_at, solde_instant($2)) WHERE id = $1', [
      person.id,
      order.at,
    ]);
    await recordAct(client, order, who, { kind: 'staff.disabled', debtorId: null, facts: { person: person.id } });
    return { kind: 'disabled' };
  });
}
