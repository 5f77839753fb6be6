import type pg from 'pg';
import { type LegalKind, type Outlet } from '../../domain/escalation/policy.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type DrawnLine, noticeHolds } from '../../domain/staff/notice-holds.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { type LockedAccount } from './lock-account.ts';
import { openTask } from './open-task.ts';
import { type StaffOrder } from './staff-order.ts';

/** A notice that waits, as far as a decision about it needs to know. */
export type WaitingNotice = {
  readonly id: string;
  readonly status: string;
  readonly outlet: Outlet | 'desk';
  readonly legal: LegalKind;
  readonly levelId: string;
  readonly lines: readonly DrawnLine[];
  readonly debtorVersion: number;
  readonly taskId: string | null;
};

export async function lockNotice(client: pg.ClientBase, id: string): Promise<WaitingNotice | null> {
  const { rows } = await client.query<WaitingNotice>(
    `SELECT id, status, outlet, legal, level_id AS "levelId", lines, debtor_version AS "debtorVersion", task_id AS "taskId"
     FROM notices WHERE id = $1 FOR NO KEY UPDATE`,
    [id],
  );
  return rows[0] ?? null;
}

/** Whether the notice still says what the account says now. */
export function isCurrent(notice: WaitingNotice, { account, today }: LockedAccount): boolean {
  return notice.debtorVersion === account.debtor.version || noticeHolds(notice.lines, makeLedger(account, today));
}

/** Ends a notice that never left, with its lines' reminders. */
export async function endNotice(
  client: pg.ClientBase,
  id: string,
  end: { readonly status: 'suppressed' | 'withdrawn'; readonly reason: string },
): Promise<void> {
  await client.query('UPDATE notices SET status = $2, reason = $3 WHERE id = $1', [id, end.status, end.reason]);
  await client.query('UPDATE reminders SET status = $2, reason = $3 WHERE notice_id = $1', [
    id,
    end.status,
    end.reason,
  ]);
}

/** What a person has to do for a notice that no machine sends. */
function taskOf({ outlet, legal }: WaitingNotice): string | null {
  if (outlet === 'letter' || outlet === 'registered-letter') return 'post-letter';
  return outlet === 'desk' && legal !== 'none' ? 'hand-over' : null;
}

/** Lets a notice go on; where it is a letter, somebody is asked to print and post it. Gives that task. */
export async function approveNotice(
  client: pg.ClientBase,
  order: StaffOrder,
  who: StaffUser,
  { notice, locked }: { readonly notice: WaitingNotice; readonly locked: LockedAccount },
): Promise<string | null> {
  const kind = taskOf(notice);
  const taskId =
    notice.taskId !== null || kind === null
      ? notice.taskId
      : await openTask(client, {
          ...{ creditorId: order.creditorId, at: order.at, kind, reason: notice.levelId },
          ...{ debtorId: locked.account.debtor.id, dueOn: locked.today, key: `${kind}:${notice.id}` },
          facts: { noticeId: notice.id, outlet: notice.outlet, legal: notice.legal },
        });
  await client.query(
    "UPDATE notices SET status = 'approved', approved_by = $2, approved_at = solde_instant($3), task_id = $4 WHERE id = $1",
    [notice.id, who.id, order.at, taskId],
  );
  await client.query("UPDATE reminders SET status = 'approved' WHERE notice_id = $1 AND status = 'awaiting-approval'", [
    notice.id,
  ]);
  return taskId;
}
