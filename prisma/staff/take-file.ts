import type pg from 'pg';
import { mayAct } from '../../domain/staff/may-act.ts';
import { endNotice, isCurrent, lockNotice } from './approved-notice.ts';
import { lockAccount } from './lock-account.ts';
import { recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type FileTaken =
  | { readonly kind: 'file'; readonly name: string; readonly mime: string; readonly content: Buffer }
  | NotDone<WhoRefusal | 'unknown' | 'not-allowed' | 'no-file' | 'account-changed'>;

type Found = { readonly debtorId: string | null; readonly noticeId: string | null; readonly salesOwner: string | null };
type Blob = { readonly name: string; readonly mime: string; readonly content: Buffer };

const running = ['approved', 'queued', 'sent'];

/**
 * The letter to print, or the script of a call. The account is looked at again at that moment: a letter that asks for what is no
 * longer owed is withdrawn, and nobody gets it to post.
 */
export async function takeFile(pool: pg.Pool, order: StaffOrder, taskId: string): Promise<FileTaken> {
  return await asStaff<FileTaken>(pool, order, async (client, who) => {
    const { rows } = await client.query<Found>(
      `SELECT t.debtor_id AS "debtorId", n.id AS "noticeId", d.sales_owner AS "salesOwner" FROM tasks t LEFT JOIN debtors d ON d.id = t.debtor_id
         LEFT JOIN notices n ON n.id::text = t.facts ->> 'noticeId' OR n.task_id = t.id WHERE t.id = $1`,
      [taskId],
    );
    const found = rows[0];
    if (found === undefined) return notDone('unknown');
    if (!mayAct(who, 'complete-task', found.salesOwner)) return notDone('not-allowed');
    if (found.debtorId === null || found.noticeId === null) return notDone('no-file');
    const locked = await lockAccount(client, order.creditorId, found.debtorId, order.at);
    const notice = await lockNotice(client, found.noticeId);
    if (locked === null || notice === null) return notDone('unknown');
    if (running.includes(notice.status) && !isCurrent(notice, locked)) {
      await endNotice(client, notice.id, { status: 'withdrawn', reason: 'account-changed' });
      await client.query("UPDATE tasks SET done_at = solde_instant($2), done_by = 'system' WHERE id = $1", [
        taskId,
        order.at,
      ]);
      const facts = { notice: notice.id, why: 'account-changed' };
      await recordAct(client, order, who, { kind: 'notice.withdrawn', debtorId: found.debtorId, facts });
      return notDone('account-changed');
    }
    const { rows: blobs } = await client.query<Blob>(
      'SELECT b.name, b.mime, b.content FROM blobs b JOIN notices n ON n.blob_id = b.id WHERE n.id = $1',
      [notice.id],
    );
    const blob = blobs[0];
    return blob === undefined ? notDone('no-file') : { kind: 'file', ...blob };
  });
}
