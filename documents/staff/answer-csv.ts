import { type StaffAnswer } from '../../domain/staff/answer.ts';
import { writeRow } from '../csv/write-row.ts';
import { type ExportCell, type ExportLook, exportTable } from './export-table.ts';

function plain(cell: ExportCell | null, mark: string): string {
  if (cell === null) return '';
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'number':
      return cell.decimal.replace('.', mark);
    case 'share':
      return String(cell.share).replace('.', mark);
    case 'date':
      return cell.day;
    case 'moment':
      return cell.wall.replace('T', ' ');
  }
}

/**
 * All rows of an answer for a spreadsheet: semicolons and decimal commas in French, commas and points in English, amounts beside their
 * currency, days as ISO 8601; never a formula. Where rows are missing the last line says how many.
 */
export function answerCsv(answer: StaffAnswer, look: ExportLook): string {
  const [separator, mark] = look.language === 'fr' ? ([';', ','] as const) : ([',', '.'] as const);
  const { titles, rows, leftOut } = exportTable(answer, look);
  const lines = [titles, ...rows.map((row) => row.map((cell) => plain(cell, mark)))];
  const end = leftOut === null ? [] : [[leftOut]];
  // Spreadsheets read UTF-8 only when it is marked.
  return `\ufeff${[...lines, ...end].map((line) => writeRow(line, separator)).join('')}`;
}
