import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Account, type PaymentMeans } from '../../domain/account.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Money } from '../../domain/money.ts';
import { type EntryKind, type EntryRefusal, type EntryVerdict, placeEntry } from '../../domain/provisional-entry.ts';
import { isSameMoney } from '../../domain/same-money.ts';
import { inTenant, type Place } from '../in-tenant.ts';
import { clearedMoney, knownMoney } from './known-money.ts';

/** What somebody wants to enter ahead of the accounts. */
export type BookingOrder = {
  readonly creditorId: string;
  readonly debtor: string; // reference
  readonly kind: EntryKind;
  readonly amount: Money | null;
  readonly on: CivilDate;
  readonly number: string | null; // under which the accounts will book it
  readonly invoice: string | null;
  readonly text: string;
  readonly means: PaymentMeans;
  readonly inTransit: boolean; // a cheque in hand, a transfer that was ordered: it settles nothing yet
  readonly again: boolean; // it is another one than those that look like it
  readonly actor: string;
  readonly at: Instant;
  readonly today: CivilDate;
};

export type BookingDone =
  | { readonly kind: 'entered'; readonly id: string; readonly amount: Money; readonly placed: number }
  | { readonly kind: 'known'; readonly id: string; readonly on: CivilDate; readonly provisional: boolean }
  | { readonly kind: 'refused'; readonly why: EntryRefusal | 'unknown-debtor' };

type Placed = Extract<EntryVerdict, { kind: 'ok' }>;
type Entering = {
  readonly order: BookingOrder;
  readonly id: string;
  readonly debtorId: string;
  readonly setApart: readonly string[];
};

async function findDebtor(client: pg.ClientBase, reference: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM debtors WHERE reference_key = upper($1) FOR NO KEY UPDATE',
    [reference],
  );
  return rows[0]?.id ?? null;
}

async function insertPayment(
  client: pg.ClientBase,
  { order, id, debtorId, setApart }: Entering,
  amount: Money,
): Promise<void> {
  await client.query(
    `INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, text, confirmed,
       reference, entered_on, set_apart) VALUES ($1, $2, $3, 'solde', $4, $5, $6, $7, $8, $9, $10, false, $11, $12, $13)`,
    [
      ...[id, order.creditorId, debtorId, `entry-${id}`, amount.minor, amount.currency, order.on],
      ...[order.inTransit ? 'in-transit' : 'settled', order.means, order.text, order.number, order.today, setApart],
    ],
  );
}

/** Its own number is never one of the accounts', which come under theirs. */
async function insertCredit(
  client: pg.ClientBase,
  { order, id, debtorId, setApart }: Entering,
  amount: Money,
): Promise<void> {
  await client.query(
    `INSERT INTO credit_notes (id, creditor_id, debtor_id, number, issued, amount_minor, currency, invoice_id, kind, confirmed, reference, entered_on, set_apart)
     VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT i.id FROM invoices i WHERE i.number_key = upper($8) AND i.debtor_id = $3), $9, false, $10, $11, $12)`,
    [
      ...[
        id,
        order.creditorId,
        debtorId,
        `PROV-${id.slice(0, 8).toUpperCase()}`,
        order.on,
        amount.minor,
        amount.currency,
        order.invoice,
      ],
      ...[order.kind, order.number, order.today, setApart],
    ],
  );
}

async function write(client: pg.ClientBase, entering: Entering, { amount, allocations }: Placed): Promise<void> {
  const { order, id, debtorId } = entering;
  if (order.kind === 'payment') await insertPayment(client, entering, amount);
  else await insertCredit(client, entering, amount);
  // Money on its way explains a line from now on, whatever day it will come.
  const on = order.on < order.today ? order.on : order.today;
  const rows = allocations.map(({ target, amount: part, by }) => ({
    ...{ id: randomUUID(), creditor_id: order.creditorId, debtor_id: debtorId, on_date: on, by },
    ...{ [order.kind === 'payment' ? 'payment_id' : 'credit_note_id']: id, [`${target.kind}_id`]: target.id },
    ...{ amount_minor: part.minor, currency: part.currency },
  }));
  await client.query(
    `INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, credit_note_id, line_id, charge_id, amount_minor, currency, on_date, by)
     SELECT id, creditor_id, debtor_id, payment_id, credit_note_id, line_id, charge_id, amount_minor, currency, on_date, by
     FROM jsonb_populate_recordset(NULL::allocations, $1)`,
    [JSON.stringify(rows)],
  );
  const facts = { entry: id, amount, on: order.on, number: order.number, invoice: order.invoice, again: order.again };
  const event = { kind: `${order.kind}.entered`, actor: order.actor, debtor: debtorId, facts };
  await client.query('SELECT audit_append($1, solde_instant($2), $3)', [
    order.creditorId,
    order.at,
    JSON.stringify([event]),
  ]);
}

function invoiceIdOf({ invoices }: Account, number: string | null): string | null {
  return invoices.find((invoice) => invoice.number.toUpperCase() === number?.toUpperCase())?.id ?? null;
}

/** As enterBooking, in a transaction of the creditor that is there. */
export async function enterBookingIn(client: pg.ClientBase, order: BookingOrder): Promise<BookingDone> {
  const debtorId = await findDebtor(client, order.debtor);
  if (debtorId === null) return { kind: 'refused', why: 'unknown-debtor' };
  const id = randomUUID();
  const { rows } = await client.query<{ account: Account }>('SELECT solde_account($1, $2) AS account', [
    order.creditorId,
    debtorId,
  ]);
  const [found] = rows;
  if (found === undefined) return { kind: 'refused', why: 'unknown-debtor' };
  const { kind, amount, on, invoice, text, inTransit } = order;
  const wish = { id, kind, amount, on, invoice, text, inTransit: inTransit && kind === 'payment' };
  const verdict = placeEntry(wish, found.account, order.today);
  if (verdict.kind === 'refused') return verdict;
  const known = await knownMoney(client, order.kind, [debtorId]);
  const corrects = order.kind === 'payment' ? null : invoiceIdOf(found.account, invoice);
  const asked = { id, debtorId, amount: verdict.amount, on: order.on, number: order.number, corrects };
  const entered = known.entries.filter(({ live, replacedBy }) => live || replacedBy === null);
  const cleared = await clearedMoney(client, debtorId);
  const same = [...entered, ...known.bookings, ...cleared].filter((other) => isSameMoney(asked, other));
  const [first] = order.again ? same.filter(({ number }) => number !== null && order.number !== null) : same;
  if (first !== undefined) {
    return {
      kind: 'known',
      id: first.id,
      on: first.on,
      provisional: entered.some((entry) => entry.live && entry.id === first.id),
    };
  }
  const setApart = known.bookings.filter((booking) => isSameMoney(asked, booking)).map((booking) => booking.id);
  await write(client, { order, id, debtorId, setApart }, verdict);
  const placed = verdict.allocations.reduce((minor, { amount }) => minor + amount.minor, 0);
  return { kind: 'entered', id, amount: verdict.amount, placed };
}

/**
 * Enters a payment, credit note or write-off that the accounts have not booked yet: it counts at once, and once. What is there
 * already, by its number or by amount and day, is not entered a second time unless the order says that it is another one.
 */
export async function enterBooking(pool: pg.Pool, order: BookingOrder): Promise<BookingDone> {
  return await inTenant(pool, order.creditorId, (client) => enterBookingIn(client, order));
}

/** Takes an entry back, because it was wrong: what it settled is open again. False when there is none that counts. */
export async function withdrawBooking(
  place: Place,
  order: Pick<BookingOrder, 'creditorId' | 'actor' | 'at' | 'today'> & { readonly id: string },
): Promise<boolean> {
  return await inTenant(place, order.creditorId, async (client) => {
    const { rows: owners } = await client.query<{ debtor_id: string }>(
      `SELECT debtor_id FROM payments WHERE id = $1 UNION ALL SELECT debtor_id FROM credit_notes WHERE id = $1`,
      [order.id],
    );
    const debtorId = owners[0]?.debtor_id;
    if (debtorId === undefined) return false;
    await client.query('SELECT FROM debtors WHERE id = $1 FOR NO KEY UPDATE', [debtorId]);
    const { rows } = await client.query<{ ended: boolean }>(
      "SELECT solde_end_entry($1, 'withdrawn', NULL, $2) AS ended",
      [order.id, order.today],
    );
    if (rows[0]?.ended !== true) return false;
    const event = { kind: 'entry.withdrawn', actor: order.actor, debtor: debtorId, facts: { entry: order.id } };
    await client.query('SELECT audit_append($1, solde_instant($2), $3)', [
      order.creditorId,
      order.at,
      JSON.stringify([event]),
    ]);
    return true;
  });
}
