import { type Account } from '../account.ts';
import { type Calendar } from '../calendar.ts';
import { type LineView } from '../ledger.ts';
import { add, money } from '../money.ts';
import { type RateRow } from '../rates.ts';
import { type CaseFile } from './case-file.ts';
import { type CaseReading, readCase } from './case-reading.ts';
import { choosePolicy, type PolicyChoice } from './choose-policy.ts';
import { byRung, claimed, type Climbing, type Group, headOf, isClimbing } from './climbing.ts';
import { debtorStop } from './debtor-stop.ts';
import { type ChasedLine, type JudgedLine, judgeLine, type Overdue } from './judge-line.ts';
import { lineClaim } from './line-claim.ts';
import { makeMessage } from './make-message.ts';
import { type EscalationPolicy, type Outlet } from './policy.ts';
import { type Escalation, type Parked, type Refusal, type Step } from './step.ts';

export type EscalationInput = {
  readonly account: Account;
  readonly file: CaseFile;
  readonly policies: readonly EscalationPolicy[]; // signed, of the creditor, every version
  readonly calendar: Calendar; // of the debtor
  readonly rates: readonly RateRow[]; // unused for principal: a missing rate never stops a reminder of it
  readonly reachable: readonly Outlet[]; // what is set up to be sent by; letters and calls are people's
};

type Sorted = {
  readonly chased: readonly ChasedLine[];
  readonly parked: readonly Parked[];
  readonly refusals: Refusal[];
};

/** Lines with their policy and claim; a line nothing is open of is not spoken of, one without a policy only once it is late. */
function sortLines({ account, file, policies, calendar }: EscalationInput, reading: CaseReading): Sorted {
  const [chased, parked, refusals]: [ChasedLine[], Parked[], Refusal[]] = [[], [], []];
  const choices = new Map<string, PolicyChoice>(); // many invoices, few answers
  for (const view of reading.ledger.lines) {
    if (view.open.minor <= 0) continue;
    const { invoice } = view;
    const key = `${invoice.capacity} ${file.policies.byInvoice[invoice.id] ?? ''}`;
    const choice = choices.get(key) ?? choosePolicy({ account, invoice, file, policies, today: calendar.today });
    choices.set(key, choice);
    if ('policy' in choice) {
      const claim = lineClaim(reading, view, choice.policy);
      chased.push({ view, policy: choice.policy, claim });
      if (claim.stop?.gate === 'paid-by-other' && view.overdue)
        parked.push({ lineId: view.line.id, reason: 'paid-by-other' });
      continue;
    }
    const { gate, until, detail } = lineClaim(reading, view, null).stop ?? {
      ...{ gate: 'no-policy' as const, until: null, detail: choice.parked },
    };
    refusals.push({ lineId: view.line.id, gate, until, detail });
    if (gate === 'no-policy' && view.overdue) parked.push({ lineId: view.line.id, reason: choice.parked });
  }
  return { chased, parked, refusals };
}

/** What is late and may be asked, by currency. */
function overdueOf(chased: readonly ChasedLine[]): (view: LineView) => Overdue {
  const sums = new Map<string, Overdue>();
  for (const { view, claim } of chased) {
    if (!view.overdue || claim.stop !== null) continue;
    const { currency } = claim.claim;
    const { open, count } = sums.get(currency) ?? { open: money(0, currency), count: 0 };
    sums.set(currency, { open: add(open, claim.claim), count: count + 1 });
  }
  return ({ open: { currency } }) => sums.get(currency) ?? { open: money(0, currency), count: 0 };
}

/** What people of ours do: look at our papers before the due day, or decide. */
function deskStep(group: Group): Step {
  const what = group.level.kind === 'decision' ? 'decision' : 'pre-due-check';
  return { kind: 'task', what, ...headOf(group), lines: group.lines.map((line) => claimed(line, group.level.number)) };
}

/** One word to the sales owner for each level that comes up. */
function ownerSteps({ file: { salesOwner: owner } }: CaseReading, judged: readonly JudgedLine[]): readonly Step[] {
  const words = new Map<string, Extract<Step, { kind: 'tell-sales-owner' }>>();
  for (const line of judged) {
    if (owner === null || line.tellOwner === null) continue;
    const { level, notBefore } = line.tellOwner;
    const lines = [...(words.get(level.id)?.lines ?? []), claimed(line, level.number)];
    words.set(level.id, { kind: 'tell-sales-owner', owner, level, lines, notBefore });
  }
  return [...words.values()];
}

function isDesk({ rung: { level, deskDone } }: Climbing): boolean {
  return level.kind === 'decision' || (level.kind === 'check' && !deskDone);
}

/**
 * What should happen next to one debtor on the calendar's day: at most one message for all its lines, the tasks of people, a word to
 * the sales owner; and for everything left alone the reason. The same input gives the same answer, applied steps give nothing new
 * on the same day, and a day that was missed changes nothing but the date.
 */
export function escalate(input: EscalationInput): Escalation {
  const { account, file, calendar, reachable } = input;
  const head = { debtorId: account.debtor.id, today: calendar.today };
  const reading = readCase(account, file, calendar);
  const { chased, parked, refusals } = sortLines(input, reading);
  const stop = debtorStop(reading);
  if (stop !== null) {
    const unknown = stop.gate === 'debtor-unknown' ? parked : [];
    return {
      ...head,
      steps: [],
      parked: unknown,
      refusals: chased.length + parked.length === 0 ? [] : [{ lineId: null, ...stop }],
    };
  }
  const overdue = overdueOf(chased);
  const judged = chased.map((of) => judgeLine(reading, of, overdue(of.view)));
  const climbing = judged.filter(isClimbing);
  const room = { reading, reachable, all: judged };
  const message = makeMessage(room, byRung(climbing.filter((line) => !isDesk(line))));
  return {
    ...head,
    steps: [...byRung(climbing.filter(isDesk)).map(deskStep), ...ownerSteps(reading, judged), ...message.steps],
    parked,
    refusals: [
      ...refusals,
      ...judged.flatMap(({ view, refusal }) => (refusal === null ? [] : [{ lineId: view.line.id, ...refusal }])),
      ...message.refusals,
    ],
  };
}
