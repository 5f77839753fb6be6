import { type Calendar, type Instant, nextWorkingDay } from './calendar.ts';
import { addDays, type CivilDate } from './civil-date.ts';

/** From this hour on, local time, nobody opens what comes in before the next working day. */
const closingHour = 17;

// Making a formatter costs a hundred times more than using it, and there are few zones.
const clocks = new Map<string, Intl.DateTimeFormat>();

function hourIn(zone: string, at: Instant): number {
  const clock =
    clocks.get(zone) ?? new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zone });
  clocks.set(zone, clock);
  return Number(clock.format(at));
}

/** The working day on which a person finds what comes in now: today while the office is open, else the next one. */
export function receivedOn(calendar: Calendar, now: Instant): CivilDate {
  const isClosed = hourIn(calendar.zone, now) >= closingHour;
  return nextWorkingDay(calendar, isClosed ? addDays(calendar.today, 1) : calendar.today);
}
