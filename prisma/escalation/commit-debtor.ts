import type pg from 'pg';
import { addDays } from '../../domain/civil-date.ts';
import { printedDeadline } from '../../domain/escalation/printed-deadline.ts';
import { type Escalation, type Step } from '../../domain/escalation/step.ts';
import { type Money } from '../../domain/money.ts';
import { inTenant } from '../in-tenant.ts';
import { type ChosenWay, chooseWay } from './choose-way.ts';
import { addCharges, chargesOf } from './charges-of.ts';
import { insertRows, type NewRows, noRows } from './new-rows.ts';
import { decideCase } from './plan-sweep.ts';
import { type Case, lockDebtors, readCases, readCommon } from './read-cases.ts';
import { keptLines, keyOf, type NoticeStep, type SalesStep, type TaskStep } from './step-facts.ts';
import { type RunOrder } from './sweep-order.ts';
import { addMessage, addNotice, keepFile, type NewNotice, openTask, type Writing } from './write-notice.ts';

/** What a notice asks for in all. */
type Amounts = readonly Money[];

/** The ids that policies are kept by, by name and version. */
export type PolicyIds = ReadonlyMap<string, string>;

/** What was written down of one debtor; `held-back` is what the stage of a release leaves for another day. */
export type Written = {
  readonly kind: 'notice' | 'approval' | 'task' | 'told' | 'unwritten' | 'held-back';
  readonly outboxId: string | null;
  readonly step?: Step; // absent of what is no step: a line without a policy, an account that contradicts itself
  readonly way?: ChosenWay; // of a message, unless it was held back
  readonly known?: boolean; // it was told before, and nothing is written down again
};

export type CommitRoom = {
  readonly order: RunOrder;
  readonly policyIds: PolicyIds;
  /** Whether another message under that policy may leave today (staged release); counts it. */
  readonly take: (policyId: string) => boolean;
};

/** What was done about a debtor; `escalation` is null where the account contradicts itself. */
export type Committed = Case & { readonly escalation: Escalation | null; readonly written: readonly Written[] };

const daysForPerson = 2;

type Unwritten = Extract<ChosenWay, { kind: 'unwritten' }>;
type Room = CommitRoom & { readonly client: pg.ClientBase; readonly rows: NewRows; readonly writing: Writing };

function policyIdOf({ policyIds }: Room, { id, version }: { readonly id: string; readonly version: string }): string {
  return policyIds.get(`${id}@${version}`) ?? '';
}

function dueOn({ of }: Writing): ReturnType<typeof addDays> {
  return addDays(of.calendar.today, daysForPerson);
}

function askApproval(
  { rows, writing: { of, newId } }: Room,
  noticeId: string,
  step: NoticeStep | TaskStep,
  amounts?: Amounts,
): void {
  const kind = step.level.legal === 'none' ? 'notice' : step.level.legal;
  const facts = { level: step.level.id, policy: step.policy, reason: step.reason, lines: step.lines, amounts };
  rows.approvals.push({ id: newId(), debtor: of.account.debtor.id, kind, notice: noticeId, facts });
}

/** A text that cannot be written is a person's to mend; nothing leaves instead of it. */
async function tellUnwritten(room: Room, step: NoticeStep, way: Unwritten): Promise<Written> {
  const { client, writing } = room;
  const lines = keptLines(step.lines, writing.of.file.cycles);
  const key = keyOf(`unwritten:${step.policy.id}/${step.level.id}`, lines);
  const { problems } = way;
  const facts = { policy: step.policy, level: step.level.id, problems };
  const task = { kind: 'text-problem', reason: problems[0] ?? '', key, facts, dueOn: dueOn(writing) };
  const known = (await openTask(client, task, writing)) === null;
  return { kind: 'unwritten', outboxId: null, way, known };
}

/** What is insured, and key accounts: a person decides on charges, asked once for the lines that would bear them. */
async function askOfCharges({ client, writing }: Room, { level, lines }: NoticeStep, why: string): Promise<void> {
  const climbing = keptLines(
    lines.filter((line) => line.level > 0),
    writing.of.file.cycles,
  );
  const facts = { level: level.id, lines: climbing };
  const task = { kind: 'charges', reason: why, key: keyOf('charges', climbing), facts, dueOn: dueOn(writing) };
  await openTask(client, task, writing);
}

/** How a notice is brought: a message in the outbox, a letter or a script with the task of whoever does it; once it is approved, if it must be. */
async function bring(
  room: Room,
  noticeId: string,
  { way, drawn }: Extract<ChosenWay, { kind: 'way' }>,
  step: NoticeStep,
): Promise<Pick<NewNotice, 'outboxId' | 'blobId' | 'taskId'>> {
  const { client, rows, writing } = room;
  if (drawn.kind === 'message') {
    const outboxId = step.approval ? null : addMessage(rows, { id: noticeId, ...way }, drawn.message, writing);
    return { outboxId, blobId: null, taskId: null };
  }
  const blobId = await keepFile(client, drawn, writing);
  const taskId = step.approval
    ? null
    : await openNoticeTask(room, { id: noticeId, outlet: way.outlet, amounts: drawn.totals }, step);
  return { outboxId: null, blobId, taskId };
}

async function writeNotice(room: Room, step: NoticeStep): Promise<Written> {
  const { client, rows, writing, order } = room;
  const { of, newId } = writing;
  const policyId = policyIdOf(room, step.policy);
  const policy = order.policies.find(({ id, version }) => id === step.policy.id && version === step.policy.version);
  if (policy === undefined) return { kind: 'held-back', outboxId: null };
  const charges = chargesOf(of, step, policy, order);
  const chosen = await chooseWay(order, of, { ...step, charges: charges.told });
  if (chosen.kind === 'unwritten') return await tellUnwritten(room, step, chosen);
  if (!room.take(policyId)) return { kind: 'held-back', outboxId: null };
  const { templateId, way } = chosen;
  const [id, lines] = [newId(), keptLines(step.lines, of.file.cycles)];
  const status = step.approval ? 'awaiting-approval' : 'queued';
  const { level, reason, approval } = step;
  const brought = await bring(room, id, chosen, step);
  const head = { id, policyId, policy, level, ...way, templateId, lines, status, reason } as const;
  const { announces, claims } = charges;
  const deadline = printedDeadline(level, of.calendar);
  await addNotice(client, rows, { ...head, ...brought, deadline, announces, claims }, writing);
  addCharges(rows, charges, writing);
  if (charges.askPerson !== null) await askOfCharges(room, step, charges.askPerson);
  if (approval) askApproval(room, id, step, chosen.drawn.totals);
  return { kind: approval ? 'approval' : 'notice', outboxId: brought.outboxId, way: chosen };
}

/** A letter is printed and posted by a person, a call is made by one: the task says which notice it completes. */
async function openNoticeTask(
  { client, writing }: Room,
  { id: noticeId, outlet, amounts }: { readonly id: string; readonly outlet: string; readonly amounts?: Amounts },
  step: NoticeStep | TaskStep,
): Promise<string | null> {
  const kind = outlet === 'phone' ? 'call' : 'what' in step ? step.what : 'post-letter';
  const facts = { noticeId, outlet, policy: step.policy, level: step.level.id, lines: step.lines, amounts };
  const task = { kind, reason: step.reason, key: `${kind}:${noticeId}`, facts, dueOn: dueOn(writing) };
  return await openTask(client, task, writing);
}

/** A check of our own papers, or a decision of a person: a level that is climbed at a desk. */
async function writeTask(room: Room, step: TaskStep): Promise<Written | null> {
  const { client, rows, writing, order } = room;
  const { of, newId } = writing;
  const lines = keptLines(step.lines, of.file.cycles);
  if (step.what === 'address-check' || step.what === 'no-policy') {
    const key = keyOf(`${step.what}:${step.level.id}`, lines);
    const facts = { level: step.level.id, lines: step.lines };
    const id = await openTask(
      client,
      { kind: step.what, reason: step.reason, key, facts, dueOn: dueOn(writing) },
      writing,
    );
    return id === null ? null : { kind: 'task', outboxId: null };
  }
  const policy = order.policies.find(({ id, version }) => id === step.policy.id && version === step.policy.version);
  if (policy === undefined) return null;
  const id = newId();
  const needsApproval = step.level.legal !== 'none';
  const status = needsApproval ? 'awaiting-approval' : 'queued';
  const { level, reason } = step;
  const head = { id, policyId: policyIdOf(room, step.policy), policy, level, lines, status, reason } as const;
  const taskId = await openNoticeTask(room, { id, outlet: 'desk' }, step);
  const nothing = { pointId: null, templateId: null, deadline: null, outboxId: null, blobId: null } as const;
  const desk = { ...head, ...nothing, outlet: 'desk', taskId, announces: [], claims: [] } as const;
  await addNotice(client, rows, desk, writing);
  if (needsApproval) askApproval(room, id, step);
  return { kind: needsApproval ? 'approval' : 'task', outboxId: null };
}

async function tellOwner(room: Room, step: SalesStep): Promise<Written | null> {
  const { client, writing } = room;
  const { creditorId, of, newId } = writing;
  const lines = keptLines(step.lines, of.file.cycles);
  const key = keyOf(step.level.id, lines);
  const { rowCount } = await client.query(
    `INSERT INTO sales_notices (id, creditor_id, debtor_id, owner, level_id, line_ids, told_on, dedupe_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT ON CONSTRAINT sales_notices_dedupe_key DO NOTHING`,
    [
      ...[newId(), creditorId, of.account.debtor.id, step.owner, step.level.id, lines.map(({ lineId }) => lineId)],
      ...[of.calendar.today, `${key}@${of.calendar.today}`],
    ],
  );
  if (rowCount === 0) return null;
  const facts = { owner: step.owner, level: step.level.id, notBefore: step.notBefore, lines: step.lines };
  await openTask(
    client,
    {
      kind: 'sales-owner',
      reason: step.level.id,
      key: `sales:${key}@${of.calendar.today}`,
      facts,
      dueOn: step.notBefore,
    },
    writing,
  );
  return { kind: 'told', outboxId: null };
}

async function write(room: Room, step: Step): Promise<Written | null> {
  switch (step.kind) {
    case 'notice':
      return await writeNotice(room, step);
    case 'task':
      return await writeTask(room, step);
    case 'tell-sales-owner':
      return await tellOwner(room, step);
  }
}

/** Who pays the debtor's invoices, as people know them. */
async function payerOf({ client, writing }: Room): Promise<string> {
  const { rows } = await client.query<{ payer: string }>(
    "SELECT p.reference || ', ' || p.name AS payer FROM debtors d JOIN debtors p ON p.id = d.payer_id WHERE d.id = $1",
    [writing.of.account.debtor.id],
  );
  return rows[0]?.payer ?? '';
}

/** Lines nobody is asked for by itself: a person is told, once for each reason; of those another pays, once more when others are late too. */
async function tellParked(room: Room, { parked }: Escalation): Promise<readonly Written[]> {
  const { client, writing } = room;
  const written: Written[] = [];
  for (const [reason, lines] of Map.groupBy(parked, (one) => one.reason)) {
    const lineIds = lines.map(({ lineId }) => lineId).toSorted();
    const task =
      reason === 'paid-by-other'
        ? { kind: 'ask-payer', key: `ask-payer:${lineIds.join(',')}`, facts: { lineIds, payer: await payerOf(room) } }
        : { kind: 'no-policy', key: `no-policy:${writing.of.account.debtor.id}:${reason}`, facts: { lineIds } };
    const id = await openTask(client, { ...task, reason, dueOn: dueOn(writing) }, writing);
    if (id !== null) written.push({ kind: 'task', outboxId: null });
  }
  return written;
}

function auditOf(step: Step, written: Written, { of }: Writing): object {
  const policy = step.kind === 'tell-sales-owner' ? {} : { policy: `${step.policy.id}@${step.policy.version}` };
  return {
    ...{ kind: `escalation.${written.kind}`, actor: 'system', debtor: of.account.debtor.id, ...policy },
    facts: {
      ...{ step: step.kind, level: step.level.id, outboxId: written.outboxId },
      ...('reason' in step ? { reason: step.reason } : {}),
      lines: step.lines.map(({ lineId, level, claim }) => ({
        lineId,
        level,
        minor: claim.minor,
        currency: claim.currency,
      })),
    },
  };
}

/** An account that contradicts itself waits for a person; nothing is decided about it. */
async function tellBroken(client: pg.ClientBase, writing: Writing): Promise<Written> {
  const key = `account-broken:${writing.of.account.debtor.id}`;
  await openTask(
    client,
    { kind: 'account-broken', reason: 'INVARIANT_BROKEN', key, facts: {}, dueOn: dueOn(writing) },
    writing,
  );
  return { kind: 'task', outboxId: null };
}

/** Decides about one debtor and adds what follows to the rows. */
async function writeCase(room: Omit<Room, 'writing'>, of: Case): Promise<Committed> {
  const { client, rows, order } = room;
  const { creditorId, at, asOf, newId } = order;
  const writing: Writing = { creditorId, of, at, asOf, newId };
  const escalation = decideCase(of, order);
  if (escalation === null) return { ...of, escalation, written: [await tellBroken(client, writing)] };
  const inside = { ...room, writing };
  const written: Written[] = [...(await tellParked(inside, escalation))];
  for (const step of escalation.steps) {
    const done = await write(inside, step);
    if (done === null) continue;
    written.push({ ...done, step });
    if (done.kind !== 'held-back' && done.known !== true) rows.events.push(auditOf(step, done, writing));
  }
  return { ...of, escalation, written };
}

/**
 * Decides about some debtors again, each on its account as it is now, under their locks, and writes down what follows, all of it or nothing.
 * Done twice it writes nothing more. A debtor that there is not is left out.
 */
export async function commitDebtors(
  pool: pg.Pool,
  room: CommitRoom,
  debtorIds: readonly string[],
): Promise<readonly Committed[]> {
  const { order } = room;
  return await inTenant(pool, order.creditorId, async (client) => {
    await lockDebtors(client, debtorIds);
    const common = await readCommon(client, order);
    if (common === null) return [];
    const rows = noRows();
    const done: Committed[] = [];
    for (const of of await readCases(client, order, common, debtorIds))
      done.push(await writeCase({ ...room, client, rows }, of));
    await insertRows(client, rows, order);
    return done;
  });
}
