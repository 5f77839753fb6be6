import type pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type EscalationPolicy, type Level, type Outlet } from '../../domain/escalation/policy.ts';
import { type Message } from '../../domain/message.ts';
import { type NewRows } from './new-rows.ts';
import { type DrawnNotice } from './sweep-order.ts';
import { type Case } from './read-cases.ts';
import { type KeptLine } from './step-facts.ts';

/** A notice to be kept, whatever becomes of it. */
export type NewNotice = {
  readonly id: string;
  readonly policyId: string;
  readonly policy: Pick<EscalationPolicy, 'id' | 'version' | 'levels'>;
  readonly level: Level;
  readonly outlet: Outlet | 'desk';
  readonly pointId: string | null;
  readonly templateId: string | null;
  readonly lines: readonly KeptLine[];
  readonly status: 'awaiting-approval' | 'queued';
  readonly reason: string;
  readonly deadline: CivilDate | null;
  readonly outboxId: string | null; // the message
  readonly blobId: string | null; // the letter, or the script of a call
  readonly taskId: string | null; // whose it is
  readonly announces: readonly string[]; // charges
  readonly claims: readonly string[];
};

export type Writing = {
  readonly creditorId: string;
  readonly of: Case;
  readonly at: number;
  readonly asOf: boolean;
  readonly newId: () => string;
};

/**
 * The notice these lines' level was last tried by, which a new one stands in for. The case says whether there is any, in whatever cycle: of
 * most there is none, and nobody is asked.
 */
async function replaced(client: pg.ClientBase, notice: NewNotice, { of }: Writing): Promise<string | null> {
  const asked = new Set(notice.lines.filter(({ level }) => level > 0).map(({ lineId }) => lineId));
  const { number } = notice.level;
  if (!of.file.levels.some(({ lineId, level }) => level === number && asked.has(lineId))) return null;
  const { rows } = await client.query<{ id: string }>(
    `SELECT n.id FROM reminders r JOIN notices n ON n.id = r.notice_id WHERE r.line_id = ANY ($1) AND r.level = $2 AND n.status <> 'suppressed' AND n.outlet <> 'desk'
      ORDER BY n.recorded_at DESC LIMIT 1`,
    [[...asked], number],
  );
  return rows[0]?.id ?? null;
}

/** What nobody confirmed and is now tried another way does not leave any more. */
async function giveUp(client: pg.ClientBase, noticeId: string, at: number): Promise<void> {
  await client.query(
    "UPDATE outbox SET status = 'REFUSED', reason = 'superseded', settled_at = solde_instant($2) WHERE status = 'READY' AND id = (SELECT outbox_id FROM notices WHERE id = $1)",
    [noticeId, at],
  );
  await client.query(
    "UPDATE notices SET status = 'failed', reason = 'unconfirmed' WHERE id = $1 AND status IN ('queued', 'sent')",
    [noticeId],
  );
}

/** A reminder of each line that climbs; a level of a line is one row, whichever way it is tried. */
function addReminders({ reminders }: NewRows, notice: NewNotice, { of, newId }: Writing): void {
  for (const { lineId, cycle, level: number, open } of notice.lines) {
    if (number === 0) continue;
    const level = notice.policy.levels.find((one) => one.number === number);
    reminders.push({
      ...{ id: newId(), debtor: of.account.debtor.id, line: lineId, cycle, level: number, policy: notice.policyId },
      ...{ template: notice.templateId, minor: open.minor, currency: open.currency, status: notice.status },
      ...{ on: of.calendar.today, notice: notice.id, name: level?.id ?? '', legal: level?.legal ?? 'none' },
    });
  }
}

/** Keeps a notice with a reminder of each line that climbs; nothing leaves any more of the one it stands in for. */
export async function addNotice(
  client: pg.ClientBase,
  rows: NewRows,
  notice: NewNotice,
  writing: Writing,
): Promise<void> {
  const { account, calendar } = writing.of;
  const after = await replaced(client, notice, writing);
  if (after !== null) await giveUp(client, after, writing.at);
  const { id, policyId, level, outlet, pointId, templateId, status, reason, lines, deadline } = notice;
  rows.notices.push({
    ...{ id, debtor: account.debtor.id, policy: policyId, level: level.number, name: level.id, legal: level.legal },
    ...{
      outlet,
      language: account.debtor.language,
      point: pointId,
      template: templateId,
      status,
      reason,
      lines,
      after,
    },
    ...{ version: account.debtor.version, on: calendar.today, deadline, outbox: notice.outboxId, blob: notice.blobId },
    ...{ task: notice.taskId, announces: notice.announces, claims: notice.claims },
  });
  addReminders(rows, notice, writing);
}

/** Puts the message in the outbox once the rows are written; nobody sends it before that commits. */
export function addMessage(
  { messages }: NewRows,
  { id: noticeId, outlet, pointId }: { readonly id: string; readonly outlet: Outlet; readonly pointId: string | null },
  message: Message,
  { of, newId }: Writing,
): string {
  const id = newId();
  const { id: debtor, version } = of.account.debtor;
  messages.push({ id, debtor, version, point: pointId, channel: outlet, message, key: `notice:${noticeId}` });
  return id;
}

/** Keeps the letter or the script of a call; it replaces none, since what was read of one stands. */
export async function keepFile(
  client: pg.ClientBase,
  file: Extract<DrawnNotice, { kind: 'file' }>,
  { creditorId, of, at, newId }: Writing,
): Promise<string> {
  const blobId = newId();
  await client.query(
    `INSERT INTO blobs (id, creditor_id, debtor_id, name, mime, sha256, size, content, stored_at)
     VALUES ($1, $2, $3, $4, $5, encode(sha256($6), 'hex'), octet_length($6), $6, solde_instant($7))`,
    [blobId, creditorId, of.account.debtor.id, file.name, file.mime, Buffer.from(file.bytes), at],
  );
  return blobId;
}

export type NewTask = {
  readonly kind: string;
  readonly reason: string;
  readonly key: string;
  readonly facts: object;
  readonly dueOn: CivilDate;
};

/** Opens a task, once for its key; null where it was opened before. */
export async function openTask(client: pg.ClientBase, task: NewTask, writing: Writing): Promise<string | null> {
  const { creditorId, of, at, newId } = writing;
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, facts, dedupe_key, opened_at, due_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, solde_instant($8), $9) ON CONFLICT ON CONSTRAINT tasks_dedupe_key DO NOTHING RETURNING id`,
    [
      ...[newId(), creditorId, task.kind, task.reason, of.account.debtor.id, JSON.stringify(task.facts), task.key],
      ...[at, task.dueOn],
    ],
  );
  return rows[0]?.id ?? null;
}
