import { askedByStaff } from '../../domain/staff/approval.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { type Place } from '../in-tenant.ts';
import { askApproval } from './ask-approval.ts';
import { recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type PlanAsked =
  | { readonly kind: 'asked'; readonly approvalId: string }
  | NotDone<WhoRefusal | 'unknown' | 'not-allowed' | 'done-before' | 'asked-before'>;

type Task = {
  readonly debtorId: string | null;
  readonly salesOwner: string | null;
  readonly done: boolean;
  readonly terms: unknown;
  readonly total: unknown;
  readonly reason: string;
};

/** Has a manager decide on a plan beyond policy that somebody asked for, as its task keeps it. */
export async function askPlan(place: Place, order: StaffOrder & { readonly taskId: string }): Promise<PlanAsked> {
  return await asStaff<PlanAsked>(place, order, async (client, who) => {
    const { rows } = await client.query<Task>(
      `SELECT t.debtor_id AS "debtorId", d.sales_owner AS "salesOwner", t.done_at IS NOT NULL AS done, t.facts -> 'terms' AS terms,
         t.facts -> 'terms' -> 'total' AS total, t.reason FROM tasks t JOIN debtors d ON d.id = t.debtor_id
       WHERE t.id = $1 AND t.kind = 'plan-review' FOR NO KEY UPDATE OF t`,
      [order.taskId],
    );
    const task = rows[0];
    if (task === undefined) return notDone('unknown');
    if (!mayAct(who, 'ask-plan', task.salesOwner)) return notDone('not-allowed');
    if (task.done) return notDone('done-before');
    const approvalId = await askApproval(client, {
      ...{ creditorId: order.creditorId, kind: 'plan', debtorId: task.debtorId, noticeId: null, at: order.at },
      ...{ facts: { terms: task.terms, amount: task.total, reason: task.reason, taskId: order.taskId } },
      ...{ askedBy: askedByStaff(who.handle), key: `plan:${order.taskId}` },
    });
    if (approvalId === null) return notDone('asked-before');
    await client.query('UPDATE tasks SET done_at = solde_instant($2), done_by = $3 WHERE id = $1', [
      ...[order.taskId, order.at, who.handle],
    ]);
    const facts = { approval: approvalId, task: order.taskId };
    await recordAct(client, order, who, { kind: 'plan.asked', debtorId: task.debtorId, facts });
    return { kind: 'asked', approvalId };
  });
}
