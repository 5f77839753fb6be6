import { debtorRow } from './debtor-row.ts';
import { type ImportSteps, lockDebtors, markRepeated, refuseRows, sql } from './steps.ts';
import { rebateStep } from './term-steps.ts';

/** What a file may tell of a debtor; a cell left empty leaves what is known. */
const told = [
  ...['name', 'kind', 'language', 'country', 'zone', 'address', 'postcode', 'birth_date', 'siren', 'payday', 'segment'],
  ...['town', 'sales_owner', 'parent_id', 'payer_id', 'insolvency_on', 'insured_by'],
];
const next = told.map((column) => `coalesce(s.${column}, d.${column})`);
const now = told.map((column) => `d.${column}`);

const changesOf = `(SELECT jsonb_object_agg(t.key, jsonb_build_array(o.value, t.value))
  FROM jsonb_each(to_jsonb(s)) t JOIN jsonb_each(to_jsonb(d)) o ON o.key = t.key
  WHERE t.key = ANY ('{${told.join(',')}}') AND t.value <> 'null' AND t.value <> o.value)`;

/** Debtors are created and updated; protection, parking and codes are never an import's to change. */
export const debtorSteps: ImportSteps = {
  reader: debtorRow,
  judge: [
    'ALTER TABLE stage_debtors ADD k text, ADD id uuid, ADD action text, ADD parent_id uuid, ADD payer_id uuid',
    'UPDATE stage_debtors SET k = upper(reference), parent = upper(parent), payer = upper(payer)',
    'ANALYZE stage_debtors',
    ...refuseRows(
      'stage_debtors',
      `SELECT row, line, 'reference' AS col, 'twice-different' AS reason FROM stage_debtors WHERE k IN (
         SELECT k FROM stage_debtors s WHERE k IN (SELECT k FROM stage_debtors GROUP BY k HAVING count(*) > 1)
         GROUP BY k HAVING count(DISTINCT to_jsonb(s) - 'row' - 'line') > 1)`,
    ),
    markRepeated('stage_debtors', 'k'),
    `UPDATE stage_debtors s SET id = d.id FROM debtors d WHERE upper(d.reference) = s.k`,
    ...refuseRows(
      'stage_debtors',
      `SELECT row, line, col, reason FROM stage_debtors s CROSS JOIN LATERAL (VALUES
         ('parent', 'unknown-debtor', s.parent IS NOT NULL AND NOT EXISTS (SELECT FROM debtors d WHERE upper(d.reference) = s.parent)
           AND NOT EXISTS (SELECT FROM stage_debtors o WHERE o.k = s.parent)),
         ('payer', 'unknown-debtor', s.payer IS NOT NULL AND NOT EXISTS (SELECT FROM debtors d WHERE upper(d.reference) = s.payer)
           AND NOT EXISTS (SELECT FROM stage_debtors o WHERE o.k = s.payer)),
         ('parent', 'own-parent', s.parent = s.k), ('payer', 'own-parent', s.payer = s.k),
         ('zone', 'zone-missing', s.id IS NULL AND coalesce(s.zone, s.default_zone) IS NULL)) AS rule (col, reason, broken)
       WHERE broken`,
    ),
    // A row that names a refused one is refused too, however long the chain.
    `WITH RECURSIVE orphan AS (
       SELECT row, line, k FROM stage_debtors s WHERE (parent IS NOT NULL AND NOT EXISTS (SELECT FROM debtors d WHERE upper(d.reference) = s.parent)
           AND NOT EXISTS (SELECT FROM stage_debtors o WHERE o.k = s.parent))
         OR (payer IS NOT NULL AND NOT EXISTS (SELECT FROM debtors d WHERE upper(d.reference) = s.payer)
           AND NOT EXISTS (SELECT FROM stage_debtors o WHERE o.k = s.payer))
       UNION SELECT s.row, s.line, s.k FROM stage_debtors s JOIN orphan o ON (s.parent = o.k OR s.payer = o.k) AND s.id IS NULL)
     INSERT INTO import_refused (row, line, col, reason) SELECT row, line, 'parent', 'unknown-debtor' FROM orphan`,
    'DELETE FROM stage_debtors WHERE row IN (SELECT row FROM import_refused)',
  ],
  apply: [
    lockDebtors('SELECT id FROM stage_debtors WHERE id IS NOT NULL'),
    `INSERT INTO debtors (id, creditor_id, reference, kind, name, language, zone, country, address, postcode, birth_date, siren, payday,
       segment, town, sales_owner, insolvency_on, insured_by, origin)
     SELECT gen_random_uuid(), ${sql.creditor}, reference, kind, name, coalesce(language, default_language), coalesce(zone, default_zone),
       coalesce(country, default_country), address, postcode, birth_date, siren, payday, segment, town, sales_owner, insolvency_on, insured_by,
       'import:' || ${sql.importId} FROM stage_debtors WHERE id IS NULL AND action IS NULL`,
    `UPDATE stage_debtors s SET id = d.id, action = 'created' FROM debtors d WHERE s.id IS NULL AND s.action IS NULL AND upper(d.reference) = s.k`,
    'UPDATE stage_debtors s SET parent_id = d.id FROM debtors d WHERE upper(d.reference) = s.parent',
    'UPDATE stage_debtors s SET payer_id = d.id FROM debtors d WHERE upper(d.reference) = s.payer',
    `UPDATE stage_debtors s SET action = CASE WHEN (${next.join(', ')}) IS DISTINCT FROM (${now.join(', ')}) THEN 'updated' ELSE 'unchanged' END
       FROM debtors d WHERE d.id = s.id AND s.action IS NULL`,
    `INSERT INTO import_changes (row, changes) SELECT s.row, ${changesOf} AS changes FROM stage_debtors s JOIN debtors d ON d.id = s.id
       WHERE s.row IN (SELECT row FROM stage_debtors WHERE action = 'updated' ORDER BY row LIMIT 5)`,
    `UPDATE debtors d SET (${told.join(', ')}) = ROW(${next.join(', ')}), version = d.version + 1, origin = 'import:' || ${sql.importId}
       FROM stage_debtors s WHERE d.id = s.id AND s.action = 'updated'`,
    `UPDATE debtors d SET parent_id = s.parent_id, payer_id = s.payer_id FROM stage_debtors s
       WHERE d.id = s.id AND s.action = 'created' AND num_nonnulls(s.parent_id, s.payer_id) > 0`,
    rebateStep,
  ],
  counts: 'SELECT action, count(*) AS n FROM stage_debtors GROUP BY action',
  examples: `SELECT s.action, s.line, s.reference AS key, c.changes FROM (
      SELECT *, row_number() OVER (PARTITION BY action ORDER BY row) AS nth FROM stage_debtors) s LEFT JOIN import_changes c USING (row)
    WHERE nth <= 5 AND action IN ('created', 'updated') ORDER BY s.action, s.row`,
};
