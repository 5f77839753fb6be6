import { type Instalment } from './account.ts';
import { type Calendar, nextWorkingDay } from './calendar.ts';
import { addDays, addMonths, type CivilDate, partsOf } from './civil-date.ts';
import { type Frequency } from './command.ts';
import { invariant } from './errors.ts';
import { type Money, money, splitEvenly, subtract } from './money.ts';

/** How a total is cut: into `count` parts, or into parts of `each` with what is left on the last. */
export type Cut = { readonly count: number } | { readonly each: Money };

/** What a schedule is drawn from. The debtor pays the total and nothing else: a plan adds no charge (CPCE L111-8). */
export type ScheduleTerms = {
  readonly total: Money;
  readonly cut: Cut;
  readonly first: CivilDate;
  readonly frequency: Frequency;
  readonly payday: number | null; // day of the month the debtor is paid, 31 meaning the last; for monthly plans
  readonly downPayment: Money | null; // the least the first instalment is, when larger than an even part
};

/** How many instalments a cut makes of a total. */
export function countOf(total: Money, cut: Cut): number {
  return 'count' in cut ? cut.count : Math.ceil(total.minor / cut.each.minor);
}

function evenAmounts(total: Money, count: number): readonly Money[] {
  invariant(total.minor >= count, 'every instalment is of one minor unit at least');
  return splitEvenly(total, count);
}

function equalAmounts(total: Money, each: Money): readonly Money[] {
  invariant(each.minor > 0, 'an instalment is more than nothing');
  const full = Math.ceil(total.minor / each.minor) - 1;
  const last = money(total.minor - full * each.minor, total.currency);
  return [...Array.from({ length: full }, () => each), last];
}

/** The amounts of the instalments, all positive, whose sum is exactly the total; the remainder is on the last. */
export function instalmentAmounts(terms: Pick<ScheduleTerms, 'total' | 'cut' | 'downPayment'>): readonly Money[] {
  const { total, cut, downPayment } = terms;
  invariant(total.minor > 0, 'a plan is of more than nothing');
  const cutUp = (of: Money, first: number): readonly Money[] =>
    'count' in cut ? evenAmounts(of, cut.count - first) : equalAmounts(of, cut.each);
  const amounts = cutUp(total, 0);
  // What follows the down payment keeps one minor unit each, so that the number of instalments stays what was asked.
  const most = 'count' in cut ? total.minor - cut.count + 1 : total.minor;
  const needed = downPayment === null ? 0 : Math.min(downPayment.minor, most);
  if (needed <= (amounts[0]?.minor ?? 0) || amounts.length === 1) return amounts;
  const down = money(needed, total.currency);
  const rest = subtract(total, down);
  return rest.minor === 0 ? [down] : [down, ...cutUp(rest, 1)];
}

/** The day the instalment of that index (from 0) is due before weekends and holidays are looked at. */
function nominalDay(terms: ScheduleTerms, index: number): CivilDate {
  if (terms.frequency === 'week') return addDays(terms.first, 7 * index);
  if (terms.frequency === 'fortnight') return addDays(terms.first, 14 * index);
  // Counted from the first day each time, so that 31 January, 28 February is followed by 31 March.
  return index === 0 ? terms.first : addMonths(terms.first, index, terms.payday ?? partsOf(terms.first).day);
}

/**
 * The instalments: amounts exact to the minor unit, dates on working days and strictly increasing. A monthly plan keeps to
 * the payday from its second instalment on; a day the month does not have is its last.
 */
export function schedule(terms: ScheduleTerms, calendar: Calendar): readonly Instalment[] {
  let previous: CivilDate | null = null;
  return instalmentAmounts(terms).map((amount, index) => {
    const nominal = nominalDay(terms, index);
    const earliest: CivilDate = previous !== null && nominal <= previous ? addDays(previous, 1) : nominal;
    const due = nextWorkingDay(calendar, earliest);
    previous = due;
    return { position: index + 1, due, amount };
  });
}

/** The first payday after `after`: that day of the month, or the month's last when it has no such day. */
export function paydayAfter(after: CivilDate, payday: number): CivilDate {
  const thisMonth = addMonths(after, 0, payday);
  return thisMonth > after ? thisMonth : addMonths(after, 1, payday);
}
