import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import {
  allowanceOf,
  type DemandRates,
  type GuardLimits,
  jumpOf,
  type ReleaseStage,
  shippedLimits,
  stageOn,
} from '../../domain/escalation/mass-guards.ts';
import { inTenant } from '../in-tenant.ts';

/** Why no demand of a creditor leaves now; null when they may. */
export type Stopped = { readonly why: string } | null;

const limitsOf = `SELECT always, stop_percent AS "stopPercent", failure_percent AS "failurePercent", at_least AS "atLeast"
  FROM escalation_guards WHERE creditor_id = $1`;

async function readLimits(client: pg.ClientBase, creditorId: string): Promise<GuardLimits> {
  return (await client.query<GuardLimits>(limitsOf, [creditorId])).rows[0] ?? shippedLimits;
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
    const { rows: found } = await client.query<DemandRates>('SELECT * FROM solde_demand_rates($1, $2)', [
      creditorId,
      at,
    ]);
    const why = found[0] === undefined ? null : jumpOf(found[0], await readLimits(client, creditorId));
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

type Release = { readonly creditorId: string; readonly policyId: string; readonly today: CivilDate };

/** Moves a policy's release on where its day has come, and gives the share it may reach. */
async function stageOf(client: pg.ClientBase, { creditorId, policyId, today }: Release): Promise<number> {
  const known = 'SELECT percent, since FROM policy_releases WHERE policy_id = $1 FOR UPDATE';
  const last = (await client.query<ReleaseStage>(known, [policyId])).rows[0] ?? null;
  const { percent, since } = stageOn(today, last);
  await client.query(
    `INSERT INTO policy_releases (policy_id, creditor_id, percent, since) VALUES ($1, $2, $3, $4)
     ON CONFLICT (policy_id) DO UPDATE SET percent = excluded.percent, since = excluded.since`,
    [policyId, creditorId, percent, since],
  );
  return percent;
}

/** How many messages each policy may still send today: a version that is new reaches its stage's share of whom it names. */
export async function allowances(
  pool: pg.Pool,
  creditorId: string,
  today: CivilDate,
  planned: ReadonlyMap<string, number>, // by the policy's id
): Promise<Map<string, number>> {
  return await inTenant(pool, creditorId, async (client) => {
    const limits = await readLimits(client, creditorId);
    const allowed = new Map<string, number>();
    for (const [policyId, count] of planned) {
      const percent = await stageOf(client, { creditorId, policyId, today });
      const { rows } = await client.query<{ sent: number }>(
        "SELECT count(*)::int AS sent FROM notices WHERE policy_id = $1 AND decided_on = $2 AND outlet <> 'desk'",
        [policyId, today],
      );
      const sent = rows[0]?.sent ?? 0;
      allowed.set(policyId, allowanceOf({ percent, planned: count, sent }, limits));
    }
    return allowed;
  });
}
