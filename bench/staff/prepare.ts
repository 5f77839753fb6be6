import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { invariant } from '../../domain/errors.ts';
import { type CivilDate } from '../../domain/civil-date.ts';

export const today = '2026-12-01' as CivilDate;
export const linesOfOne = 10;

/** Each takes the creditor and the day; `made` are the debtors, `owed` their lines, and how old they are says how many are settled. */
const rows: readonly string[] = [
  `INSERT INTO debtors (id, creditor_id, reference, kind, name, language, zone, country, address, postcode, segment, sales_owner, causes)
   SELECT debtor, $1, 'B' || n, (ARRAY['company', 'company', 'company', 'sole-trader', 'consumer'])[1 + n % 5],
     (ARRAY['Durand', 'Martin', 'Bernard', 'Petit', 'Robert', 'Richard', 'Moreau', 'Simon', 'Laurent', 'Lefebvre'])[1 + (n / 7) % 10] || ' ' || to_char(n, 'FM000000') || ' SARL', 'fr', 'Europe/Paris', 'FR',
     n || ' rue du Banc' || chr(10) || (ARRAY['69003 Lyon', '75010 Paris', '13001 Marseille', '31000 Toulouse', '59000 Lille', '44000 Nantes', '67000 Strasbourg', '33000 Bordeaux', '35000 Rennes', '42000 Saint-Étienne'])[1 + n % 10] || chr(10) || 'France',
     (ARRAY['69003', '75010', '13001', '31000', '59000', '44000', '67000', '33000', '35000', '42000'])[1 + n % 10],
     (ARRAY['PME', 'ETI', 'TPE', 'grand compte', 'particulier'])[1 + (n / 3) % 5], CASE WHEN n % 4 > 0 THEN 'owner' || n % 12 END, CASE WHEN n % 9 = 0 THEN ARRAY['cashflow'] ELSE '{}' END
   FROM made WHERE $2::date IS NOT NULL`,
  `INSERT INTO invoices (id, creditor_id, debtor_id, number, issued, total_minor, currency, capacity)
   SELECT invoice, $1, debtor, 'I' || number, least($2::date, due - 30), minor, 'EUR', 'professional' FROM owed`,
  `INSERT INTO due_lines (id, creditor_id, debtor_id, invoice_id, position, due, amount_minor, currency, means, time_barred_from, settled_minor, settled_known_from)
   SELECT line, $1, debtor, invoice, 1, due, minor, 'EUR', 'transfer', due + 1825, paid, CASE WHEN paid > 0 THEN paid_on END FROM owed WHERE $2::date IS NOT NULL`,
  `INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, text, confirmed)
   SELECT payment, $1, debtor, 'bench', payment::text, paid, 'EUR', paid_on, 'settled', 'transfer', '', true FROM owed WHERE paid > 0 AND $2::date IS NOT NULL`,
  `INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
   SELECT gen_random_uuid(), $1, debtor, payment, line, paid, 'EUR', paid_on, 'accounts' FROM owed WHERE paid > 0 AND $2::date IS NOT NULL`,
  `CREATE TEMP TABLE contested AS SELECT debtor, line, gen_random_uuid() AS dispute, (minor - paid) / 2 + 1 AS minor, number FROM owed WHERE paid < minor AND number % 61 = 0`,
  `INSERT INTO disputes (id, creditor_id, debtor_id, line_id, reason, by_items, amount_minor, currency, status, opened_on, answer_by)
   SELECT dispute, $1, debtor, line, (ARRAY['quality', 'price', 'quantity', 'not-received'])[1 + number % 4], false, minor, 'EUR', 'open', $2::date - (number % 40)::int, $2::date + 20 FROM contested`,
  `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on)
   SELECT gen_random_uuid(), $1, debtor, line, 'dispute', 'dispute:' || dispute, minor, 'EUR', $2::date - (number % 40)::int FROM contested`,
  `CREATE TEMP TABLE promised AS SELECT debtor, line, gen_random_uuid() AS promise, minor - paid AS minor, number FROM owed WHERE paid < minor AND number % 41 = 1`,
  `INSERT INTO promises (id, creditor_id, debtor_id, amount_minor, currency, due, made_on, status, judged_on)
   SELECT promise, $1, debtor, minor, 'EUR', $2::date - 40 + (number % 60)::int, $2::date - 45, CASE WHEN number % 60 > 36 THEN 'open' WHEN number % 3 = 0 THEN 'broken' ELSE 'kept' END,
     CASE WHEN number % 60 <= 36 THEN $2::date - 36 + (number % 60)::int END FROM promised`,
  `INSERT INTO promise_lines (creditor_id, debtor_id, promise_id, line_id, amount_minor, currency, active)
   SELECT $1, debtor, promise, line, minor, 'EUR', number % 60 > 36 FROM promised WHERE $2::date IS NOT NULL`,
  `CREATE TEMP TABLE planned AS SELECT debtor, line, gen_random_uuid() AS plan, minor - paid AS minor FROM owed WHERE paid < minor AND number % 97 = 2`,
  `INSERT INTO plans (id, creditor_id, debtor_id, total_minor, currency, frequency, status, offered_on, signed_on, terms_hash)
   SELECT plan, $1, debtor, minor, 'EUR', 'month', 'active', $2::date - 10, $2::date - 9, 'x' FROM planned`,
  `INSERT INTO plan_lines (creditor_id, debtor_id, plan_id, line_id, amount_minor, currency, active) SELECT $1, debtor, plan, line, minor, 'EUR', true FROM planned WHERE $2::date IS NOT NULL`,
  `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, from_on, until_on)
   SELECT gen_random_uuid(), $1, debtor, NULL, (ARRAY['manual', 'vulnerable', 'legal'])[1 + n % 3], 'staff', $2::date - 30, CASE n % 2 WHEN 0 THEN $2::date + 30 END FROM made WHERE n % 47 = 0`,
  `INSERT INTO policies (id, creditor_id, kind, version, content, sha256, effective_from) SELECT gen_random_uuid(), $1, 'fr-b2b', '1', '{}', 'x', $2::date - 400`,
  `INSERT INTO notices (id, creditor_id, debtor_id, policy_id, level, level_id, legal, outlet, language, status, reason, lines, debtor_version, decided_on, counted_on)
   SELECT gen_random_uuid(), $1, debtor, (SELECT id FROM policies WHERE creditor_id = $1 LIMIT 1), 1, 'friendly', 'none', (ARRAY['email', 'sms', 'letter'])[1 + n % 3], 'fr', 'counted', 'due', '[]', 1,
     $2::date - n % 120, $2::date - n % 120 FROM made WHERE n % 5 > 1`,
  `INSERT INTO contact_log (id, creditor_id, debtor_id, at, direction, outlet, outcome, by)
   SELECT gen_random_uuid(), $1, debtor, $2::date - n % 60 + interval '12 h', 'out', 'phone', 'no-answer', 'staff' FROM made WHERE n % 19 = 0`,
];

/** How much of a line is paid: of `open` per cent of the old ones, and of more of the young ones, nothing or a part. */
const owed = `CREATE TEMP TABLE owed AS SELECT x.*, CASE WHEN x.dice < x.open_share THEN CASE WHEN x.number % 17 = 0 THEN x.minor / 3 ELSE 0 END ELSE x.minor END AS paid, least($2::date, x.due + (x.number % 45)::int - 5) AS paid_on
   FROM (SELECT y.*, CASE WHEN y.due < $2::date - 90 THEN $3::int WHEN y.due < $2::date - 30 THEN least(100, $3::int + 25) WHEN y.due < $2::date THEN least(100, $3::int + 45) ELSE 95 END AS open_share
     FROM (SELECT m.debtor, gen_random_uuid() AS invoice, gen_random_uuid() AS line, gen_random_uuid() AS payment, m.n::bigint * 100 + k AS number,
       $2::date + 40 - (hashint8(m.n::bigint * 31 + k) & 2147483647) % 770 AS due, 5000 + ((hashint8(m.n::bigint * 17 + k) & 2147483647) % 400000)::bigint AS minor,
       (hashint8(m.n::bigint * 13 + k * 7) & 2147483647) % 100 AS dice FROM made m, generate_series(1, $1::int) k) y) x`;

/** A creditor of so many lines, ten to a debtor, over two years. Gives its id, and how many lines are open. */
export async function preparePortfolio(
  owner: pg.Pool,
  lines: number,
  openPercent: number,
): Promise<{ readonly id: string; readonly open: number }> {
  const id = randomUUID();
  await owner.query(
    "INSERT INTO creditors (id, slug, name, legal_name, role, address, zone) VALUES ($1, 'bench', 'Bench', 'Bench SAS', 'first-party', '1 rue du Banc', 'Europe/Paris')",
    [id],
  );
  const client = await owner.connect();
  try {
    await client.query("SET session_replication_role = 'replica'");
    await client.query(
      'CREATE TEMP TABLE made AS SELECT n, gen_random_uuid() AS debtor FROM generate_series(1, $1::int) n',
      [Math.ceil(lines / linesOfOne)],
    );
    await client.query(owed, [linesOfOne, today, openPercent]);
    for (const text of rows) await client.query(text, text.includes('$1') ? [id, today] : []);
    await client.query('DROP TABLE made, owed, contested, promised, planned');
    await client.query("SET session_replication_role = 'origin'");
    await client.query('VACUUM (ANALYZE)');
    const wrong = await client.query('SELECT 1 FROM solde_unsettled_sums() LIMIT 1');
    invariant(wrong.rowCount === 0, 'what is kept of settled lines is what their allocations say');
    const { rows: found } = await client.query<{ open: string }>(
      'SELECT count(*) AS open FROM due_lines WHERE settled_minor < amount_minor',
    );
    return { id, open: Number(found[0]?.open) };
  } finally {
    client.release();
  }
}
