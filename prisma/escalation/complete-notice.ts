import type pg from 'pg';
import { type Account } from '../../domain/account.ts';
import { addDays, type CivilDate } from '../../domain/civil-date.ts';
import { type CaseFile } from '../../domain/escalation/case-file.ts';
import { linesNow } from '../../domain/escalation/judge-demand.ts';
import { type KeptLine } from './step-facts.ts';
import { type SweepOrder } from './sweep-order.ts';
import { inTenant } from '../in-tenant.ts';
import { decideCase } from './plan-sweep.ts';
import { caseOf, lockDebtor } from './read-cases.ts';

/** What the post says of a registered letter: the first three count (it was presented), the last is a wrong address. */
export const presentations = ['delivered', 'refused', 'unclaimed', 'unknown-address'] as const;
export type Presentation = (typeof presentations)[number];

/** What a person did with a letter, or the post said of it. */
export type Deed =
  | { readonly kind: 'posted'; readonly on: CivilDate; readonly tracking: string | null }
  | { readonly kind: 'presented'; readonly on: CivilDate; readonly result: Presentation };

/** What became of it, or why it must not be done. */
export type Completed =
  | { readonly kind: 'written'; readonly status: string; readonly deadline: CivilDate | null }
  | { readonly kind: 'do-not'; readonly why: string }
  | { readonly kind: 'unknown' };

type Found = {
  readonly id: string;
  readonly debtorId: string;
  readonly outlet: string;
  readonly status: string;
  readonly level: number;
  readonly taskId: string | null;
  readonly lines: readonly KeptLine[];
  readonly policy: { readonly id: string; readonly version: string };
  readonly account: Account;
  readonly file: CaseFile;
};

const notice = `SELECT n.id, n.debtor_id AS "debtorId", n.outlet, n.status, n.level, n.task_id AS "taskId", n.lines,
    json_build_object('id', p.kind, 'version', p.version) AS policy, solde_account($1, n.debtor_id) AS account, solde_case_file($1, n.debtor_id, $3, n.id) AS file
  FROM notices n JOIN policies p ON p.id = n.policy_id WHERE n.creditor_id = $1 AND n.id = $2`;

type Doing = {
  readonly client: pg.ClientBase;
  readonly order: SweepOrder;
  readonly found: Found;
  readonly actor: string;
};

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

async function endTask({ client, order, found, actor }: Doing): Promise<void> {
  await client.query('UPDATE tasks SET done_at = solde_instant($2), done_by = $3 WHERE id = $1 AND done_at IS NULL', [
    ...[found.taskId, order.at, actor],
  ]);
}

/** What a person sent is a contact of that day like any other. */
async function logContact({ client, order, found, actor }: Doing): Promise<void> {
  await client.query(
    `INSERT INTO contact_log (id, creditor_id, debtor_id, at, direction, outlet, by, notice_id) VALUES (gen_random_uuid(), $1, $2, solde_instant($3), 'out', $4, $5, $6)`,
    [order.creditorId, found.debtorId, order.at, found.outlet, actor, found.id],
  );
}

function deadlineFrom({ order, found }: Doing, on: CivilDate): CivilDate | null {
  const policy = order.policies.find(({ id, version }) => id === found.policy.id && version === found.policy.version);
  const days = policy?.levels.find(({ number }) => number === found.level)?.deadlineDays ?? null;
  return days === null ? null : addDays(on, days);
}

async function post(doing: Doing, { on, tracking }: Extract<Deed, { kind: 'posted' }>): Promise<Completed> {
  const { client, found } = doing;
  if (!found.outlet.endsWith('letter')) return { kind: 'do-not', why: 'not-a-letter' };
  if (found.status !== 'queued' && found.status !== 'approved') return { kind: 'do-not', why: found.status };
  const why = whyWrong(doing);
  if (why !== null) {
    await move(doing, 'suppressed', null, why);
    await endTask(doing);
    return { kind: 'do-not', why };
  }
  await client.query('UPDATE notices SET tracking = $2 WHERE id = $1', [found.id, tracking]);
  const counts = found.outlet === 'letter';
  await move(doing, counts ? 'counted' : 'sent', counts ? on : null, null);
  await endTask(doing);
  await logContact(doing);
  return { kind: 'written', status: counts ? 'counted' : 'sent', deadline: null };
}

async function present(doing: Doing, { on, result }: Extract<Deed, { kind: 'presented' }>): Promise<Completed> {
  const { client, order, found } = doing;
  if (found.outlet !== 'registered-letter' || found.status !== 'sent') return { kind: 'do-not', why: found.status };
  if (result === 'unknown-address') {
    await move(doing, 'failed', null, result);
    await client.query(
      `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, facts, dedupe_key, opened_at) VALUES (gen_random_uuid(), $1, 'address-check', 'unknown-address', $2, $3, $4, solde_instant($5))
       ON CONFLICT ON CONSTRAINT tasks_dedupe_key DO NOTHING`,
      [order.creditorId, found.debtorId, JSON.stringify({ noticeId: found.id }), `address-check:${found.id}`, order.at],
    );
    return { kind: 'written', status: 'failed', deadline: null };
  }
  const deadline = deadlineFrom(doing, on);
  await move(doing, 'counted', on, `presented:${result}`);
  await client.query('UPDATE notices SET deadline_on = coalesce($2, deadline_on) WHERE id = $1', [found.id, deadline]);
  return { kind: 'written', status: 'counted', deadline };
}

/**
 * Writes down that a person posted a letter, or what the post said of it. A letter is held against the account once more before: what is
 * no longer right is not posted.
 */
export async function completeNotice(
  pool: pg.Pool,
  order: SweepOrder,
  { noticeId, deed, actor }: { readonly noticeId: string; readonly deed: Deed; readonly actor: string },
): Promise<Completed> {
  return await inTenant(pool, order.creditorId, async (client) => {
    const owner = 'SELECT debtor_id AS id FROM notices WHERE creditor_id = $1 AND id = $2';
    const { rows } = await client.query<{ id: string }>(owner, [order.creditorId, noticeId]);
    if (rows[0] === undefined) return { kind: 'unknown' };
    await lockDebtor(client, rows[0].id);
    const [found] = (await client.query<Found>(notice, [order.creditorId, noticeId, order.at])).rows;
    if (found === undefined) return { kind: 'unknown' };
    const doing: Doing = { client, order, found, actor };
    const done = await (deed.kind === 'posted' ? post(doing, deed) : present(doing, deed));
    const facts = { noticeId, ...deed, became: done.kind === 'written' ? done.status : done.kind };
    const event = { actor, debtor: found.debtorId, facts, kind: `notice.${deed.kind}` };
    await client.query('SELECT audit_append($1, solde_instant($2), $3)', [
      ...[order.creditorId, order.at, JSON.stringify([event])],
    ]);
    return done;
  });
}
