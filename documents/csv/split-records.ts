import { type CsvRecord } from './csv-record.ts';

/** Characters of one record, lines inside quotes included; a longer one is a quote that somebody forgot to close. */
const recordMax = 65_536;

export type Splitter = {
  /** The records that are complete once `text` is added; with `last`, what remains is a record too. */
  push(text: string, last: boolean): CsvRecord[];
};

type Rules = { readonly separator: string; readonly last: boolean };
type Found = { readonly cells: readonly string[]; readonly end: number; readonly lines: number };

/** The closing quote of a cell that begins at `open`, doubled ones apart; -1 when the text ends before. */
function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1);
  while (at !== -1 && text.charAt(at + 1) === '"') at = text.indexOf('"', at + 2);
  return at;
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at;
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

type Cell = { readonly text: string; readonly end: number };

/** The quoted cell that begins at `open`, up to the sign that must follow it. */
function quotedCell(text: string, open: number, last: boolean): Cell | 'broken' | null {
  const close = closingQuote(text, open);
  // A quote at the very end of a piece may be the first of two.
  if (close === -1 || (close + 1 >= text.length && !last)) {
    return last || text.length - open > recordMax ? 'broken' : null;
  }
  const isReturn = text.charAt(close + 1) === '\r' && ['', '\n'].includes(text.charAt(close + 2));
  return { text: text.slice(open + 1, close).replaceAll('""', '"'), end: close + (isReturn ? 2 : 1) };
}

function plainCell(text: string, from: number, separator: string): Cell {
  const next = text.indexOf(separator, from);
  const end = lineEnd(text, from);
  return next !== -1 && next < end
    ? { text: text.slice(from, next), end: next }
    : { text: withoutReturn(text.slice(from, end)), end };
}

/** The record that begins at `start` and has quotes; null when the text may end before it does, 'broken' when a quote is astray. */
function quotedRecord(text: string, start: number, rules: Rules): Found | 'broken' | null {
  const cells: string[] = [];
  let [at, lines] = [start, 1];
  for (;;) {
    const quoted = text.charAt(at) === '"';
    const cell = quoted ? quotedCell(text, at, rules.last) : plainCell(text, at, rules.separator);
    if (cell === null || cell === 'broken') return cell;
    cells.push(cell.text);
    if (quoted) lines += cell.text.split('\n').length - 1;
    if (cell.end >= text.length) return rules.last ? { cells, end: cell.end, lines } : null;
    const sign = text.charAt(cell.end);
    if (sign === '\n') return { cells, end: cell.end + 1, lines };
    if (sign !== rules.separator || cell.end - start > recordMax) return 'broken';
    at = cell.end + 1;
  }
}

/**
 * Splits text into records (RFC 4180; quotes inside an unquoted cell are letters). A quote astray breaks its own physical line
 * only: reading goes on with the next one, so that one bad row never swallows its neighbours.
 */
export function makeSplitter(separator: string): Splitter {
  let pending = '';
  let line = 1;
  const push = (added: string, last: boolean): CsvRecord[] => {
    const text = pending + added;
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < text.length) {
      const end = lineEnd(text, at);
      const whole = end < text.length || last;
      if (!whole && text.length - at <= recordMax) break;
      const physical = withoutReturn(text.slice(at, end));
      let next = Math.min(end + 1, text.length);
      let lines = 1;
      if (physical.length > recordMax) {
        records.push({ line, cells: [physical.slice(0, 200)], broken: 'too-long' });
      } else if (physical.includes('"')) {
        const found = quotedRecord(text, at, { separator, last });
        if (found === null) break;
        if (found === 'broken') records.push({ line, cells: physical.split(separator), broken: 'quote' });
        else {
          records.push({ line, cells: found.cells, broken: null });
          next = found.end;
          lines = found.lines;
        }
      } else if (physical !== '') {
        records.push({ line, cells: physical.split(separator), broken: null });
      }
      at = next;
      line += lines;
    }
    pending = text.slice(at);
    return records;
  };
  return { push };
}
