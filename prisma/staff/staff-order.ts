import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { mayAct, type StaffAct } from '../../domain/staff/may-act.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { inTenant, type Place } from '../in-tenant.ts';

/** What somebody of the creditor does, at which instant, and from where: a shell does not prove who types. */
export type StaffOrder = {
  readonly creditorId: string;
  readonly by: string; // handle
  readonly at: Instant;
  readonly via?: 'shell' | 'teams'; // a shell when absent
};

/** Nothing was done, for this reason. */
export type NotDone<Why extends string> = { readonly kind: 'not-done'; readonly why: Why };

export type WhoRefusal = 'unknown-person' | 'disabled-person';

export function notDone<Why extends string>(why: Why): NotDone<Why> {
  return { kind: 'not-done', why };
}

/** The person of that handle; null when the creditor has none. */
export async function findStaff(client: pg.ClientBase, handle: string): Promise<StaffUser | null> {
  const { rows } = await client.query<StaffUser>(
    'SELECT id, handle, name, roles, disabled_at IS NOT NULL AS disabled FROM staff_users WHERE handle = lower($1)',
    [handle],
  );
  return rows[0] ?? null;
}

/** Whether the person of that handle may do what is of no account. */
export async function mayDo(client: pg.ClientBase, handle: string, act: StaffAct): Promise<boolean> {
  const who = await findStaff(client, handle);
  return who !== null && mayAct(who, act, null);
}

/** Runs `work` in one transaction of the creditor, as that person; nobody unknown or disabled does anything. */
export async function asStaff<T>(
  place: Place,
  order: StaffOrder,
  work: (client: pg.ClientBase, who: StaffUser) => Promise<T>,
): Promise<T | NotDone<WhoRefusal>> {
  return await inTenant(place, order.creditorId, async (client) => {
    const who = await findStaff(client, order.by);
    if (who === null) return notDone('unknown-person');
    return who.disabled ? notDone('disabled-person') : await work(client, who);
  });
}

/** The day it is in that zone. */
export async function dayIn(client: pg.ClientBase, zone: string, at: Instant): Promise<CivilDate> {
  const { rows } = await client.query<{ today: CivilDate }>(
    'SELECT (solde_instant($1) AT TIME ZONE $2)::date AS today',
    [at, zone],
  );
  return rows[0]?.today ?? ('' as CivilDate);
}
