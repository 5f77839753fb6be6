import type pg from 'pg';
import { type Account } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type DayChange, dayWork } from '../../domain/day-work.ts';
import { AppError } from '../../domain/errors.ts';
import { inTenant } from '../in-tenant.ts';
import { type DayJob, type DayOrder } from './day-job.ts';

type Found = { readonly id: string; readonly today: CivilDate };
type Change<Kind extends DayChange['kind']> = Extract<DayChange, { kind: Kind }>;

/** Who has something that a day may change; what was judged lately is looked at again, since a payment may have been returned. */
const whom = `SELECT d.id, (solde_instant($1) AT TIME ZONE d.zone)::date AS today FROM debtors d WHERE d.id IN (
    SELECT debtor_id FROM promises WHERE status = 'open' OR (status <> 'withdrawn' AND judged_on > $2::date - 60)
    UNION SELECT debtor_id FROM plans WHERE status IN ('active', 'late', 'completed')
    UNION SELECT debtor_id FROM holds WHERE reason = 'check' AND until_on BETWEEN $2::date - 30 AND $2::date)
  ORDER BY d.id`;

async function judge(
  client: pg.ClientBase,
  debtorId: string,
  { id, status }: Change<'promise-judged'>,
  on: CivilDate,
): Promise<void> {
  await client.query('UPDATE promises SET status = $3, judged_on = $4 WHERE id = $1 AND debtor_id = $2', [
    id,
    debtorId,
    status,
    on,
  ]);
}

async function openTask(
  client: pg.ClientBase,
  order: DayOrder,
  debtorId: string,
  task: Change<'task-opened'>,
): Promise<void> {
  await client.query(
    `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, dedupe_key, opened_at, due_on)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, solde_instant($6), $7::date + 2) ON CONFLICT ON CONSTRAINT tasks_dedupe_key DO NOTHING`,
    [order.creditorId, task.what, task.reason, debtorId, task.key, order.at, order.today],
  );
}

async function apply(client: pg.ClientBase, order: DayOrder, { id, today }: Found, change: DayChange): Promise<void> {
  switch (change.kind) {
    case 'promise-judged':
      await judge(client, id, change, today);
      break;
    case 'plan-moved':
      await client.query('UPDATE plans SET status = $3 WHERE id = $1 AND debtor_id = $2', [
        change.id,
        id,
        change.status,
      ]);
      break;
    case 'hold-ended':
      await client.query('SELECT solde_end_hold($1, $2, $3)', [id, change.source, today]);
      break;
    case 'task-opened':
      await openTask(client, order, id, change);
  }
}

/** A task that was opened before is no news. */
async function isOpened(client: pg.ClientBase, change: DayChange): Promise<boolean> {
  if (change.kind !== 'task-opened') return false;
  return (await client.query('SELECT FROM tasks WHERE dedupe_key = $1', [change.key])).rowCount !== 0;
}

async function followOne(client: pg.ClientBase, order: DayOrder, found: Found): Promise<readonly DayChange[]> {
  await client.query('SELECT FROM debtors WHERE id = $1 FOR NO KEY UPDATE', [found.id]);
  const { rows } = await client.query<{ account: Account | null }>('SELECT solde_account($1, $2) AS account', [
    order.creditorId,
    found.id,
  ]);
  const account = rows[0]?.account ?? null;
  if (account === null) return [];
  const input = {
    today: found.today,
    graceDays: order.graceDaysOf(account),
    knownTo: account.creditor.knownTo ?? null,
  };
  const done: DayChange[] = [];
  for (const change of dayWork(account, input)) {
    if (await isOpened(client, change)) continue;
    await apply(client, order, found, change);
    done.push(change);
  }
  if (done.length === 0) return done;
  const events = done.map(({ kind, ...facts }) => ({
    kind: kind.replace('-', '.'),
    actor: 'system',
    debtor: found.id,
    facts,
  }));
  await client.query('SELECT audit_append($1, solde_instant($2), $3)', [
    order.creditorId,
    order.at,
    JSON.stringify(events),
  ]);
  return done;
}

/** An account that contradicts itself waits for a person and does not stop the others. */
async function namesOf(work: Promise<readonly DayChange[]>): Promise<readonly string[]> {
  try {
    const done = await work;
    return done.map((change) => ('status' in change ? `${change.kind} ${change.status}` : change.kind));
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVARIANT_BROKEN') return ['failed'];
    throw error;
  }
}

/**
 * Judges promises, follows plans and ends checks, an account and a transaction at a time.
 */
export const followAgreements: DayJob = async (pool, order) => {
  const found = await inTenant(pool, order.creditorId, async (client) => {
    return (await client.query<Found>(whom, [order.at, order.today])).rows;
  });
  const counts: Record<string, number> = {};
  for (const one of found) {
    for (const name of await namesOf(inTenant(pool, order.creditorId, (client) => followOne(client, order, one)))) {
      counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return counts;
};
