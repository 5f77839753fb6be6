import { matchSteps, matchTables, takeBack } from './match-steps.ts';
import { paymentRow } from './payment-row.ts';
import { replaceEntries } from './replace-entries.ts';
import { endBooked, keepUnmatched, objectToStrangers, setUnmatchedApart } from './unmatched-steps.ts';
import { type ImportSteps, lockDebtors, markRepeated, refuseRows, sql, touchDebtors } from './steps.ts';

/**
 * Payments without an id are known by their content and occurrence number: matching and status are left out of the content, since
 * the accounts add them later. A corrected row of a refused file counts on from what its first import knew.
 */
const named = `CREATE TEMP TABLE import_payments ON COMMIT DROP AS
  SELECT x.*, p.id IS NOT NULL AS existing, coalesce(p.id, gen_random_uuid()) AS id, p.debtor_id AS old_debtor, p.amount_minor AS old_amount,
    p.currency AS old_currency, p.value_date AS old_date, p.status AS old_status, p.text AS old_text, p.means AS old_means, NULL::text AS action,
    row_number() OVER (ORDER BY x.debtor_id, x.k) AS seq
  FROM (SELECT s.row, s.line, s.ext_id, s.amount, s.currency, s.value_date, s.status, s.means, s.remittance, s.returned_on, s.return_reason, s.matched, d.id AS debtor_id,
      coalesce(s.ext_id, c.prefix || (row_number() OVER (PARTITION BY s.ext_id, c.prefix ORDER BY s.matched, s.status, s.row)
        + CASE WHEN s.origin IS NULL THEN 0 ELSE (SELECT count(*) FROM payments p WHERE p.provider = 'import' AND p.provider_id LIKE c.prefix || '%' AND (p.import_id = s.origin OR p.recorded_at <= (SELECT recorded_at FROM imports WHERE id = s.origin))) END)) AS k
    FROM stage_payments s JOIN debtors d ON upper(d.reference) = upper(s.debtor)
    CROSS JOIN LATERAL (SELECT 'content-' || md5(concat_ws('|', upper(s.debtor), s.currency, s.amount, s.value_date, coalesce(s.means, ''),
      coalesce(s.remittance, ''))) || '-' AS prefix) c) x
  LEFT JOIN payments p ON p.provider = 'import' AND p.provider_id = x.k`;

const legal = `('announced', 'in-transit'), ('announced', 'settled'), ('announced', 'returned'), ('in-transit', 'settled'), ('in-transit', 'returned'),
  ('settled', 'returned')`;

export const paymentSteps: ImportSteps = {
  reader: paymentRow,
  judge: [
    'ANALYZE stage_payments',
    `CREATE TEMP TABLE import_matches ON COMMIT DROP AS SELECT m.row, m.n, m.k, m.amount, i.id AS invoice_id, i.debtor_id, i.currency
      FROM stage_matches m LEFT JOIN invoices i ON upper(i.number) = m.k`,
    'ANALYZE import_matches',
    ...refuseRows(
      'stage_payments',
      `SELECT s.row, s.line, 'invoices' AS col, CASE WHEN bool_or(m.currency <> s.currency) THEN 'other-currency' ELSE 'matched-too-much' END AS reason
         FROM stage_payments s JOIN import_matches m USING (row) GROUP BY s.row, s.line, s.amount
         HAVING bool_or(m.currency <> s.currency) OR sum(m.amount) > s.amount`,
    ),
    ...setUnmatchedApart,
    named,
    'CREATE INDEX ON import_payments (seq)',
    'CREATE INDEX ON import_payments (id)',
    'CREATE INDEX ON import_payments (row)',
    'ANALYZE import_payments',
    ...refuseRows(
      'import_payments',
      `SELECT row, line, 'id' AS col, 'twice-different' AS reason FROM import_payments WHERE k IN (
         SELECT k FROM import_payments WHERE ext_id IS NOT NULL GROUP BY k
         HAVING count(*) > 1 AND count(DISTINCT (debtor_id, amount, currency, value_date, status, coalesce(matched, ''))) > 1)`,
    ),
    ...refuseRows(
      'import_payments',
      `SELECT row, line, col, reason FROM import_payments CROSS JOIN LATERAL (VALUES
         ('amount', 'booked-otherwise', (old_debtor, old_amount, old_currency) <> (debtor_id, amount, currency)
           OR (old_status IN ('settled', 'returned') AND old_date <> value_date)),
         ('status', 'status-backwards', status <> old_status AND (old_status, status) NOT IN (${legal}))) AS rule (col, reason, broken)
       WHERE existing AND broken`,
    ),
    markRepeated('import_payments', 'k', 'ext_id IS NOT NULL'),
    `UPDATE import_payments SET action = CASE WHEN (status, value_date, coalesce(remittance, old_text), coalesce(means, old_means))
         IS DISTINCT FROM (old_status, old_date, old_text, old_means) THEN 'updated'
       ELSE 'unchanged' END WHERE existing AND action IS NULL`,
    'DELETE FROM import_matches m WHERE NOT EXISTS (SELECT FROM import_payments s WHERE s.row = m.row)',
  ],
  object: objectToStrangers,
  apply: [
    ...keepUnmatched,
    lockDebtors(`SELECT debtor_id FROM import_payments UNION SELECT debtor_id FROM import_matches`),
    {
      count: 'SELECT coalesce(max(seq), 0)::int AS n FROM import_payments WHERE NOT existing',
      perSlice: [
        `INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, text, confirmed, returned_on, return_reason, import_id)
         SELECT id, ${sql.creditor}, debtor_id, 'import', k, amount, currency, value_date, status, coalesce(means, 'transfer'), coalesce(remittance, ''),
           true, returned_on, return_reason, ${sql.importId} FROM import_payments WHERE seq > $1 AND seq <= $2 AND NOT existing AND action IS NULL`,
      ],
    },
    `UPDATE payments p SET status = s.status, value_date = s.value_date, returned_on = s.returned_on, return_reason = coalesce(s.return_reason, p.return_reason), text = coalesce(s.remittance, p.text),
       means = coalesce(s.means, p.means) FROM import_payments s WHERE p.id = s.id AND s.action = 'updated'`,
    // What comes back settles nothing any more, and somebody must know.
    `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, facts, dedupe_key, opened_at, due_on)
     SELECT gen_random_uuid(), ${sql.creditor}, 'payment-returned', coalesce(p.return_reason, 'unknown'), p.debtor_id,
       jsonb_build_object('payment', p.id, 'minor', p.amount_minor, 'currency', p.currency, 'means', p.means, 'returnedOn', p.returned_on),
       'payment-returned:' || p.id, ${sql.instant}, ${sql.today} + 2
     FROM import_payments s JOIN payments p ON p.id = s.id WHERE p.status = 'returned' AND s.old_status IS DISTINCT FROM 'returned' AND s.action IS DISTINCT FROM 'repeated'
     ON CONFLICT ON CONSTRAINT tasks_dedupe_key DO NOTHING`,
    replaceEntries('payment'),
    ...endBooked,
    `CREATE TEMP TABLE import_sources ON COMMIT DROP AS SELECT id, amount, least(value_date, ${sql.today}) AS on_date, k FROM import_payments s
      WHERE matched IS NOT NULL AND status <> 'returned' AND coalesce(action, 'created') <> 'repeated'`,
    `CREATE TEMP TABLE import_wants ON COMMIT DROP AS SELECT s.id, m.n, m.invoice_id, m.amount FROM import_matches m JOIN import_payments s USING (row)
      WHERE s.id IN (SELECT id FROM import_sources)`,
    // Accounts that match a payment anew take it back from where they had put it before.
    ...matchTables,
    takeBack(
      'payment_id',
      `a.by = 'accounts' AND a.payment_id IN (SELECT x.id FROM import_sources x JOIN import_payments s USING (id) WHERE s.existing)
        AND NOT EXISTS (SELECT FROM import_wants w JOIN due_lines l ON l.invoice_id = w.invoice_id WHERE w.id = a.payment_id AND l.id = a.line_id)`,
    ),
    ...matchSteps('payment_id'),
    `UPDATE import_payments SET action = 'updated' WHERE action = 'unchanged' AND id IN (SELECT source_id FROM import_touched)`,
    `CREATE TEMP TABLE import_pending ON COMMIT DROP AS SELECT id FROM import_payments
      WHERE matched IS NULL AND status <> 'returned' AND ((NOT existing AND action IS NULL) OR (old_status = 'announced' AND status <> 'announced'))
      UNION SELECT id FROM import_displaced`,
    touchDebtors(
      `SELECT debtor_id FROM import_payments WHERE action IS DISTINCT FROM 'unchanged' UNION SELECT debtor_id FROM import_touched`,
    ),
  ],
  counts: `SELECT action, count(*) AS n FROM (SELECT coalesce(action, 'created') AS action FROM import_payments UNION ALL SELECT action FROM import_unmatched) a GROUP BY 1`,
  unmatched: 'SELECT count(*)::int AS n FROM import_unmatched WHERE id IS NOT NULL',
  examples: `SELECT action, line, key, NULL AS changes FROM (SELECT action, line, row, key, row_number() OVER (PARTITION BY action ORDER BY row) AS nth
      FROM (SELECT coalesce(action, 'created') AS action, line, row, coalesce(ext_id, remittance, k) AS key FROM import_payments
        UNION ALL SELECT action, line, row, 'not placed: ' || coalesce(ext_id, payer, remittance, k) FROM import_unmatched) x) p
    WHERE nth <= 5 AND action IN ('created', 'updated') ORDER BY action, row`,
};
