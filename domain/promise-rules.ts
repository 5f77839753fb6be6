import { type PromiseLine, type PromiseToPay } from './account.ts';
import { type Calendar, nextWorkingDay } from './calendar.ts';
import { addDays, type CivilDate } from './civil-date.ts';
import { type Ledger, type Settlement } from './ledger.ts';
import { type Money } from './money.ts';
import { isPaidSince } from './paid-since.ts';
import { paydayAfter } from './plan-schedule.ts';
import { type PlanPolicy } from './plan-policy.ts';
import { type NotPayable } from './payable-part.ts';
import { coverLines, plannable, type Plannable } from './plannable.ts';

/** What someone offers to pay, and when; `amount` null means all of it, `lineIds` null everything that is due. */
export type PromiseWish = {
  readonly lineIds: readonly string[] | null;
  readonly amount: Money | null;
  readonly due: CivilDate;
};

export type PromiseVerdict =
  | { readonly kind: 'ok'; readonly lines: readonly PromiseLine[]; readonly amount: Money; readonly of: Plannable }
  | { readonly kind: 'deferral'; readonly why: 'too-late' | 'too-many'; readonly latest: CivilDate } // plan policy or staff
  | { readonly kind: 'refused'; readonly why: 'date-past' | 'amount-too-low' }
  | { readonly kind: 'refused'; readonly why: 'nothing-open'; readonly because: NotPayable | null } // of the oldest line left out
  | { readonly kind: 'refused'; readonly why: 'amount-too-high'; readonly most: Money }
  | { readonly kind: 'refused'; readonly why: 'currency-unclear'; readonly currencies: readonly string[] };

/** The last day a promise may name: within the policy's days, and for those who wait for their pay the next payday. */
export function promiseLimit(policy: PlanPolicy, calendar: Calendar, payday: number | null): CivilDate {
  const latest = addDays(calendar.today, policy.promiseDays);
  if (!policy.promiseUntilPayday || payday === null) return latest;
  // Pay that falls on a weekend or a holiday is there on the next working day.
  const paid = nextWorkingDay(calendar, paydayAfter(calendar.today, payday));
  return paid < latest ? paid : latest;
}

/** How many promises the line has had; a kept one does not count against it. */
function promisesOf(ledger: Ledger, lineId: string): number {
  return ledger.account.promises.filter(
    (promise) => promise.status !== 'kept' && promise.lines.some((line) => line.lineId === lineId),
  ).length;
}

function pick(candidates: readonly Plannable[], amount: Money | null): Plannable | PromiseVerdict {
  const owed = candidates.filter((candidate) => candidate.net.minor > 0);
  const matching = amount === null ? owed : owed.filter((candidate) => candidate.currency === amount.currency);
  const [only] = matching;
  if (only !== undefined && matching.length === 1) return only;
  if (owed.length === 0) {
    return {
      kind: 'refused',
      why: 'nothing-open',
      because: candidates.flatMap(({ excluded }) => excluded)[0]?.why ?? null,
    };
  }
  return { kind: 'refused', why: 'currency-unclear', currencies: owed.map((candidate) => candidate.currency) };
}

/**
 * What a promise would cover (oldest lines first, credits deducted), or why it is not one: a later day or a third time on a
 * line is a deferral, which plan policy or a person decides.
 */
export function checkPromise(
  wish: PromiseWish,
  ledger: Ledger,
  policy: PlanPolicy,
  calendar: Calendar,
): PromiseVerdict {
  if (wish.due < calendar.today) return { kind: 'refused', why: 'date-past' };
  const of = pick(plannable(ledger, wish.lineIds), wish.amount);
  if ('kind' in of) return of;
  const amount = wish.amount ?? of.net;
  if (amount.minor <= 0) return { kind: 'refused', why: 'amount-too-low' };
  if (amount.minor > of.net.minor) return { kind: 'refused', why: 'amount-too-high', most: of.net };
  const latest = promiseLimit(policy, calendar, ledger.account.debtor.payday);
  if (wish.due > latest) return { kind: 'deferral', why: 'too-late', latest };
  const lines = coverLines(of, amount);
  if (lines.some((line) => promisesOf(ledger, line.lineId) >= policy.promisesPerLine))
    return { kind: 'deferral', why: 'too-many', latest };
  return { kind: 'ok', lines, amount, of };
}

/** How exact a promise must be to count as kept. */
export type PromiseTolerance = { readonly days: number; readonly percent: number };

type Counting = { readonly promise: PromiseToPay; readonly line: PromiseLine; readonly graceDays: number };

/** A promise of that line that comes before: its money is not this one's too. */
function isBefore(other: PromiseToPay, promise: PromiseToPay): boolean {
  if (other.id === promise.id || other.status === 'withdrawn') return false;
  return other.due < promise.due || (other.due === promise.due && other.id < promise.id);
}

/**
 * Whether a settlement is in time. On the accounts' word alone nobody knows the day: a promise that no earlier accounts showed as
 * missed has the benefit of it.
 */
function isInTime({ source, on }: Settlement, { status }: PromiseToPay, until: CivilDate): boolean {
  return on <= until || (source.kind === 'clearing' && (status === 'open' || status === 'kept'));
}

/** What was paid, or settled on the accounts' word, from that day on. */
function paidMinor(settlements: readonly Settlement[], from: CivilDate): number {
  return settlements
    .filter((settlement) => isPaidSince(settlement, from))
    .reduce((total, { amount }) => total + amount.minor, 0);
}

/** What earlier promises of that line took of what was paid since this one was made. */
function takenMinor({ promise, line, graceDays }: Counting, ledger: Ledger, since: readonly Settlement[]): number {
  let taken = 0;
  for (const other of ledger.account.promises.filter((of) => isBefore(of, promise))) {
    const of = other.lines.find(({ lineId }) => lineId === line.lineId);
    const until = addDays(other.due, graceDays);
    const inTime = since.filter((settlement) => isInTime(settlement, other, until));
    taken += Math.min(
      of?.amount.minor ?? 0,
      paidMinor(inTime, other.madeOn > promise.madeOn ? other.madeOn : promise.madeOn),
    );
  }
  return taken;
}

/** What of the promised amount of one line was settled by value dates up to `until`, since the promise or, when more, in all. */
function keptMinor(counting: Counting, ledger: Ledger, until: CivilDate): number {
  const { promise, line } = counting;
  const view = ledger.byLine.get(line.lineId);
  if (view === undefined) return 0;
  const inTime = view.settlements.filter((settlement) => isInTime(settlement, promise, until));
  const all = inTime.reduce((total, { amount }) => total + amount.minor, 0);
  const since = paidMinor(inTime, promise.madeOn) - takenMinor(counting, ledger, inTime);
  const open = view.line.amount.minor - all;
  return Math.min(line.amount.minor, Math.max(since, line.amount.minor - open));
}

/**
 * Judges a promise on value dates, never on the day of judging: the same payments give the same verdict on any later day, and
 * a payment that was returned since counts no longer. Open until the day after its date and tolerance, unless kept before.
 */
export function judgePromise(
  promise: PromiseToPay,
  ledger: Ledger,
  tolerance: PromiseTolerance,
): PromiseToPay['status'] {
  if (promise.status === 'withdrawn') return 'withdrawn';
  const until = addDays(promise.due, tolerance.days);
  const kept = promise.lines.reduce(
    (total, line) => total + keptMinor({ promise, line, graceDays: tolerance.days }, ledger, until),
    0,
  );
  if (kept * 100 >= promise.amount.minor * (100 - tolerance.percent)) return 'kept';
  if (ledger.asOf <= until) return 'open';
  return kept > 0 ? 'partly-kept' : 'broken';
}
