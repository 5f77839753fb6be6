import type pg from 'pg';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { type StaffOrder } from './staff-order.ts';

export type StaffEvent = {
  readonly kind: string;
  readonly debtorId: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly words?: Readonly<Record<string, unknown>>; // what was written by hand: it can be erased
};

/** Who the trail says did it: Teams proves who speaks, a shell only says so. */
export function actorOf(order: StaffOrder, who: Pick<StaffUser, 'id' | 'handle'> | null): string {
  if (order.via === 'teams' && who !== null) return `staff:${who.id}`;
  return who === null ? 'by shell' : `by shell, as ${who.handle}`;
}

/** Writes to the trail what a person did, in the transaction that did it. */
export async function recordAct(
  client: pg.ClientBase,
  order: StaffOrder,
  who: Pick<StaffUser, 'id' | 'handle'> | null,
  event: StaffEvent,
): Promise<void> {
  const { kind, debtorId, facts, words } = event;
  const row = {
    ...{ kind, actor: actorOf(order, who), debtor: debtorId },
    facts: { ...facts, staff: who?.id ?? null },
    ...(words === undefined ? {} : { payload: words }),
  };
  await client.query('SELECT audit_append($1, solde_instant($2), $3)', [
    order.creditorId,
    order.at,
    JSON.stringify([row]),
  ]);
}
