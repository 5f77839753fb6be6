import { invariant } from './errors.ts';

declare const civil: unique symbol;

/** A calendar day without a zone, as `YYYY-MM-DD`; `<` and `>` order it. */
export type CivilDate = string & { readonly [civil]: 'date' };

// Dates are asked for far more often than anything else of an account: their parts are read as digits, and a day's number is
// counted in whole years from 1 March, so that 29 February is the last day of one (day 0 is 1 March of the year 0).
const [daysOfEra, yearsOfEra] = [146_097, 400];
const epochFromMarch = 719_468; // days from 1 March of the year 0 to 1 January 1970
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const zero = 48; // '0'
const dash = 45; // '-'

function digits(text: string, from: number, until: number): number {
  let value = 0;
  for (let at = from; at < until; at += 1) value = value * 10 + text.charCodeAt(at) - zero;
  return value;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

function textOf(year: number, month: number, day: number): CivilDate {
  return `${year < 1000 ? String(year).padStart(4, '0') : year}-${two(month)}-${two(day)}` as CivilDate;
}

function epochDay(date: CivilDate): number {
  const month = digits(date, 5, 7);
  const year = digits(date, 0, 4) - (month < 3 ? 1 : 0);
  const inYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + digits(date, 8, 10) - 1;
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + inYear - epochFromMarch;
}

function fromEpochDay(epoch: number): CivilDate {
  const days = epoch + epochFromMarch;
  const era = Math.floor(days / daysOfEra);
  const inEra = days - era * daysOfEra;
  const ofEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  );
  const inYear = inEra - (365 * ofEra + Math.floor(ofEra / 4) - Math.floor(ofEra / 100));
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = era * yearsOfEra + ofEra + (month < 3 ? 1 : 0);
  return textOf(year, month, inYear - Math.floor((153 * fromMarch + 2) / 5) + 1);
}

/** The date of that year, month (1–12) and day, or null when the calendar has no such day. */
export function dateOf(year: number, month: number, day: number): CivilDate | null {
  if (![year, month, day].every(Number.isInteger) || year < 1 || year > 9999) return null;
  return isDay(year, month, day) ? textOf(year, month, day) : null;
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Reads `YYYY-MM-DD`; null for anything else, 30 February included. */
export function readDate(text: string): CivilDate | null {
  if (text.length !== 10 || text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return null;
  for (let at = 0; at < 10; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if ((digit < 0 || digit > 9) && at !== 4 && at !== 7) return null;
  }
  return isDay(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)) ? (text as CivilDate) : null;
}

/** The date written as `YYYY-MM-DD` in the source code; raises INVARIANT_BROKEN when it is not one. */
export function date(text: string): CivilDate {
  const read = readDate(text);
  invariant(read !== null, 'a date literal is a real day');
  return read;
}

/** That many days later (earlier when negative). */
export function addDays(from: CivilDate, days: number): CivilDate {
  return days === 0 ? from : fromEpochDay(epochDay(from) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return epochDay(to) - epochDay(from);
}

/** The parts of a date; month from 1, weekday 1 (Monday) to 7 (Sunday). */
export function partsOf(of: CivilDate): { year: number; month: number; day: number; weekday: number } {
  const weekday = ((((epochDay(of) + 3) % 7) + 7) % 7) + 1;
  return { year: digits(of, 0, 4), month: digits(of, 5, 7), day: digits(of, 8, 10), weekday };
}

/** How many days that month has. */
export function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (monthDays[month - 1] ?? 0);
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
