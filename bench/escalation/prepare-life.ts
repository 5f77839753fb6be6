import type pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';

/** What a portfolio is full of beside open lines; each statement takes the creditor and the day, `made` and `owed` are its debtors and lines. */
const happened: readonly string[] = [
  // A line in 17 is paid in part.
  `CREATE TEMP TABLE parts AS SELECT debtor, line, gen_random_uuid() AS payment FROM owed WHERE number % 17 = 0`,
  `INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, text, confirmed)
   SELECT payment, $1, debtor, 'bench', payment::text, 20000, 'EUR', $2::date - 1, 'settled', 'transfer', '', true FROM parts`,
  `INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
   SELECT gen_random_uuid(), $1, debtor, payment, line, 20000, 'EUR', $2::date - 1, 'accounts' FROM parts`,
  // One in 29 is contested, every other of them in part.
  `CREATE TEMP TABLE contested AS SELECT debtor, line, gen_random_uuid() AS dispute, CASE number % 2 WHEN 0 THEN 50000 ELSE 15000 END AS minor FROM owed WHERE number % 29 = 0`,
  `INSERT INTO disputes (id, creditor_id, debtor_id, line_id, reason, by_items, amount_minor, currency, status, opened_on, answer_by)
   SELECT dispute, $1, debtor, line, 'quality', false, minor, 'EUR', 'open', $2::date - 4, $2::date + 20 FROM contested`,
  `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on, until_on)
   SELECT gen_random_uuid(), $1, debtor, line, 'dispute', 'dispute:' || dispute, minor, 'EUR', $2::date - 4, NULL FROM contested`,
  // A debtor in 23 promised two lines.
  `CREATE TEMP TABLE promised AS SELECT m.debtor, gen_random_uuid() AS promise FROM made m WHERE m.n % 23 = 0`,
  `INSERT INTO promises (id, creditor_id, debtor_id, amount_minor, currency, due, made_on, status)
   SELECT promise, $1, debtor, 100000, 'EUR', $2::date + 5, $2::date - 3, 'open' FROM promised`,
  `INSERT INTO promise_lines (creditor_id, debtor_id, promise_id, line_id, amount_minor, currency)
   SELECT $1, p.debtor, p.promise, o.line, 50000, 'EUR' FROM promised p JOIN owed o ON o.debtor = p.debtor WHERE o.number % 10 <= 2 AND $2::date IS NOT NULL`,
  `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on, until_on)
   SELECT gen_random_uuid(), $1, p.debtor, o.line, 'promise', 'promise:' || p.promise, 50000, 'EUR', $2::date - 3, $2::date + 8 FROM promised p JOIN owed o ON o.debtor = p.debtor WHERE o.number % 10 <= 2`,
  // One in 41 pays by a plan.
  `CREATE TEMP TABLE planned AS SELECT m.debtor, gen_random_uuid() AS plan FROM made m WHERE m.n % 41 = 0`,
  `INSERT INTO plans (id, creditor_id, debtor_id, total_minor, currency, frequency, status, offered_on, signed_on, terms_hash)
   SELECT plan, $1, debtor, 200000, 'EUR', 'month', 'active', $2::date - 10, $2::date - 9, 'x' FROM planned`,
  `INSERT INTO plan_lines (creditor_id, debtor_id, plan_id, line_id, amount_minor, currency)
   SELECT $1, p.debtor, p.plan, o.line, 50000, 'EUR' FROM planned p JOIN owed o ON o.debtor = p.debtor WHERE $2::date IS NOT NULL`,
  `INSERT INTO instalments (creditor_id, debtor_id, plan_id, position, due, amount_minor, currency)
   SELECT $1, debtor, plan, i, $2::date + 20 + 30 * i, 50000, 'EUR' FROM planned, generate_series(1, 4) i`,
  `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on, until_on)
   SELECT gen_random_uuid(), $1, p.debtor, o.line, 'plan', 'plan:' || p.plan, 50000, 'EUR', $2::date - 9, NULL FROM planned p JOIN owed o ON o.debtor = p.debtor`,
  // One in 47 is left alone by hand, one in 13 was, one in 59 waits for an answer of ours, one in 19 was called two days ago.
  `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, from_on, until_on)
   SELECT gen_random_uuid(), $1, debtor, NULL, 'manual', 'staff', $2::date - 30, CASE n % 47 WHEN 0 THEN NULL ELSE $2::date - 10 END FROM made WHERE n % 47 = 0 OR n % 13 = 0`,
  `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, opened_at)
   SELECT gen_random_uuid(), $1, 'callback', 'asked', debtor, $2::date - 1 FROM made WHERE n % 59 = 0`,
  `INSERT INTO contact_log (id, creditor_id, debtor_id, at, direction, outlet, outcome, by)
   SELECT gen_random_uuid(), $1, debtor, $2::date - 2 + interval '12 h', 'out', 'phone', 'no-answer', 'staff' FROM made WHERE n % 19 = 0`,
  // One in 53 said STOP by e-mail, every other of them by telephone too.
  `INSERT INTO opt_outs (creditor_id, channel, address, opted_out_at)
   SELECT $1, t.channel, t.address, $2::date - 40 FROM made m JOIN contact_points t ON t.contact_id = m.contact WHERE m.n % 53 = 0 AND (t.channel = 'email' OR m.n % 2 = 0)`,
  'DROP TABLE parts, contested, promised, planned',
];

/** Payments in part, disputes, promises, plans, holds, questions that wait, calls and STOPs among the lines of `made` and `owed`. */
export async function prepareLife(client: pg.ClientBase, creditorId: string, today: CivilDate): Promise<void> {
  for (const text of happened) await client.query(text, text.includes('$1') ? [creditorId, today] : []);
}
