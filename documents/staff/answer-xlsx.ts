import writeExcel, { type Cell, type SheetData } from 'write-excel-file/node';
import { formatShortDate } from '../../domain/format.ts';
import { type StaffAnswer } from '../../domain/staff/answer.ts';
import { type ExportCell, type ExportLook, exportTable, wallClock } from './export-table.ts';

const words = {
  fr: {
    rows: 'Réponse',
    about: 'Question',
    line: 'Question',
    asOf: 'Au',
    imported: 'Comptes importés',
    count: 'Lignes',
  },
  en: {
    rows: 'Answer',
    about: 'Question',
    line: 'Question',
    asOf: 'As of',
    imported: 'Accounts imported',
    count: 'Rows',
  },
} as const;

/** The most characters a cell of a workbook holds. */
const mostCharacters = 32_767;
const widths = { least: 10, most: 48 } as const;

/** write-excel-file finds a text again in a plain object, where what every object has is found too: such a text gets a word joiner. */
function findable(text: string): string {
  return text in Object.prototype ? `${text}\u2060` : text;
}

/** What an XML document can hold, as text and never as a formula. */
function textCell(text: string): Cell {
  const value = findable(text.toWellFormed().replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, ''));
  return { type: String, value: value.length > mostCharacters ? `${value.slice(0, mostCharacters - 1)}…` : value };
}

function formatOf(decimals: number): string {
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}

function typed(cell: ExportCell | null): Cell {
  if (cell === null) return null;
  switch (cell.kind) {
    case 'text':
      return textCell(cell.text);
    case 'number':
      return { type: Number, value: Number(cell.decimal), format: formatOf(cell.decimals) };
    case 'share':
      return { type: Number, value: cell.share, format: '0.0%' };
    case 'date':
      return { type: Date, value: new Date(`${cell.day}T00:00:00Z`), format: 'dd/mm/yyyy' };
    case 'moment':
      return { type: Date, value: new Date(`${cell.wall}:00Z`), format: 'dd/mm/yyyy hh:mm' };
  }
}

function widthOf(cell: ExportCell | null): number {
  if (cell === null) return 0;
  if (cell.kind === 'text') return cell.text.length;
  return cell.kind === 'number' ? cell.decimal.length + 4 : 16;
}

/** The question, its day and its totals, on a sheet beside the rows. */
function aboutSheet(answer: StaffAnswer, look: ExportLook): SheetData {
  const own = words[look.language];
  const { asOf, importedAt, count, totals } = answer;
  const total = { ...answer, columns: totals.map(({ key, cell }) => ({ key, kind: cell.kind })) };
  const { titles, rows } = exportTable({ ...total, rows: [totals.map(({ cell }) => cell)] }, look);
  const shown = [
    [own.line, look.line],
    [own.asOf, formatShortDate(asOf)],
    ...(importedAt === null ? [] : [[own.imported, wallClock(importedAt, look.zone).replace('T', ' ')]]),
  ].map(([label = '', value = '']) => [bold(label), textCell(value)]);
  return [
    ...shown,
    [bold(own.count), { type: Number, value: count }],
    ...titles.map((title, index) => [bold(title), typed(rows[0]?.[index] ?? null)]),
  ];
}

function bold(title: string): Cell {
  return { type: String, value: title, fontWeight: 'bold' };
}

/**
 * All rows of an answer as a workbook: amounts, days and shares as what they are, each amount beside its currency, text always as text.
 * A second sheet has the question and its totals. Where rows are missing the last line says how many.
 */
export async function answerXlsx(answer: StaffAnswer, look: ExportLook): Promise<Uint8Array> {
  const { titles, rows, leftOut } = exportTable(answer, look);
  const data: SheetData = [
    titles.map(bold),
    ...rows.map((row) => row.map(typed)),
    ...(leftOut === null ? [] : [[textCell(leftOut)]]),
  ];
  const sample = rows.slice(0, 200);
  const columns = titles.map((title, index) => {
    const longest = Math.max(title.length, ...sample.map((row) => widthOf(row[index] ?? null)));
    return { width: Math.min(widths.most, Math.max(widths.least, longest + 2)) };
  });
  const own = words[look.language];
  const written = await writeExcel([
    { data, columns, sheet: own.rows, stickyRowsCount: 1 },
    { data: aboutSheet(answer, look), columns: [{ width: 28 }, { width: 60 }], sheet: own.about },
  ]).toBuffer();
  return new Uint8Array(written);
}
