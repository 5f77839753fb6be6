import { type CivilDate } from './civil-date.ts';
import { type Language, localeOf } from './language.ts';
import { decimalsOf, type Money } from './money.ts';

/** The decimal form of an amount, exact: `-1234.50` for -123450 EUR. */
export function toDecimal(amount: Money): string {
  const decimals = decimalsOf(amount.currency);
  const digits = String(Math.abs(amount.minor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = amount.minor < 0 ? '-' : '';
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`;
}

// Making a formatter costs a hundred times more than using it, and there are few languages and currencies.
const moneyFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<Language, Intl.DateTimeFormat>();

// A sign of its own, without the country that French adds to tell it from other pounds (`£GB`); dollars keep theirs (`$CA`).
const ownSign: ReadonlySet<string> = new Set(['GBP']);

function moneyFormat(currency: string, language: Language): Intl.NumberFormat {
  const key = `${language} ${currency}`;
  const known = moneyFormats.get(key);
  if (known !== undefined) return known;
  const currencyDisplay = ownSign.has(currency) ? 'narrowSymbol' : 'symbol';
  const minimumFractionDigits = decimalsOf(currency);
  const options = { style: 'currency', currency, currencyDisplay, minimumFractionDigits } as const;
  const made = new Intl.NumberFormat(localeOf(language), options);
  moneyFormats.set(key, made);
  return made;
}

function dateFormat(language: Language): Intl.DateTimeFormat {
  const known = dateFormats.get(language);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' });
  dateFormats.set(language, made);
  return made;
}

/** An amount as people write it: `276,80 €`, `£310.00`. French spaces are no-break (U+00A0), readable by every channel. */
export function formatMoney(amount: Money, language: Language): string {
  return moneyFormat(amount.currency, language)
    .format(toDecimal(amount) as Intl.StringNumericLiteral)
    .replace(/\u202f/g, '\u00a0');
}

/** A date in full words: `28 décembre 2026`, `1er mars 2027`, `28 December 2026`. */
export function formatDate(day: CivilDate, language: Language): string {
  const written = dateFormat(language).format(new Date(`${day}T00:00:00Z`));
  return language === 'fr' ? written.replace(/^1 /, '1er ') : written; // CLDR writes "1 mars", French typography "1er mars"
}

/** A month in full words: `janvier 2027`, `January 2027`. */
export function formatMonth(day: CivilDate, language: Language): string {
  return dateFormat(language)
    .formatToParts(new Date(`${day}T00:00:00Z`))
    .filter(({ type }) => type === 'month' || type === 'year')
    .map(({ value }) => value)
    .join(' ');
}

/** A date in digits, day first in both languages: `28/12/2026`. */
export function formatShortDate(day: CivilDate): string {
  return day.split('-').reverse().join('/');
}
