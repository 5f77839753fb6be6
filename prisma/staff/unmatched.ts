import type pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type PaymentMeans } from '../../domain/account.ts';
import { type Money } from '../../domain/money.ts';
import { type EntryRefusal } from '../../domain/provisional-entry.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { enterBookingIn } from '../bookings/enter-booking.ts';
import { type Listed, listFor } from './list-for.ts';
import { findDebtor, lockAccount } from './lock-account.ts';
import { actorOf, recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

/** Money that came in and that nobody could place, as it was told. */
export type UnmatchedPayment = {
  readonly id: string;
  readonly why: 'debtor-missing' | 'unknown-debtor' | 'unknown-invoice';
  readonly amount: Money;
  readonly on: CivilDate;
  readonly customer: string | null; // reference, as the file had it
  readonly invoices: string | null;
  readonly payer: string | null;
  readonly payerIban: string | null;
  readonly text: string;
  readonly means: PaymentMeans;
};

type Kept = UnmatchedPayment & { readonly ended: boolean };

export type UnmatchedRefusal =
  'unknown' | 'not-allowed' | 'ended-before' | 'unknown-debtor' | 'in-accounts' | 'note-missing' | EntryRefusal;

const columns = `k.id, k.why, solde_money(k.amount_minor, k.currency) AS amount, k.value_date AS "on", k.debtor_said AS customer, k.invoices_said AS invoices,
  k.payer_name AS payer, k.payer_iban AS "payerIban", k.text, k.means`;

/** Money of which nobody knows whose it is, the oldest first; not for those who may see their own accounts alone. */
export async function listUnmatched(pool: pg.Pool, order: StaffOrder): Promise<Listed<UnmatchedPayment>> {
  return await listFor(pool, order, async (client, owner) => {
    if (owner !== null) return [];
    const { rows } = await client.query<UnmatchedPayment>(
      `SELECT ${columns} FROM unmatched_payments k WHERE k.ended_at IS NULL ORDER BY k.value_date, k.id`,
    );
    return rows;
  });
}

async function lockKept(client: pg.ClientBase, id: string): Promise<Kept | null> {
  const { rows } = await client.query<Kept>(
    `SELECT ${columns}, k.ended_at IS NOT NULL AS ended FROM unmatched_payments k WHERE k.id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  return rows[0] ?? null;
}

type End = {
  readonly how: 'placed' | 'dismissed';
  readonly note: string | null;
  readonly placed: { readonly debtorId: string; readonly paymentId: string } | null;
};

type Ending = { readonly order: StaffOrder; readonly who: StaffUser; readonly kept: Kept };

/** It holds nothing back any more, its task is done, and the trail has who said so. */
async function end(client: pg.ClientBase, { order, who, kept }: Ending, { how, note, placed }: End): Promise<void> {
  await client.query(
    `UPDATE unmatched_payments SET ended_at = solde_instant($2), ended_by = $3, ended_how = $4, note = $5, debtor_id = $6, payment_id = $7 WHERE id = $1`,
    [kept.id, order.at, who.handle, how, note, placed?.debtorId ?? null, placed?.paymentId ?? null],
  );
  await client.query(
    "UPDATE tasks SET done_at = solde_instant($2), done_by = $3 WHERE dedupe_key = 'unmatched:' || $1::text AND done_at IS NULL",
    [kept.id, order.at, who.handle],
  );
  await recordAct(client, order, who, {
    ...{ kind: `unmatched-payment.${how}`, debtorId: placed?.debtorId ?? null },
    facts: { unmatched: kept.id, amount: kept.amount, payment: placed?.paymentId ?? null },
    ...(note === null ? {} : { words: { note } }),
  });
}

export type PlaceOrder = StaffOrder & {
  readonly unmatchedId: string;
  readonly debtor: string; // reference
  readonly invoice: string | null;
  readonly again: boolean; // it is another one than what looks like it in the account
};

export type Placed =
  { readonly kind: 'placed'; readonly amount: Money; readonly placed: number } | NotDone<WhoRefusal | UnmatchedRefusal>;

/**
 * Says whose money it is: it is entered on that account at once, and gives way to the accounts' own booking. Nothing is entered where the
 * accounts have it already.
 */
export async function placeUnmatched(pool: pg.Pool, order: PlaceOrder): Promise<Placed> {
  return await asStaff<Placed>(pool, order, async (client, who) => {
    const debtorId = await findDebtor(client, order.debtor);
    const locked = debtorId === null ? null : await lockAccount(client, order.creditorId, debtorId, order.at);
    const kept = await lockKept(client, order.unmatchedId);
    if (kept === null) return notDone('unknown');
    if (!mayAct(who, 'place-payment', locked?.salesOwner ?? null)) return notDone('not-allowed');
    if (kept.ended) return notDone('ended-before');
    if (debtorId === null || locked === null) return notDone('unknown-debtor');
    const { amount, on, means, text } = kept;
    const done = await enterBookingIn(client, {
      ...{ creditorId: order.creditorId, debtor: order.debtor, kind: 'payment', amount, on, means },
      ...{ number: null, invoice: order.invoice, text, inTransit: false, again: order.again },
      ...{ actor: actorOf(order, who), at: order.at, today: locked.today },
    });
    if (done.kind === 'refused') return notDone(done.why);
    if (done.kind === 'known') return notDone('in-accounts');
    await end(client, { order, who, kept }, { how: 'placed', note: null, placed: { debtorId, paymentId: done.id } });
    return { kind: 'placed', amount: done.amount, placed: done.placed };
  });
}

export type Dismissed = { readonly kind: 'dismissed'; readonly amount: Money } | NotDone<WhoRefusal | UnmatchedRefusal>;

/** Says that it is no customer's: refunded, ours, or not for this. */
export async function dismissUnmatched(
  pool: pg.Pool,
  order: StaffOrder & { readonly unmatchedId: string; readonly note: string },
): Promise<Dismissed> {
  return await asStaff<Dismissed>(pool, order, async (client, who) => {
    const kept = await lockKept(client, order.unmatchedId);
    if (kept === null) return notDone('unknown');
    if (!mayAct(who, 'place-payment', null)) return notDone('not-allowed');
    if (kept.ended) return notDone('ended-before');
    if (order.note.trim() === '') return notDone('note-missing');
    await end(client, { order, who, kept }, { how: 'dismissed', note: order.note, placed: null });
    return { kind: 'dismissed', amount: kept.amount };
  });
}
