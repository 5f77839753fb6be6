import type pg from 'pg';
import { type Dispute } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Money } from '../../domain/money.ts';
import { type Listed, listFor } from './list-for.ts';
import { type StaffOrder } from './staff-order.ts';

export type DisputeListed = {
  readonly id: string;
  readonly debtor: string; // reference
  readonly invoice: string;
  readonly reason: Dispute['reason'];
  readonly amount: Money;
  readonly words: string | null;
  readonly answerBy: CivilDate;
};

/** Disputes that wait for our answer, those due first; of the accounts that person may see, or of those that `mine` sells to or collects from. */
export async function listDisputes(
  pool: pg.Pool,
  order: StaffOrder,
  mine: string | null = null,
): Promise<Listed<DisputeListed>> {
  return await listFor(pool, order, async (client, owner) => {
    const { rows } = await client.query<DisputeListed>(
      `SELECT s.id, d.reference AS debtor, i.number AS invoice, s.reason, solde_money(s.amount_minor, s.currency) AS amount, s.words, s.answer_by AS "answerBy"
       FROM disputes s JOIN debtors d ON d.id = s.debtor_id JOIN due_lines l ON l.id = s.line_id JOIN invoices i ON i.id = l.invoice_id
       WHERE s.status IN ('open', 'investigating') AND ($1::text IS NULL OR d.sales_owner = $1)
         AND ($2::text IS NULL OR lower($2) IN (d.sales_owner, lower(d.collector))) ORDER BY s.answer_by, s.id`,
      [owner, mine],
    );
    return rows;
  });
}
