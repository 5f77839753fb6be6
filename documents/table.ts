import { frame, ink, type Letter, room } from './letter.ts';
import { printable } from './printable.ts';

/** A column: its share of the page's width, and where its text stands. */
export type Column = { readonly title: string; readonly share: number; readonly align: 'left' | 'right' };

const padding = 5;
const size = 9.5;

function shown(text = ''): string {
  return text.split('\n').map(printable).join('\n');
}

type Cell = { readonly left: number; readonly width: number; readonly align: 'left' | 'right' };

function cellsOf(columns: readonly Column[]): Cell[] {
  const whole = columns.reduce((total, { share }) => total + share, 0);
  let left: number = frame.left;
  return columns.map(({ share, align }) => {
    const width = (share / whole) * frame.width;
    const cell = { left: left + padding, width: width - 2 * padding, align };
    left += width;
    return cell;
  });
}

/** The cells of a total: its label runs over the empty cells that follow it. */
function spanned(cells: readonly Cell[], texts: readonly string[]): Cell[] {
  const first = cells.findIndex((_, index) => texts[index] !== '');
  return cells.map((cell, index) => {
    if (index !== first) return cell;
    const next = texts.findIndex((text, at) => at > index && text !== '');
    const last = cells[next - 1] ?? cell;
    return { ...cell, width: last.left + last.width - cell.left };
  });
}

function drawRow(letter: Letter, cells: readonly Cell[], texts: readonly string[], font: string): void {
  const { pdf } = letter;
  const top = pdf.y;
  pdf.font(font, size).fillColor(ink.text);
  cells.forEach(({ left, width, align }, index) => {
    pdf.text(shown(texts[index]), left, top + padding - 1, { width, align });
  });
}

function heightOf(letter: Letter, cells: readonly Cell[], texts: readonly string[], font: string): number {
  letter.pdf.font(font, size);
  const heights = cells.map(({ width }, index) => letter.pdf.heightOfString(shown(texts[index]) || ' ', { width }));
  return Math.max(...heights) + 2 * padding - 2;
}

function drawHeader(letter: Letter, cells: readonly Cell[], columns: readonly Column[]): void {
  const titles = columns.map(({ title }) => title);
  const height = heightOf(letter, cells, titles, 'Helvetica-Bold');
  room(letter, height + 24);
  const top = letter.pdf.y;
  letter.pdf.rect(frame.left, top, frame.width, height).fill(ink.shade);
  drawRow(letter, cells, titles, 'Helvetica-Bold');
  letter.pdf.y = top + height;
}

/** Adds a table; rows stay whole, the header is repeated on each page, and `totals` are the last rows, in bold. */
export function table(
  letter: Letter,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  totals: readonly (readonly string[])[] = [],
): void {
  const { pdf } = letter;
  const cells = cellsOf(columns);
  drawHeader(letter, cells, columns);
  [...rows, ...totals].forEach((texts, index) => {
    const isTotal = index >= rows.length;
    const font = isTotal ? 'Helvetica-Bold' : 'Helvetica';
    const own = isTotal ? spanned(cells, texts) : cells;
    const height = heightOf(letter, own, texts, font);
    if (pdf.y + height > frame.bottom) {
      room(letter, frame.bottom);
      drawHeader(letter, cells, columns);
    }
    const top = pdf.y;
    drawRow(letter, own, texts, font);
    pdf.y = top + height;
    pdf.moveTo(frame.left, pdf.y).lineTo(frame.right, pdf.y).lineWidth(0.5).stroke(ink.line);
  });
  pdf.x = frame.left;
  pdf.moveDown(0.5);
}
