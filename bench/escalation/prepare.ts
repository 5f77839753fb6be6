import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { readShipped } from '../../bot/policy/read-pack.ts';
import { readRates } from '../../bot/policy/read-rates.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { insertPolicy } from '../../prisma/escalation/store-policy.ts';
import { signIn } from '../../prisma/escalation/sign-policy.ts';
import { inTenant } from '../../prisma/in-tenant.ts';
import { prepareLife } from './prepare-life.ts';

export const today = '2026-12-01' as CivilDate;
export const linesOfOne = 4;
const policies = new URL('../../policies/', import.meta.url);

/** A creditor with the shipped ladders signed. */
export async function prepareCreditor(owner: pg.Pool, pool: pg.Pool): Promise<string> {
  const id = randomUUID();
  await owner.query(
    "INSERT INTO creditors (id, slug, name, legal_name, role, address, zone, phone, email) VALUES ($1, 'bench', 'Bench', 'Bench SAS', 'first-party', '1 rue du Banc', 'Europe/Paris', '+33199001234', 'b@bench.example')",
    [id],
  );
  await owner.query(
    "INSERT INTO creditor_accounts (id, creditor_id, iban, holder, currency) VALUES (gen_random_uuid(), $1, 'FR7630006000011234567890189', 'Bench SAS', 'EUR')",
    [id],
  );
  const at = Date.parse('2026-01-01T09:00:00Z');
  const shippedRates = await readRates(new URL('rates/', policies));
  for (const { policy, texts } of await readShipped(policies)) {
    const kept = { ...policy, effectiveFrom: '2026-01-01' as CivilDate };
    const head = { creditorId: id, by: 'demo', at };
    await inTenant(pool, id, async (client) => {
      await insertPolicy(client, { ...head, policy: kept, texts, shippedRates });
      await signIn(client, { ...head, id: kept.id, version: kept.version, today: kept.effectiveFrom });
    });
  }
  // No stage of a release holds anything back.
  await owner.query(
    "INSERT INTO policy_releases (policy_id, creditor_id, percent, since) SELECT id, creditor_id, 100, '2026-01-01' FROM policies WHERE creditor_id = $1",
    [id],
  );
  return id;
}

const tables =
  'notices, reminders, outbox, tasks, approvals, contact_log, charges, holds, disputes, promises, promise_lines, plans, plan_lines, instalments, allocations, payments, opt_outs, due_lines, invoice_items, invoices, contact_points, debtor_contacts, contacts, debtors';

/**
 * So many open lines of companies, four each, one day to 31 days late; each stands after the levels of fr-b2b whose day has passed, so
 * that a few in a hundred are due today, as on any morning. One in four or so is paid in part, contested, promised, planned, held or of
 * somebody who was just spoken to.
 */
export async function prepareLines(owner: pg.Pool, creditorId: string, lines: number): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query("SET session_replication_role = 'replica'");
    await client.query(`TRUNCATE ${tables} CASCADE`);
    await client.query(
      "INSERT INTO imports (id, creditor_id, kind, file_name, sha256, fresh_to, accepted, refused, imported_at) VALUES (gen_random_uuid(), $1, 'payments', 'b', 'b', $2, 0, 0, now())",
      [creditorId, today],
    );
    await client.query(
      `CREATE TEMP TABLE made AS SELECT n, gen_random_uuid() AS debtor, gen_random_uuid() AS contact FROM generate_series(1, $1::int) n`,
      [Math.ceil(lines / linesOfOne)],
    );
    await client.query(
      "INSERT INTO debtors (id, creditor_id, reference, kind, name, language, zone, country, address) SELECT debtor, $1, 'B' || n, 'company', 'Company ' || n, 'fr', 'Europe/Paris', 'FR', '1 rue' FROM made",
      [creditorId],
    );
    await client.query("INSERT INTO contacts (id, creditor_id, name) SELECT contact, $1, 'X' FROM made", [creditorId]);
    await client.query(
      "INSERT INTO debtor_contacts (creditor_id, debtor_id, contact_id, role) SELECT $1, debtor, contact, 'payables' FROM made",
      [creditorId],
    );
    await client.query(
      `INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, verified_at)
       SELECT gen_random_uuid(), $1::uuid, contact, 'email', 'b' || n || '@bench.example', '2026-01-01'::timestamptz FROM made
       UNION ALL SELECT gen_random_uuid(), $1::uuid, contact, 'sms', '+336' || lpad(n::text, 8, '0'), '2026-01-01'::timestamptz FROM made`,
      [creditorId],
    );
    await client.query(
      `CREATE TEMP TABLE owed AS SELECT m.debtor, gen_random_uuid() AS invoice, gen_random_uuid() AS line, m.n * 10 + k AS number, 1 + (m.n * 7 + k * 11) % 31 AS late
         FROM made m, generate_series(1, $1::int) k`,
      [linesOfOne],
    );
    await client.query(
      "INSERT INTO invoices (id, creditor_id, debtor_id, number, issued, total_minor, currency, capacity) SELECT invoice, $1, debtor, 'I' || number, $2::date - late - 30, 50000, 'EUR', 'professional' FROM owed",
      [creditorId, today],
    );
    await client.query(
      "INSERT INTO due_lines (id, creditor_id, debtor_id, invoice_id, position, due, amount_minor, currency, means, time_barred_from) SELECT line, $1, debtor, invoice, 1, $2::date - late, 50000, 'EUR', 'transfer', '2031-01-01' FROM owed",
      [creditorId, today],
    );
    await client.query(
      `CREATE TEMP TABLE climbed AS SELECT gen_random_uuid() AS notice, o.debtor, o.line, $2::date - o.late AS due, p.id AS policy, (l ->> 'number')::int AS number, l ->> 'id' AS name,
              $2::date - o.late + (l -> 'offset' ->> 'days')::int AS day
         FROM owed o, policies p, jsonb_array_elements(p.content -> 'levels') l
        WHERE p.creditor_id = $1 AND p.kind = 'fr-b2b' AND l ->> 'kind' = 'demand' AND (l -> 'offset' ->> 'days')::int < o.late`,
      [creditorId, today],
    );
    await client.query(
      `INSERT INTO notices (id, creditor_id, debtor_id, policy_id, level, level_id, legal, outlet, language, status, reason, lines, debtor_version, decided_on, counted_on)
       SELECT notice, $1, debtor, policy, number, name, 'none', 'email', 'fr', 'counted', 'bench', jsonb_build_array(jsonb_build_object('lineId', line, 'level', number, 'cycle', 1)), 1, day, day FROM climbed`,
      [creditorId],
    );
    await client.query(
      // What the database keeps beside them, as its triggers would.
      `INSERT INTO reminders (id, creditor_id, debtor_id, line_id, cycle, level, policy_id, amount_minor, currency, status, decided_on, counted_on, level_id, notice_id, due, outlet, latest)
       SELECT gen_random_uuid(), $1, debtor, line, 1, number, policy, 50000, 'EUR', 'counted', day, day, name, notice, due, 'email',
              number = max(number) OVER (PARTITION BY line) FROM climbed`,
      [creditorId],
    );
    await prepareLife(client, creditorId, today);
    await client.query('ANALYZE due_lines, payments, allocations');
    await client.query('SELECT keep_settled(array_agg(DISTINCT line_id)) FROM allocations');
    await client.query('DROP TABLE climbed');
    await client.query('DROP TABLE made, owed');
    await client.query("SET session_replication_role = 'origin'");
    await client.query('VACUUM ANALYZE'); // as a night leaves it
  } finally {
    client.release();
  }
}
