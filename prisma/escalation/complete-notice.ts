import type pg from 'pg';
import { type Account } from '../../domain/account.ts';
import { addDays, type CivilDate } from '../../domain/civil-date.ts';
import { type CaseFile } from '../../domain/escalation/case-file.ts';
import { linesNow } from '../../domain/escalation/judge-demand.ts';
import { daysToPresent } from '../../domain/escalation/printed-deadline.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { isPresented, type Presentation } from '../../domain/staff/presentation.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { openTask } from '../staff/open-task.ts';
import { recordAct } from '../staff/record-act.ts';
import { asStaff, type NotDone, notDone, type StaffOrder, type WhoRefusal } from '../staff/staff-order.ts';
import { decideCase } from './plan-sweep.ts';
import { caseOf, lockDebtor } from './read-cases.ts';
import { type KeptLine } from './step-facts.ts';
import { type SweepOrder } from './sweep-order.ts';

/** What a person did with a letter, or the post said of it. */
export type Deed =
  | {
      readonly kind: 'posted';
      readonly on: CivilDate;
      readonly tracking: string | null;
      readonly electronic?: boolean; // by a provider of electronic registered letters
    }
  | { readonly kind: 'presented'; readonly on: CivilDate; readonly result: Presentation };

/** What became of it; why the letter must not be posted; or why nothing was written down. */
export type Completed =
  | {
      readonly kind: 'written';
      readonly status: string;
      readonly deadline: CivilDate | null;
      readonly next: string | null; // the task that follows
    }
  | { readonly kind: 'do-not'; readonly why: string }
  | { readonly kind: 'nothing'; readonly why: string }
  | { readonly kind: 'unknown' };

/** How long the post is given to tell of a registered letter. */
const presentationDays = 10;

type Found = {
  readonly id: string;
  readonly debtorId: string;
  readonly outlet: string;
  readonly status: string;
  readonly levelId: string;
  readonly taskId: string | null;
  readonly salesOwner: string | null;
  readonly lines: readonly KeptLine[];
  readonly policy: { readonly id: string; readonly version: string };
  readonly account: Account;
  readonly file: CaseFile;
};

const notice = `SELECT n.id, n.debtor_id AS "debtorId", n.outlet, n.status, n.level_id AS "levelId", n.task_id AS "taskId", n.lines,
    (SELECT d.sales_owner FROM debtors d WHERE d.id = n.debtor_id) AS "salesOwner", json_build_object('id', p.kind, 'version', p.version) AS policy, solde_account($1, n.debtor_id) AS account, solde_case_file($1, n.debtor_id, $3, n.id) AS file
  FROM notices n JOIN policies p ON p.id = n.policy_id WHERE n.creditor_id = $1 AND n.id = $2`;

/** Who does it, and what letters are held against: both of one creditor and one instant. */
export type Completing = { readonly order: SweepOrder; readonly staff: StaffOrder; readonly who: StaffUser };

type Doing = Completing & { readonly client: pg.ClientBase; readonly found: Found };

/** What changed since the letter was drawn and makes it wrong; null when it is still right. */
function whyWrong({ order, found }: Doing): string | null {
  const of = caseOf(found.account, found.file, order);
  const anew = decideCase(of, order);
  if (anew === null) return 'account-parked';
  const { lines, refused, gate } = linesNow(found, anew);
  if (gate !== null) return gate;
  const [gone] = refused;
  if (gone !== undefined) return gone.gate;
  const changed = found.lines.some(
    ({ lineId, claim }) => lines.find((line) => line.lineId === lineId)?.claim.minor !== claim.minor,
  );
  return changed ? 'amount-changed' : null;
}

async function move({ client, found }: Doing, status: string, on: CivilDate | null, why: string | null): Promise<void> {
  await client.query('SELECT solde_move_notice($1, $2, $3, $4)', [found.id, status, on, why]);
}

/** What a person was asked to do with it is done, and with it what the post was to be asked. */
async function endTask({ client, order, found, who }: Doing): Promise<void> {
  await client.query(
    `UPDATE tasks SET done_at = solde_instant($3), done_by = $4
      WHERE creditor_id = $1 AND done_at IS NULL AND (id = $2 OR dedupe_key = 'first-presentation:' || $5::text)`,
    [order.creditorId, found.taskId, order.at, who.handle, found.id],
  );
}

/** What a person sent is a contact of that day like any other, and counts towards the most that may be asked. */
async function logContact({ client, order, found, who }: Doing, on: CivilDate): Promise<void> {
  await client.query(
    `INSERT INTO contact_log (id, creditor_id, debtor_id, at, direction, outlet, by, notice_id)
     SELECT gen_random_uuid(), $1, d.id, least(solde_instant($3), ($4::date + time '12:00') AT TIME ZONE d.zone), 'out', $5, $6, $7 FROM debtors d WHERE d.id = $2`,
    [order.creditorId, found.debtorId, order.at, on, found.outlet, who.handle, found.id],
  );
}

type Follow = { readonly kind: string; readonly reason: string; readonly facts: object; readonly dueOn: CivilDate };

async function follow({ client, order, found }: Doing, { kind, reason, facts, dueOn }: Follow): Promise<string> {
  const { creditorId, at } = order;
  const wish = { creditorId, at, kind, reason, debtorId: found.debtorId, dueOn, key: `${kind}:${found.id}` };
  return await openTask(client, { ...wish, facts: { noticeId: found.id, ...facts } });
}

/** Whether a formal notice that is posted that day grants fewer days than its level: it was drawn too long ago. */
async function isDeadlineShort({ client, found }: Doing, on: CivilDate): Promise<boolean> {
  const { rows } = await client.query<{ short: boolean | null }>(
    'SELECT deadline_on < solde_deadline_from(id, $2) AS short FROM notices WHERE id = $1',
    [found.id, addDays(on, daysToPresent)],
  );
  return rows[0]?.short === true;
}

function todayOf({ order, found }: Doing): CivilDate {
  return caseOf(found.account, found.file, order).calendar.today;
}

async function complete(doing: Doing, deed: Deed): Promise<Completed> {
  if (deed.on > todayOf(doing)) return { kind: 'nothing', why: 'date-in-future' };
  return await (deed.kind === 'posted' ? post(doing, deed) : present(doing, deed));
}

/** Why there is nothing to write down of it, or no letter to post; null: there is. */
function whyNotPosted({ outlet, status }: Found): Completed | null {
  if (outlet !== 'letter' && outlet !== 'registered-letter') return { kind: 'nothing', why: 'not-a-letter' };
  if (status === 'sent' || status === 'counted') return { kind: 'nothing', why: status };
  return status === 'queued' || status === 'approved' ? null : { kind: 'do-not', why: status };
}

/** A letter counts the day it is posted; a registered one once it is presented, which the post is to be asked. */
async function notePosted(doing: Doing, on: CivilDate, tracking: string | null): Promise<Completed> {
  const { client, found } = doing;
  const counts = found.outlet === 'letter';
  const status = counts ? 'counted' : 'sent';
  await client.query('UPDATE notices SET tracking = $2 WHERE id = $1', [found.id, tracking]);
  await move(doing, status, counts ? on : null, null);
  await endTask(doing);
  await logContact(doing, on);
  if (counts) return { kind: 'written', status, deadline: null, next: null };
  const facts = { tracking, postedOn: on };
  const dueOn = addDays(on, presentationDays);
  const next = await follow(doing, { kind: 'first-presentation', reason: found.levelId, facts, dueOn });
  return { kind: 'written', status, deadline: null, next };
}

/** Whether a registered letter may reach them electronically: only where they agreed to it (CPCE L100). */
async function isConsented({ client, found }: Doing): Promise<boolean> {
  if (found.outlet !== 'registered-letter') return false;
  const { rows } = await client.query('SELECT FROM solde_registered_point($1)', [found.debtorId]);
  return rows.length > 0;
}

async function post(doing: Doing, deed: Extract<Deed, { kind: 'posted' }>): Promise<Completed> {
  const { on, tracking, electronic = false } = deed;
  const { found } = doing;
  const not = whyNotPosted(found);
  if (not !== null) return not;
  const why = whyWrong(doing) ?? ((await isDeadlineShort(doing, on)) ? 'deadline-short' : null);
  if (why !== null) {
    await move(doing, 'suppressed', null, why);
    await endTask(doing);
    return { kind: 'do-not', why };
  }
  if (found.outlet === 'registered-letter' && tracking === null) return { kind: 'nothing', why: 'tracking-missing' };
  if (electronic && !(await isConsented(doing))) return { kind: 'nothing', why: 'no-consent' };
  return await notePosted(doing, on, tracking);
}

async function present(doing: Doing, { on, result }: Extract<Deed, { kind: 'presented' }>): Promise<Completed> {
  const { client, found } = doing;
  if (found.outlet !== 'registered-letter' || found.status !== 'sent') return { kind: 'nothing', why: found.status };
  await endTask(doing);
  if (!isPresented(result)) {
    await move(doing, 'failed', null, result);
    const next = await follow(doing, { kind: 'address-check', reason: result, facts: {}, dueOn: todayOf(doing) });
    return { kind: 'written', status: 'failed', deadline: null, next };
  }
  await move(doing, 'counted', on, `presented:${result}`);
  const { rows } = await client.query<{ deadline: CivilDate | null }>(
    'UPDATE notices SET deadline_on = solde_deadline_from(id, $2) WHERE id = $1 RETURNING deadline_on AS deadline',
    [found.id, on],
  );
  return { kind: 'written', status: 'counted', deadline: rows[0]?.deadline ?? null, next: null };
}

/** What a person says of a letter. */
export type Said = { readonly noticeId: string; readonly deed: Deed };

/**
 * Writes down, in the transaction it is given, that a person posted a letter or what the post said of it. A letter is held against the
 * account once more before: what is no longer right, or grants too few days by now, is not posted.
 */
export async function completeNoticeIn(
  client: pg.ClientBase,
  completing: Completing,
  { noticeId, deed }: Said,
): Promise<Completed | NotDone<'not-allowed'>> {
  const { order, staff, who } = completing;
  const owner = 'SELECT debtor_id AS id FROM notices WHERE creditor_id = $1 AND id = $2';
  const { rows } = await client.query<{ id: string }>(owner, [order.creditorId, noticeId]);
  if (rows[0] === undefined) return { kind: 'unknown' };
  await lockDebtor(client, rows[0].id);
  const [found] = (await client.query<Found>(notice, [order.creditorId, noticeId, order.at])).rows;
  if (found === undefined) return { kind: 'unknown' };
  if (!mayAct(who, 'complete-task', found.salesOwner)) return notDone('not-allowed');
  const done = await complete({ ...completing, client, found }, deed);
  if (done.kind === 'nothing') return done;
  const facts = { noticeId, ...deed, became: done.kind === 'written' ? done.status : done.kind };
  await recordAct(client, staff, who, { kind: `notice.${deed.kind}`, debtorId: found.debtorId, facts });
  return done;
}

/** Writes down that a person posted a letter, or what the post said of it. */
export async function completeNotice(
  pool: pg.Pool,
  { order, staff }: Omit<Completing, 'who'>,
  said: Said,
): Promise<Completed | NotDone<WhoRefusal | 'not-allowed'>> {
  return await asStaff<Completed | NotDone<'not-allowed'>>(pool, staff, (client, who) =>
    completeNoticeIn(client, { order, staff, who }, said),
  );
}
