import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Money } from '../../domain/money.ts';
import { inTenant } from '../in-tenant.ts';

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
  coalesce((SELECT jsonb_agg(jsonb_build_object('minor', x.minor, 'currency', x.currency) ORDER BY x.currency) FROM (
    SELECT sum((l -> 'claim' ->> 'minor')::bigint) AS minor, l -> 'claim' ->> 'currency' AS currency FROM jsonb_array_elements(n.lines) AS l GROUP BY 2) x), '[]') AS amounts`;
const tables = `tasks t LEFT JOIN debtors d ON d.id = t.debtor_id
  LEFT JOIN notices n ON n.id::text = t.facts ->> 'noticeId' OR n.task_id = t.id`;

/** Open tasks, those due first; of one kind, or of one person's accounts. */
export async function listTasks(
  pool: pg.Pool,
  wish: { readonly creditorId: string; readonly kind: string | null; readonly mine: string | null },
): Promise<readonly OpenTask[]> {
  return await inTenant(pool, wish.creditorId, async (client) => {
    const { rows } = await client.query<OpenTask>(
      `SELECT ${columns} FROM ${tables} WHERE t.done_at IS NULL AND t.kind = coalesce($1, t.kind)
         AND ($2::text IS NULL OR lower($2) IN (d.sales_owner, t.facts ->> 'owner'))
       ORDER BY t.due_on NULLS LAST, t.opened_at, t.id`,
      [wish.kind, wish.mine],
    );
    return rows;
  });
}

/** One task, done or not; null when the creditor has none of that id. */
export async function showTask(pool: pg.Pool, creditorId: string, id: string): Promise<TaskShown | null> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<TaskShown>(
      `SELECT ${columns}, t.done_at IS NOT NULL AS done, t.facts,
         CASE WHEN n.id IS NOT NULL THEN jsonb_build_object('outlet', n.outlet, 'status', n.status, 'legal', n.legal, 'reason', n.reason,
           'tracking', n.tracking, 'lines', n.lines,
           'file', (SELECT jsonb_build_object('name', b.name, 'mime', b.mime) FROM blobs b WHERE b.id = n.blob_id)) END AS notice
       FROM ${tables} WHERE t.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  });
}
