import { z } from 'zod';
import { addMonths, type CivilDate } from '../../domain/civil-date.ts';
import { compactIban, isIban } from '../../domain/iban.ts';
import { type Currency } from '../../domain/money.ts';
import { readSiren } from '../../domain/siren.ts';
import { type Habits } from './habits.ts';
import { foldWord, type Header } from './header.ts';
import { type ImportDefaults, type SourceRecord } from './import-file.ts';
import { readAmount } from './read-amount.ts';
import { readCellDate } from './read-date.ts';
import { readPhone } from './read-phone.ts';
import { type Reason, type Refusal } from './refusal.ts';

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const textMax = 2000;
const yearsAhead = 30;
const oldest = '1970-01-01' as CivilDate;
const email = z.email().max(254);

/** Reads the cells of one row after another; the first thing wrong with a row is kept, and the row is then refused. */
export type Reading = {
  /** Turns to a row; false when its very shape is wrong. */
  start(record: SourceRecord): boolean;
  refusal(): Refusal | null;
  refuse(column: string | null, reason: Reason): null;
  text(column: string): string | null;
  /** The text in upper case: how references and numbers are compared. */
  key(column: string): string | null;
  required(column: string): string | null;
  date(column: string): CivilDate | null;
  requiredDate(column: string): CivilDate | null;
  requiredAmount(column: string, currency: Currency | null): number | null;
  /** A birth or a judgment lies in the past, however far. */
  pastDate(column: string): CivilDate | null;
  currency(): Currency | null;
  amount(column: string, currency: Currency | null): number | null;
  word<T extends string>(column: string, words: Readonly<Record<string, T>>): T | null;
  country(column: string): string | null;
  phone(column: string, country: string): string | null;
  email(column: string): string | null;
  iban(column: string): string | null;
  siren(column: string): string | null;
  readonly defaults: ImportDefaults;
};

/** What spreadsheets add so that a text stays one: ="0012" and '+33. */
function unwrap(cell: string): string {
  const formulaText = /^="([^"]*)"$/.exec(cell);
  if (formulaText !== null) return formulaText[1] ?? '';
  return /^'[=+\-@\t]/.test(cell) ? cell.slice(1) : cell;
}

const plain = /^[\x21-\x3c\x3f\x41-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Control characters, line ends and tabs apart, which become spaces. */
function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 127 || (code < 32 && code !== 9 && code !== 10 && code !== 13)) return true;
  }
  return false;
}

/** The cell as one clean line, or why it is not one. */
function cleanCell(raw: string): { readonly text: string } | { readonly reason: Reason } {
  // Most cells are short printable ASCII that begins with no sign a spreadsheet computes.
  if (raw.length < 100 && plain.test(raw) && !raw.includes('  ') && !raw.startsWith("'")) return { text: raw };
  if (raw.includes('\ufffd')) return { reason: 'unreadable' };
  if (hasControl(raw)) return { reason: 'control' };
  const text = unwrap(raw.trim())
    .normalize('NFC')
    .replace(/[\s\u00a0\u202f\u200b\ufeff]+/gu, ' ')
    .trim();
  if (text.length > textMax) return { reason: 'too-wide' };
  if (/^[=@]/.test(text)) return { reason: 'formula' };
  return { text };
}

type Cells = Pick<Reading, 'start' | 'refusal' | 'refuse' | 'text' | 'key' | 'required' | 'defaults'>;

function makeCells(header: Header, defaults: ImportDefaults): Cells {
  let cells: readonly string[] = [];
  let refusal: Refusal | null = null;
  const width = header.cells.length;
  const refuse = (column: string | null, reason: Reason): null => {
    refusal ??= { column, reason };
    return null;
  };
  const text = (column: string): string | null => {
    const index = header.at.get(column);
    const raw = index === undefined ? '' : (cells[index] ?? '');
    if (raw === '') return null;
    const clean = cleanCell(raw);
    if ('reason' in clean) return refuse(column, clean.reason);
    return clean.text === '' ? null : clean.text;
  };
  const start = (record: SourceRecord): boolean => {
    cells = record.cells;
    refusal = null;
    if (record.broken !== null) refuse(null, record.broken);
    else if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')) refuse(null, 'cell-count');
    return (refusal as Refusal | null) === null;
  };
  const required = (column: string): string | null => text(column) ?? refuse(column, 'missing');
  const key = (column: string): string | null => text(column)?.toUpperCase() ?? null;
  return { start, refuse, text, key, required, defaults, refusal: () => refusal };
}

function readCurrency(cells: Cells): Currency | null {
  const cell = cells.key('currency') ?? cells.defaults.currency;
  if (cell === null) return cells.refuse('currency', 'currency-missing');
  const code = cell === '€' ? 'EUR' : cell === '£' ? 'GBP' : cell;
  return currencies.has(code) ? code : cells.refuse('currency', 'not-a-currency');
}

function readCountry(cells: Cells, column: string): string | null {
  const cell = cells.key(column);
  if (cell === null) return null;
  const code = cell === 'FRANCE' ? 'FR' : cell === 'UK' ? 'GB' : cell;
  return /^[A-Z]{2}$/.test(code) ? code : cells.refuse(column, 'not-a-country');
}

function readSirenCell(cells: Cells, column: string): string | null {
  const digits = cells.text(column)?.replace(/[\s.]/gu, '');
  if (digits === undefined) return null;
  // A SIRET is a SIREN and five digits of the place.
  return readSiren(digits.length === 14 ? digits.slice(0, 9) : digits) ?? cells.refuse(column, 'not-a-siren');
}

/** Reads rows by the header of their file and by what the whole file showed of its habits. */
export function makeReading(header: Header, habits: Habits, defaults: ImportDefaults): Reading {
  const cells = makeCells(header, defaults);
  const latest = addMonths(defaults.today, yearsAhead * 12);
  /** The cell as `read` understands it; null when it is empty or refused. */
  const value = <T>(
    column: string,
    read: (cell: string) => { readonly value: T } | { readonly reason: Reason },
  ): T | null => {
    const cell = cells.text(column);
    if (cell === null) return null;
    const given = read(cell);
    return 'value' in given ? given.value : cells.refuse(column, given.reason);
  };
  const anyDate = (column: string): CivilDate | null =>
    value(column, (cell) => readCellDate(cell, habits.dateOrder(column)));
  const date = (column: string): CivilDate | null => {
    const read = anyDate(column);
    return read !== null && (read < oldest || read > latest) ? cells.refuse(column, 'date-out-of-range') : read;
  };
  const amount = (column: string, currency: Currency | null): number | null =>
    currency === null ? null : value(column, (cell) => readAmount(cell, currency, habits.decimalMark(column)));
  return {
    ...cells,
    date,
    amount,
    requiredDate: (column) => date(column) ?? cells.refuse(column, 'missing'),
    requiredAmount: (column, currency) => amount(column, currency) ?? cells.refuse(column, 'missing'),
    pastDate: (column) => {
      const read = anyDate(column);
      return read !== null && read > defaults.today ? cells.refuse(column, 'date-in-future') : read;
    },
    currency: () => readCurrency(cells),
    country: (column) => readCountry(cells, column),
    siren: (column) => readSirenCell(cells, column),
    phone: (column, country) => value(column, (cell) => readPhone(cell, country)),
    word: (column, words) =>
      value(column, (cell) => {
        const word = words[foldWord(cell)];
        return word === undefined ? { reason: 'unknown-word' } : { value: word };
      }),
    email: (column) =>
      value(column, (cell) => {
        const address = cell.toLowerCase();
        return email.safeParse(address).success ? { value: address } : { reason: 'not-an-email' };
      }),
    iban: (column) =>
      value(column, (cell) => (isIban(cell) ? { value: compactIban(cell) } : { reason: 'not-an-iban' })),
  };
}
