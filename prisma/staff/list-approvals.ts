import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Money } from '../../domain/money.ts';
import { type ApprovalKind } from '../../domain/staff/approval.ts';
import { type Listed, listFor } from './list-for.ts';
import { type StaffOrder } from './staff-order.ts';

/** A decision that waits for a named person. */
export type WaitingApproval = {
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly debtor: string | null; // reference
  readonly name: string | null;
  readonly amounts: readonly Money[];
  readonly why: string;
  readonly askedBy: string;
  readonly since: Instant;
  readonly noticeId: string | null;
  readonly outlet: string | null;
  readonly notBefore: CivilDate | null;
  readonly pause: { readonly until: CivilDate; readonly reason: string; readonly by: string } | null; // of the sales owner
};

/** What waits for a decision, the longest first; of the accounts that person may see, or of those that `mine` sells to or collects from. */
export async function listApprovals(
  pool: pg.Pool,
  order: StaffOrder,
  mine: string | null = null,
): Promise<Listed<WaitingApproval>> {
  return await listFor(pool, order, async (client, owner) => {
    const { rows } = await client.query<WaitingApproval>(
      `SELECT a.id, a.kind, d.reference AS debtor, d.name, a.asked_by AS "askedBy", solde_ms(a.asked_at) AS since, a.notice_id AS "noticeId", n.outlet,
         coalesce(n.reason, a.facts ->> 'reason', a.facts ->> 'text', '') AS why, a.facts ->> 'notBefore' AS "notBefore",
         coalesce(a.facts -> 'amounts', (SELECT jsonb_agg(jsonb_build_object('minor', x.minor, 'currency', x.currency) ORDER BY x.currency) FROM (
             SELECT sum((l -> 'claim' ->> 'minor')::bigint) AS minor, l -> 'claim' ->> 'currency' AS currency FROM jsonb_array_elements(n.lines) AS l GROUP BY 2) x),
           CASE WHEN a.facts ? 'amount' THEN jsonb_build_array(a.facts -> 'amount') END, '[]') AS amounts,
         (SELECT jsonb_build_object('until', s.paused_until, 'reason', s.reason, 'by', s.paused_by) FROM sales_notices s
           WHERE s.debtor_id = a.debtor_id AND s.paused_until IS NOT NULL ORDER BY s.paused_until DESC LIMIT 1) AS pause
       FROM approvals a LEFT JOIN debtors d ON d.id = a.debtor_id LEFT JOIN notices n ON n.id = a.notice_id
       WHERE a.decided_at IS NULL AND ($1::text IS NULL OR d.sales_owner = $1)
         AND ($2::text IS NULL OR lower($2) IN (d.sales_owner, lower(d.collector))) ORDER BY a.asked_at, a.id`,
      [owner, mine],
    );
    return rows;
  });
}
