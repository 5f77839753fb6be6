import { addDays, type CivilDate, partsOf } from './civil-date.ts';

/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** The day it is for a debtor, in their zone, with the public holidays around it; a shell builds it from a library. */
export type Calendar = {
  /** IANA name, such as Europe/Paris. */
  readonly zone: string;
  readonly today: CivilDate;
  readonly holidays: readonly CivilDate[];
};

/** Monday to Friday and no public holiday. */
export function isWorkingDay(calendar: Calendar, day: CivilDate): boolean {
  return partsOf(day).weekday <= 5 && !calendar.holidays.includes(day);
}

/** `day` itself when it is a working day, else the first one after it. */
export function nextWorkingDay(calendar: Calendar, day: CivilDate): CivilDate {
  let candidate = day;
  while (!isWorkingDay(calendar, candidate)) candidate = addDays(candidate, 1);
  return candidate;
}
