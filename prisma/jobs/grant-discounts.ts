import type pg from 'pg';
import { type Account } from '../../domain/account.ts';
import { earnedDiscount } from '../../domain/early-payment.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type BookingOrder, enterBooking } from '../bookings/enter-booking.ts';
import { inTenant } from '../in-tenant.ts';
import { type DayJob, type DayOrder } from './day-job.ts';

type Earned = { readonly debtor: string; readonly invoice: string; readonly found: ReturnType<typeof earnedDiscount> };

/** Invoices with a discount of the last months that were paid in part. */
const which = `SELECT DISTINCT t.debtor_id AS "debtorId", t.invoice_id AS "invoiceId" FROM payment_terms t JOIN due_lines l ON l.invoice_id = t.invoice_id
    JOIN allocations a ON a.line_id = l.id AND a.reversed_on IS NULL
  WHERE t.kind = 'early-payment' AND t.until_on >= $1::date - 120
    AND l.amount_minor > (SELECT sum(x.amount_minor) FROM allocations x WHERE x.line_id = l.id AND x.reversed_on IS NULL) ORDER BY 1, 2`;

/** Somebody withdrew this discount of this invoice: a person's word stands. */
const takenBack = `SELECT FROM credit_notes n JOIN invoices i ON i.id = n.invoice_id
  WHERE i.number = $1 AND n.amount_minor = $2 AND n.entered_on IS NOT NULL AND n.ended_why = 'withdrawn'`;

/** What looks like it is the credit note of another invoice, and nothing of that amount is of this one. */
const isElsewhere = `SELECT FROM credit_notes n JOIN invoices i ON i.id = n.invoice_id WHERE n.id = $1 AND i.number <> $2
  AND NOT EXISTS (SELECT FROM credit_notes o JOIN invoices v ON v.id = o.invoice_id WHERE v.number = $2 AND o.amount_minor = $3 AND o.ended_on IS NULL)`;

async function holds(
  pool: pg.Pool,
  { creditorId }: DayOrder,
  query: string,
  values: readonly unknown[],
): Promise<boolean> {
  return await inTenant(pool, creditorId, async (client) => (await client.query(query, [...values])).rowCount !== 0);
}

async function earnedOf(pool: pg.Pool, order: DayOrder): Promise<readonly Earned[]> {
  return await inTenant(pool, order.creditorId, async (client) => {
    const { rows } = await client.query<{ debtorId: string; invoiceId: string }>(which, [order.today]);
    const earned: Earned[] = [];
    for (const [debtorId, asked] of Map.groupBy(rows, (row) => row.debtorId)) {
      const text = 'SELECT solde_account($1, $2) AS account';
      const account = (await client.query<{ account: Account }>(text, [order.creditorId, debtorId])).rows[0]?.account;
      if (account === undefined) continue;
      const ledger = makeLedger(account, order.today);
      for (const { invoiceId } of asked) {
        const invoice = account.invoices.find(({ id }) => id === invoiceId)?.number ?? '';
        earned.push({ debtor: account.debtor.reference, invoice, found: earnedDiscount(ledger, invoiceId) });
      }
    }
    return earned.filter(({ found }) => found !== null);
  });
}

/** Enters what was earned as a provisional credit note, so that nobody is asked for it, until the accounts book theirs. */
export const grantDiscounts: DayJob = async (pool, order) => {
  let granted = 0;
  for (const { debtor, invoice, found } of await earnedOf(pool, order)) {
    if (found === null || (await holds(pool, order, takenBack, [invoice, found.amount.minor]))) continue;
    const wish: Omit<BookingOrder, 'again'> = {
      ...{ creditorId: order.creditorId, debtor, kind: 'credit-note', amount: found.amount, on: found.on, invoice },
      ...{ number: null, text: '', means: 'transfer', inTransit: false, actor: 'system', at: order.at },
      today: order.today,
    };
    const first = await enterBooking(pool, { ...wish, again: false });
    const isOther =
      first.kind === 'known' && (await holds(pool, order, isElsewhere, [first.id, invoice, found.amount.minor]));
    const done = isOther ? await enterBooking(pool, { ...wish, again: true }) : first;
    if (done.kind === 'entered') granted += 1;
  }
  return { granted };
};
