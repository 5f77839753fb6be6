import type pg from 'pg';
import { type Calendar, nextWorkingDay } from '../../domain/calendar.ts';
import { addDays, type CivilDate } from '../../domain/civil-date.ts';
import { type EscalationPolicy, type Level, type Outlet } from '../../domain/escalation/policy.ts';
import { type Message } from '../../domain/message.ts';
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
};

export type Writing = {
  readonly creditorId: string;
  readonly of: Case;
  readonly at: number;
  readonly asOf: boolean;
  readonly newId: () => string;
};

/** How long a letter takes to be printed, posted and presented. */
const daysOnTheWay = 3;

/**
 * The last day of what a formal notice grants, as it is printed: a working day, so many days after the letter will have been presented. It
 * is set anew, never earlier, when the letter is first presented.
 */
export function deadlineOf({ deadlineDays }: Level, calendar: Calendar): CivilDate | null {
  return deadlineDays === null ? null : nextWorkingDay(calendar, addDays(calendar.today, deadlineDays + daysOnTheWay));
}

/** The notice these lines' level was last tried by, which a new one stands in for. */
async function replaced(client: pg.ClientBase, notice: NewNotice): Promise<string | null> {
  const asked = notice.lines.filter(({ level }) => level > 0);
  const { rows } = await client.query<{ id: string }>(
    `SELECT n.id FROM reminders r JOIN notices n ON n.id = r.notice_id WHERE r.line_id = ANY ($1) AND r.level = $2 AND n.status <> 'suppressed' AND n.outlet <> 'desk'
      ORDER BY n.recorded_at DESC LIMIT 1`,
    [asked.map(({ lineId }) => lineId), notice.level.number],
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

/** Keeps a notice with a reminder of each line that climbs; a level of a line is one row, whichever way it is tried. */
export async function insertNotice(client: pg.ClientBase, notice: NewNotice, writing: Writing): Promise<void> {
  const { creditorId, of, at, asOf } = writing;
  const { account, calendar } = of;
  const afterId = await replaced(client, notice);
  if (afterId !== null) await giveUp(client, afterId, at);
  await client.query(
    `INSERT INTO notices (id, creditor_id, debtor_id, policy_id, level, level_id, legal, outlet, language, contact_point_id, template_id, status, reason,
       lines, after_id, debtor_version, decided_on, deadline_on, as_of)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, CASE WHEN $19 THEN solde_instant($20) END)`,
    [
      ...[notice.id, creditorId, account.debtor.id, notice.policyId, notice.level.number, notice.level.id],
      ...[notice.level.legal, notice.outlet, account.debtor.language, notice.pointId, notice.templateId, notice.status],
      ...[notice.reason, JSON.stringify(notice.lines), afterId, account.debtor.version, calendar.today],
      ...[notice.deadline, asOf, at],
    ],
  );
  const asked = notice.lines.filter(({ level }) => level > 0);
  const rows = asked.map((line) => ({
    ...{ id: writing.newId(), line: line.lineId, cycle: line.cycle, level: line.level, minor: line.open.minor },
    ...{
      currency: line.open.currency,
      name: notice.policy.levels.find(({ number }) => number === line.level)?.id ?? '',
    },
    legal: notice.policy.levels.find(({ number }) => number === line.level)?.legal ?? 'none',
  }));
  await client.query(
    `INSERT INTO reminders (id, creditor_id, debtor_id, line_id, cycle, level, policy_id, template_id, amount_minor, currency, status, decided_on, notice_id, level_id, legal)
     SELECT x.id, $1, $2, x.line, x.cycle, x.level, $3, $4, x.minor, x.currency, $5, $6, $7, x.name, x.legal
       FROM jsonb_to_recordset($8) AS x (id uuid, line uuid, cycle integer, level integer, minor bigint, currency text, name text, legal text)
     ON CONFLICT ON CONSTRAINT reminders_once DO UPDATE SET policy_id = excluded.policy_id, template_id = excluded.template_id, amount_minor = excluded.amount_minor,
       status = excluded.status, reason = NULL, decided_on = excluded.decided_on, counted_on = NULL, notice_id = excluded.notice_id, level_id = excluded.level_id`,
    [
      ...[creditorId, account.debtor.id, notice.policyId, notice.templateId, notice.status, calendar.today],
      ...[notice.id, JSON.stringify(rows)],
    ],
  );
}

/** Puts the message in the outbox; nobody sends it before this commits. */
export async function queueMessage(
  client: pg.ClientBase,
  notice: Pick<NewNotice, 'id' | 'outlet' | 'pointId'>,
  message: Message,
  { creditorId, of, at, newId }: Writing,
): Promise<string> {
  const outboxId = newId();
  await client.query(
    `INSERT INTO outbox (id, creditor_id, contact_point_id, debtor_id, debtor_version, channel, address, class, message, dedupe_key, status, queued_at)
     SELECT $1, $2, t.id, $4, $5, $6, t.address, 'demand', $7, 'notice:' || $8::text, 'READY', solde_instant($9) FROM contact_points t WHERE t.id = $3`,
    [
      ...[outboxId, creditorId, notice.pointId, of.account.debtor.id, of.account.debtor.version, notice.outlet],
      ...[JSON.stringify(message), notice.id, at],
    ],
  );
  await client.query('UPDATE notices SET outbox_id = $2 WHERE id = $1', [notice.id, outboxId]);
  return outboxId;
}

/** Keeps the letter or the script of a call; it replaces none, since what was read of one stands. */
export async function keepFile(
  client: pg.ClientBase,
  noticeId: string,
  file: Extract<DrawnNotice, { kind: 'file' }>,
  { creditorId, of, at, newId }: Writing,
): Promise<string> {
  const blobId = newId();
  await client.query(
    `INSERT INTO blobs (id, creditor_id, debtor_id, name, mime, sha256, size, content, stored_at)
     VALUES ($1, $2, $3, $4, $5, encode(sha256($6), 'hex'), octet_length($6), $6, solde_instant($7))`,
    [blobId, creditorId, of.account.debtor.id, file.name, file.mime, Buffer.from(file.bytes), at],
  );
  await client.query('UPDATE notices SET blob_id = $2 WHERE id = $1', [noticeId, blobId]);
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
