import { addDays, addMonths, type CivilDate, dateOf, partsOf } from '../../civil-date.ts';
import { invariant } from '../../errors.ts';

export type Span = { readonly from: CivilDate; readonly to: CivilDate };

function firstOf(day: CivilDate, months: number): CivilDate {
  const { year, month } = partsOf(day);
  const first = dateOf(year, month - ((month - 1) % months), 1);
  invariant(first !== null, 'a month has a first day');
  return first;
}

/** The months (or quarters: 3) that begin no later than a span ends and end no earlier than it begins, cut to its end, oldest first, 60 at most. */
export function monthsOf({ from, to }: Span, months: 1 | 3): readonly Span[] {
  const spans: Span[] = [];
  for (let first = firstOf(to, months); spans.length < 60; first = addMonths(first, -months)) {
    const last = addDays(addMonths(first, months), -1);
    if (last < from) break;
    spans.unshift({ from: first, to: last < to ? last : to });
    if (first < '0002') break;
  }
  return spans;
}
