import { type Step, sql } from './steps.ts';

type Term = {
  readonly kind: 'early-payment' | 'down-payment';
  readonly value: 'discount' | 'deposit';
  readonly column: 'basis_points' | 'amount_minor';
};
const terms: readonly Term[] = [
  { kind: 'early-payment', value: 'discount', column: 'basis_points' },
  { kind: 'down-payment', value: 'deposit', column: 'amount_minor' },
];

/** Rows of one invoice that tell the same term twice tell the first of its days. */
function told({ value }: Term): string {
  return `SELECT k, min(${value}) AS value, min(${value}_until) AS until_on FROM stage_invoices WHERE ${value} IS NOT NULL GROUP BY k`;
}

/** An invoice whose terms change is updated. */
export const judgeTerms: readonly string[] = terms.map(
  (term) => `UPDATE import_invoices i SET action = 'updated' FROM (${told(term)}) t
    WHERE t.k = i.k AND i.action = 'unchanged' AND NOT EXISTS (SELECT FROM payment_terms p
      WHERE p.invoice_id = i.id AND p.kind = '${term.kind}' AND (p.${term.column}, p.until_on) = (t.value, t.until_on))`,
);

/** What invoices grant or ask ahead of their due dates; an empty cell leaves what is known. */
export const termSteps: readonly Step[] = terms.map(
  (
    term,
  ) => `INSERT INTO payment_terms AS p (id, creditor_id, debtor_id, invoice_id, kind, ${term.column}, currency, until_on, import_id)
    SELECT gen_random_uuid(), ${sql.creditor}, i.debtor_id, i.id, '${term.kind}', t.value, ${term.value === 'deposit' ? 'i.currency' : 'NULL'}, t.until_on, ${sql.importId}
      FROM import_invoices i JOIN (${told(term)}) t USING (k) WHERE i.action IS DISTINCT FROM 'unchanged'
    ON CONFLICT ON CONSTRAINT payment_terms_once DO UPDATE SET ${term.column} = excluded.${term.column}, until_on = excluded.until_on, import_id = excluded.import_id
      WHERE (p.${term.column}, p.until_on) IS DISTINCT FROM (excluded.${term.column}, excluded.until_on)`,
);

/** The year-end rebate of a debtor's contract. */
export const rebateStep: Step = `INSERT INTO payment_terms AS p (id, creditor_id, debtor_id, kind, basis_points, until_on, import_id)
  SELECT gen_random_uuid(), ${sql.creditor}, id, 'year-end-rebate', rebate, rebate_until, ${sql.importId} FROM stage_debtors
   WHERE rebate IS NOT NULL AND action <> 'repeated'
  ON CONFLICT ON CONSTRAINT payment_terms_once DO UPDATE SET basis_points = excluded.basis_points, until_on = excluded.until_on, import_id = excluded.import_id
    WHERE (p.basis_points, p.until_on) IS DISTINCT FROM (excluded.basis_points, excluded.until_on)`;
