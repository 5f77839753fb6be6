import { eventRow } from './event-row.ts';
import { type ImportSteps, lockDebtors, markRepeated, refuseRows, type Step, sql } from './steps.ts';

/** What makes two rows one event: a judgment by its day, anything else by its publication and reference. */
function keyOf(of: string, debtor: string): string {
  return `concat_ws('|', ${debtor}, ${of}.kind, coalesce(${of}.judged_on, ${of}.published_on), CASE WHEN ${of}.judged_on IS NULL THEN upper(${of}.reference) END)`;
}

/** What a file may tell of a known event; a cell left empty leaves what is known. */
const told = ['published_on', 'reference', 'detail', 'ended_on'];
const next = told.map((column) => `coalesce(s.${column}, x.${column})`);
const now = told.map((column) => `x.${column}`);

/** What follows from judgments and news by law: claims frozen, holds, tasks and their alerts. */
export const followEvents: Step = `SELECT solde_follow_events(${sql.creditor}, ${sql.today}, ${sql.instant})`;

/** Events are created and updated, never deleted; what follows from them is done in the same transaction. */
export const eventSteps: ImportSteps = {
  reader: eventRow,
  judge: [
    'ANALYZE stage_events',
    ...refuseRows(
      'stage_events',
      `SELECT row, line, 'debtor' AS col, 'unknown-debtor' AS reason FROM stage_events s
        WHERE NOT EXISTS (SELECT FROM debtors d WHERE upper(d.reference) = upper(s.debtor))`,
    ),
    `CREATE TEMP TABLE import_events ON COMMIT DROP AS
     SELECT s.*, d.id AS debtor_id, ${keyOf('s', 'd.id')} AS k, NULL::uuid AS id, NULL::text AS action
       FROM stage_events s JOIN debtors d ON upper(d.reference) = upper(s.debtor)`,
    'ANALYZE import_events',
    ...refuseRows(
      'import_events',
      `SELECT row, line, 'kind' AS col, 'twice-different' AS reason FROM import_events WHERE k IN (
         SELECT k FROM import_events s GROUP BY k HAVING count(DISTINCT (published_on, reference, detail, known_on, ended_on)) > 1)`,
    ),
    markRepeated('import_events', 'k'),
    `UPDATE import_events s SET id = x.id FROM debtor_events x WHERE ${keyOf('x', 'x.debtor_id')} = s.k`,
    `UPDATE import_events s SET action = CASE WHEN (${next.join(', ')}) IS DISTINCT FROM (${now.join(', ')}) THEN 'updated' ELSE 'unchanged' END
       FROM debtor_events x WHERE x.id = s.id AND s.action IS NULL`,
    `UPDATE import_events SET action = 'created' WHERE action IS NULL`,
  ],
  apply: [
    lockDebtors(`SELECT debtor_id FROM import_events WHERE action IN ('created', 'updated')`),
    `UPDATE import_events SET id = gen_random_uuid() WHERE action = 'created'`,
    `INSERT INTO debtor_events (id, creditor_id, debtor_id, kind, judged_on, published_on, reference, detail, known_on, ended_on, import_id, source)
     SELECT id, ${sql.creditor}, debtor_id, kind, judged_on, published_on, reference, detail, coalesce(known_on, ${sql.today}), ended_on, ${sql.importId},
       coalesce(source, 'import') FROM import_events WHERE action = 'created'`,
    `UPDATE debtor_events x SET (${told.join(', ')}) = ROW(${next.join(', ')}), import_id = ${sql.importId} FROM import_events s
      WHERE x.id = s.id AND s.action = 'updated'`,
  ],
  counts: 'SELECT action, count(*) AS n FROM import_events GROUP BY action',
  examples: `SELECT action, line, debtor || ' ' || kind AS key, NULL AS changes FROM (
      SELECT *, row_number() OVER (PARTITION BY action ORDER BY row) AS nth FROM import_events) s
    WHERE nth <= 5 AND action IN ('created', 'updated') ORDER BY action, row`,
};
