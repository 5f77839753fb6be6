import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Money } from '../../domain/money.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { type Listed, listFor } from './list-for.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

/** What waits for a person. */
export type OpenTask = {
  readonly id: string;
  readonly kind: string;
  readonly reason: string;
  readonly debtor: string | null; // reference
  readonly name: string | null;
  readonly since: Instant;
  readonly dueOn: CivilDate | null;
  readonly noticeId: string | null;
  readonly amounts: readonly Money[];
};

/** A task with everything it says. */
export type TaskShown = OpenTask & {
  readonly done: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly notice: {
    readonly outlet: string;
    readonly status: string;
    readonly legal: string;
    readonly reason: string;
    readonly tracking: string | null;
    readonly lines: readonly { readonly number: string; readonly due: CivilDate; readonly claim: Money }[];
    readonly file: { readonly name: string; readonly mime: string } | null;
  } | null;
};

const columns = `t.id, t.kind, t.reason, d.reference AS debtor, d.name, solde_ms(t.opened_at) AS since, t.due_on AS "dueOn", n.id AS "noticeId",
  coalesce(t.facts -> 'amounts', (SELECT jsonb_agg(jsonb_build_object('minor', x.minor, 'currency', x.currency) ORDER BY x.currency) FROM (
    SELECT sum((l -> 'claim' ->> 'minor')::bigint) AS minor, l -> 'claim' ->> 'currency' AS currency FROM jsonb_array_elements(n.lines) AS l GROUP BY 2) x), '[]') AS amounts`;
const tables = `tasks t LEFT JOIN debtors d ON d.id = t.debtor_id
  LEFT JOIN notices n ON n.id::text = t.facts ->> 'noticeId' OR n.task_id = t.id`;

/** Open tasks that person may see, those due first; of one kind, or of one person's accounts. */
export async function listTasks(
  pool: pg.Pool,
  order: StaffOrder,
  wish: { readonly kind: string | null; readonly mine: string | null },
): Promise<Listed<OpenTask>> {
  return await listFor(pool, order, async (client, owner) => {
    const { rows } = await client.query<OpenTask>(
      `SELECT ${columns} FROM ${tables} WHERE t.done_at IS NULL AND t.kind = coalesce($1, t.kind)
         AND ($2::text IS NULL OR lower($2) IN (d.sales_owner, d.collector, t.facts ->> 'owner')) AND ($3::text IS NULL OR d.sales_owner = $3)
       ORDER BY t.due_on NULLS LAST, t.opened_at, t.id`,
      [wish.kind, wish.mine, owner],
    );
    return rows;
  });
}

export type TaskSeen =
  { readonly kind: 'task'; readonly task: TaskShown } | NotDone<WhoRefusal | 'unknown' | 'not-allowed'>;

/** One task, done or not, where that person may see it. */
export async function showTask(pool: pg.Pool, order: StaffOrder, id: string): Promise<TaskSeen> {
  return await asStaff<TaskSeen>(pool, order, async (client, who) => {
    const { rows } = await client.query<TaskShown & { readonly salesOwner: string | null }>(
      `SELECT ${columns}, d.sales_owner AS "salesOwner", t.done_at IS NOT NULL AS done, t.facts,
         CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('outlet', n.outlet, 'status', n.status, 'legal', n.legal, 'reason', n.reason,
           'tracking', n.tracking, 'lines', n.lines,
           'file', (SELECT jsonb_build_object('name', b.name, 'mime', b.mime) FROM blobs b WHERE b.id = n.blob_id)) END AS notice
       FROM ${tables} WHERE t.id = $1`,
      [id],
    );
    if (rows[0] === undefined) return notDone('unknown');
    const { salesOwner, ...task } = rows[0];
    return mayAct(who, 'read', salesOwner) ? { kind: 'task', task } : notDone('not-allowed');
  });
}
