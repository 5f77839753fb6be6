import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Account, type Plan } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Money } from '../../domain/money.ts';
import { askedByStaff } from '../../domain/staff/approval.ts';
import { type LatePart, latePart } from '../../domain/staff/late-part.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { defaultNoticeDays } from '../../domain/staff/plan-default.ts';
import { inTenant, type Place } from '../in-tenant.ts';
import { askApproval } from './ask-approval.ts';
import { type DecisionOutcome, decideApproval } from './decide-approval.ts';
import { lockAccount } from './lock-account.ts';
import { openTask } from './open-task.ts';
import { recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type DefaultOrder = StaffOrder & { readonly planId: string };

/** The letter in approved words, and as it is posted. */
export type WritePlanNotice = (notice: {
  readonly account: Account;
  readonly plan: Plan;
  readonly late: LatePart['late'];
  readonly missing: Money;
  readonly days: number;
  readonly on: CivilDate;
}) => Promise<{
  readonly letter: { readonly subject: string; readonly body: string };
  readonly file: { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };
}>;

export type NoticeGiven =
  | { readonly kind: 'noticed'; readonly approvalId: string; readonly taskId: string; readonly days: number }
  | NotDone<WhoRefusal | 'unknown' | 'not-allowed' | 'plan-not-late' | 'asked-before'>;

/** The days the creditor's signed policies for that kind of debtor give; the longest of them, null where none says. */
async function policyDays(client: pg.ClientBase, account: Account): Promise<number | null> {
  const { rows } = await client.query<{ days: number | null }>(
    `SELECT max((content ->> 'defaultNoticeDays')::int) AS days FROM policies
     WHERE approved_at IS NOT NULL AND superseded_on IS NULL AND content -> 'debtorKinds' ? $1`,
    [account.debtor.kind],
  );
  return rows[0]?.days ?? null;
}

type File = Awaited<ReturnType<WritePlanNotice>>['file'];

async function keepLetter(client: pg.ClientBase, order: StaffOrder, debtorId: string, file: File): Promise<string> {
  const id = randomUUID();
  await client.query(
    `INSERT INTO blobs (id, creditor_id, debtor_id, name, mime, sha256, size, content, stored_at)
     VALUES ($1, $2, $3, $4, $5, encode(sha256($6), 'hex'), octet_length($6), $6, solde_instant($7))`,
    [id, order.creditorId, debtorId, file.name, file.mime, Buffer.from(file.bytes), order.at],
  );
  return id;
}

/**
 * Has the written notice posted that must come before a plan may end: a task with the letter, and a decision that waits for another
 * person until its days have run out. Its days begin when the task is done.
 */
export async function giveDefaultNotice(
  place: Place,
  order: DefaultOrder,
  write: WritePlanNotice,
): Promise<NoticeGiven> {
  return await asStaff<NoticeGiven>(place, order, async (client, who) => {
    const { rows } = await client.query<{ debtorId: string }>(
      'SELECT debtor_id AS "debtorId" FROM plans WHERE id = $1',
      [order.planId],
    );
    const debtorId = rows[0]?.debtorId;
    const locked = debtorId === undefined ? null : await lockAccount(client, order.creditorId, debtorId, order.at);
    const plan = locked?.account.plans.find(({ id }) => id === order.planId);
    if (locked === null || plan === undefined) return notDone('unknown');
    if (!mayAct(who, 'give-default-notice', locked.salesOwner)) return notDone('not-allowed');
    if (plan.status !== 'late') return notDone('plan-not-late');
    const { account, today } = locked;
    const { late, missing } = latePart(plan, account, today);
    if (missing.minor === 0) return notDone('plan-not-late');
    const days = defaultNoticeDays(account.debtor.kind, await policyDays(client, account));
    const approvalId = await askApproval(client, {
      ...{ creditorId: order.creditorId, kind: 'plan-default', debtorId: account.debtor.id, noticeId: null },
      ...{ facts: { planId: plan.id, days, postedOn: null, amount: missing }, at: order.at },
      ...{ askedBy: askedByStaff(who.handle), key: `plan-default:${plan.id}` },
    });
    if (approvalId === null) return notDone('asked-before');
    const { letter, file } = await write({ account, plan, late, missing, days, on: today });
    const blobId = await keepLetter(client, order, account.debtor.id, file);
    const taskId = await openTask(client, {
      ...{ creditorId: order.creditorId, at: order.at, kind: 'default-notice', reason: 'plan-late' },
      ...{ debtorId: account.debtor.id, dueOn: today, key: `default-notice:${approvalId}` },
      facts: { approvalId, planId: plan.id, days, missing, letter, blobId },
    });
    const facts = { plan: plan.id, approval: approvalId, days, missing };
    await recordAct(client, order, who, { kind: 'plan.default-noticed', debtorId: account.debtor.id, facts });
    return { kind: 'noticed', approvalId, taskId, days };
  });
}

/** Ends the plan, once the notice's days have run out, by another person than the one who gave it. */
export async function confirmDefault(place: Place, order: DefaultOrder): Promise<DecisionOutcome> {
  const approvalId = await inTenant(place, order.creditorId, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      "SELECT id FROM approvals WHERE kind = 'plan-default' AND decided_at IS NULL AND facts ->> 'planId' = $1",
      [order.planId],
    );
    return rows[0]?.id ?? null;
  });
  if (approvalId === null) return notDone('unknown');
  return await decideApproval(place, { ...order, approvalId, decision: 'approve', note: null });
}
