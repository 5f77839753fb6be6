import { type Calendar, nextWorkingDay } from '../calendar.ts';
import { addDays, type CivilDate } from '../civil-date.ts';
import { addWorkingDays } from '../working-days.ts';
import { type Level } from './policy.ts';

/** How many working days a letter that was drawn may wait to be printed and posted. */
const daysToPost = 2;
/** How long the post takes to present a letter. */
export const daysToPresent = 2;

/**
 * The last day of what a formal notice grants, as it is printed: a working day, so many days after the letter will have been presented. A
 * letter that is posted later than this allows for is drawn again; one that is presented later has its days from then. Null for a level that
 * grants nothing.
 */
export function printedDeadline({ deadlineDays }: Pick<Level, 'deadlineDays'>, calendar: Calendar): CivilDate | null {
  if (deadlineDays === null) return null;
  const posted = addWorkingDays(calendar, calendar.today, daysToPost);
  return nextWorkingDay(calendar, addDays(posted, daysToPresent + deadlineDays));
}
