import { creditRow } from './credit-row.ts';
import { matchSteps, matchTables } from './match-steps.ts';
import { replaceEntries } from './replace-entries.ts';
import {
  type ImportSteps,
  lockDebtors,
  markRepeated,
  refuseRows,
  sql,
  touchDebtors,
  releaseCredited,
} from './steps.ts';

/** Notes without a number are named by their content and occurrence; a corrected row counts on from what its first import knew. */
const named = `CREATE TEMP TABLE import_credits ON COMMIT DROP AS
  SELECT s.row, s.line, s.issued, s.currency, s.amount, s.invoice, s.kind, d.id AS debtor_id, d.language, coalesce(s.number, c.prefix || '-' || (
      row_number() OVER (PARTITION BY s.number, c.prefix ORDER BY s.invoice, s.row)
      + CASE WHEN s.origin IS NULL THEN 0 ELSE (SELECT count(*) FROM credit_notes n WHERE n.number LIKE c.prefix || '-%'
          AND (n.import_id = s.origin OR n.recorded_at <= (SELECT recorded_at FROM imports WHERE id = s.origin))) END)) AS number,
    NULL::uuid AS id, NULL::uuid AS invoice_id, NULL::text AS action
  FROM stage_credits s JOIN debtors d ON upper(d.reference) = upper(s.debtor)
  CROSS JOIN LATERAL (SELECT 'AV-' || upper(left(md5(concat_ws('|', upper(s.debtor), s.currency, s.amount, s.issued)), 10)) AS prefix) c`;

export const creditSteps: ImportSteps = {
  reader: creditRow,
  judge: [
    'ANALYZE stage_credits',
    ...refuseRows(
      'stage_credits',
      `SELECT row, line, 'debtor' AS col, 'unknown-debtor' AS reason FROM stage_credits s
        WHERE NOT EXISTS (SELECT FROM debtors d WHERE upper(d.reference) = upper(s.debtor))`,
    ),
    named,
    'ANALYZE import_credits',
    ...refuseRows(
      'import_credits',
      `SELECT row, line, 'number' AS col, 'twice-different' AS reason FROM import_credits WHERE upper(number) IN (
         SELECT upper(number) FROM import_credits GROUP BY 1
         HAVING count(*) > 1 AND count(DISTINCT (debtor_id, issued, currency, amount, coalesce(invoice, ''))) > 1)`,
    ),
    markRepeated('import_credits', 'upper(number)'),
    'UPDATE import_credits c SET id = n.id FROM credit_notes n WHERE upper(n.number) = upper(c.number)',
    'UPDATE import_credits c SET invoice_id = i.id FROM invoices i WHERE upper(i.number) = c.invoice',
    ...refuseRows(
      'import_credits',
      `SELECT row, line, col, reason FROM import_credits c LEFT JOIN invoices i ON i.id = c.invoice_id LEFT JOIN credit_notes n ON n.id = c.id
       CROSS JOIN LATERAL (VALUES ('invoice', 'unknown-invoice', c.invoice IS NOT NULL AND c.invoice_id IS NULL),
         ('invoice', 'other-debtor', i.debtor_id <> c.debtor_id), ('invoice', 'other-currency', i.currency <> c.currency),
         ('number', 'booked-otherwise', (n.debtor_id, n.issued, n.currency, n.amount_minor) <> (c.debtor_id, c.issued, c.currency, c.amount)
           OR n.invoice_id <> c.invoice_id)) AS rule (col, reason, broken) WHERE broken`,
    ),
    `UPDATE import_credits c SET action = CASE WHEN c.id IS NULL THEN 'created'
       WHEN c.invoice_id IS NOT NULL AND EXISTS (SELECT FROM credit_notes n WHERE n.id = c.id AND n.invoice_id IS NULL) THEN 'updated'
       ELSE 'unchanged' END WHERE action IS NULL`,
  ],
  apply: [
    lockDebtors(`SELECT debtor_id FROM import_credits WHERE action IN ('created', 'updated')`),
    `UPDATE import_credits SET id = gen_random_uuid() WHERE action = 'created'`,
    `INSERT INTO credit_notes (id, creditor_id, debtor_id, number, issued, amount_minor, currency, invoice_id, kind, import_id)
     SELECT id, ${sql.creditor}, debtor_id, number, issued, amount, currency, invoice_id, coalesce(kind, 'credit-note'), ${sql.importId} FROM import_credits WHERE action = 'created'`,
    `UPDATE credit_notes n SET invoice_id = c.invoice_id FROM import_credits c WHERE n.id = c.id AND c.action = 'updated'`,
    replaceEntries('credit-note'),
    `CREATE TEMP TABLE import_sources ON COMMIT DROP AS SELECT id, amount, issued AS on_date, number AS k FROM import_credits
      WHERE invoice_id IS NOT NULL AND action IN ('created', 'updated')`,
    `CREATE TEMP TABLE import_wants ON COMMIT DROP AS SELECT id, 1 AS n, invoice_id, NULL::bigint AS amount FROM import_credits
      WHERE invoice_id IS NOT NULL AND action IN ('created', 'updated')`,
    ...matchTables,
    ...matchSteps('credit_note_id'),
    'CREATE TEMP TABLE import_pending ON COMMIT DROP AS SELECT id FROM import_displaced',
    touchDebtors(
      `SELECT debtor_id FROM import_credits WHERE action IN ('created', 'updated') UNION SELECT debtor_id FROM import_touched`,
    ),
    releaseCredited,
  ],
  counts: 'SELECT action, count(*) AS n FROM import_credits GROUP BY action',
  examples: `SELECT action, line, number AS key, NULL AS changes FROM (
      SELECT *, row_number() OVER (PARTITION BY action ORDER BY row) AS nth FROM import_credits) c
    WHERE nth <= 5 AND action IN ('created', 'updated') ORDER BY action, row`,
};
