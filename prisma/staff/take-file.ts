import type pg from 'pg';
import { type Money } from '../../domain/money.ts';
import { latePart } from '../../domain/staff/late-part.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { endNotice, isCurrent, lockNotice } from './approved-notice.ts';
import { lockAccount, type LockedAccount } from './lock-account.ts';
import { recordAct } from './record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from './staff-order.ts';

export type FileTaken =
  | { readonly kind: 'file'; readonly name: string; readonly mime: string; readonly content: Buffer }
  | NotDone<WhoRefusal | 'unknown' | 'not-allowed' | 'no-file' | 'account-changed'>;

type Found = {
  readonly debtorId: string | null;
  readonly noticeId: string | null;
  readonly salesOwner: string | null;
  readonly blobId: string | null; // of a letter that is no notice of a level
  readonly planId: string | null;
  readonly missing: Money | null;
  readonly approvalId: string | null;
};
type OfDebtor = Found & { readonly debtorId: string };
type Blob = { readonly name: string; readonly mime: string; readonly content: Buffer };
type Taking = { readonly order: StaffOrder; readonly who: StaffUser; readonly taskId: string };

const running = ['approved', 'queued', 'sent'];

async function findTask(client: pg.ClientBase, taskId: string): Promise<Found | null> {
  const { rows } = await client.query<Found>(
    `SELECT t.debtor_id AS "debtorId", n.id AS "noticeId", d.sales_owner AS "salesOwner", t.facts ->> 'blobId' AS "blobId", t.facts ->> 'planId' AS "planId",
       t.facts -> 'missing' AS missing, t.facts ->> 'approvalId' AS "approvalId" FROM tasks t LEFT JOIN debtors d ON d.id = t.debtor_id
       LEFT JOIN notices n ON n.id::text = t.facts ->> 'noticeId' OR n.task_id = t.id WHERE t.id = $1`,
    [taskId],
  );
  return rows[0] ?? null;
}

/** Nobody is to post it any more: its task is done, and the trail has why. */
async function withdraw(
  client: pg.ClientBase,
  { order, who, taskId }: Taking,
  debtorId: string,
  facts: Readonly<Record<string, unknown>>,
): Promise<FileTaken> {
  await client.query("UPDATE tasks SET done_at = solde_instant($2), done_by = 'system' WHERE id = $1", [
    ...[taskId, order.at],
  ]);
  const why = 'account-changed';
  await recordAct(client, order, who, { kind: 'notice.withdrawn', debtorId, facts: { ...facts, why } });
  return notDone(why);
}

async function read(client: pg.ClientBase, blobs: string, id: string): Promise<FileTaken> {
  const { rows } = await client.query<Blob>(`SELECT b.name, b.mime, b.content FROM blobs b ${blobs}`, [id]);
  return rows[0] === undefined ? notDone('no-file') : { kind: 'file', ...rows[0] };
}

/** The letter of a level, while it still says what the account says. */
async function takeNotice(
  client: pg.ClientBase,
  taking: Taking,
  { locked, noticeId }: { readonly locked: LockedAccount; readonly noticeId: string },
): Promise<FileTaken> {
  const notice = await lockNotice(client, noticeId);
  if (notice === null) return notDone('unknown');
  if (running.includes(notice.status) && !isCurrent(notice, locked)) {
    await endNotice(client, notice.id, { status: 'withdrawn', reason: 'account-changed' });
    return await withdraw(client, taking, locked.account.debtor.id, { notice: notice.id });
  }
  return await read(client, 'JOIN notices n ON n.blob_id = b.id WHERE n.id = $1', notice.id);
}

/** The letter before the end of a plan, while that much is missing of it. What was asked for with it lapses, and may be asked again. */
async function takeDefaultNotice(
  client: pg.ClientBase,
  taking: Taking,
  { locked, found, blobId }: { readonly locked: LockedAccount; readonly found: OfDebtor; readonly blobId: string },
): Promise<FileTaken> {
  const { account, today } = locked;
  const plan = account.plans.find(({ id }) => id === found.planId);
  const missing = plan?.status === 'late' ? latePart(plan, account, today).missing.minor : 0;
  if (missing === found.missing?.minor) return await read(client, 'WHERE b.id = $1', blobId);
  await client.query(
    "UPDATE approvals SET decision = 'lapsed', decided_by = $2, decided_at = solde_instant($3), note = 'account-changed' WHERE id = $1 AND decided_at IS NULL",
    [found.approvalId, taking.who.id, taking.order.at],
  );
  return await withdraw(client, taking, found.debtorId, { plan: found.planId, approval: found.approvalId });
}

/**
 * The letter to print, or the script of a call. The account is looked at again at that moment: a letter that asks for what is no
 * longer owed is withdrawn, and nobody gets it to post.
 */
export async function takeFile(pool: pg.Pool, order: StaffOrder, taskId: string): Promise<FileTaken> {
  return await asStaff<FileTaken>(pool, order, async (client, who) => {
    const found = await findTask(client, taskId);
    if (found === null) return notDone('unknown');
    if (!mayAct(who, 'complete-task', found.salesOwner)) return notDone('not-allowed');
    const { debtorId, noticeId, blobId } = found;
    if (debtorId === null || (noticeId === null && blobId === null)) return notDone('no-file');
    const locked = await lockAccount(client, order.creditorId, debtorId, order.at);
    if (locked === null) return notDone('unknown');
    const taking = { order, who, taskId };
    if (noticeId !== null) return await takeNotice(client, taking, { locked, noticeId });
    return blobId === null
      ? notDone('no-file')
      : await takeDefaultNotice(client, taking, { locked, found: { ...found, debtorId }, blobId });
  });
}
