import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type ApprovalKind } from '../../domain/staff/approval.ts';
import { type DecisionRefusal, whyNotDecide } from '../../domain/staff/may-decide.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { type Place } from '../in-tenant.ts';
import { applyApproval, type Applied } from './apply-approval.ts';
import { type AskedApproval } from './asked-approval.ts';
import { endNotice } from './approved-notice.ts';
import { lockAccount } from './lock-account.ts';
import { recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type ApprovalDecision = {
  readonly creditorId: string;
  readonly approvalId: string;
  readonly by: string; // handle
  readonly decision: 'approve' | 'refuse';
  readonly note: string | null;
  readonly at: Instant;
  readonly via?: NonNullable<StaffOrder['via']>;
};

export type DecisionOutcome =
  | { readonly kind: 'approved'; readonly what: ApprovalKind; readonly taskId: string | null }
  | { readonly kind: 'refused'; readonly what: ApprovalKind }
  /** What it was asked for is no longer so: nothing was done, and nothing waits any more. */
  | { readonly kind: 'lapsed'; readonly what: ApprovalKind; readonly why: string }
  | NotDone<WhoRefusal | DecisionRefusal | 'unknown' | 'already-decided' | 'note-missing' | 'not-posted' | 'too-early'>;

async function lockApproval(client: pg.ClientBase, id: string): Promise<AskedApproval | null> {
  // The debtor before the approval, as everywhere: two decisions about one account wait for each other and never deadlock.
  await client.query(
    'SELECT FROM debtors WHERE id = (SELECT debtor_id FROM approvals WHERE id = $1) FOR NO KEY UPDATE',
    [id],
  );
  const { rows } = await client.query<AskedApproval>(
    `SELECT a.id, a.kind, a.debtor_id AS "debtorId", a.notice_id AS "noticeId", a.facts, a.asked_by AS "askedBy", a.decided_at IS NOT NULL AS decided,
       (SELECT d.sales_owner FROM debtors d WHERE d.id = a.debtor_id) AS "salesOwner" FROM approvals a WHERE a.id = $1 FOR NO KEY UPDATE OF a`,
    [id],
  );
  return rows[0] ?? null;
}

/** Writes down how an approval ended, on the row and in the trail. */
async function settle(
  client: pg.ClientBase,
  { order, who, asked }: Deciding,
  end: { readonly decision: 'approved' | 'refused' | 'lapsed'; readonly why: string | null },
): Promise<void> {
  await client.query(
    'UPDATE approvals SET decision = $2, decided_by = $3, decided_at = solde_instant($4), note = $5 WHERE id = $1',
    [asked.id, end.decision, who.id, order.at, order.note ?? end.why],
  );
  await recordAct(client, order, who, {
    ...{ kind: `approval.${end.decision}`, debtorId: asked.debtorId },
    facts: { approval: asked.id, what: asked.kind, notice: asked.noticeId, askedBy: asked.askedBy, why: end.why },
    ...(order.note === null ? {} : { words: { note: order.note } }),
  });
}

type Deciding = { readonly order: ApprovalDecision; readonly who: StaffUser; readonly asked: AskedApproval };

async function refuse(client: pg.ClientBase, deciding: Deciding): Promise<DecisionOutcome> {
  const { order, asked } = deciding;
  if (order.note === null || order.note.trim() === '') return notDone('note-missing');
  if (asked.noticeId !== null)
    await endNotice(client, asked.noticeId, { status: 'suppressed', reason: 'refused-by-person' });
  await settle(client, deciding, { decision: 'refused', why: null });
  return { kind: 'refused', what: asked.kind };
}

async function approve(client: pg.ClientBase, deciding: Deciding): Promise<DecisionOutcome> {
  const { order, asked } = deciding;
  const locked = asked.debtorId === null ? null : await lockAccount(client, order.creditorId, asked.debtorId, order.at);
  const applied: Applied = await applyApproval(client, { ...deciding, locked });
  if (applied.kind === 'not-yet') return notDone(applied.why);
  if (applied.kind === 'lapsed') {
    if (asked.noticeId !== null) await endNotice(client, asked.noticeId, { status: 'withdrawn', reason: applied.why });
    await settle(client, deciding, { decision: 'lapsed', why: applied.why });
    return { kind: 'lapsed', what: asked.kind, why: applied.why };
  }
  await settle(client, deciding, { decision: 'approved', why: null });
  return { kind: 'approved', what: asked.kind, taskId: applied.taskId };
}

/**
 * Decides what was asked, as the person of that handle: never the one who asked, never on an account that moved since. Refusals are
 * values; what no longer holds lapses.
 */
export async function decideApproval(place: Place, order: ApprovalDecision): Promise<DecisionOutcome> {
  return await asStaff<DecisionOutcome>(place, order, async (client, who) => {
    const asked = await lockApproval(client, order.approvalId);
    if (asked === null) return notDone('unknown');
    if (asked.decided) return notDone('already-decided');
    const why = whyNotDecide(who, asked, order.decision);
    if (why !== null) return notDone(why);
    const deciding = { order, who, asked };
    return order.decision === 'refuse' ? await refuse(client, deciding) : await approve(client, deciding);
  });
}
