import { type CivilDate, dateOf } from '../../domain/civil-date.ts';
import { type DateOrder } from './import-file.ts';
import { type Reason } from './refusal.ts';

const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}.*)?$/;
const packed = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const numeric = /^(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?$/;
const named = /^(\d{1,2})(?:er|st|nd|rd|th)?[ \-/]([a-zà-ÿ]{3,10})\.?,?[ \-/](\d{4}|\d{2})$/;

const months: readonly RegExp[] = [
  /^jan/,
  /^(fev|feb)/,
  /^mar/,
  /^(avr|apr)/,
  /^(mai|may)/,
  /^(juin|jun$|june)/,
  /^(juil|jul)/,
  /^(aou|aug)/,
  /^sep/,
  /^oct/,
  /^nov/,
  /^dec/,
];

/** A year of two digits is of 1970 to 2069. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

/** Which order a cell proves: a part above 12 is a day, and dates with dots begin with the day everywhere; null when it proves none. */
export function dateOrderOf(text: string): DateOrder | null {
  const [, first = '', sign = '', second = ''] = numeric.exec(text) ?? [];
  if (sign === '') return null;
  if (sign === '.' || Number(first) > 12) return 'dmy';
  return Number(second) > 12 ? 'mdy' : null;
}

type Read = { readonly value: CivilDate } | { readonly reason: Reason };

function dated(date: CivilDate | null): Read {
  return date === null ? { reason: 'not-a-date' } : { value: date };
}

function readNumeric(parts: RegExpExecArray, order: DateOrder | null): Read {
  const [, first = '', sign = '', second = '', yearText = ''] = parts;
  const year = fullYear(yearText);
  const proved = first === second ? 'dmy' : (dateOrderOf(`${first}${sign}${second}${sign}${yearText}`) ?? order);
  if (proved === null) return { reason: 'date-ambiguous' };
  const [day, month] = proved === 'dmy' ? [first, second] : [second, first];
  return dated(dateOf(year, Number(month), Number(day)));
}

function readNamed([, day = '', word = '', year = '']: RegExpExecArray): CivilDate | null {
  const folded = word.normalize('NFD').replace(/\p{Mn}/gu, '');
  const month = months.findIndex((pattern) => pattern.test(folded)) + 1;
  return month === 0 ? null : dateOf(fullYear(year), month, Number(day));
}

/** The civil date a cell means, `order` telling 05/03 where the cell alone does not; or why it means none. */
export function readCellDate(text: string, order: DateOrder | null): Read {
  const plain = iso.exec(text) ?? packed.exec(text);
  const parts = numeric.exec(text);
  const words = named.exec(text.toLowerCase());
  if (plain !== null) return dated(dateOf(Number(plain[1]), Number(plain[2]), Number(plain[3])));
  if (parts !== null) return readNumeric(parts, order);
  return dated(words === null ? null : readNamed(words));
}
