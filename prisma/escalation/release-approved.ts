import type pg from 'pg';
import { type Account } from '../../domain/account.ts';
import { addDays } from '../../domain/civil-date.ts';
import { type CaseFile } from '../../domain/escalation/case-file.ts';
import { linesNow } from '../../domain/escalation/judge-demand.ts';
import { type EscalationPolicy, type Level, type Outlet } from '../../domain/escalation/policy.ts';
import { printedDeadline } from '../../domain/escalation/printed-deadline.ts';
import { type ClaimedLine } from '../../domain/escalation/step.ts';
import { type Message } from '../../domain/message.ts';
import { type Money } from '../../domain/money.ts';
import { inTenant } from '../in-tenant.ts';
import { chargesAgain, keepCharges } from './charges-of.ts';
import { drawWay } from './choose-way.ts';
import { decideCase } from './plan-sweep.ts';
import { insertRows, noRows } from './new-rows.ts';
import { type Case, caseOf, lockDebtor } from './read-cases.ts';
import { keptLines } from './step-facts.ts';
import { type RunOrder } from './sweep-order.ts';
import { addMessage, keepFile, openTask, type Writing } from './write-notice.ts';

type Approved = {
  readonly id: string;
  readonly debtorId: string;
  readonly outlet: Outlet;
  readonly pointId: string | null;
  readonly level: number;
  readonly lines: readonly ClaimedLine[];
  readonly policy: { readonly id: string; readonly version: string };
  readonly taskId: string | null;
};

const whatWasApproved = `SELECT n.id, n.debtor_id AS "debtorId", n.outlet, n.contact_point_id AS "pointId", n.level, n.lines,
    json_build_object('id', p.kind, 'version', p.version) AS policy, n.task_id AS "taskId"
  FROM notices n JOIN policies p ON p.id = n.policy_id WHERE n.creditor_id = $1 AND n.status = 'approved' AND n.outlet <> 'desk' ORDER BY n.decided_on, n.id`;

/** What became of an approved notice: it goes its way, or a gate closed since it was asked for. */
type Released = { readonly outboxId: string | null } | { readonly gate: string };

type Found = {
  readonly of: Case;
  readonly policy: EscalationPolicy;
  readonly level: Level;
  readonly lines: readonly ClaimedLine[];
};

/** What may still be said of what was approved; a gate where nothing may; null where somebody else was faster. */
async function stillRight(client: pg.ClientBase, order: RunOrder, notice: Approved): Promise<Found | string | null> {
  const { rows } = await client.query<{ status: string; account: Account; file: CaseFile }>(
    `SELECT status, solde_account($1, $2) AS account, solde_case_file($1, $2, $3, $4) AS file FROM notices WHERE id = $4`,
    [order.creditorId, notice.debtorId, order.at, notice.id],
  );
  const [found] = rows;
  if (found?.status !== 'approved') return null;
  const of = caseOf(found.account, found.file, order);
  const anew = decideCase(of, order);
  if (anew === null) return 'account-parked';
  const policy = order.policies.find(({ id, version }) => id === notice.policy.id && version === notice.policy.version);
  const level = policy?.levels.find(({ number }) => number === notice.level);
  if (policy === undefined || level === undefined) return 'policy-not-signed';
  const { lines, gate } = linesNow(notice, anew);
  return gate ?? { of, policy, level, lines };
}

/** What it says as it is printed now: its lines, and the day it grants. */
async function keepLines(client: pg.ClientBase, { id }: Approved, { of, level, lines }: Found): Promise<void> {
  const kept = JSON.stringify(keptLines(lines, of.file.cycles));
  await client.query(
    "UPDATE notices SET status = 'queued', lines = $2, debtor_version = $3, deadline_on = $4 WHERE id = $1",
    [id, kept, of.account.debtor.version, printedDeadline(level, of.calendar)],
  );
  await client.query(
    "UPDATE reminders SET status = CASE WHEN line_id = ANY ($2) THEN 'queued' ELSE 'suppressed' END WHERE notice_id = $1",
    [id, lines.map(({ lineId }) => lineId)],
  );
}

/** What a person has to do with what was drawn anew: the task that waits is told what it now asks for, or one is opened. */
async function tellPerson(
  client: pg.ClientBase,
  notice: Approved,
  { of, level, lines, amounts }: Found & { readonly amounts: readonly Money[] },
  writing: Writing,
): Promise<void> {
  if (notice.taskId !== null) {
    await client.query("UPDATE tasks SET facts = facts || jsonb_build_object('amounts', $2::jsonb) WHERE id = $1", [
      ...[notice.taskId, JSON.stringify(amounts)],
    ]);
    return;
  }
  const facts = { noticeId: notice.id, outlet: notice.outlet, policy: notice.policy, level: level.id, lines, amounts };
  const kind = notice.outlet === 'phone' ? 'call' : 'post-letter';
  const dueOn = addDays(of.calendar.today, 1);
  const taskId = await openTask(client, { kind, reason: level.id, key: `${kind}:${notice.id}`, facts, dueOn }, writing);
  await client.query('UPDATE notices SET task_id = $2 WHERE id = $1', [notice.id, taskId]);
}

async function queueMessage(
  client: pg.ClientBase,
  notice: Approved,
  message: Message,
  writing: Writing,
): Promise<string> {
  const rows = noRows();
  const outboxId = addMessage(rows, notice, message, writing);
  await insertRows(client, rows, writing);
  await client.query('UPDATE notices SET outbox_id = $2 WHERE id = $1', [notice.id, outboxId]);
  return outboxId;
}

async function releaseOne(client: pg.ClientBase, order: RunOrder, notice: Approved): Promise<Released> {
  await lockDebtor(client, notice.debtorId);
  const found = await stillRight(client, order, notice);
  if (found === null) return { outboxId: null };
  if (typeof found === 'string') return await suppress(client, order, notice, found);
  const { of, policy, level, lines } = found;
  const charges = chargesAgain(of, { level, lines }, policy, order.rates);
  const asked = { policy, level, lines, outlets: [], charges: charges.told };
  const drawn = (await drawWay(order, of, asked, notice))?.drawn;
  if (drawn === undefined || drawn.kind === 'refused') return await suppress(client, order, notice, 'mentions-missing');
  const { creditorId, at, asOf, newId } = order;
  const writing: Writing = { creditorId, of, at, asOf, newId };
  await keepLines(client, notice, found);
  await keepCharges(client, notice.id, charges);
  if (drawn.kind === 'message') return { outboxId: await queueMessage(client, notice, drawn.message, writing) };
  const blobId = await keepFile(client, drawn, writing);
  await client.query('UPDATE notices SET blob_id = $2 WHERE id = $1', [notice.id, blobId]);
  await tellPerson(client, notice, { ...found, amounts: drawn.totals }, writing);
  return { outboxId: null };
}

/** It goes nowhere, and nobody is left to print it. */
async function suppress(client: pg.ClientBase, order: RunOrder, notice: Approved, gate: string): Promise<Released> {
  await client.query("SELECT solde_move_notice($1, 'suppressed', NULL, $2)", [notice.id, gate]);
  await client.query(
    "UPDATE tasks SET done_at = solde_instant($2), done_by = 'system' WHERE id = $1 AND done_at IS NULL",
    [notice.taskId, order.at],
  );
  return { gate };
}

/** Sends what was approved since on its way, if it is still right; else it is suppressed with the gate that closed. */
export async function releaseApproved(pool: pg.Pool, order: RunOrder): Promise<readonly Released[]> {
  const approved = await inTenant(pool, order.creditorId, async (client) => {
    return (await client.query<Approved>(whatWasApproved, [order.creditorId])).rows;
  });
  const released: Released[] = [];
  for (const notice of approved)
    released.push(await inTenant(pool, order.creditorId, (client) => releaseOne(client, order, notice)));
  return released;
}
