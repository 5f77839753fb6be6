import type pg from 'pg';
import { addDays, type CivilDate } from '../../domain/civil-date.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { isPresented, type Presentation } from '../../domain/staff/presentation.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { type Place } from '../in-tenant.ts';
import { lockNotice, type WaitingNotice } from './approved-notice.ts';
import { countNotice, failNotice } from './count-notice.ts';
import { openTask } from './open-task.ts';
import { recordAct } from './record-act.ts';
import { asStaff, dayIn, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type TaskOrder = StaffOrder & {
  readonly taskId: string;
  readonly note: string | null;
  readonly on: CivilDate | null; // posted or presented; today when not told
  readonly tracking: string | null; // of a registered letter
  readonly presentation: Presentation | null;
};

export type TaskRefusal =
  | 'unknown'
  | 'done-before'
  | 'not-allowed'
  | 'use-called'
  | 'tracking-missing'
  | 'presentation-missing'
  | 'date-in-future'
  | 'not-approved';

export type TaskDone =
  | { readonly kind: 'done'; readonly counted: CivilDate | null; readonly next: string | null }
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

type Doing = { readonly order: TaskOrder; readonly task: Task; readonly today: CivilDate; readonly on: CivilDate };

const nothing = { kind: 'done', counted: null, next: null } as const;
/** How long the post is given to tell of a registered letter. */
const presentationDays = 10;

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

/** What a person posts is a contact of that day like any other, and counts towards the most that may be asked. */
async function logLetter(client: pg.ClientBase, { order, task, on }: Doing, notice: WaitingNotice): Promise<void> {
  await client.query(
    `INSERT INTO contact_log (id, creditor_id, debtor_id, at, direction, outlet, by, notice_id)
     VALUES (gen_random_uuid(), $1, $2, least(solde_instant($3), ($4::date + time '12:00') AT TIME ZONE $5), 'out', $6, $7, $8)`,
    [order.creditorId, task.debtorId, order.at, on, task.zone, notice.outlet, order.by, notice.id],
  );
}

/** A letter counts once posted; a registered one once it was first presented, of which another task asks. */
async function posted(client: pg.ClientBase, doing: Doing, notice: WaitingNotice): Promise<TaskDone> {
  const { order, task, on } = doing;
  if (notice.status !== 'approved' && notice.status !== 'queued' && notice.status !== 'sent')
    return notDone('not-approved');
  if (notice.outlet === 'registered-letter' && order.tracking === null) return notDone('tracking-missing');
  await logLetter(client, doing, notice);
  if (notice.outlet !== 'registered-letter') {
    await countNotice(client, notice.id, on);
    return { ...nothing, counted: on };
  }
  await client.query("UPDATE notices SET status = 'sent', tracking = $2 WHERE id = $1", [notice.id, order.tracking]);
  await client.query("UPDATE reminders SET status = 'sent' WHERE notice_id = $1", [notice.id]);
  const next = await openTask(client, {
    ...{ creditorId: order.creditorId, at: order.at, kind: 'first-presentation', reason: notice.levelId },
    ...{ debtorId: task.debtorId, dueOn: addDays(on, presentationDays), key: `first-presentation:${notice.id}` },
    facts: { noticeId: notice.id, tracking: order.tracking, postedOn: on },
  });
  return { ...nothing, next };
}

async function presented(client: pg.ClientBase, { order, task, on, today }: Doing, notice: string): Promise<TaskDone> {
  if (order.presentation === null) return notDone('presentation-missing');
  if (isPresented(order.presentation)) {
    await countNotice(client, notice, on);
    return { ...nothing, counted: on };
  }
  await failNotice(client, notice, 'unknown-address');
  const next = await openTask(client, {
    ...{ creditorId: order.creditorId, at: order.at, kind: 'address-check', reason: 'unknown-address' },
    ...{ debtorId: task.debtorId, facts: { noticeId: notice }, dueOn: today, key: `address-check:${notice}` },
  });
  return { ...nothing, next };
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
  const { task, on } = doing;
  if (task.kind === 'call') return notDone('use-called');
  if (task.kind === 'default-notice' && task.approvalId !== null) {
    await startNotice(client, task.approvalId, on);
    return { ...nothing, counted: on };
  }
  if (task.noticeId === null) return nothing;
  if (task.kind === 'first-presentation') return await presented(client, doing, task.noticeId);
  const notice = task.kind === 'post-letter' ? await lockNotice(client, task.noticeId) : null;
  return notice === null ? nothing : await posted(client, doing, notice);
}

async function record(client: pg.ClientBase, { order, task }: Doing, who: StaffUser, done: TaskDone): Promise<void> {
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

/** Closes a task, with what follows for the notice it stands for. */
export async function completeTask(place: Place, order: TaskOrder): Promise<TaskDone> {
  return await asStaff<TaskDone>(place, order, async (client, who) => {
    const task = await lockTask(client, order.taskId);
    if (task === null) return notDone('unknown');
    if (!mayAct(who, 'complete-task', task.salesOwner)) return notDone('not-allowed');
    if (task.done) return notDone('done-before');
    const today = await dayIn(client, task.zone, order.at);
    const on = order.on ?? today;
    if (on > today) return notDone('date-in-future');
    const doing = { order, task, today, on };
    const done = await effect(client, doing);
    if (done.kind === 'done') await record(client, doing, who, done);
    return done;
  });
}
