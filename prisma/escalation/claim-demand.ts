import type pg from 'pg';
import { type Account } from '../../domain/account.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type CaseFile } from '../../domain/escalation/case-file.ts';
import { judgeDemand, type QueuedDemand } from '../../domain/escalation/judge-demand.ts';
import { type EscalationPolicy } from '../../domain/escalation/policy.ts';
import { type ClaimedLine } from '../../domain/escalation/step.ts';
import { type Message } from '../../domain/message.ts';
import { type ClaimedSend } from '../../domain/outbox-row.ts';
import { inTenant } from '../in-tenant.ts';
import { chargesAgain, type ToldCharges } from './charges-of.ts';
import { drawWay } from './choose-way.ts';
import { decideCase } from './plan-sweep.ts';
import { type Case, caseOf } from './read-cases.ts';
import { type KeptLine, keptLines } from './step-facts.ts';
import { type Rules, type Wording } from './sweep-order.ts';

export type DemandRef = {
  readonly creditorId: string;
  readonly outboxId: string;
  readonly owner: string;
  readonly now: Instant;
};

export type ClaimedDemand =
  { readonly send: ClaimedSend } | { readonly none: 'taken' | 'waits' } | { readonly refused: string };

/** What demands are judged by of a creditor, as it is now. */
export type DemandRules = Rules & Wording;

type Asked = {
  readonly notice: Omit<QueuedDemand, 'lines'> & {
    readonly id: string;
    readonly level: number;
    readonly lines: readonly KeptLine[];
    readonly debtorVersion: number;
  };
  readonly asOf: boolean;
  readonly at: Instant;
  readonly minute: number;
  readonly account: Account;
  readonly file: CaseFile;
};

type Verdict = ClaimedDemand;

/** A message that is worded anew: its level is that of the lines that are left. */
type Worded = Pick<ToldCharges, 'announces' | 'claims'> & {
  readonly message: Message;
  readonly level: number;
  readonly levelId: string;
  readonly templateId: string;
};

function isSame(now: readonly ClaimedLine[], then: readonly ClaimedLine[]): boolean {
  const of = (lines: readonly ClaimedLine[]): string =>
    JSON.stringify(
      lines
        .map(({ lineId, level, claim, open, disputed }) => [lineId, level, claim.minor, open.minor, disputed.minor])
        .toSorted(),
    );
  return of(now) === of(then);
}

/** The message as it is worded now; null where it may leave as it stands, or why it cannot be worded. */
async function worded(
  rules: DemandRules,
  of: Case,
  { notice, at }: Asked,
  { policy, lines }: { readonly policy: EscalationPolicy; readonly lines: readonly ClaimedLine[] },
): Promise<Worded | null | 'unwritten'> {
  if (isSame(lines, notice.lines) && of.account.debtor.version === notice.debtorVersion) return null;
  const level = policy.levels.find(({ number }) => number === Math.max(...lines.map((line) => line.level)));
  if (level === undefined) return 'unwritten';
  const { told, announces, claims } = chargesAgain(of, { level, lines }, policy, rules.rates);
  const asked = { policy, level, lines, outlets: [], charges: told };
  const way = await drawWay({ ...rules, at }, of, asked, notice);
  if (way?.drawn.kind !== 'message') return 'unwritten';
  const { templateId, drawn } = way;
  return { message: drawn.message, level: level.number, levelId: level.id, templateId, announces, claims };
}

async function verdictOf(client: pg.ClientBase, ref: DemandRef, rules: DemandRules, asked: Asked): Promise<Verdict> {
  const { creditorId, outboxId, owner, now } = ref;
  const one = async (text: string, values: readonly unknown[]): Promise<Verdict> => {
    const { rows } = await client.query<{ end: Verdict }>(`SELECT ${text} AS end`, [creditorId, outboxId, ...values]);
    return rows[0]?.end ?? { none: 'taken' };
  };
  const of = caseOf(asked.account, asked.file, { at: asked.at, asOf: asked.asOf, calendar: rules.calendar });
  const anew = decideCase(of, { ...rules, creditorId, at: asked.at, asOf: asked.asOf });
  if (anew === null) return await one("solde_refuse_demand($1, $2, 'account-parked', $3)", [now]);
  const question = { demand: asked.notice, anew, file: of.file, policies: rules.policies, calendar: of.calendar };
  const verdict = judgeDemand({ ...question, minute: asked.minute });
  if (verdict.kind === 'refuse') return await one('solde_refuse_demand($1, $2, $3, $4)', [verdict.gate, now]);
  if (verdict.kind === 'later')
    return await one('solde_postpone_demand($1, $2, $3, $4, $5, $6)', [
      ...[verdict.at.on, verdict.at.minute, verdict.gate, now],
    ]);
  const words = await worded(rules, of, asked, verdict);
  if (words === 'unwritten') return await one("solde_refuse_demand($1, $2, 'mentions-missing', $3)", [now]);
  const kept = keptLines(verdict.lines, of.file.cycles);
  return await one('solde_send_demand($1, $2, $3, $4, $5, $6, $7)', [
    ...[owner, JSON.stringify(kept), JSON.stringify(verdict.refused)],
    ...[words === null ? null : JSON.stringify(words), now],
  ]);
}

/** The instant it is judged at: now, or that of the run for another day which queued it. Asked before, so that a claim needs one connection. */
async function judgedAt(pool: pg.Pool, { creditorId, outboxId, now }: DemandRef): Promise<Instant> {
  const { rows } = await inTenant(pool, creditorId, (client) =>
    client.query<{ at: Instant | null }>('SELECT as_of AS at FROM notices WHERE outbox_id = $1', [outboxId]),
  );
  return rows[0]?.at ?? now;
}

/**
 * Takes a demand for sending after judging every line of it again, on the account as it is under the debtor's lock: what may no longer be
 * asked leaves the message, and the rest is worded anew. Nothing leaves on what was true when it was queued.
 */
export async function claimDemand(
  pool: pg.Pool,
  ref: DemandRef,
  rulesOf: (creditorId: string, at: Instant) => Promise<DemandRules>,
): Promise<ClaimedDemand> {
  const rules = await rulesOf(ref.creditorId, await judgedAt(pool, ref));
  return await inTenant(pool, ref.creditorId, async (client) => {
    const text = 'SELECT solde_claim_demand($1, $2, $3) AS claimed';
    const { rows } = await client.query<{ claimed: ClaimedDemand | { readonly judge: Asked } }>(text, [
      ...[ref.creditorId, ref.outboxId, ref.now],
    ]);
    const claimed = rows[0]?.claimed ?? { none: 'taken' as const };
    return 'judge' in claimed ? await verdictOf(client, ref, rules, claimed.judge) : claimed;
  });
}
