import { type Calendar, isWorkingDay, nextWorkingDay } from '../../domain/calendar.ts';
import { addDays, addMonths, type CivilDate } from '../../domain/civil-date.ts';
import { type Context } from '../form.ts';

/** The working day that day moves to, back into its month when it would leave it. */
function workingDayIn(calendar: Calendar, day: CivilDate): CivilDate {
  const next = nextWorkingDay(calendar, day);
  if (next.slice(0, 7) === day.slice(0, 7)) return next;
  let before = day;
  while (!isWorkingDay(calendar, before)) before = addDays(before, -1);
  return before;
}

/** Days of a month to choose from: its first working day, the payday or its middle, its last working day; none that is past. */
export function daysInMonth(first: CivilDate, { calendar, account }: Context): readonly CivilDate[] {
  const last = addDays(addMonths(first, 1, 1), -1);
  const middle = addMonths(first, 0, account?.debtor.payday ?? 15);
  const days = [first, middle, last].map((day) => workingDayIn(calendar, day));
  return [...new Set(days)].filter((day) => day >= calendar.today).sort();
}
