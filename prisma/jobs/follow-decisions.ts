import type pg from 'pg';
import { whyNoBlock } from '../../domain/block.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { inTenant } from '../in-tenant.ts';
import { askBlock, unblock } from '../staff/block.ts';
import { lockAccount } from '../staff/lock-account.ts';
import { type DayJob, type DayOrder } from './day-job.ts';

async function note(
  client: pg.ClientBase,
  order: DayOrder,
  event: { readonly kind: string; readonly debtor: string; readonly facts: Readonly<Record<string, unknown>> },
): Promise<void> {
  await client.query('SELECT audit_append($1, solde_instant($2), $3)', [
    ...[order.creditorId, order.at, JSON.stringify([{ actor: 'system', ...event }])],
  ]);
}

async function liftOne(client: pg.ClientBase, order: DayOrder, debtor: string): Promise<boolean> {
  const locked = await lockAccount(client, order.creditorId, debtor, order.at);
  if (locked?.blockedSince == null) return false;
  const why = whyNoBlock(makeLedger(locked.account, locked.today), locked);
  if (why === null) return false;
  await client.query(unblock, [debtor]);
  await note(client, order, { kind: 'block.lifted', debtor, facts: { why, since: locked.blockedSince } });
  return true;
}

/** After the deadline of a formal notice that counted, once for it. */
const toPropose = `SELECT DISTINCT n.debtor_id AS id FROM notices n JOIN debtors d ON d.id = n.debtor_id
  WHERE n.legal = 'formal-notice' AND n.status = 'counted' AND n.deadline_on < $1 AND d.blocked_since IS NULL
    AND NOT EXISTS (SELECT FROM approvals a WHERE a.debtor_id = n.debtor_id AND a.kind = 'block' AND (a.decided_at IS NULL OR a.asked_at::date >= n.counted_on))
  ORDER BY 1`;
/** Weekdays between the word to the sales owner and the step: one more than two, since holidays are not known here. */
const wordDays = 3;
const rule = 'rule:formal-notice-unanswered';

async function proposeOne(client: pg.ClientBase, order: DayOrder, debtor: string): Promise<boolean> {
  const locked = await lockAccount(client, order.creditorId, debtor, order.at);
  if (locked === null || whyNoBlock(makeLedger(locked.account, locked.today), locked) !== null) return false;
  const calendar = { zone: locked.account.debtor.zone, today: locked.today, holidays: [] };
  const asking = { creditorId: order.creditorId, at: order.at, reason: 'formal-notice-unanswered', askedBy: rule };
  const asked = await askBlock(client, { ...asking, wordDays }, locked, calendar);
  if (asked === null) return false;
  await note(client, order, { kind: 'block.proposed', debtor, facts: { ...asked, rule } });
  return true;
}

/** A plan that was caught up needs a new notice, should it be late again. */
async function lapseNotices(client: pg.ClientBase, order: DayOrder): Promise<number> {
  const { rows } = await client.query<{ id: string; debtor: string }>(
    `UPDATE approvals a SET decision = 'lapsed', decided_at = solde_instant($1), note = 'plan-not-late'
     FROM plans p WHERE a.kind = 'plan-default' AND a.decided_at IS NULL AND p.id::text = a.facts ->> 'planId' AND p.status <> 'late'
     RETURNING a.id, a.debtor_id AS debtor`,
    [order.at],
  );
  for (const { id, debtor } of rows) {
    const facts = { approval: id, what: 'plan-default', why: 'plan-not-late' };
    await note(client, order, { kind: 'approval.lapsed', debtor, facts });
  }
  return rows.length;
}

/** Does the same to each debtor that a query names, a transaction each; gives how many it was done to. */
async function each(
  pool: pg.Pool,
  order: DayOrder,
  query: { readonly text: string; readonly values: readonly string[] },
  work: typeof liftOne,
): Promise<number> {
  const found = await inTenant(pool, order.creditorId, async (client) => {
    return (await client.query<{ id: string }>(query.text, [...query.values])).rows;
  });
  let did = 0;
  for (const { id } of found) {
    if (await inTenant(pool, order.creditorId, (client) => work(client, order, id))) did += 1;
  }
  return did;
}

const blocked = 'SELECT id FROM debtors WHERE blocked_since IS NOT NULL ORDER BY id';

/**
 * Lifts blocks of accounts on which nothing is late any more, or that may not be blocked; proposes one where a formal notice was not
 * answered; lets go notices of plans that were caught up.
 */
export const followDecisions: DayJob = async (pool, order) => {
  const sums = {
    'blocks lifted': await each(pool, order, { text: blocked, values: [] }, liftOne),
    'blocks proposed': await each(pool, order, { text: toPropose, values: [order.today] }, proposeOne),
    'notices lapsed': await inTenant(pool, order.creditorId, (client) => lapseNotices(client, order)),
  };
  return Object.fromEntries(Object.entries(sums).filter(([, count]) => count > 0));
};
