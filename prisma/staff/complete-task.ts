import type pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { type Presentation } from '../../domain/staff/presentation.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { type Completed, completeNoticeIn, type Deed } from '../escalation/complete-notice.ts';
import { type SweepOrder } from '../escalation/sweep-order.ts';
import { inTenant, type Place } from '../in-tenant.ts';
import { recordAct } from './record-act.ts';
import { asStaff, dayIn, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type TaskOrder = StaffOrder & {
  readonly taskId: string;
  readonly note: string | null;
  readonly on: CivilDate | null; // posted or presented; today when not told
  readonly tracking: string | null; // of a registered letter
  readonly electronic?: boolean; // it went by a provider of electronic ones
  readonly presentation: Presentation | null;
};

export type TaskRefusal =
  | 'unknown'
  | 'done-before'
  | 'not-allowed'
  | 'use-called'
  | 'use-unmatched'
  | 'tracking-missing'
  | 'no-consent'
  | 'presentation-missing'
  | 'date-in-future'
  | 'not-approved';

/** What became of it; `do-not`: the letter is wrong by now, is not to be posted, and its task is gone. */
export type TaskDone =
  | { readonly kind: 'done'; readonly counted: CivilDate | null; readonly next: string | null }
  | { readonly kind: 'do-not'; readonly why: string }
  | NotDone<WhoRefusal | TaskRefusal>;

type Task = {
  readonly id: string;
  readonly kind: string;
  readonly debtorId: string | null;
  readonly salesOwner: string | null;
  readonly zone: string;
  readonly done: boolean;
  readonly noticeId: string | null;
  readonly approvalId: string | null;
};

type Doing = {
  readonly order: TaskOrder;
  readonly who: StaffUser;
  readonly task: Task;
  readonly on: CivilDate;
  readonly rules: SweepOrder | null; // what letters are held against
};

const nothing = { kind: 'done', counted: null, next: null } as const;
/** Tasks about a letter. */
const aboutLetters = ['post-letter', 'first-presentation'];

async function lockTask(client: pg.ClientBase, id: string): Promise<Task | null> {
  await client.query('SELECT FROM debtors WHERE id = (SELECT debtor_id FROM tasks WHERE id = $1) FOR NO KEY UPDATE', [
    id,
  ]);
  const { rows } = await client.query<Task>(
    `SELECT t.id, t.kind, t.debtor_id AS "debtorId", t.done_at IS NOT NULL AS done, d.sales_owner AS "salesOwner",
       coalesce(d.zone, (SELECT c.zone FROM creditors c WHERE c.id = t.creditor_id)) AS zone, t.facts ->> 'approvalId' AS "approvalId",
       coalesce(t.facts ->> 'noticeId', (SELECT n.id::text FROM notices n WHERE n.task_id = t.id LIMIT 1)) AS "noticeId"
     FROM tasks t LEFT JOIN debtors d ON d.id = t.debtor_id WHERE t.id = $1 FOR NO KEY UPDATE OF t`,
    [id],
  );
  return rows[0] ?? null;
}

function deedOf({ task, order, on }: Doing): Deed | null {
  if (task.kind === 'post-letter') {
    const { tracking, electronic = false } = order;
    return { kind: 'posted', on, tracking, ...(electronic ? { electronic } : {}) };
  }
  return order.presentation === null ? null : { kind: 'presented', on, result: order.presentation };
}

function asTask(completed: Completed, on: CivilDate): TaskDone {
  switch (completed.kind) {
    case 'written':
      return { kind: 'done', counted: completed.status === 'counted' ? on : null, next: completed.next };
    case 'do-not':
      return completed;
    case 'nothing':
      return notDone(
        completed.why === 'tracking-missing' || completed.why === 'no-consent' ? completed.why : 'not-approved',
      );
    case 'unknown':
      return notDone('unknown');
  }
}

/** What becomes of the letter that the task is about. */
async function letter(
  client: pg.ClientBase,
  { doing, rules, noticeId }: { readonly doing: Doing; readonly rules: SweepOrder; readonly noticeId: string },
): Promise<TaskDone> {
  const deed = deedOf(doing);
  if (deed === null) return notDone('presentation-missing');
  const completing = { order: rules, staff: doing.order, who: doing.who };
  const completed = await completeNoticeIn(client, completing, { noticeId, deed });
  return completed.kind === 'not-done' ? completed : asTask(completed, doing.on);
}

/** From the day a default notice was posted, its days run. */
async function startNotice(client: pg.ClientBase, approvalId: string, on: CivilDate): Promise<void> {
  await client.query(
    `UPDATE approvals SET facts = facts || jsonb_build_object('postedOn', $2::date, 'notBefore', $2::date + (facts ->> 'days')::int + 1)
     WHERE id = $1 AND decided_at IS NULL`,
    [approvalId, on],
  );
}

async function effect(client: pg.ClientBase, doing: Doing): Promise<TaskDone> {
  const { task, on, rules } = doing;
  if (task.kind === 'call') return notDone('use-called');
  if (task.kind === 'unmatched-payment') return notDone('use-unmatched');
  if (task.kind === 'default-notice' && task.approvalId !== null) {
    await startNotice(client, task.approvalId, on);
    return { ...nothing, counted: on };
  }
  const { noticeId } = task;
  return noticeId === null || rules === null ? nothing : await letter(client, { doing, rules, noticeId });
}

async function record(client: pg.ClientBase, { order, task, who }: Doing, done: TaskDone): Promise<void> {
  await client.query('UPDATE tasks SET done_at = solde_instant($2), done_by = $3 WHERE id = $1', [
    ...[task.id, order.at, who.handle],
  ]);
  const counted = done.kind === 'done' ? done.counted : null;
  await recordAct(client, order, who, {
    ...{ kind: 'task.done', debtorId: task.debtorId },
    facts: { task: task.id, what: task.kind, notice: task.noticeId, counted, presentation: order.presentation },
    ...(order.note === null ? {} : { words: { note: order.note } }),
  });
}

/** The rules are read only where the task is about a letter: in the open transaction, or before one that would else need a second connection. */
async function rulesFor(
  place: Place,
  { creditorId, taskId }: TaskOrder,
  rules: () => Promise<SweepOrder>,
): Promise<SweepOrder | null> {
  const { rows } = await inTenant(place, creditorId, (client) =>
    client.query<{ kind: string }>('SELECT kind FROM tasks WHERE id = $1 AND done_at IS NULL', [taskId]),
  );
  return aboutLetters.includes(rows[0]?.kind ?? '') ? await rules() : null;
}

/** Closes a task, with what follows for the notice it stands for. `rulesOf` gives what a letter is held against before it is posted. */
export async function completeTask(
  place: Place,
  order: TaskOrder,
  rulesOf: () => Promise<SweepOrder>,
): Promise<TaskDone> {
  const rules = await rulesFor(place, order, rulesOf);
  return await asStaff<TaskDone>(place, order, async (client, who) => {
    const task = await lockTask(client, order.taskId);
    if (task === null) return notDone('unknown');
    if (!mayAct(who, 'complete-task', task.salesOwner)) return notDone('not-allowed');
    if (task.done) return notDone('done-before');
    const today = await dayIn(client, task.zone, order.at);
    const on = order.on ?? today;
    if (on > today) return notDone('date-in-future');
    const doing = { order, who, task, on, rules };
    const done = await effect(client, doing);
    if (done.kind !== 'not-done') await record(client, doing, done);
    return done;
  });
}
