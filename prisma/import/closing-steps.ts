import { releaseCredited, type Step, sql } from './steps.ts';

/** What is open of a line as a debtor sees it: money that is announced or on its way settles nothing. */
const openNow = (
  line: string,
): string => `(${line}.amount_minor::bigint - coalesce((SELECT sum(a.amount_minor) FROM allocations a
  LEFT JOIN payments p ON p.id = a.payment_id WHERE a.line_id = ${line}.id AND a.reversed_on IS NULL AND coalesce(p.status, 'settled') = 'settled'), 0)::bigint)`;

const allSettled = (of: 'promise' | 'plan', id: string): string =>
  `NOT EXISTS (SELECT FROM ${of}_lines x JOIN due_lines l ON l.id = x.line_id WHERE x.${of}_id = ${id} AND ${openNow('l')} > 0)`;

/** The lines a check is about. */
const about = `SELECT jsonb_array_elements_text(CASE jsonb_typeof(t.facts -> 'terms' -> 'lineIds') WHEN 'array' THEN t.facts -> 'terms' -> 'lineIds' ELSE '[]' END) AS line_id`;

/**
 * Ends what was agreed of lines that the snapshot settled: promises are kept, plans completed, checks done, and their holds end. A
 * dispute stays, with its hold: to close it is a decision, never a side effect of money, so a person is told. A line that is back begins a
 * new cycle, and a person is told.
 */
export const closingSteps: readonly Step[] = [
  `CREATE TEMP TABLE import_closed ON COMMIT DROP AS SELECT l.id AS line_id, l.debtor_id FROM import_targets t JOIN due_lines l ON l.id = t.line_id
    WHERE t.open = 0 AND ${openNow('l')} = 0`,
  `CREATE TEMP TABLE import_reopened ON COMMIT DROP AS SELECT l.id AS line_id, l.debtor_id, l.invoice_id, l.cycle + 1 AS cycle
    FROM import_targets t JOIN due_lines l ON l.id = t.line_id WHERE t.was = 0 AND t.open > 0 AND ${openNow('l')} > 0`,
  'ANALYZE import_closed',
  `UPDATE promises SET status = 'kept', judged_on = ${sql.today} WHERE status = 'open'
     AND id IN (SELECT promise_id FROM promise_lines WHERE line_id IN (SELECT line_id FROM import_closed)) AND ${allSettled('promise', 'promises.id')}`,
  // A plan that was accepted and has not begun is completed by way of its beginning.
  `UPDATE plans SET status = 'active' WHERE status = 'accepted'
     AND id IN (SELECT plan_id FROM plan_lines WHERE line_id IN (SELECT line_id FROM import_closed)) AND ${allSettled('plan', 'plans.id')}`,
  `UPDATE plans SET status = 'completed' WHERE status IN ('active', 'late')
     AND id IN (SELECT plan_id FROM plan_lines WHERE line_id IN (SELECT line_id FROM import_closed)) AND ${allSettled('plan', 'plans.id')}`,
  `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, facts, dedupe_key, opened_at, due_on)
   SELECT gen_random_uuid(), ${sql.creditor}, 'dispute', 'settled-in-accounts', d.debtor_id, jsonb_build_object('disputeId', d.id, 'lineId', d.line_id),
     'dispute-settled:' || d.id || ':' || l.cycle, ${sql.instant}, ${sql.today} + 1
   FROM disputes d JOIN import_closed c USING (line_id) JOIN due_lines l ON l.id = d.line_id WHERE d.status IN ('open', 'investigating') ON CONFLICT DO NOTHING`,
  // Reasons of the law or of the person outlive the settlement of one line: it may come back.
  `UPDATE holds SET until_on = greatest(${sql.today}, from_on) WHERE line_id IN (SELECT line_id FROM import_closed)
     AND (reason IN ('promise', 'plan', 'check') OR source LIKE 'accounts:%') AND (until_on IS NULL OR until_on > greatest(${sql.today}, from_on))`,
  `UPDATE tasks t SET done_at = ${sql.instant}, done_by = 'import:' || ${sql.importId} WHERE t.done_at IS NULL AND t.kind = 'check'
     AND t.debtor_id IN (SELECT debtor_id FROM import_closed)
     AND EXISTS (SELECT FROM (${about}) x JOIN import_closed c ON c.line_id::text = x.line_id)
     AND NOT EXISTS (SELECT FROM (${about}) x JOIN due_lines l ON l.id::text = x.line_id WHERE ${openNow('l')} > 0)`,
  `UPDATE due_lines l SET cycle = r.cycle FROM import_reopened r WHERE l.id = r.line_id`,
  `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, facts, dedupe_key, opened_at, due_on)
   SELECT gen_random_uuid(), ${sql.creditor}, 'reopened', 'open-again-in-accounts', r.debtor_id,
     jsonb_build_object('lineId', r.line_id, 'invoice', i.number, 'cycle', r.cycle), 'reopened:' || r.line_id || ':' || r.cycle, ${sql.instant}, ${sql.today} + 1
   FROM import_reopened r JOIN invoices i ON i.id = r.invoice_id ON CONFLICT DO NOTHING`,
  // A booked due date is never edited; whether the new one was granted, a person must know.
  `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, facts, dedupe_key, opened_at, due_on)
   SELECT gen_random_uuid(), ${sql.creditor}, 'accounts-differ', 'due-date', s.debtor_id,
     jsonb_build_object('lineId', l.id, 'invoice', s.number, 'due', l.due, 'inAccounts', s.due), 'due:' || l.id || ':' || s.due, ${sql.instant}, ${sql.today} + 1
   FROM import_items s JOIN due_lines l ON l.id = s.line_id WHERE s.due <> l.due AND s.open > 0 ON CONFLICT DO NOTHING`,
  // A credit that a snapshot brought and this one lists less of, though nothing used it: refunded, or a mistake; a person finds out.
  `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, facts, dedupe_key, opened_at, due_on)
   SELECT gen_random_uuid(), ${sql.creditor}, 'accounts-differ', 'credit-not-listed', c.debtor_id, jsonb_build_object('creditNote', c.number, 'here', c.left_over, 'inAccounts', c.listed),
     'credit:' || c.id || ':' || c.listed, ${sql.instant}, ${sql.today} + 1
   FROM (SELECT n.id, n.debtor_id, n.number, n.amount_minor::bigint - coalesce((SELECT sum(a.amount_minor) FROM allocations a WHERE a.credit_note_id = n.id AND a.reversed_on IS NULL), 0)::bigint AS left_over,
       coalesce((SELECT -sum(s.open) FROM import_items s WHERE s.source_id = n.id), 0)::bigint AS listed
     FROM credit_notes n JOIN imports i ON i.id = n.import_id AND i.kind = 'open-items' WHERE n.import_id <> ${sql.importId} AND n.ended_on IS NULL) c
   WHERE c.left_over > c.listed ON CONFLICT DO NOTHING`,
  releaseCredited,
  `UPDATE imports SET rows = s.rows, amounts = s.amounts FROM import_scale s WHERE id = ${sql.importId}`,
];
