import { type Calendar, type Instant, nextWorkingDay } from './calendar.ts';
import { addDays, type CivilDate } from './civil-date.ts';
import { receivedOn } from './received-on.ts';

/** The day by which a person answers what is asked now, as it is told to who asked: one working day after it is found. */
export function answerDay(calendar: Calendar, now: Instant): CivilDate {
  return nextWorkingDay(calendar, addDays(receivedOn(calendar, now), 1));
}
