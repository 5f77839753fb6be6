import { type Step, sql } from './steps.ts';

const bookings = {
  payments: {
    made: `SELECT debtor_id, value_date AS on_date, row FROM import_payments WHERE NOT existing AND action IS NULL AND status = 'settled'`,
    matched: `SELECT m.debtor_id, p.value_date AS on_date FROM import_matches m JOIN import_payments p USING (row) WHERE NOT p.existing AND p.action IS NULL`,
  },
  credits: {
    made: `SELECT debtor_id, issued AS on_date FROM import_credits WHERE action = 'created'`,
    matched: `SELECT i.debtor_id, c.issued AS on_date FROM import_credits c JOIN invoices i ON i.id = c.invoice_id WHERE c.action = 'created'`,
  },
} as const;

/** What may still be placed on a line. */
const roomOf = (
  line: string,
): string => `(${line}.amount_minor::bigint - coalesce((SELECT sum(o.amount_minor) FROM allocations o LEFT JOIN payments q ON q.id = o.payment_id
  WHERE o.line_id = ${line}.id AND o.reversed_on IS NULL AND q.returned_on IS NULL), 0)::bigint)`;

/**
 * Before payments or credits are booked that the last snapshot knew already: what it settled of these debtors without saying by what is
 * taken back, so that they take its place instead of counting beside it.
 */
export function liftClearings(kind: keyof typeof bookings): readonly Step[] {
  const { made, matched } = bookings[kind];
  return [
    `CREATE TEMP TABLE import_lifted ON COMMIT DROP AS SELECT a.id, a.debtor_id, a.line_id, a.amount_minor::bigint AS minor, a.currency, a.on_date, k.import_id, ${roomOf('l')} AS room
     FROM allocations a JOIN clearings k ON k.id = a.clearing_id JOIN due_lines l ON l.id = a.line_id WHERE a.reversed_on IS NULL AND a.debtor_id IN (
       SELECT x.debtor_id FROM (SELECT debtor_id, on_date FROM (${made}) m UNION ALL ${matched}) x
        WHERE x.on_date <= (SELECT max(fresh_to) FROM imports WHERE kind = 'open-items'))`,
    `UPDATE allocations SET reversed_on = greatest(on_date, ${sql.today}) WHERE id IN (SELECT id FROM import_lifted)`,
  ];
}

/** What the bookings did not take the place of stands on the accounts' word again: no more is open than before. */
export const restoreClearings: readonly Step[] = [
  `CREATE TEMP TABLE import_restored ON COMMIT DROP AS SELECT gen_random_uuid() AS id, x.* FROM (
     SELECT f.debtor_id, f.line_id, f.currency, f.on_date, f.import_id, least(f.minor, ${roomOf('l')} - f.room) AS minor
     FROM (SELECT debtor_id, line_id, currency, room, sum(minor)::bigint AS minor, max(on_date) AS on_date, (array_agg(import_id))[1] AS import_id
       FROM import_lifted GROUP BY 1, 2, 3, 4) f JOIN due_lines l ON l.id = f.line_id) x WHERE x.minor > 0`,
  `INSERT INTO clearings (id, creditor_id, debtor_id, line_id, amount_minor, currency, on_date, reason, import_id)
   SELECT id, ${sql.creditor}, debtor_id, line_id, minor, currency, on_date, 'settled-in-accounts', import_id FROM import_restored`,
  `INSERT INTO allocations (id, creditor_id, debtor_id, clearing_id, line_id, amount_minor, currency, on_date, by)
   SELECT gen_random_uuid(), ${sql.creditor}, debtor_id, id, line_id, minor, currency, on_date, 'accounts' FROM import_restored`,
];
