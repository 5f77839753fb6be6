import { addDays, addMonths, type CivilDate, dateOf, daysInMonth, partsOf } from '../domain/civil-date.ts';

/** Against which day words are read, and where a date without a year lies. */
export type DateContext = {
  readonly today: CivilDate;
  readonly prefer: 'future' | 'past';
  readonly daysFrom?: CivilDate; // a day of the month alone is of the month asked about
};

/** One way of writing a date: null from `read` means that it was a date and is none ("30 février"). */
export type DateRule = {
  readonly pattern: RegExp;
  readonly read: (groups: readonly (string | undefined)[], context: DateContext) => CivilDate | null;
};

/** The day and month in the nearest year on the preferred side of today; null when no year near has it. */
export function dayAndMonth(day: number, month: number, { today, prefer }: DateContext): CivilDate | null {
  const { year } = partsOf(today);
  const years = prefer === 'future' ? [year, year + 1] : [year, year - 1];
  const candidates = years.map((each) => dateOf(each, month, day)).filter((date) => date !== null);
  return candidates.find((date) => (prefer === 'future' ? date >= today : date <= today)) ?? null;
}

/** From where a day alone is looked for: today, or the end of the asked month that lies nearest to today. */
function nearestTo(today: CivilDate, prefer: DateContext['prefer'], daysFrom: CivilDate | undefined): CivilDate {
  if (daysFrom === undefined) return today;
  if (prefer === 'future') return daysFrom > today ? daysFrom : today;
  const last = addDays(addMonths(daysFrom, 1, 1), -1);
  return last < today ? last : today;
}

/** That day of the nearest month on the preferred side that has it. */
export function dayOfMonth(day: number, { today: now, prefer, daysFrom }: DateContext): CivilDate | null {
  if (day < 1 || day > 31) return null;
  const today = nearestTo(now, prefer, daysFrom);
  const step = prefer === 'future' ? 1 : -1;
  for (let count = 0; count < 4; count += 1) {
    const { year, month } = partsOf(addMonths(today, count * step, 1));
    const date = dateOf(year, month, day);
    if (date !== null && (prefer === 'future' ? date >= today : date <= today)) return date;
  }
  return null;
}

/** That day of the month so many months away; null when that month has no such day. */
export function dayInMonth(day: number, monthsAway: number, { today }: DateContext): CivilDate | null {
  const { year, month } = partsOf(addMonths(today, monthsAway, 1));
  return dateOf(year, month, day);
}

/** The last day of a month. */
export function lastDay(year: number, month: number): CivilDate | null {
  return dateOf(year, month, daysInMonth(year, month));
}

/** The last day of the month so many months away. */
export function endOfMonth(monthsAway: number, { today }: DateContext): CivilDate | null {
  const { year, month } = partsOf(addMonths(today, monthsAway, 1));
  return lastDay(year, month);
}

/** That weekday of the week so many weeks away; weeks begin on Monday. */
export function weekdayOfWeek(weekday: number, weeksAway: number, { today }: DateContext): CivilDate {
  return addDays(today, weekday - partsOf(today).weekday + weeksAway * 7);
}

/** The nearest such weekday strictly after today, or strictly before when the past is preferred. */
export function nearestWeekday(weekday: number, { today, prefer }: DateContext): CivilDate {
  const ahead = (weekday - partsOf(today).weekday + 7) % 7 || 7;
  return addDays(today, prefer === 'future' ? ahead : (ahead === 7 ? 0 : ahead) - 7);
}

/** A year typed with four digits, or with two: this century, unless the past is preferred and it would lie ahead. */
export function fullYear(typed: string, { today, prefer }: DateContext): number {
  const year = Number(typed);
  if (typed.length > 2) return year;
  const latest = partsOf(today).year + (prefer === 'past' ? 0 : 20);
  return 2000 + year > latest ? 1900 + year : 2000 + year;
}
