import { invoiceRow } from './invoice-row.ts';
import { type ImportSteps, lockDebtors, sql, touchDebtors } from './steps.ts';
import { judgeTerms, termSteps } from './term-steps.ts';
import { timeBarredFrom } from './time-barred.ts';

const safe = 9_007_199_254_740_991;

const timeBarred = timeBarredFrom({
  country: 'i.country',
  kind: 'i.debtor_kind',
  capacity: 'i.capacity',
  start: 'l.due',
});

/** Rows of one number are one invoice; those of one due date are one due line. */
const gather = [
  'ANALYZE stage_invoices',
  `CREATE TEMP TABLE import_invoices ON COMMIT DROP AS
   SELECT row_number() OVER (ORDER BY d.id, g.k) AS seq, g.k, g.first_row, g.number, g.issued, g.currency, g.lines_total, g.items_total, g.items,
     g.total, g.order_number, coalesce(g.capacity, i.capacity, CASE d.kind WHEN 'consumer' THEN 'private' WHEN 'sole-trader' THEN NULL ELSE 'professional' END) AS capacity,
     g.disagrees, d.id AS debtor_id, d.kind AS debtor_kind, d.country, d.language, coalesce(i.id, gen_random_uuid()) AS id, i.id IS NOT NULL AS existing,
     NULL::text AS action
   FROM (SELECT k, min(row) AS first_row, min(number) AS number, min(upper(debtor)) AS debtor, min(issued) AS issued, min(currency) AS currency,
       sum(amount) AS lines_total, sum(item_amount) AS items_total, count(item_amount) AS items, min(total) AS total,
       min(capacity) AS capacity, min(order_number) AS order_number,
       (min(upper(debtor)), min(issued), min(currency)) <> (max(upper(debtor)), max(issued), max(currency))
         OR min(total) <> max(total) OR min(capacity) <> max(capacity) OR min(order_number) <> max(order_number) AS disagrees
     FROM stage_invoices GROUP BY k) g
   LEFT JOIN debtors d ON upper(d.reference) = g.debtor LEFT JOIN invoices i ON upper(i.number) = g.k`,
  'CREATE INDEX ON import_invoices (seq)',
  'ANALYZE import_invoices',
  `CREATE TEMP TABLE import_lines ON COMMIT DROP AS
   SELECT i.seq, i.id AS invoice_id, s.due, sum(s.amount) AS amount, row_number() OVER (PARTITION BY i.seq ORDER BY s.due) AS position,
     min(s.means) AS means, min(s.payee_iban) AS payee_iban, min(s.payee_bic) AS payee_bic, min(s.payee_holder) AS payee_holder, min(s.payee_kind) AS payee_kind
   FROM stage_invoices s JOIN import_invoices i USING (k) WHERE s.amount IS NOT NULL GROUP BY i.seq, i.id, s.due`,
  'CREATE INDEX ON import_lines (seq)',
  'ANALYZE import_lines',
];

/** What makes an invoice impossible to book, in this order. */
const reasons = `CASE
  WHEN sibling.k IS NOT NULL THEN 'number/sibling-refused'
  WHEN i.disagrees THEN 'number/twice-different'
  WHEN i.debtor_id IS NULL THEN 'debtor/unknown-debtor'
  WHEN i.capacity IS NULL THEN 'capacity/capacity-missing'
  WHEN i.total IS NULL AND twice.k IS NOT NULL THEN 'number/twice-same'
  WHEN i.lines_total IS NULL THEN 'amount/missing'
  WHEN i.lines_total <= 0 OR negative.seq IS NOT NULL THEN 'amount/amount-not-positive'
  WHEN i.lines_total > ${safe} THEN 'amount/amount-too-large'
  WHEN i.total <> i.lines_total THEN 'total/total-mismatch'
  WHEN i.items_total <> i.lines_total THEN 'item_amount/items-mismatch'
  WHEN (x.debtor_id, x.issued, x.currency, x.total_minor, x.capacity) <> (i.debtor_id, i.issued, i.currency, i.lines_total, i.capacity)
    OR lines.invoice_id IS NOT NULL OR items.invoice_id IS NOT NULL THEN 'number/booked-otherwise'
  END`;

const verdicts = `CREATE TEMP TABLE import_verdicts ON COMMIT DROP AS SELECT k, verdict FROM (
  SELECT i.k, ${reasons} AS verdict FROM import_invoices i
  LEFT JOIN (SELECT DISTINCT grp AS k FROM import_refused) sibling USING (k)
  LEFT JOIN (SELECT DISTINCT k FROM stage_invoices GROUP BY k, due, amount, item, item_amount, quantity, vat_rate, position HAVING count(*) > 1) twice USING (k)
  LEFT JOIN (SELECT DISTINCT seq FROM import_lines WHERE amount <= 0) negative ON negative.seq = i.seq
  LEFT JOIN invoices x ON i.existing AND x.id = i.id
  LEFT JOIN (SELECT DISTINCT invoice_id FROM import_other_lines) lines ON lines.invoice_id = i.id
  LEFT JOIN import_other_items items ON items.invoice_id = i.id) v WHERE verdict IS NOT NULL`;

const compare = [
  `CREATE TEMP TABLE import_other_lines ON COMMIT DROP AS
   SELECT coalesce(f.invoice_id, b.invoice_id) AS invoice_id
   FROM (SELECT l.invoice_id, l.due, l.amount FROM import_lines l JOIN import_invoices i USING (seq) WHERE i.existing) f
   FULL JOIN (SELECT l.invoice_id, l.due, sum(l.amount_minor) AS amount FROM due_lines l JOIN import_invoices i ON i.id = l.invoice_id AND i.existing
     GROUP BY 1, 2) b ON (b.invoice_id, b.due) = (f.invoice_id, f.due) WHERE f.amount IS DISTINCT FROM b.amount`,
  `CREATE TEMP TABLE import_other_items ON COMMIT DROP AS
   SELECT i.id AS invoice_id FROM import_invoices i WHERE i.existing AND i.items > 0 AND
     (SELECT array_agg(s.item_amount ORDER BY s.item_amount) FROM stage_invoices s WHERE s.k = i.k AND s.item_amount IS NOT NULL)
     IS DISTINCT FROM (SELECT array_agg(t.amount_minor::bigint ORDER BY t.amount_minor) FROM invoice_items t WHERE t.invoice_id = i.id)`,
];

const judge = [
  ...gather,
  'CREATE INDEX ON stage_invoices (k)',
  ...compare,
  verdicts,
  `INSERT INTO import_refused (row, line, col, reason)
   SELECT s.row, s.line, split_part(v.verdict, '/', 1), split_part(v.verdict, '/', 2) FROM import_verdicts v JOIN stage_invoices s USING (k)`,
  'DELETE FROM import_invoices WHERE k IN (SELECT k FROM import_verdicts)',
  `UPDATE import_invoices SET action = 'unchanged' WHERE existing`,
  `UPDATE import_invoices i SET action = 'updated' FROM invoices x WHERE x.id = i.id AND i.existing AND i.order_number <> coalesce(x.order_number, '')`,
  `UPDATE import_invoices i SET action = 'updated' FROM import_lines f, due_lines l
    WHERE i.existing AND f.seq = i.seq AND l.invoice_id = i.id AND l.due = f.due
      AND (f.means <> l.means OR (f.payee_iban, f.payee_holder, f.payee_kind) <> (coalesce(l.payee_iban, ''), coalesce(l.payee_holder, ''), coalesce(l.payee_kind, 'factor')))`,
  ...judgeTerms,
];

const book = [
  `INSERT INTO invoices (id, creditor_id, debtor_id, number, issued, total_minor, currency, capacity, order_number, import_id)
   SELECT id, ${sql.creditor}, debtor_id, number, issued, lines_total, currency, capacity, order_number, ${sql.importId}
   FROM import_invoices WHERE seq > $1 AND seq <= $2 AND NOT existing`,
  `INSERT INTO invoice_items (id, creditor_id, debtor_id, invoice_id, position, label, quantity, amount_minor, currency, vat_rate)
   SELECT gen_random_uuid(), ${sql.creditor}, i.debtor_id, i.id, row_number() OVER (PARTITION BY i.seq ORDER BY s.position, s.row),
     coalesce(s.item, CASE i.language WHEN 'fr' THEN 'Article' ELSE 'Item' END), coalesce(s.quantity, '1'), s.item_amount, i.currency, coalesce(s.vat_rate, '')
   FROM import_invoices i JOIN stage_invoices s ON s.k = i.k AND s.item_amount IS NOT NULL WHERE i.seq > $1 AND i.seq <= $2 AND NOT i.existing AND i.items > 0
   UNION ALL
   SELECT gen_random_uuid(), ${sql.creditor}, i.debtor_id, i.id, 1, CASE i.language WHEN 'fr' THEN 'Facture ' ELSE 'Invoice ' END || i.number, '1',
     i.lines_total, i.currency, '' FROM import_invoices i WHERE i.seq > $1 AND i.seq <= $2 AND NOT i.existing AND i.items = 0`,
  `INSERT INTO due_lines (id, creditor_id, debtor_id, invoice_id, position, due, amount_minor, currency, means, payee_iban, payee_bic, payee_holder, payee_kind, time_barred_from)
   SELECT gen_random_uuid(), ${sql.creditor}, i.debtor_id, i.id, l.position, l.due, l.amount, i.currency,
     coalesce(l.means, CASE i.debtor_kind WHEN 'public-body' THEN 'chorus-pro' ELSE 'transfer' END), l.payee_iban, l.payee_bic, l.payee_holder, l.payee_kind, ${timeBarred}
   FROM import_invoices i JOIN import_lines l USING (seq) WHERE i.seq > $1 AND i.seq <= $2 AND NOT i.existing`,
  // The sums of this slice are checked now, so that the list of checks to do at the end stays short.
  'SET CONSTRAINTS invoice_sums IMMEDIATE',
  'SET CONSTRAINTS invoice_sums DEFERRED',
];

/** Invoices are created, never edited; how a line is paid, and the order it belongs to, may still be told. */
export const invoiceSteps: ImportSteps = {
  reader: invoiceRow,
  judge,
  apply: [
    lockDebtors(`SELECT debtor_id FROM import_invoices WHERE action IS DISTINCT FROM 'unchanged'`),
    { count: 'SELECT coalesce(max(seq), 0)::int AS n FROM import_invoices WHERE NOT existing', perSlice: book },
    `UPDATE invoices x SET order_number = i.order_number FROM import_invoices i WHERE x.id = i.id AND i.action = 'updated' AND i.order_number IS NOT NULL`,
    `UPDATE due_lines l SET means = coalesce(f.means, l.means), payee_iban = coalesce(f.payee_iban, l.payee_iban),
       payee_bic = CASE WHEN f.payee_iban IS NULL THEN l.payee_bic ELSE f.payee_bic END, payee_holder = coalesce(f.payee_holder, l.payee_holder),
       payee_kind = coalesce(f.payee_kind, l.payee_kind)
     FROM import_invoices i JOIN import_lines f USING (seq) WHERE l.invoice_id = i.id AND l.due = f.due AND i.action = 'updated'`,
    ...termSteps,
    touchDebtors(`SELECT debtor_id FROM import_invoices WHERE action IS DISTINCT FROM 'unchanged'`),
  ],
  counts: `SELECT coalesce(i.action, 'created') AS action, count(*) AS n FROM import_invoices i JOIN stage_invoices s USING (k) GROUP BY 1`,
  examples: `SELECT i.action, s.line, i.number AS key, NULL AS changes FROM (
      SELECT seq, k, number, first_row, coalesce(action, 'created') AS action, row_number() OVER (PARTITION BY action ORDER BY first_row) AS nth FROM import_invoices) i
      JOIN stage_invoices s ON s.row = i.first_row
    WHERE nth <= 5 AND i.action IN ('created', 'updated') ORDER BY i.action, s.row`,
};
