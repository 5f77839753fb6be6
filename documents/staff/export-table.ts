import { toDecimal } from '../../domain/format.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Language } from '../../domain/language.ts';
import { decimalsOf } from '../../domain/money.ts';
import { type Cell, type Column, type StaffAnswer } from '../../domain/staff/answer.ts';
import { type CellWords } from '../../domain/staff/cell-words.ts';
import { mostExported } from '../../domain/staff/export-limit.ts';

/** What an export is worded with; `line` is the question in one line. */
export type ExportLook = {
  readonly language: Language;
  readonly words: CellWords;
  readonly zone: string;
  readonly line: string;
};

/** A value with its kind kept, so that a spreadsheet can compute with it. */
export type ExportCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly decimal: string; readonly decimals: number }
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'date'; readonly day: CivilDate }
  | { readonly kind: 'moment'; readonly wall: string }; // `2026-12-01T09:05`, by the clock on the wall

export type ExportTable = {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly (ExportCell | null)[])[];
  readonly leftOut: string | null; // where not every row is there
};

const titles = {
  fr: {
    ...{ reference: 'référence', name: 'nom', currency: 'devise' },
    leftOut: (shown: number, count: number) =>
      `Les ${shown} premières lignes sur ${count} : affinez la question pour le reste.`,
  },
  en: {
    ...{ reference: 'reference', name: 'name', currency: 'currency' },
    leftOut: (shown: number, count: number) => `The first ${shown} rows of ${count}: narrow the question for the rest.`,
  },
} as const;

// Making a formatter costs a hundred times more than using it, and an export has a hundred thousand instants.
const clocks = new Map<string, Intl.DateTimeFormat>();

/** The hour in a zone by the clock on the wall. */
export function wallClock(at: Instant, zone: string): string {
  const options = { timeZone: zone, dateStyle: 'short', timeStyle: 'short' } as const;
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', options);
  clocks.set(zone, clock);
  return clock.format(new Date(at)).replace(' ', 'T');
}

/** An account is its reference and its name, an amount is a number and a currency: each in a column of its own. */
function titlesOf({ key, kind }: Column, { language, words }: ExportLook): readonly string[] {
  const title = words.column(key, language);
  if (kind === 'account') return [titles[language].reference, titles[language].name];
  return kind === 'money' ? [title, `${title} (${titles[language].currency})`] : [title];
}

function text(of: string): ExportCell {
  return { kind: 'text', text: of };
}

function number(decimal: string, decimals: number): ExportCell {
  return { kind: 'number', decimal, decimals };
}

/** What takes one column; an account and an amount take two. */
function cellOf(cell: Exclude<Cell, { kind: 'account' | 'money' }>, look: ExportLook): ExportCell | null {
  switch (cell.kind) {
    case 'count':
      return number(String(cell.count), 0);
    case 'days':
      return number(String(cell.days), 0);
    case 'share':
      return cell.denominator === 0 ? null : { kind: 'share', share: cell.numerator / cell.denominator };
    case 'date':
      return { kind: 'date', day: cell.date };
    case 'instant':
      return { kind: 'moment', wall: wallClock(cell.at, look.zone) };
    case 'code':
      return text(look.words.code(cell.of, cell.code, look.language));
    case 'text':
      return text(cell.text);
  }
}

function cellsOf(cell: Cell | null, kind: Cell['kind'], look: ExportLook): readonly (ExportCell | null)[] {
  if (cell === null) return kind === 'account' || kind === 'money' ? [null, null] : [null];
  if (cell.kind === 'account') return [text(cell.reference), text(cell.name)];
  if (cell.kind !== 'money') return [cellOf(cell, look)];
  const { money } = cell;
  return [number(toDecimal(money), decimalsOf(money.currency)), text(money.currency)];
}

/** The rows of an answer as a table of typed values. */
export function exportTable({ columns, rows: all, count }: StaffAnswer, look: ExportLook): ExportTable {
  const rows = all.slice(0, mostExported);
  return {
    titles: columns.flatMap((column) => titlesOf(column, look)),
    rows: rows.map((row) => columns.flatMap(({ kind }, index) => cellsOf(row[index] ?? null, kind, look))),
    leftOut: count > rows.length ? titles[look.language].leftOut(rows.length, count) : null,
  };
}
