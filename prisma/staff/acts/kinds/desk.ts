import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { disputeReasons } from '../../../../domain/command.ts';
import { type ActRefusal } from '../../../../domain/staff/acts/act-outcome.ts';
import { mayAct } from '../../../../domain/staff/may-act.ts';
import { callOutcomes, lateCauses } from '../../../../domain/staff/call.ts';
import { type StaffUser } from '../../../../domain/staff/staff-user.ts';
import { presentations } from '../../../../domain/staff/presentation.ts';
import { completeTask } from '../../complete-task.ts';
import { openTask } from '../../open-task.ts';
import { recordAct } from '../../record-act.ts';
import { recordCall } from '../../record-call.ts';
import { findStaff } from '../../staff-order.ts';
import { act, type Act, onAccount } from '../act.ts';
import { type Doing, done, type OnAccount, type Performed, refused } from '../doing.ts';
import { fact } from '../facts.ts';
import { maybe, maybeAmountIn, maybeDay, maybeShort, maybeWords, words } from '../inputs.ts';
import { keepNote } from '../keep-note.ts';

const note = onAccount(
  'note',
  () => z.object({ text: words }),
  async ({ text }, doing) => {
    const id = await keepNote(doing, { kind: 'note', words: text });
    const debtorId = doing.locked.account.debtor.id;
    const event = { kind: 'note.written', debtorId, facts: { note: id }, words: { note: text } };
    await recordAct(doing.place.client, doing.order, doing.who, event);
    return done([], { undo: { of: 'note', id } });
  },
);

/**
 * The call that waits for this account, of a level or of an earlier try; one that nothing asked for has a task of its own, so that who was
 * not reached is called again.
 */
async function callTask({ place, order, locked, today }: OnAccount): Promise<string> {
  const debtorId = locked.account.debtor.id;
  const { rows } = await place.client.query<{ id: string }>(
    "SELECT id FROM tasks WHERE debtor_id = $1 AND kind = 'call' AND done_at IS NULL ORDER BY due_on NULLS LAST, opened_at LIMIT 1",
    [debtorId],
  );
  const waiting = rows[0]?.id;
  if (waiting !== undefined) return waiting;
  return await openTask(place.client, {
    ...{ creditorId: order.creditorId, at: order.at, kind: 'call', reason: 'by-person' },
    ...{ debtorId, facts: {}, dueOn: today, key: `call:${randomUUID()}` },
  });
}

const logCall = onAccount(
  'log-call',
  (currency) =>
    z.object({
      ...{ outcome: z.enum(callOutcomes), cause: maybe(lateCauses), promiseOn: maybeDay, callBackOn: maybeDay },
      ...{ promiseAmount: maybeAmountIn(currency), invoice: maybeShort, disputeReason: maybe(disputeReasons) },
      ...{ disputeAmount: maybeAmountIn(currency), note: maybeWords },
    }),
  async (call, doing) => {
    const { invoice, disputeReason, promiseOn } = call;
    const noted = await recordCall(
      doing.place,
      {
        ...{ ...doing.order, target: await callTask(doing), outcome: call.outcome, cause: call.cause, note: call.note },
        promise: promiseOn === null ? null : { due: promiseOn, amount: call.promiseAmount },
        dispute: invoice === null ? null : { invoice, reason: disputeReason ?? 'other', amount: call.disputeAmount },
        callBackOn: call.callBackOn,
      },
      doing.deps,
    );
    if (noted.kind !== 'recorded') return refused(noted.why);
    const review = noted.review ? [fact.code('review', 'call', 'beyond-policy')] : [];
    return done([fact.code('outcome', 'call-outcome', call.outcome), ...review]);
  },
);

const columns = { 'assign-owner': 'sales_owner', 'assign-collector': 'collector' } as const;

/** Who work may be given to: somebody who is there, and who may do it. */
async function whomFor(
  { place }: Doing,
  to: string | null,
  may: (whom: StaffUser) => boolean,
): Promise<{ readonly handle: string | null } | ActRefusal> {
  if (to === null) return { handle: null };
  const whom = await findStaff(place.client, to);
  if (whom === null || whom.disabled) return refused('unknown-person');
  return may(whom) ? { handle: whom.handle } : refused('not-their-work');
}

async function assign(id: keyof typeof columns, to: string | null, doing: OnAccount): Promise<Performed> {
  const { client } = doing.place;
  const column = columns[id];
  const whom = await whomFor(doing, to, (one) => mayAct(one, 'record-call', one.handle));
  if ('kind' in whom) return whom;
  const debtorId = doing.locked.account.debtor.id;
  const { rows } = await client.query<{ before: string | null }>(
    `SELECT ${column} AS before FROM debtors WHERE id = $1`,
    [debtorId],
  );
  const before = rows[0]?.before ?? null;
  const now = whom.handle;
  if (before === now) return refused('as-before');
  await client.query(`UPDATE debtors SET ${column} = $2 WHERE id = $1`, [debtorId, now]);
  await recordAct(client, doing.order, doing.who, {
    kind: 'account.assigned',
    debtorId,
    facts: { column, before, now },
  });
  const facts = [fact.text('before', before ?? ''), fact.text('now', now ?? '')];
  return done(facts, { undo: { of: 'assign', column, before } });
}

const assigned = (): z.ZodType<{ readonly to: string | null }> => z.object({ to: maybeShort });
const assignOwner = onAccount('assign-owner', assigned, ({ to }, doing) => assign('assign-owner', to, doing));
const assignCollector = onAccount('assign-collector', assigned, ({ to }, doing) =>
  assign('assign-collector', to, doing),
);

const assignTask = act('assign-task', assigned, async ({ to }, doing) => {
  const { place, order, who, target } = doing;
  const whom = await whomFor(doing, to, (one) => mayAct(one, 'complete-task', target.salesOwner));
  if ('kind' in whom) return whom;
  await place.client.query("UPDATE tasks SET facts = facts || jsonb_build_object('owner', $2::text) WHERE id = $1", [
    target.id,
    whom.handle,
  ]);
  const facts = { task: target.id, owner: whom.handle };
  await recordAct(place.client, order, who, { kind: 'task.assigned', debtorId: target.debtorId, facts });
  return done([fact.text('now', whom.handle ?? '')]);
});

const closeTask = act(
  'complete-task',
  () => z.object({ on: maybeDay, tracking: maybeShort, presentation: maybe(presentations), note: maybeWords }),
  async ({ on, tracking, presentation, note: words }, { place, order, target, deps }) => {
    const closing = { ...order, taskId: target.id, on, tracking, presentation, note: words };
    const closed = await completeTask(place, closing, () => deps.rules(place));
    if (closed.kind !== 'done') return refused(closed.why);
    return done(closed.counted === null ? [] : [fact.date('counted', closed.counted)]);
  },
);

/** What people do at their desk: write down, call, share out the work. */
export const deskActs = {
  ...{ note, 'log-call': logCall, 'assign-owner': assignOwner, 'assign-collector': assignCollector },
  ...{ 'assign-task': assignTask, 'complete-task': closeTask },
} satisfies Readonly<Record<string, Act>>;
