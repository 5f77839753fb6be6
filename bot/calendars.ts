import Holidays from 'date-holidays';
import { type Calendar, type Instant } from '../domain/calendar.ts';
import { type CivilDate } from '../domain/civil-date.ts';

// The nations of the United Kingdom have days of their own: without a nation, England's bank holiday of August is none.
const regions: ReadonlyMap<string, string> = new Map([['GB', 'ENG']]);

// Making a formatter costs a hundred times more than using it, and using it much more than knowing: a day begins with a minute.
type Clock = { readonly format: Intl.DateTimeFormat; minute: number; date: CivilDate };
const clocks = new Map<string, Clock>();

/** The civil date it is in a zone at an instant. */
export function dateIn(zone: string, at: Instant): CivilDate {
  const minute = Math.floor(at / 60_000);
  const clock = clocks.get(zone) ?? {
    format: new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }),
    minute: Number.NaN,
    date: '' as CivilDate,
  };
  if (clock.minute !== minute) {
    clock.date = clock.format.format(at) as CivilDate;
    clock.minute = minute;
    clocks.set(zone, clock);
  }
  return clock.date;
}

const hours = new Map<string, Intl.DateTimeFormat>();

/** The minute of the day it is in a zone at an instant, 0 to 1439 by the clock on the wall: an hour that is lived twice has the same minutes. */
export function minuteIn(zone: string, at: Instant): number {
  const format =
    hours.get(zone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  hours.set(zone, format);
  const [hour = 0, minute = 0] = format.format(at).split(':').map(Number);
  return hour * 60 + minute;
}

/** Makes calendars for a country and zone: public holidays of that country (of England for GB) for the year and the three that follow. */
export function makeCalendars(): (where: { country: string; zone: string }, at: Instant) => Calendar {
  const byYear = new Map<string, readonly CivilDate[]>();
  const ahead = new Map<string, readonly CivilDate[]>();
  const holidaysOf = (country: string, year: number): readonly CivilDate[] => {
    const key = `${country} ${year}`;
    const known = byYear.get(key);
    if (known !== undefined) return known;
    const region = regions.get(country);
    const found = (region === undefined ? new Holidays(country) : new Holidays(country, region))
      .getHolidays(year)
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10) as CivilDate);
    byYear.set(key, found);
    return found;
  };
  return ({ country, zone }, at) => {
    const today = dateIn(zone, at);
    const year = today.slice(0, 4);
    const key = `${country} ${year}`;
    const holidays = ahead.get(key) ?? [0, 1, 2, 3].flatMap((years) => holidaysOf(country, Number(year) + years));
    ahead.set(key, holidays);
    return { zone, today, holidays };
  };
}
