import { type Calendar, nextWorkingDay } from './calendar.ts';
import { addDays, type CivilDate } from './civil-date.ts';

/** The day that many working days after `from`; `from` itself for none. */
export function addWorkingDays(calendar: Calendar, from: CivilDate, days: number): CivilDate {
  let day = from;
  for (let counted = 0; counted < days; counted += 1) day = nextWorkingDay(calendar, addDays(day, 1));
  return day;
}
