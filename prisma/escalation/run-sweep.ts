import type pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';
import { inTenant } from '../in-tenant.ts';
import { type Committed, commitDebtors, type CommitRoom, type PolicyIds } from './commit-debtor.ts';
import { allowances, watchRates } from './guards.ts';
import { planSweep } from './plan-sweep.ts';
import { releaseApproved } from './release-approved.ts';
import { type RunOrder } from './sweep-order.ts';

/** What a sweep did in sum. */
export type SweepReport =
  | { readonly kind: 'busy' } // another process is at it
  | { readonly kind: 'stopped'; readonly why: string }
  | {
      readonly kind: 'done';
      readonly debtors: number;
      readonly counts: Readonly<Record<string, number>>;
      readonly outboxIds: readonly string[];
    };

const atOnce = 4;
/** Debtors of one transaction: they are locked while it lasts, and share its statements. */
const together = 20;
/** A few debtors are shared out among those at work, several times. */
const turns = 4;

/** The ids of the policies that may be used, by name and version. */
export async function policyIdsOf(pool: pg.Pool, creditorId: string): Promise<PolicyIds> {
  const { rows } = await inTenant(pool, creditorId, (client) =>
    client.query<{ id: string; name: string }>(
      "SELECT id, kind || '@' || version AS name FROM policies WHERE creditor_id = $1 AND approved_at IS NOT NULL AND pack IS NOT NULL",
      [creditorId],
    ),
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}

type Due = { readonly debtorIds: readonly string[]; readonly planned: ReadonlyMap<string, number> };

/** Who has something due, and how many messages each policy would send. */
async function findDue(pool: pg.Pool, order: RunOrder, today: CivilDate, policyIds: PolicyIds): Promise<Due> {
  const debtorIds: string[] = [];
  const planned = new Map<string, number>();
  for await (const { account, escalation } of planSweep(pool, order, today)) {
    if (escalation !== null && escalation.steps.length + escalation.parked.length === 0) continue;
    debtorIds.push(account.debtor.id);
    for (const step of escalation?.steps ?? []) {
      if (step.kind !== 'notice') continue;
      const id = policyIds.get(`${step.policy.id}@${step.policy.version}`) ?? '';
      planned.set(id, (planned.get(id) ?? 0) + 1);
    }
  }
  return { debtorIds, planned };
}

/** Debtors of whom nothing could be written down, after which the rest is not tried: it is not they who are at fault. */
const tooMany = 20;

/** One that fails must not keep the others from being written down: those it was together with are tried alone. */
async function* commitTogether(
  pool: pg.Pool,
  room: CommitRoom,
  debtorIds: readonly string[],
  failed: (error: unknown) => void,
): AsyncGenerator<Committed> {
  const commit = (ids: readonly string[], otherwise: (error: unknown) => void): Promise<readonly Committed[]> =>
    commitDebtors(pool, room, ids).catch((error: unknown) => {
      otherwise(error);
      return [];
    });
  let alone: readonly string[] = [];
  yield* await commit(debtorIds, (error) => {
    if (debtorIds.length === 1) failed(error);
    else alone = debtorIds;
  });
  for (const id of alone) yield* await commit([id], failed);
}

async function commitAll(
  pool: pg.Pool,
  room: CommitRoom,
  debtorIds: readonly string[],
  each: (done: Committed) => void,
): Promise<void> {
  const size = Math.min(together, Math.ceil(debtorIds.length / (atOnce * turns)));
  const failures: unknown[] = [];
  let from = 0;
  const work = async (): Promise<void> => {
    while (from < debtorIds.length && failures.length < tooMany) {
      const some = debtorIds.slice(from, from + size);
      from += size;
      for await (const done of commitTogether(pool, room, some, (error) => failures.push(error))) each(done);
    }
  };
  // Whoever is at work ends it before the lock of the sweep is given back.
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, work));
  for (const one of ended) if (one.status === 'rejected') failures.push(one.reason);
  if (failures.length > 0) throw failures[0];
}

async function sweep(
  pool: pg.Pool,
  order: RunOrder,
  today: CivilDate,
  each: (done: Committed) => void,
): Promise<SweepReport> {
  const { creditorId, at } = order;
  await inTenant(pool, creditorId, (client) => client.query('SELECT solde_count_mails($1, $2)', [creditorId, at]));
  const stopped = await watchRates(pool, creditorId, at);
  if (stopped !== null) return { kind: 'stopped', why: stopped.why };
  const counts: Record<string, number> = {};
  const count = (what: string): void => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  const outboxIds: string[] = [];
  for (const released of await releaseApproved(pool, order)) {
    count('gate' in released ? 'approved-and-suppressed' : 'approved-and-released');
    if ('outboxId' in released && released.outboxId !== null) outboxIds.push(released.outboxId);
  }
  const policyIds = await policyIdsOf(pool, creditorId);
  const { debtorIds, planned } = await findDue(pool, order, today, policyIds);
  const left = await allowances(pool, creditorId, today, planned);
  const take = (policyId: string): boolean => {
    const rest = left.get(policyId) ?? 0;
    left.set(policyId, rest - 1);
    return rest > 0;
  };
  await commitAll(pool, { order, policyIds, take }, debtorIds, (done) => {
    for (const { kind, outboxId } of done.written) {
      count(kind);
      if (outboxId !== null) outboxIds.push(outboxId);
    }
    each(done);
  });
  return { kind: 'done', debtors: debtorIds.length, counts, outboxIds };
}

/**
 * Decides about all debtors of a creditor and writes down what follows, some debtors to a transaction, under a lock that a dead process
 * gives back: what it left undone is done by the next one, what it did is not done again. Where some debtors fail, the others are done
 * before the first of the failures is thrown.
 */
export async function runSweep(
  pool: pg.Pool,
  order: RunOrder,
  today: CivilDate,
  each: (done: Committed) => void = () => undefined,
): Promise<SweepReport> {
  const lock = await pool.connect();
  let broken = true;
  try {
    const key = [`escalation:${order.creditorId}`];
    const text = 'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked';
    const { rows } = await lock.query<{ locked: boolean }>(text, key);
    const report: SweepReport = rows[0]?.locked === true ? await sweep(pool, order, today, each) : { kind: 'busy' };
    if (rows[0]?.locked === true) await lock.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', key);
    broken = false;
    return report;
  } finally {
    lock.release(broken);
  }
}
