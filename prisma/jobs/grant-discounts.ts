import type pg from 'pg';
import { type Account } from '../../domain/account.ts';
import { earnedDiscount } from '../../domain/early-payment.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { enterBooking } from '../bookings/enter-booking.ts';
import { inTenant } from '../in-tenant.ts';
import { type DayJob, type DayOrder } from './day-job.ts';

type Earned = { readonly debtor: string; readonly invoice: string; readonly found: ReturnType<typeof earnedDiscount> };

/** Accounts with a discount of the last months on an invoice that was paid in part. */
const whom = `SELECT DISTINCT d.id FROM payment_terms t JOIN debtors d ON d.id = t.debtor_id JOIN due_lines l ON l.invoice_id = t.invoice_id
    JOIN allocations a ON a.line_id = l.id AND a.reversed_on IS NULL
  WHERE t.kind = 'early-payment' AND t.until_on >= $1::date - 120
    AND l.amount_minor > (SELECT sum(x.amount_minor) FROM allocations x WHERE x.line_id = l.id AND x.reversed_on IS NULL) ORDER BY d.id`;

async function earnedOf(pool: pg.Pool, order: DayOrder): Promise<readonly Earned[]> {
  return await inTenant(pool, order.creditorId, async (client) => {
    const earned: Earned[] = [];
    for (const { id } of (await client.query<{ id: string }>(whom, [order.today])).rows) {
      const text = 'SELECT solde_account($1, $2) AS account';
      const account = (await client.query<{ account: Account }>(text, [order.creditorId, id])).rows[0]?.account;
      if (account === undefined) continue;
      const ledger = makeLedger(account, order.today);
      const debtor = account.debtor.reference;
      for (const invoice of account.invoices) {
        earned.push({ debtor, invoice: invoice.number, found: earnedDiscount(ledger, invoice.id) });
      }
    }
    return earned.filter(({ found }) => found !== null);
  });
}

/** Enters what was earned as a provisional credit note, so that nobody is asked for it, until the accounts book theirs. */
export const grantDiscounts: DayJob = async (pool, order) => {
  let granted = 0;
  for (const { debtor, invoice, found } of await earnedOf(pool, order)) {
    if (found === null) continue;
    const done = await enterBooking(pool, {
      ...{ creditorId: order.creditorId, debtor, kind: 'credit-note', amount: found.amount, on: found.on, invoice },
      ...{ number: null, text: '', means: 'transfer', inTransit: false, again: false, actor: 'system' },
      ...{ at: order.at, today: order.today },
    });
    if (done.kind === 'entered') granted += 1;
  }
  return { granted };
};
