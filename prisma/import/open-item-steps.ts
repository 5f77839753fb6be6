import { agreeAll } from './agree-all.ts';
import { closingSteps } from './closing-steps.ts';
import { openItemRow } from './open-item-row.ts';
import { snapshotObjection } from './snapshot-objection.ts';
import { type ImportSteps, lockDebtors, sql, touchDebtors } from './steps.ts';
import { timeBarredFrom } from './time-barred.ts';

/** Refuses rows, and says of which invoice they are: its lines are then left as they are. */
function refuse(rows: string): readonly string[] {
  return [
    `INSERT INTO import_refused (row, line, col, reason, grp) SELECT row, line, col, reason, k FROM (${rows}) AS found`,
    'DELETE FROM import_items WHERE row IN (SELECT row FROM import_refused)',
  ];
}

/** Rows and lines of one invoice that agree in `same`, the n-th with the n-th. */
function matchLines(same: string, order: string): readonly string[] {
  const nth = (by: string): string => `row_number() OVER (PARTITION BY invoice_id, ${same} ORDER BY ${by}) AS n`;
  const free = 'SELECT line_id FROM import_items WHERE line_id IS NOT NULL';
  return [
    `UPDATE import_items s SET line_id = m.line_id FROM (
       SELECT a.row, b.line_id FROM (SELECT row, invoice_id, open, ${same}, ${nth('due, row')} FROM import_items WHERE invoice_id IS NOT NULL AND line_id IS NULL) a
       JOIN (SELECT line_id, invoice_id, most, ${same}, ${nth(order)} FROM import_known WHERE line_id NOT IN (${free})) b USING (invoice_id, ${same}, n)
       WHERE a.open <= b.most) m WHERE m.row = s.row`,
  ];
}

/** What the accounts had of a line on that day: entries made here and money dated later are not theirs yet. */
const booked = `CREATE TEMP TABLE import_booked ON COMMIT DROP AS
  SELECT a.line_id, sum(a.amount_minor)::bigint AS minor FROM allocations a
    LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN credit_notes n ON n.id = a.credit_note_id
  WHERE a.line_id IS NOT NULL AND a.reversed_on IS NULL AND (a.clearing_id IS NOT NULL
    OR (p.status = 'settled' AND p.entered_on IS NULL AND p.value_date <= ${sql.today}) OR (n.entered_on IS NULL AND n.issued <= ${sql.today}))
  GROUP BY a.line_id`;

/** Among equal lines the open ones are listed, before those that are settled. */
const known = [
  `CREATE TEMP TABLE import_known ON COMMIT DROP AS
   SELECT l.id AS line_id, l.invoice_id, l.due, l.position, l.amount_minor::bigint AS amount, l.amount_minor::bigint AS most, true AS any_line,
     l.amount_minor::bigint <= coalesce(b.minor, 0) AS is_settled
   FROM due_lines l LEFT JOIN import_booked b ON b.line_id = l.id WHERE l.invoice_id IN (SELECT invoice_id FROM import_items)`,
  'ANALYZE import_known',
  ...matchLines('due, amount', 'is_settled, position'),
  ...matchLines('due', 'is_settled, position'),
  ...matchLines('any_line', 'is_settled, due, position'),
];

const gather = [
  'ANALYZE stage_open_items',
  `INSERT INTO import_refused (row, line, col, reason, grp) SELECT row, line, 'debtor', 'unknown-debtor', k FROM stage_open_items s
    WHERE NOT EXISTS (SELECT FROM debtors d WHERE d.reference_key = upper(s.debtor))`,
  `CREATE TEMP TABLE import_items ON COMMIT DROP AS
   SELECT s.*, coalesce(s.original, s.open) AS amount, true AS any_line, d.id AS debtor_id, d.kind AS debtor_kind, d.country, d.language, i.id AS invoice_id,
     i.debtor_id AS old_debtor, i.currency AS old_currency, NULL::uuid AS line_id, NULL::uuid AS new_invoice_id, NULL::text AS source_kind, NULL::uuid AS source_id,
     NULL::text AS action
   FROM stage_open_items s JOIN debtors d ON d.reference_key = upper(s.debtor) LEFT JOIN invoices i ON s.open >= 0 AND i.number_key = s.k`,
  'CREATE INDEX ON import_items (row)',
  'ANALYZE import_items',
];

/** Credits that are still available are known by their number, else by what is left of them. */
const credits = [
  `UPDATE import_items s SET source_kind = 'credit-note', source_id = n.id FROM credit_notes n
    WHERE s.open < 0 AND n.number_key = s.k AND (n.debtor_id, n.currency) = (s.debtor_id, s.currency) AND n.ended_on IS NULL`,
  `CREATE TEMP TABLE import_free ON COMMIT DROP AS SELECT * FROM (
     SELECT 'payment' AS kind, p.id, p.debtor_id, p.currency, p.amount_minor::bigint - coalesce((SELECT sum(a.amount_minor) FROM allocations a
       WHERE a.payment_id = p.id AND a.reversed_on IS NULL), 0)::bigint AS minor FROM payments p
      WHERE p.status = 'settled' AND p.entered_on IS NULL AND p.value_date <= ${sql.today} AND p.debtor_id IN (SELECT debtor_id FROM import_items WHERE open < 0)
     UNION ALL
     SELECT 'credit-note', n.id, n.debtor_id, n.currency, n.amount_minor::bigint - coalesce((SELECT sum(a.amount_minor) FROM allocations a
       WHERE a.credit_note_id = n.id AND a.reversed_on IS NULL), 0)::bigint FROM credit_notes n
      WHERE n.entered_on IS NULL AND n.issued <= ${sql.today} AND n.debtor_id IN (SELECT debtor_id FROM import_items WHERE open < 0)) f WHERE minor > 0`,
  `UPDATE import_items s SET source_kind = m.kind, source_id = m.id FROM (
     SELECT a.row, b.kind, b.id FROM (SELECT row, debtor_id, currency, -open AS minor, row_number() OVER (PARTITION BY debtor_id, currency, open ORDER BY row) AS n
       FROM import_items WHERE open < 0 AND source_id IS NULL) a
     JOIN (SELECT *, row_number() OVER (PARTITION BY debtor_id, currency, minor ORDER BY kind, id) AS n FROM import_free f
       WHERE NOT EXISTS (SELECT FROM import_items o WHERE o.source_id = f.id)) b USING (debtor_id, currency, minor, n)) m WHERE m.row = s.row`,
];

const verdicts = refuse(`SELECT s.row, s.line, col, reason, s.k FROM import_items s
  LEFT JOIN (SELECT k, count(DISTINCT (debtor_id, currency, capacity)) AS kinds, count(DISTINCT capacity) AS said FROM import_items WHERE invoice_id IS NULL AND open >= 0 GROUP BY k) g USING (k)
  CROSS JOIN LATERAL (VALUES (1, 'number', 'other-debtor', s.old_debtor <> s.debtor_id),
    (2, 'currency', 'other-currency', s.old_currency <> s.currency),
    (3, 'open', 'not-one-line', s.invoice_id IS NOT NULL AND s.line_id IS NULL AND s.open > 0),
    (4, 'number', 'twice-different', s.invoice_id IS NULL AND s.open >= 0 AND g.kinds > 1),
    (5, 'capacity', 'capacity-missing', s.invoice_id IS NULL AND s.open > 0 AND s.capacity IS NULL AND s.debtor_kind = 'sole-trader'),
    (6, 'number', 'sibling-refused', s.invoice_id IS NULL AND EXISTS (SELECT FROM import_refused r WHERE r.grp = s.k))) AS rule (n, col, reason, broken)
  WHERE broken`);

/** Lines of which the accounts say something else than what is booked; those of a refused row are left alone. */
const targets = `CREATE TEMP TABLE import_targets ON COMMIT DROP AS
  SELECT * FROM (SELECT l.id AS line_id, l.debtor_id, l.amount_minor::bigint - coalesce(b.minor, 0) AS was, coalesce(s.open, 0) AS open, s.row
    FROM due_lines l JOIN invoices i ON i.id = l.invoice_id LEFT JOIN import_booked b ON b.line_id = l.id LEFT JOIN import_items s ON s.line_id = l.id
    WHERE (s.row IS NOT NULL OR i.issued <= ${sql.today}) AND NOT EXISTS (SELECT FROM import_refused r WHERE r.grp = i.number_key)) t
  WHERE was <> open`;

const flagged = `EXISTS (SELECT FROM holds h WHERE h.line_id = s.line_id AND h.source = 'accounts:' || s.line_id AND h.until_on IS NULL)`;

const judge = [
  ...gather,
  booked,
  'ANALYZE import_booked',
  ...known,
  ...credits,
  ...verdicts,
  targets,
  `UPDATE import_items SET action = CASE WHEN coalesce(line_id, source_id) IS NOT NULL OR open = 0 THEN 'unchanged' ELSE 'created' END`,
  `UPDATE import_items s SET action = 'updated' FROM import_targets t WHERE t.row = s.row`,
  `UPDATE import_items s SET action = 'updated' FROM due_lines l WHERE l.id = s.line_id AND s.action = 'unchanged'
     AND (s.means <> l.means OR (s.payee_iban, s.payee_holder, coalesce(s.payee_kind, 'factor')) <> (coalesce(l.payee_iban, ''), coalesce(l.payee_holder, ''), coalesce(l.payee_kind, 'factor'))
       OR (s.disputed = 'yes') <> ${flagged})`,
];

const book = [
  `INSERT INTO invoices (id, creditor_id, debtor_id, number, issued, total_minor, currency, capacity, order_number, import_id)
   SELECT id, ${sql.creditor}, debtor_id, number, issued, total, currency, capacity, order_number, ${sql.importId} FROM import_new WHERE seq > $1 AND seq <= $2`,
  `INSERT INTO invoice_items (id, creditor_id, debtor_id, invoice_id, position, label, quantity, amount_minor, currency, vat_rate)
   SELECT gen_random_uuid(), ${sql.creditor}, debtor_id, id, 1, CASE language WHEN 'fr' THEN 'Facture ' ELSE 'Invoice ' END || number, '1', total, currency, ''
   FROM import_new WHERE seq > $1 AND seq <= $2`,
  `INSERT INTO due_lines (id, creditor_id, debtor_id, invoice_id, position, due, amount_minor, currency, means, payee_iban, payee_bic, payee_holder, payee_kind, time_barred_from)
   SELECT s.line_id, ${sql.creditor}, s.debtor_id, i.id, row_number() OVER (PARTITION BY i.id ORDER BY s.due, s.row), s.due, s.amount, s.currency,
     coalesce(s.means, CASE s.debtor_kind WHEN 'public-body' THEN 'chorus-pro' ELSE 'transfer' END), s.payee_iban, s.payee_bic, s.payee_holder, s.payee_kind,
     ${timeBarredFrom({ country: 's.country', kind: 's.debtor_kind', capacity: 'i.capacity', start: 's.due' })}
   FROM import_items s JOIN import_new i USING (k) WHERE s.action = 'created' AND s.open > 0 AND i.seq > $1 AND i.seq <= $2`,
  // The sums of this slice are checked now, so that the list of checks to do at the end stays short.
  'SET CONSTRAINTS invoice_sums IMMEDIATE',
  'SET CONSTRAINTS invoice_sums DEFERRED',
];

const create = [
  `UPDATE import_items SET line_id = gen_random_uuid() WHERE action = 'created' AND open > 0`,
  `CREATE TEMP TABLE import_new ON COMMIT DROP AS SELECT row_number() OVER (ORDER BY debtor_id, k) AS seq, * FROM (
     SELECT k, gen_random_uuid() AS id, min(number) AS number, debtor_id, language, coalesce(min(issued), least(min(due), ${sql.today})) AS issued, sum(amount)::bigint AS total,
       currency, coalesce(min(capacity), CASE debtor_kind WHEN 'consumer' THEN 'private' ELSE 'professional' END) AS capacity, min(order_number) AS order_number
     FROM import_items WHERE action = 'created' AND open > 0 GROUP BY k, debtor_id, language, currency, debtor_kind) g`,
  'CREATE INDEX ON import_new (seq)',
  'CREATE INDEX ON import_items (k)',
  'ANALYZE import_new',
];

const holds = [
  `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, from_on)
   SELECT gen_random_uuid(), ${sql.creditor}, s.debtor_id, s.line_id, 'dispute', 'accounts:' || s.line_id, ${sql.today} FROM import_items s
    WHERE s.line_id IS NOT NULL AND s.open > 0 AND s.disputed = 'yes' AND NOT ${flagged}`,
  `UPDATE holds h SET until_on = greatest(${sql.today}, h.from_on) FROM import_items s
    WHERE s.disputed = 'no' AND h.line_id = s.line_id AND h.source = 'accounts:' || s.line_id AND h.until_on IS NULL`,
];

/**
 * A snapshot of what is open: new lines are booked, those that are absent or lower are settled on the accounts' word, those that are
 * back are open again. What was agreed and contested of a settled line ends with it.
 */
export const openItemSteps: ImportSteps = {
  reader: openItemRow,
  judge,
  object: snapshotObjection,
  apply: [
    lockDebtors(
      `SELECT debtor_id FROM import_targets UNION SELECT debtor_id FROM import_items WHERE action <> 'unchanged'`,
    ),
    ...create,
    { count: 'SELECT coalesce(max(seq), 0)::int AS n FROM import_new', perSlice: book },
    `INSERT INTO credit_notes (id, creditor_id, debtor_id, number, issued, amount_minor, currency, import_id)
     SELECT gen_random_uuid(), ${sql.creditor}, debtor_id, number, coalesce(issued, ${sql.today}), -open, currency, ${sql.importId}
     FROM import_items WHERE action = 'created' AND open < 0`,
    `UPDATE due_lines l SET means = coalesce(s.means, l.means), payee_iban = coalesce(s.payee_iban, l.payee_iban),
       payee_bic = CASE WHEN s.payee_iban IS NULL THEN l.payee_bic ELSE s.payee_bic END, payee_holder = coalesce(s.payee_holder, l.payee_holder),
       payee_kind = coalesce(s.payee_kind, l.payee_kind)
     FROM import_items s WHERE l.id = s.line_id AND s.action = 'updated'
       AND (s.means <> l.means OR (s.payee_iban, s.payee_holder, coalesce(s.payee_kind, 'factor')) <> (coalesce(l.payee_iban, ''), coalesce(l.payee_holder, ''), coalesce(l.payee_kind, 'factor')))`,
    `INSERT INTO import_targets (line_id, debtor_id, was, open, row)
     SELECT line_id, debtor_id, amount, open, row FROM import_items WHERE action = 'created' AND open > 0 AND amount > open`,
    'CREATE INDEX ON import_targets (debtor_id)',
    'ANALYZE import_targets',
    agreeAll,
    ...holds,
    ...closingSteps,
    touchDebtors(
      `SELECT debtor_id FROM import_targets UNION SELECT debtor_id FROM import_items WHERE action IS DISTINCT FROM 'unchanged'`,
    ),
  ],
  counts: `SELECT action, count(*) AS n FROM import_items GROUP BY action`,
  effects: `SELECT count(*) FILTER (WHERE open = 0)::int AS settled, count(*) FILTER (WHERE 0 < open AND open < was)::int AS lowered,
    count(*) FILTER (WHERE 0 < was AND was < open)::int AS raised, count(*) FILTER (WHERE was = 0)::int AS reopened
    FROM import_targets t WHERE NOT EXISTS (SELECT FROM import_items s WHERE s.row = t.row AND s.action = 'created')`,
  examples: `SELECT action, line, number AS key, changes FROM (SELECT s.action, s.line, s.row, s.number,
      CASE WHEN t.was <> t.open AND s.action = 'updated' THEN jsonb_build_object('open', jsonb_build_array(t.was, t.open)) END AS changes,
      row_number() OVER (PARTITION BY s.action ORDER BY s.row) AS nth FROM import_items s LEFT JOIN import_targets t ON t.row = s.row) e
    WHERE nth <= 5 AND action IN ('created', 'updated') ORDER BY action, row`,
};
