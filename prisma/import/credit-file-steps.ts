import { creditFileRow } from './credit-file-row.ts';
import { type ImportSteps, lockDebtors, markRepeated, refuseRows, sql } from './steps.ts';

/** What a file may tell; a cell left empty leaves what is known. */
const told = [
  ...['limit_minor', 'insured_minor', 'currency', 'insurer', 'maximum_extension_days', 'claim_by'],
  ...['retention_of_title', 'guarantees', 'key_account'],
];
const next = told.map((column) => `coalesce(s.${column}, x.${column})`);
const now = told.map((column) => `x.${column}`);
const columns = told.join(', ');

/** Credit files are created and updated; nothing is done on what they say, but the alerts of their days. */
export const creditFileSteps: ImportSteps = {
  reader: creditFileRow,
  judge: [
    'ANALYZE stage_credit_files',
    ...refuseRows(
      'stage_credit_files',
      `SELECT row, line, 'debtor' AS col, 'unknown-debtor' AS reason FROM stage_credit_files s
        WHERE NOT EXISTS (SELECT FROM debtors d WHERE upper(d.reference) = upper(s.debtor))`,
    ),
    `CREATE TEMP TABLE import_credit_files ON COMMIT DROP AS
     SELECT s.row, s.line, s.debtor, d.id AS debtor_id, s.limit_minor, s.insured_minor, s.currency, s.insurer, s.maximum_extension_days, s.claim_by, s.retention_of_title,
       regexp_split_to_array(s.guarantees, '\\s*[;|]\\s*') AS guarantees, s.key_account, NULL::text AS action
     FROM stage_credit_files s JOIN debtors d ON upper(d.reference) = upper(s.debtor)`,
    'ANALYZE import_credit_files',
    ...refuseRows(
      'import_credit_files',
      `SELECT row, line, 'debtor' AS col, 'twice-different' AS reason FROM import_credit_files WHERE debtor_id IN (
         SELECT debtor_id FROM import_credit_files GROUP BY debtor_id HAVING count(DISTINCT (${columns})) > 1)`,
    ),
    ...refuseRows(
      'import_credit_files',
      `SELECT s.row, s.line, 'currency' AS col, 'credit-other-currency' AS reason FROM import_credit_files s JOIN credit_files x ON x.debtor_id = s.debtor_id
        WHERE s.currency <> x.currency AND ((s.limit_minor IS NULL AND x.limit_minor IS NOT NULL) OR (s.insured_minor IS NULL AND x.insured_minor IS NOT NULL))`,
    ),
    markRepeated('import_credit_files', 'debtor_id'),
    `UPDATE import_credit_files s SET action = CASE WHEN (${next.join(', ')}) IS DISTINCT FROM (${now.join(', ')}) THEN 'updated' ELSE 'unchanged' END
       FROM credit_files x WHERE x.debtor_id = s.debtor_id AND s.action IS NULL`,
    `UPDATE import_credit_files SET action = 'created' WHERE action IS NULL`,
  ],
  apply: [
    lockDebtors(`SELECT debtor_id FROM import_credit_files WHERE action IN ('created', 'updated')`),
    `INSERT INTO credit_files (creditor_id, debtor_id, limit_minor, insured_minor, currency, insurer, maximum_extension_days, claim_by, retention_of_title, guarantees,
       key_account, import_id)
     SELECT ${sql.creditor}, debtor_id, limit_minor, insured_minor, currency, insurer, maximum_extension_days, claim_by, coalesce(retention_of_title, false),
       coalesce(guarantees, '{}'), coalesce(key_account, false), ${sql.importId} FROM import_credit_files WHERE action = 'created'`,
    `UPDATE credit_files x SET (${columns}) = ROW(${next.join(', ')}), import_id = ${sql.importId} FROM import_credit_files s
      WHERE x.debtor_id = s.debtor_id AND s.action = 'updated'`,
  ],
  counts: 'SELECT action, count(*) AS n FROM import_credit_files GROUP BY action',
  examples: `SELECT action, line, debtor AS key, NULL AS changes FROM (
      SELECT *, row_number() OVER (PARTITION BY action ORDER BY row) AS nth FROM import_credit_files) s
    WHERE nth <= 5 AND action IN ('created', 'updated') ORDER BY action, row`,
};
