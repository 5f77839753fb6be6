import { invariant } from './errors.ts';

declare const civil: unique symbol;

/** A calendar day without a zone, as `YYYY-MM-DD`; `<` and `>` order it. */
export type CivilDate = string & { readonly [civil]: 'date' };

const dayMs = 86_400_000;
const pattern = /^(\d{4})-(\d{2})-(\d{2})$/;

function epochDay(date: CivilDate): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

function fromEpochDay(day: number): CivilDate {
  return new Date(day * dayMs).toISOString().slice(0, 10) as CivilDate;
}

/** The date of that year, month (1–12) and day, or null when the calendar has no such day. */
export function dateOf(year: number, month: number, day: number): CivilDate | null {
  if (![year, month, day].every(Number.isInteger) || year < 1 || year > 9999) return null;
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return readDate(text);
}

/** Reads `YYYY-MM-DD`; null for anything else, 30 February included. */
export function readDate(text: string): CivilDate | null {
  if (!pattern.test(text)) return null;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text) ? (text as CivilDate) : null;
}

/** The date written as `YYYY-MM-DD` in the source code; raises INVARIANT_BROKEN when it is not one. */
export function date(text: string): CivilDate {
  const read = readDate(text);
  invariant(read !== null, 'a date literal is a real day');
  return read;
}

/** That many days later (earlier when negative). */
export function addDays(from: CivilDate, days: number): CivilDate {
  return fromEpochDay(epochDay(from) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return epochDay(to) - epochDay(from);
}

/** The parts of a date; month from 1, weekday 1 (Monday) to 7 (Sunday). */
export function partsOf(of: CivilDate): { year: number; month: number; day: number; weekday: number } {
  const [year = 0, month = 0, day = 0] = of.split('-').map(Number);
  return { year, month, day, weekday: ((((epochDay(of) + 3) % 7) + 7) % 7) + 1 };
}

/** How many days that month has. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** That many months later on the same day of the month, or on `day` when given; clamped to the month's last day. */
export function addMonths(from: CivilDate, months: number, day: number = partsOf(from).day): CivilDate {
  const { year, month } = partsOf(from);
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  const clamped = dateOf(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
  invariant(clamped !== null, 'a clamped day exists in its month');
  return clamped;
}
