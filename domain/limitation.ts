import { type DebtorKind, type Invoice } from './account.ts';
import { addDays, addMonths, type CivilDate, dateOf, partsOf } from './civil-date.ts';
import { invariant } from './errors.ts';

/** How long a claim lives. */
export type LimitationPeriod = 'two-years' | 'five-years' | 'four-calendar-years' | 'one-year';

const months: Readonly<Record<Exclude<LimitationPeriod, 'four-calendar-years'>, number>> = {
  'one-year': 12, // what telecommunications are sold for (CPCE L34-2); a figure of the policy, since no invoice says so
  'two-years': 24,
  'five-years': 60,
};

/** What decides how long a claim lives: the debtor's country, and what law it has for such debtors. */
export type LimitationCase = {
  readonly country: string; // ISO 3166-1 alpha-2
  readonly debtor: DebtorKind;
  readonly capacity: Invoice['capacity'];
};

/**
 * In France two years for what a person bought for themselves (C. conso. L218-2), a sole trader's private purchases included; four
 * calendar years against public bodies (loi 68-1250, art. 1); five years otherwise (C. com. L110-4). In the United Kingdom the five years
 * of Scotland (Prescription and Limitation (Scotland) Act 1973, s. 6), the shorter of its periods. Null where the law is not known here.
 */
export function limitationPeriod({ country, debtor, capacity }: LimitationCase): LimitationPeriod | null {
  if (country === 'GB') return 'five-years';
  if (country !== 'FR') return null;
  if (debtor === 'public-body') return 'four-calendar-years';
  if (debtor === 'consumer' || (debtor === 'sole-trader' && capacity === 'private')) return 'two-years';
  return 'five-years';
}

/** The first day barred when the period starts at the end of `start` (C. civ. 2228 and 2229). */
function barredAfter(start: CivilDate, period: LimitationPeriod): CivilDate {
  if (period === 'four-calendar-years') {
    const day = dateOf(partsOf(start).year + 5, 1, 1);
    invariant(day !== null, 'the first of January exists');
    return day;
  }
  return addDays(addMonths(start, months[period]), 1);
}

const shortestFirst: readonly LimitationPeriod[] = ['one-year', 'two-years', 'four-calendar-years', 'five-years'];

/** The shorter of a policy's period and the law's: a policy lengthens nothing, and stands alone where the law is not known here. */
export function shorterPeriod(policy: LimitationPeriod, law: LimitationPeriod | null): LimitationPeriod {
  if (law === null) return policy;
  return shortestFirst.indexOf(policy) < shortestFirst.indexOf(law) ? policy : law;
}

/**
 * The first day on which a line is time-barred. Each acknowledgement (a promise, a plan, a part payment: C. civ. 2240) made
 * before that day starts the whole period anew; a later one revives nothing. Null when the period is not known.
 */
export function timeBarredFrom(
  due: CivilDate,
  period: LimitationPeriod | null,
  acknowledgements: readonly CivilDate[],
): CivilDate | null {
  if (period === null) return null;
  let barred = barredAfter(due, period);
  for (const on of acknowledgements.toSorted()) {
    if (on >= barred) break;
    if (on > due) barred = barredAfter(on, period);
  }
  return barred;
}
