import type pg from 'pg';
import { type Dispute } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Money } from '../../domain/money.ts';
import { inTenant } from '../in-tenant.ts';

export type DisputeListed = {
  readonly id: string;
  readonly debtor: string; // reference
  readonly invoice: string;
  readonly reason: Dispute['reason'];
  readonly amount: Money;
  readonly words: string | null;
  readonly answerBy: CivilDate;
};

/** Disputes that wait for our answer, those due first. */
export async function listDisputes(pool: pg.Pool, creditorId: string): Promise<readonly DisputeListed[]> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<DisputeListed>(
      `SELECT s.id, d.reference AS debtor, i.number AS invoice, s.reason, solde_money(s.amount_minor, s.currency) AS amount, s.words, s.answer_by AS "answerBy"
       FROM disputes s JOIN debtors d ON d.id = s.debtor_id JOIN due_lines l ON l.id = s.line_id JOIN invoices i ON i.id = l.invoice_id
       WHERE s.status IN ('open', 'investigating') ORDER BY s.answer_by, s.id`,
    );
    return rows;
  });
}
