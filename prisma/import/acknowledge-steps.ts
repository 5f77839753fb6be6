import { type Step, sql } from './steps.ts';
import { timeBarredFrom } from './time-barred.ts';

/** The whole period anew. */
const anew = timeBarredFrom({ country: 'd.country', kind: 'd.kind', capacity: 'i.capacity', start: 'a.on_date' });

/** A part payment acknowledges the rest of the line (C. civ. 2240): limitation starts anew, unless it had already run out. */
export const acknowledgeSteps: readonly Step[] = [
  `CREATE TEMP TABLE import_acknowledged ON COMMIT DROP AS
   SELECT x.*, row_number() OVER (PARTITION BY line_id ORDER BY on_date, source) AS n FROM (
     SELECT DISTINCT a.debtor_id, l.id AS line_id, p.value_date AS on_date, 'payment:' || p.id AS source
     FROM import_payments s JOIN payments p ON p.id = s.id AND p.status = 'settled' JOIN allocations a ON a.payment_id = p.id AND a.reversed_on IS NULL
       JOIN due_lines l ON l.id = a.line_id
     WHERE s.action IS DISTINCT FROM 'unchanged' AND l.amount_minor > (SELECT coalesce(sum(o.amount_minor), 0) FROM allocations o LEFT JOIN payments q ON q.id = o.payment_id
       WHERE o.line_id = l.id AND o.reversed_on IS NULL AND q.returned_on IS NULL)
       AND NOT EXISTS (SELECT FROM acknowledgements k WHERE k.line_id = l.id AND k.source = 'payment:' || p.id)) x`,
  `INSERT INTO acknowledgements (id, creditor_id, debtor_id, line_id, on_date, source)
   SELECT gen_random_uuid(), ${sql.creditor}, debtor_id, line_id, on_date, source FROM import_acknowledged`,
  {
    rounds: 'SELECT coalesce(max(n), 0)::int AS n FROM import_acknowledged',
    perRound: [
      `UPDATE due_lines l SET time_barred_from = ${anew} FROM import_acknowledged a JOIN debtors d ON d.id = a.debtor_id, invoices i
        WHERE a.n = current_setting('app.round')::int AND l.id = a.line_id AND i.id = l.invoice_id AND a.on_date > l.due
          AND a.on_date < l.time_barred_from AND ${anew} > l.time_barred_from`,
    ],
  },
];
