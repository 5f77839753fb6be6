import { type Debtor, type Instalment } from './account.ts';
import { type Calendar, nextWorkingDay } from './calendar.ts';
import { addDays, addMonths, type CivilDate } from './civil-date.ts';
import { type Frequency } from './command.ts';
import { type Money, money } from './money.ts';
import { countOf, paydayAfter, schedule, type ScheduleTerms } from './plan-schedule.ts';
import { type PlanPolicy } from './plan-policy.ts';

/** Why a plan is for a person to decide; the machine never refuses one. */
export type BeyondPolicy =
  | 'currency'
  | 'frequency'
  | 'too-many-instalments'
  | 'too-long'
  | 'instalment-too-small'
  | 'down-payment-too-small'
  | 'first-too-late';

export type PlanVerdict =
  | { readonly kind: 'within' }
  | { readonly kind: 'beyond'; readonly reasons: readonly BeyondPolicy[] }
  | { readonly kind: 'impossible'; readonly why: 'date-past' | 'amount' | 'too-small-to-split' };

/** One ready plan of the policy. */
export type PlanOffer = {
  readonly terms: ScheduleTerms;
  readonly count: number;
  readonly instalments: readonly Instalment[];
};

function minimumIn(policy: PlanPolicy, currency: string): Money | null {
  return policy.instalmentMinimum.find((minimum) => minimum.currency === currency) ?? null;
}

/** What the policy wants with the first instalment; rounded up, null when it wants nothing. */
export function downPaymentOf(total: Money, policy: PlanPolicy): Money | null {
  if (policy.downPaymentPercent === 0) return null;
  return money(Number((BigInt(total.minor) * BigInt(policy.downPaymentPercent) + 99n) / 100n), total.currency);
}

/** What of the plan the policy does not allow, judged on the dates and amounts people see. */
export function beyondPolicy(
  terms: Pick<ScheduleTerms, 'total' | 'cut' | 'frequency' | 'first'>,
  instalments: readonly Instalment[],
  policy: PlanPolicy,
  calendar: Calendar,
): BeyondPolicy[] {
  const [first, last] = [instalments[0], instalments.at(-1)];
  const minimum = minimumIn(policy, terms.total.currency);
  // The last instalment of a plan of equal amounts is what is left, so it may be smaller.
  const regular = 'each' in terms.cut && instalments.length > 1 ? instalments.slice(0, -1) : instalments;
  const down = downPaymentOf(terms.total, policy);
  const end = nextWorkingDay(calendar, addMonths(first?.due ?? terms.first, policy.months));
  const latestFirst = nextWorkingDay(calendar, addDays(calendar.today, policy.firstWithinDays));
  const checks: readonly (readonly [BeyondPolicy, boolean])[] = [
    ['currency', minimum === null],
    ['frequency', !policy.frequencies.includes(terms.frequency)],
    ['too-many-instalments', instalments.length > policy.instalments],
    ['too-long', last !== undefined && last.due > end],
    ['instalment-too-small', minimum !== null && regular.some((instalment) => instalment.amount.minor < minimum.minor)],
    ['down-payment-too-small', down !== null && first !== undefined && first.amount.minor < down.minor],
    ['first-too-late', first !== undefined && first.due > latestFirst],
  ];
  return checks.flatMap(([reason, fails]) => (fails ? [reason] : []));
}

/** Whether the machine may agree to the plan, or a person must look, or there is no such plan. */
export function checkPlan(terms: ScheduleTerms, policy: PlanPolicy, calendar: Calendar): PlanVerdict {
  if (terms.first < calendar.today) return { kind: 'impossible', why: 'date-past' };
  if (terms.total.minor <= 0 || ('each' in terms.cut && terms.cut.each.minor <= 0))
    return { kind: 'impossible', why: 'amount' };
  const count = countOf(terms.total, terms.cut);
  if (!Number.isInteger(count) || count < 1 || count > countsMax || count > terms.total.minor) {
    return { kind: 'impossible', why: 'too-small-to-split' };
  }
  const reasons = beyondPolicy(terms, schedule(terms, calendar), policy, calendar);
  return reasons.length === 0 ? { kind: 'within' } : { kind: 'beyond', reasons };
}

/** No schedule is drawn beyond this, whatever is asked: 120 months. */
const countsMax = 120;

/** The day a plan starts when nobody names one: the next payday, or a week ahead; never later than the policy's latest. */
export function firstDay(debtor: Pick<Debtor, 'payday'>, policy: PlanPolicy, calendar: Calendar): CivilDate {
  const latest = addDays(calendar.today, policy.firstWithinDays);
  const wanted = debtor.payday === null ? addDays(calendar.today, 7) : paydayAfter(calendar.today, debtor.payday);
  return wanted < latest ? wanted : latest;
}

function offer(total: Money, frequency: Frequency, count: number, at: OfferContext): PlanOffer | null {
  const { debtor, policy, calendar } = at;
  const terms: ScheduleTerms = {
    total,
    cut: { count },
    first: firstDay(debtor, policy, calendar),
    frequency,
    payday: frequency === 'month' ? debtor.payday : null,
    downPayment: downPaymentOf(total, policy),
  };
  if (checkPlan(terms, policy, calendar).kind !== 'within') return null;
  return { terms, count, instalments: schedule(terms, calendar) };
}

type OfferContext = {
  readonly debtor: Pick<Debtor, 'payday'>;
  readonly policy: PlanPolicy;
  readonly calendar: Calendar;
};

/** Up to three ready plans within policy: three and six times and the longest, where allowed; none when nothing can be cut in two. */
export function planOffers(total: Money, at: OfferContext): readonly PlanOffer[] {
  const frequency = at.policy.frequencies.includes('month') ? 'month' : at.policy.frequencies[0];
  if (frequency === undefined) return [];
  const offers: PlanOffer[] = [];
  for (let count = 2; count <= Math.min(at.policy.instalments, countsMax); count += 1) {
    const made = offer(total, frequency, count, at);
    if (made !== null) offers.push(made);
  }
  const counts = offers.map(({ count }) => count);
  // Three and six times are what people ask for; the longest is the smallest effort.
  const preferred = [3, 6, counts.at(-1)].filter((count) => count !== undefined && counts.includes(count));
  const chosen = new Set(
    [...preferred, ...counts].filter((count, index, all) => all.indexOf(count) === index).slice(0, 3),
  );
  return offers.filter(({ count }) => chosen.has(count));
}
