import type pg from 'pg';
import { type Objection, refuseRows, type Step, sql } from './steps.ts';

/**
 * Money that is there and of which nobody knows whose it is leaves the rows to be booked: of no customer, of one that is not known, or for an
 * invoice that is not there. Money that is only on its way, or went back, is refused as before: it holds nothing back.
 */
export const setUnmatchedApart: readonly string[] = [
  `CREATE TEMP TABLE import_unmatched ON COMMIT DROP AS
   SELECT x.*, coalesce(x.ext_id, x.prefix || row_number() OVER (PARTITION BY x.ext_id, x.prefix ORDER BY x.row)) AS k, NULL::uuid AS id, NULL::text AS action FROM (
     SELECT s.row, s.line, s.ext_id, s.debtor, s.amount, s.currency, s.value_date, s.status, coalesce(s.means, 'transfer') AS means, s.remittance, s.returned_on, s.matched, s.payer, s.payer_iban,
       CASE WHEN s.debtor IS NULL THEN 'debtor-missing' WHEN d.id IS NULL THEN 'unknown-debtor' ELSE 'unknown-invoice' END AS why,
       'content-' || md5(concat_ws('|', upper(coalesce(s.debtor, '')), s.currency, s.amount, s.value_date, coalesce(s.means, ''), coalesce(s.remittance, ''), coalesce(s.payer, ''))) || '-' AS prefix
     FROM stage_payments s LEFT JOIN debtors d ON upper(d.reference) = upper(s.debtor)
     WHERE d.id IS NULL OR EXISTS (SELECT FROM import_matches m WHERE m.row = s.row AND m.invoice_id IS NULL)) x`,
  // What the accounts know by their id as booked is not unmatched, whatever this row says of it.
  `UPDATE import_unmatched u SET id = k.id, action = 'unchanged' FROM unmatched_payments k WHERE k.key = u.k`,
  ...refuseRows(
    'stage_payments',
    `SELECT u.row, u.line, CASE WHEN u.why = 'unknown-invoice' THEN 'invoices' ELSE 'debtor' END AS col,
       CASE u.why WHEN 'debtor-missing' THEN 'missing' ELSE u.why END AS reason FROM import_unmatched u
      WHERE (u.status <> 'settled' AND u.id IS NULL) OR EXISTS (SELECT FROM payments p WHERE p.provider = 'import' AND p.provider_id = u.ext_id)`,
  ),
  `DELETE FROM import_unmatched WHERE row IN (SELECT row FROM import_refused)`,
  ...refuseRows(
    'stage_payments',
    `SELECT row, line, 'id' AS col, 'twice-different' AS reason FROM import_unmatched WHERE k IN (
       SELECT k FROM import_unmatched GROUP BY k HAVING count(DISTINCT (amount, currency, value_date, coalesce(remittance, ''))) > 1)
     UNION ALL SELECT u.row, u.line, 'amount', 'booked-otherwise' FROM import_unmatched u JOIN unmatched_payments k ON k.id = u.id
      WHERE (k.amount_minor, k.currency::text, k.value_date) <> (u.amount, u.currency, u.value_date)`,
  ),
  `DELETE FROM import_unmatched WHERE row IN (SELECT row FROM import_refused)`,
  `UPDATE import_unmatched u SET action = CASE WHEN w.nth > 1 THEN 'repeated' ELSE 'created' END
     FROM (SELECT row, row_number() OVER (PARTITION BY k ORDER BY row) AS nth FROM import_unmatched) w WHERE w.row = u.row AND (u.action IS NULL OR w.nth > 1)`,
  'DELETE FROM stage_payments WHERE row IN (SELECT row FROM import_unmatched)',
];

/** A file that names customers and not one that is known is another company's, or of other numbers. */
export async function objectToStrangers(client: pg.ClientBase): Promise<Objection | null> {
  const { rows } = await client.query<{ strange: boolean }>(
    `SELECT count(*) FILTER (WHERE why = 'unknown-debtor') > 1 AND count(*) FILTER (WHERE why = 'unknown-invoice') = 0
       AND NOT EXISTS (SELECT FROM import_payments) AS strange FROM import_unmatched`,
  );
  return rows[0]?.strange === true ? { problem: 'none of the customers it names is known', ask: false } : null;
}

/** Keeps it with all that was told of it, and asks a person whose it is. What the bank took back is over. */
export const keepUnmatched: readonly Step[] = [
  `UPDATE import_unmatched SET id = gen_random_uuid() WHERE action = 'created'`,
  `INSERT INTO unmatched_payments (id, creditor_id, import_id, key, why, debtor_said, invoices_said, payer_name, payer_iban, text, means, amount_minor, currency, value_date, kept_at)
   SELECT id, ${sql.creditor}, ${sql.importId}, k, why, debtor, matched, payer, payer_iban, coalesce(remittance, ''), means, amount, currency, value_date, ${sql.instant}
   FROM import_unmatched WHERE action = 'created'`,
  `INSERT INTO tasks (id, creditor_id, kind, reason, facts, dedupe_key, opened_at, due_on)
   SELECT gen_random_uuid(), ${sql.creditor}, 'unmatched-payment', why, jsonb_strip_nulls(jsonb_build_object('unmatched', id, 'amounts', jsonb_build_array(solde_money(amount, currency)),
       'on', value_date, 'customer', debtor, 'invoices', matched, 'payer', payer, 'payerIban', payer_iban, 'text', remittance)),
     'unmatched:' || id, ${sql.instant}, ${sql.today} + 2 FROM import_unmatched WHERE action = 'created'`,
  `UPDATE unmatched_payments k SET ended_at = ${sql.instant}, ended_by = 'import:' || ${sql.importId}, ended_how = 'returned'
     FROM import_unmatched u WHERE k.id = u.id AND u.status = 'returned' AND k.ended_at IS NULL`,
];

/**
 * What the accounts book now of it is found by its id, else the n-th with the n-th of the same amount, day and words; unless the file still
 * lists it without a customer, when it is other money.
 */
export const endBooked: readonly string[] = [
  `CREATE TEMP TABLE import_found_again ON COMMIT DROP AS
   SELECT k.id, b.id AS payment_id, b.debtor_id FROM (
       SELECT id, key, amount_minor, currency::text AS currency, value_date, means, text, key NOT LIKE 'content-%' AS named,
         row_number() OVER (PARTITION BY key NOT LIKE 'content-%', amount_minor, currency, value_date, means, text ORDER BY kept_at, key) AS n
       FROM unmatched_payments WHERE ended_at IS NULL AND id NOT IN (SELECT id FROM import_unmatched)) k
     JOIN (SELECT id, debtor_id, k, ext_id, amount, currency, value_date, coalesce(means, 'transfer') AS means, coalesce(remittance, '') AS text,
         row_number() OVER (PARTITION BY amount, currency, value_date, coalesce(means, 'transfer'), coalesce(remittance, '') ORDER BY seq) AS n
       FROM import_payments WHERE NOT existing AND action IS NULL) b
     ON CASE WHEN k.named THEN b.ext_id = k.key ELSE (b.amount, b.currency, b.value_date, b.means, b.text, b.n) = (k.amount_minor, k.currency, k.value_date, k.means, k.text, k.n) END`,
  `UPDATE unmatched_payments k SET ended_at = ${sql.instant}, ended_by = 'import:' || ${sql.importId}, ended_how = 'booked', payment_id = f.payment_id, debtor_id = f.debtor_id
     FROM import_found_again f WHERE f.id = k.id`,
  `UPDATE tasks t SET done_at = ${sql.instant}, done_by = 'import:' || ${sql.importId} FROM unmatched_payments k
    WHERE t.kind = 'unmatched-payment' AND t.done_at IS NULL AND t.dedupe_key = 'unmatched:' || k.id AND k.ended_at IS NOT NULL`,
];
