import { type Step, sql } from './steps.ts';

/** How many days a debtor may be mistaken about when they paid; as the accounts' own booking is matched. */
const days = 5;

/** Before payments are placed: an announced one that arrives, the n-th with the n-th equal one, makes room for what it announced. */
export const arrivedSteps: readonly Step[] = [
  `CREATE TEMP TABLE import_arrived ON COMMIT DROP AS SELECT x.id FROM
     (SELECT p.id, p.debtor_id, p.currency::text AS currency, p.amount_minor::bigint AS amount, p.value_date,
        row_number() OVER (PARTITION BY p.debtor_id, p.currency, p.amount_minor ORDER BY p.value_date, p.id) AS n FROM payments p
       WHERE p.status = 'announced' AND p.debtor_id IN (SELECT debtor_id FROM import_payments) AND EXISTS (SELECT FROM allocations a WHERE a.payment_id = p.id AND a.reversed_on IS NULL)) x
     JOIN (SELECT debtor_id, currency, amount, value_date, row_number() OVER (PARTITION BY debtor_id, currency, amount ORDER BY value_date, seq) AS n FROM import_payments
       WHERE NOT existing AND action IS NULL AND status IN ('settled', 'in-transit')) s USING (debtor_id, currency, amount, n)
     WHERE abs(x.value_date - s.value_date) <= ${days}`,
  `UPDATE allocations SET reversed_on = greatest(on_date, ${sql.today}) WHERE reversed_on IS NULL AND payment_id IN (SELECT id FROM import_arrived)`,
  // What came and is matched to an invoice is not kept out of it by what was only announced for it.
  `UPDATE allocations a SET reversed_on = greatest(a.on_date, ${sql.today}) FROM payments p, due_lines l
    WHERE a.reversed_on IS NULL AND p.id = a.payment_id AND p.status = 'announced' AND l.id = a.line_id AND l.invoice_id IN (
      SELECT m.invoice_id FROM import_matches m JOIN import_payments s USING (row) WHERE s.status = 'settled' AND s.action IS DISTINCT FROM 'unchanged' AND s.id <> p.id)`,
];

/**
 * What was said to be paid already, in a conversation, and is found now: by the amount within five days of the day that was said, by
 * the invoices that were named, or because nothing is left of them. The search ends and the pause with it; what is not found stays.
 */
export const checkSteps: readonly Step[] = [
  `CREATE TEMP TABLE import_checks ON COMMIT DROP AS
   SELECT t.id, t.debtor_id, (t.facts -> 'terms' -> 'claimedAmount' ->> 'minor')::bigint AS minor, t.facts -> 'terms' -> 'claimedAmount' ->> 'currency' AS currency,
     (t.facts -> 'terms' ->> 'claimedOn')::date AS on_date, ARRAY(SELECT jsonb_array_elements_text(t.facts -> 'terms' -> 'lineIds')::uuid) AS lines
   FROM tasks t WHERE t.kind = 'check' AND t.reason = 'already-paid' AND t.done_at IS NULL AND jsonb_typeof(t.facts -> 'terms' -> 'lineIds') = 'array'
     AND t.debtor_id IN (SELECT debtor_id FROM import_payments WHERE action IS DISTINCT FROM 'unchanged' UNION SELECT debtor_id FROM import_touched)`,
  `CREATE TEMP TABLE import_found ON COMMIT DROP AS SELECT c.id, c.debtor_id FROM import_checks c
   WHERE EXISTS (SELECT FROM import_payments s JOIN payments p ON p.id = s.id AND p.status = 'settled'
       WHERE s.action IS DISTINCT FROM 'unchanged' AND p.debtor_id = c.debtor_id AND (c.on_date IS NULL OR abs(p.value_date - c.on_date) <= ${days})
         AND CASE WHEN c.minor IS NOT NULL THEN (p.amount_minor, p.currency) = (c.minor, c.currency)
           ELSE EXISTS (SELECT FROM allocations a WHERE a.payment_id = p.id AND a.reversed_on IS NULL AND a.line_id = ANY (c.lines)) END)
     OR NOT EXISTS (SELECT FROM due_lines l WHERE l.id = ANY (c.lines) AND l.amount_minor::bigint > coalesce((SELECT sum(a.amount_minor) FROM allocations a
       LEFT JOIN payments p ON p.id = a.payment_id WHERE a.line_id = l.id AND a.reversed_on IS NULL AND coalesce(p.status, 'settled') = 'settled'), 0))`,
  `UPDATE tasks SET done_at = ${sql.instant}, done_by = 'import:' || ${sql.importId} WHERE id IN (SELECT id FROM import_found)`,
  `UPDATE holds h SET until_on = greatest(${sql.today}, h.from_on) FROM import_found f
    WHERE h.debtor_id = f.debtor_id AND h.source = 'check:' || f.id AND (h.until_on IS NULL OR h.until_on > greatest(${sql.today}, h.from_on))`,
];
