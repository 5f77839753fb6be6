import { type DebtorKind, type Invoice } from './account.ts';
import { addDays, addMonths, type CivilDate, dateOf, partsOf } from './civil-date.ts';
import { invariant } from './errors.ts';

/** How long a claim lives, by French law. */
export type LimitationPeriod = 'two-years' | 'five-years' | 'four-calendar-years';

/**
 * Two years for what a person bought for themselves (C. conso. L218-2), a sole trader's private purchases included; four
 * calendar years against public bodies (loi 68-1250, art. 1); five years otherwise (C. com. L110-4).
 */
export function limitationPeriod(debtor: DebtorKind, capacity: Invoice['capacity']): LimitationPeriod {
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
  return addDays(addMonths(start, period === 'two-years' ? 24 : 60), 1);
}

/**
 * The first day on which a line is time-barred. Each acknowledgement (a promise, a plan, a part payment: C. civ. 2240) made
 * before that day starts the whole period anew; a later one revives nothing.
 */
export function timeBarredFrom(
  due: CivilDate,
  period: LimitationPeriod,
  acknowledgements: readonly CivilDate[],
): CivilDate {
  let barred = barredAfter(due, period);
  for (const on of acknowledgements.toSorted()) {
    if (on >= barred) break;
    if (on > due) barred = barredAfter(on, period);
  }
  return barred;
}
