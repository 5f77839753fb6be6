import type pg from 'pg';
import { type ActTarget, type TargetKind } from '../../../domain/staff/acts/act-target.ts';
import { type ApprovalKind } from '../../../domain/staff/approval.ts';

/** What an act would be done to, as far as saying who may do it. */
export type Resolved = ActTarget & {
  readonly debtorId: string | null;
  readonly salesOwner: string | null;
  readonly live: boolean; // it is still open, in force or waiting
  readonly approval: ApprovalKind | null;
  readonly askedBy: string | null; // of an approval
};

const from: Readonly<
  Record<
    TargetKind,
    {
      readonly table: string;
      readonly debtor: string;
      readonly live: string;
      readonly of?: string;
      readonly by?: string;
    }
  >
> = {
  account: { table: 'debtors', debtor: 't.id', live: 'true' },
  hold: {
    table: 'holds',
    debtor: 't.debtor_id',
    live: '(t.until_on IS NULL OR t.until_on > solde_day_of(t.debtor_id, solde_instant($2)))',
  },
  charge: { table: 'charges', debtor: 't.debtor_id', live: "t.status IN ('proposed', 'announced', 'claimed')" },
  dispute: { table: 'disputes', debtor: 't.debtor_id', live: "t.status IN ('open', 'investigating')" },
  promise: { table: 'promises', debtor: 't.debtor_id', live: "t.status = 'open'" },
  plan: { table: 'plans', debtor: 't.debtor_id', live: "t.status = 'late'" },
  task: { table: 'tasks', debtor: 't.debtor_id', live: 't.done_at IS NULL' },
  approval: { table: 'approvals', debtor: 't.debtor_id', live: 't.decided_at IS NULL', of: 't.kind', by: 't.asked_by' },
  message: { table: 'outbox', debtor: 't.debtor_id', live: "t.status = 'READY'" },
  point: {
    table: 'contact_points',
    debtor:
      '(SELECT dc.debtor_id FROM debtor_contacts dc WHERE dc.contact_id = t.contact_id ORDER BY dc.debtor_id LIMIT 1)',
    live: 't.ended_at IS NULL',
  },
  representative: {
    table: 'representatives',
    debtor: 't.debtor_id',
    live: '(t.until_on IS NULL OR t.until_on >= solde_day_of(t.debtor_id, solde_instant($2)))',
  },
  creditor: { table: 'creditors', debtor: 'NULL::uuid', live: 'true' },
};

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What that target is; null when the creditor has no such thing. */
export async function resolveTarget(client: pg.ClientBase, target: ActTarget, at: number): Promise<Resolved | null> {
  if (!uuid.test(target.id)) return null;
  const { table, debtor, live, of, by } = from[target.kind];
  const { rows } = await client.query<Omit<Resolved, 'kind'>>(
    `SELECT x.id, x.debtor AS "debtorId", d.sales_owner AS "salesOwner", x.live, x.approval, x.asked_by AS "askedBy"
       FROM (SELECT t.id, ${debtor} AS debtor, ${live} AS live, ${of ?? 'NULL'}::text AS approval, ${by ?? 'NULL'}::text AS asked_by FROM ${table} t WHERE t.id = $1 AND $2::bigint > 0) x
       LEFT JOIN debtors d ON d.id = x.debtor`,
    [target.id, at],
  );
  return rows[0] === undefined ? null : { ...rows[0], kind: target.kind };
}
