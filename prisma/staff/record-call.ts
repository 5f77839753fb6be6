import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Account } from '../../domain/account.ts';
import { type Calendar, nextWorkingDay } from '../../domain/calendar.ts';
import { addDays } from '../../domain/civil-date.ts';
import { type PlanPolicy } from '../../domain/plan-policy.ts';
import { callEffects, type LateCause, mostTries } from '../../domain/staff/call.ts';
import { calledFacts, type CallNoted } from '../../domain/staff/called-facts.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { type Place } from '../in-tenant.ts';
import { type Calendars } from './block.ts';
import { countNotice, failNotice } from './count-notice.ts';
import { lockAccount, type LockedAccount } from './lock-account.ts';
import { openTask } from './open-task.ts';
import { recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type CallOrder = StaffOrder &
  Omit<CallNoted, 'callId' | 'lineIds'> & {
    readonly target: string; // id of the notice or of the task
    readonly cause: LateCause | null;
  };

export type CallDeps = {
  readonly calendars: Calendars;
  readonly policy: (account: Account) => PlanPolicy | null;
};

export type CallDone =
  | {
      readonly kind: 'recorded';
      readonly level: 'counted' | 'again' | 'failed' | null; // null: the call was for no level
      readonly review: boolean; // the promise is beyond policy: a person decides
    }
  | NotDone<WhoRefusal | 'unknown' | 'not-allowed' | 'no-call' | 'done-before'>
  | { readonly kind: 'not-possible'; readonly why: string }; // the rules' own code

type Target = {
  readonly debtorId: string | null;
  readonly noticeId: string | null;
  readonly outlet: string | null;
  readonly status: string | null;
  readonly pointId: string | null;
  readonly lineIds: readonly string[];
  readonly taskId: string | null;
  readonly taskDone: boolean;
};

const open = ['approved', 'queued', 'sent'];

async function findTarget(client: pg.ClientBase, id: string): Promise<Target | null> {
  const { rows } = await client.query<Target>(
    `SELECT coalesce(n.debtor_id, t.debtor_id) AS "debtorId", n.id AS "noticeId", n.outlet, n.status, n.contact_point_id AS "pointId", t.id AS "taskId",
       coalesce(t.done_at IS NOT NULL, false) AS "taskDone",
       ARRAY(SELECT (l ->> 'lineId')::uuid FROM jsonb_array_elements(coalesce(n.lines, '[]')) AS l)::text[] AS "lineIds"
     FROM (SELECT $1::uuid AS id) x LEFT JOIN notices n0 ON n0.id = x.id
       LEFT JOIN tasks t ON t.id = x.id OR t.id = n0.task_id OR (n0.id IS NOT NULL AND t.kind = 'call' AND t.facts ->> 'noticeId' = n0.id::text)
       LEFT JOIN notices n ON n.id = n0.id OR n.id::text = t.facts ->> 'noticeId' OR n.task_id = t.id
     ORDER BY t.done_at NULLS FIRST LIMIT 1`,
    [id],
  );
  return rows[0]?.debtorId == null ? null : rows[0];
}

type Calling = {
  readonly order: CallOrder;
  readonly who: StaffUser;
  readonly callId: string;
  readonly target: Target;
  readonly locked: LockedAccount;
  readonly calendar: Calendar;
};

async function log(client: pg.ClientBase, { order, who, callId, target, locked }: Calling): Promise<void> {
  await client.query(
    `INSERT INTO contact_log (id, creditor_id, debtor_id, at, direction, outlet, outcome, note, by, notice_id)
     VALUES ($1, $2, $3, solde_instant($4), 'out', 'phone', $5, $6, $7, $8)`,
    [
      ...[callId, order.creditorId, locked.account.debtor.id, order.at, order.outcome, order.note],
      ...[who.handle, target.noticeId],
    ],
  );
}

/** The number that was called: the notice's, or the only one there is. */
function calledNumber({ target, locked }: Calling): { channel: string; address: string } | null {
  const phones = locked.account.points.filter(({ channel }) => channel !== 'email');
  const point = phones.find(({ id }) => id === target.pointId);
  if (point !== undefined) return point;
  const [first, ...others] = phones;
  return first !== undefined && others.every(({ address }) => address === first.address) ? first : null;
}

/** The number that was called is nobody's we know, or asked to be left alone: the same as if it had been written from there. */
async function leaveNumber(client: pg.ClientBase, calling: Calling, kind: 'quarantined' | 'opted-out'): Promise<void> {
  const number = calledNumber(calling);
  if (number === null) return;
  const { channel, address } = number;
  const source = `call:${calling.callId}`;
  const fact = { kind: kind === 'opted-out' ? kind : 'point-quarantined', channel, address, source };
  await client.query('SELECT solde_apply_address($1, NULL, $2, solde_instant($3))', [
    ...[calling.order.creditorId, JSON.stringify(fact), calling.order.at],
  ]);
}

async function askAddress(client: pg.ClientBase, calling: Calling): Promise<void> {
  const { order, target, locked, calendar } = calling;
  await openTask(client, {
    ...{ creditorId: order.creditorId, at: order.at, kind: 'address-check', reason: order.outcome },
    ...{ debtorId: locked.account.debtor.id, facts: { noticeId: target.noticeId } },
    ...{ dueOn: nextWorkingDay(calendar, addDays(calendar.today, 1)), key: `address-check:${calling.callId}` },
  });
}

/** What the call means for the level: after three tries in vain the next way is taken. */
async function level(
  client: pg.ClientBase,
  { order, target, calendar }: Calling,
): Promise<'counted' | 'again' | 'failed' | null> {
  const { level: meant } = callEffects[order.outcome];
  if (target.noticeId === null) return null;
  if (meant === 'counted') await countNotice(client, target.noticeId, calendar.today);
  if (meant === 'failed') await failNotice(client, target.noticeId, order.outcome);
  if (meant !== 'again') return meant;
  const { rowCount } = await client.query(
    "SELECT FROM contact_log WHERE notice_id = $1 AND outcome IN ('voicemail', 'no-answer')",
    [target.noticeId],
  );
  if ((rowCount ?? 0) < mostTries) return 'again';
  await failNotice(client, target.noticeId, 'not-reached');
  return 'failed';
}

async function closeOrMove(client: pg.ClientBase, calling: Calling): Promise<void> {
  const { order, who, target, calendar } = calling;
  const again = nextWorkingDay(calendar, addDays(calendar.today, 1));
  if (callEffects[order.outcome].level === 'again')
    await client.query('UPDATE tasks SET due_on = $2 WHERE id = $1', [target.taskId, again]);
  else
    await client.query('UPDATE tasks SET done_at = solde_instant($2), done_by = $3 WHERE id = $1', [
      ...[target.taskId, order.at, who.handle],
    ]);
}

async function write(client: pg.ClientBase, calling: Calling, review: boolean): Promise<CallDone> {
  const { order, who, target, locked } = calling;
  await log(client, calling);
  const causes = [order.cause, callEffects[order.outcome].cause].filter((cause) => cause !== null);
  if (causes.length > 0) {
    await client.query(
      'UPDATE debtors SET causes = ARRAY(SELECT DISTINCT c FROM unnest(causes || $2::text[]) AS c ORDER BY c) WHERE id = $1',
      [locked.account.debtor.id, causes],
    );
  }
  const effect = callEffects[order.outcome];
  if (effect.number !== null) await leaveNumber(client, calling, effect.number);
  if (effect.task === 'address-check') await askAddress(client, calling);
  const reached = await level(client, calling);
  if (reached === 'failed')
    await client.query('UPDATE tasks SET done_at = solde_instant($2), done_by = $3 WHERE id = $1', [
      ...[target.taskId, order.at, who.handle],
    ]);
  else await closeOrMove(client, calling);
  await recordAct(client, order, who, {
    ...{ kind: 'call.recorded', debtorId: locked.account.debtor.id },
    facts: { call: calling.callId, notice: target.noticeId, outcome: order.outcome, level: reached, causes },
    ...(order.note === null ? {} : { words: { note: order.note } }),
  });
  return { kind: 'recorded', level: reached, review };
}

function whyNotCall(
  who: StaffUser,
  target: Target,
  salesOwner: string | null,
): 'not-allowed' | 'no-call' | 'done-before' | null {
  if (!mayAct(who, 'record-call', salesOwner)) return 'not-allowed';
  if (target.noticeId === null) return target.taskDone ? 'done-before' : null;
  if (target.outlet !== 'phone') return 'no-call';
  return target.status !== null && open.includes(target.status) ? null : 'done-before';
}

/**
 * Writes down a call: it counts as a contact, and as its level once somebody was spoken to. What was promised or contested goes
 * through the rules of a conversation; where these refuse it, nothing is written and their code is given.
 */
export async function recordCall(place: Place, order: CallOrder, deps: CallDeps): Promise<CallDone> {
  return await asStaff<CallDone>(place, order, async (client, who) => {
    const debtorId = (await findTarget(client, order.target))?.debtorId ?? null;
    const locked = debtorId === null ? null : await lockAccount(client, order.creditorId, debtorId, order.at);
    // Read again under the lock: somebody else may have noted the same call.
    const target = await findTarget(client, order.target);
    if (locked === null || target === null) return notDone('unknown');
    const why = whyNotCall(who, target, locked.salesOwner);
    if (why !== null) return notDone(why);
    const { account } = locked;
    const { country, zone } = account.debtor;
    const calendar = deps.calendars({ country, zone }, order.at);
    const callId = randomUUID();
    const input = { account, calendar, policy: deps.policy(account), newId: randomUUID };
    const decided = calledFacts({ ...order, callId, lineIds: target.lineIds }, input);
    if (decided.kind === 'refused') return { kind: 'not-possible', why: decided.why };
    await client.query('SELECT solde_apply_facts($1, NULL, NULL, $2, solde_instant($3))', [
      ...[order.creditorId, JSON.stringify(decided.facts), order.at],
    ]);
    return await write(client, { order, who, callId, target, locked, calendar }, decided.review);
  });
}
