import { type Calendar, nextWorkingDay } from '../calendar.ts';
import { addDays, type CivilDate } from '../civil-date.ts';
import { type Level } from './policy.ts';

/** How long a letter takes to be printed, posted and presented. */
const daysOnTheWay = 3;

/**
 * The last day of what a formal notice grants, as it is printed: a working day, so many days after the letter will have been presented. It
 * is set anew, never earlier, when the letter is first presented. Null for a level that grants nothing.
 */
export function printedDeadline({ deadlineDays }: Pick<Level, 'deadlineDays'>, calendar: Calendar): CivilDate | null {
  return deadlineDays === null ? null : nextWorkingDay(calendar, addDays(calendar.today, deadlineDays + daysOnTheWay));
}
