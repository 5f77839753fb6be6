import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { inTenant } from '../in-tenant.ts';

/** Why no demand of a creditor leaves now; null when they may. */
export type Stopped = { readonly why: string } | null;

type Rates = {
  readonly sent: number;
  readonly stops: number;
  readonly strangers: number;
  readonly failures: number;
};
type Limits = { readonly always: number; readonly stop: number; readonly failure: number; readonly atLeast: number };

const limitsOf = `SELECT coalesce(g.always, 200) AS always, coalesce(g.stop_percent, 3) AS stop, coalesce(g.failure_percent, 10) AS failure, coalesce(g.at_least, 20) AS "atLeast"
  FROM creditors c LEFT JOIN escalation_guards g ON g.creditor_id = c.id WHERE c.id = $1`;

const shipped: Limits = { always: 200, stop: 3, failure: 10, atLeast: 20 };

async function readLimits(client: pg.ClientBase, creditorId: string): Promise<Limits> {
  return (await client.query<Limits>(limitsOf, [creditorId])).rows[0] ?? shipped;
}

function jump(rates: Rates, limits: Limits): string | null {
  const { sent, stops, strangers, failures } = rates;
  if (sent < limits.atLeast) return null;
  const share = (count: number): number => (count * 100) / sent;
  if (share(stops) > limits.stop) return `stops ${stops} of ${sent}`;
  if (share(strangers) > limits.stop) return `wrong-party ${strangers} of ${sent}`;
  return share(failures) > limits.failure ? `failures ${failures} of ${sent}` : null;
}

/**
 * Looks at the demands of the last day: where STOP, "not me" or failures jump, no further demand leaves until a person says so, and
 * that person is told. Replies are not stopped by it.
 */
export async function watchRates(pool: pg.Pool, creditorId: string, at: Instant): Promise<Stopped> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<{ why: string | null }>(
      `SELECT CASE WHEN c.stopped_at IS NOT NULL THEN 'kill-switch' ELSE g.stopped_why END AS why
         FROM creditors c LEFT JOIN escalation_guards g ON g.creditor_id = c.id WHERE c.id = $1`,
      [creditorId],
    );
    const known = rows[0]?.why ?? null;
    if (known !== null) return { why: known };
    const { rows: found } = await client.query<Rates>('SELECT * FROM solde_demand_rates($1, $2)', [creditorId, at]);
    const why = found[0] === undefined ? null : jump(found[0], await readLimits(client, creditorId));
    if (why === null) return null;
    await client.query(
      `INSERT INTO escalation_guards (creditor_id, stopped_at, stopped_why) VALUES ($1, solde_instant($2), $3)
       ON CONFLICT (creditor_id) DO UPDATE SET stopped_at = excluded.stopped_at, stopped_why = excluded.stopped_why`,
      [creditorId, at, why],
    );
    await client.query(
      `INSERT INTO tasks (id, creditor_id, kind, reason, facts, dedupe_key, opened_at) VALUES (gen_random_uuid(), $1, 'sending-stopped', $3, '{}', 'sending-stopped:' || $2::bigint, solde_instant($2::bigint))
       ON CONFLICT ON CONSTRAINT tasks_dedupe_key DO NOTHING`,
      [creditorId, at, why],
    );
    await client.query('SELECT audit_append($1, solde_instant($2), $3)', [
      ...[creditorId, at, JSON.stringify([{ kind: 'escalation.stopped', actor: 'system', facts: { why } }])],
    ]);
    return { why };
  });
}

export type Switching = { readonly creditorId: string; readonly at: Instant; readonly actor: string };

/** The kill switch: nothing at all leaves for this creditor until it is lifted. */
export async function stopSending(pool: pg.Pool, { creditorId, at, actor }: Switching): Promise<void> {
  await inTenant(pool, creditorId, async (client) => {
    await client.query('UPDATE creditors SET stopped_at = coalesce(stopped_at, solde_instant($2)) WHERE id = $1', [
      creditorId,
      at,
    ]);
    const event = { kind: 'sending.stopped', actor, facts: {} };
    await client.query('SELECT audit_append($1, solde_instant($2), $3)', [creditorId, at, JSON.stringify([event])]);
  });
}

/** Lifts the kill switch and an automatic stop; the rates count anew from now. */
export async function resumeSending(pool: pg.Pool, { creditorId, at, actor }: Switching): Promise<void> {
  await inTenant(pool, creditorId, async (client) => {
    await client.query('UPDATE creditors SET stopped_at = NULL WHERE id = $1', [creditorId]);
    await client.query(
      `INSERT INTO escalation_guards (creditor_id, resumed_at) VALUES ($1, solde_instant($2))
       ON CONFLICT (creditor_id) DO UPDATE SET stopped_at = NULL, stopped_why = NULL, resumed_at = excluded.resumed_at`,
      [creditorId, at],
    );
    const event = { kind: 'sending.resumed', actor, facts: {} };
    await client.query('SELECT audit_append($1, solde_instant($2), $3)', [creditorId, at, JSON.stringify([event])]);
  });
}

/** How many messages each policy may still send today: a version that is new reaches 1 %, a day later 10 %, then all of whom it names. */
export async function allowances(
  pool: pg.Pool,
  creditorId: string,
  today: CivilDate,
  planned: ReadonlyMap<string, number>, // by the policy's id
): Promise<Map<string, number>> {
  return await inTenant(pool, creditorId, async (client) => {
    const { always } = await readLimits(client, creditorId);
    const allowed = new Map<string, number>();
    for (const [policyId, count] of planned) {
      const { rows } = await client.query<{ percent: number; sent: number }>(
        `WITH moved AS (
           INSERT INTO policy_releases AS r (policy_id, creditor_id, percent, since) VALUES ($1, $2, 1, $3)
           ON CONFLICT (policy_id) DO UPDATE SET percent = CASE r.percent WHEN 1 THEN 10 ELSE 100 END, since = excluded.since
            WHERE r.percent < 100 AND r.since < excluded.since RETURNING percent)
         SELECT coalesce((SELECT percent FROM moved), (SELECT percent FROM policy_releases WHERE policy_id = $1)) AS percent,
           (SELECT count(*)::int FROM notices n WHERE n.policy_id = $1 AND n.decided_on = $3 AND n.outlet <> 'desk') AS sent`,
        [policyId, creditorId, today],
      );
      const { percent = 1, sent = 0 } = rows[0] ?? {};
      const most = percent === 100 ? Infinity : Math.max(always, Math.ceil(((count + sent) * percent) / 100));
      allowed.set(policyId, most - sent);
    }
    return allowed;
  });
}
