import { type Column } from './columns.ts';
import { type DateOrder } from './import-file.ts';
import { decimalMarkOf, type DecimalMark } from './read-amount.ts';
import { dateOrderOf } from './read-date.ts';

type Seen = { dmy: boolean; mdy: boolean; comma: boolean; point: boolean };

/** How this file writes what can be written in two ways, by column; null where the file does not tell. */
export type Habits = {
  dateOrder(column: string): DateOrder | null;
  decimalMark(column: string): DecimalMark | null;
};

export type HabitScan = {
  look(cells: readonly string[]): void;
  conclude(separator: string, said: DateOrder | null): Habits;
};

function orderOf(seen: Seen): DateOrder | null {
  if (seen.dmy === seen.mdy) return null;
  return seen.dmy ? 'dmy' : 'mdy';
}

function markOf(seen: Seen): DecimalMark | null {
  if (seen.comma === seen.point) return null;
  return seen.comma ? ',' : '.';
}

function note(seen: Seen, kind: Column['kind'], cell: string): void {
  const text = cell.trim();
  if (kind === 'date') {
    const order = dateOrderOf(text);
    if (order !== null) seen[order] = true;
  } else {
    const mark = decimalMarkOf(text);
    if (mark !== null) seen[mark === ',' ? 'comma' : 'point'] = true;
  }
}

function none(): Seen {
  return { dmy: false, mdy: false, comma: false, point: false };
}

/**
 * Reads every row before any is imported, since one 25/03/2026 at the end tells what 05/03/2026 at the top means. A column that
 * contradicts itself tells nothing. A column that is silent follows the others; then the semicolon or a decimal comma, which only
 * spreadsheets of countries that write the day first use.
 */
export function scanHabits(columns: readonly Column[], at: ReadonlyMap<string, number>): HabitScan {
  const watched = columns.flatMap(({ name, kind }) => {
    const index = at.get(name);
    return kind === undefined || index === undefined ? [] : [{ name, kind, index, seen: none() }];
  });
  const look = (cells: readonly string[]): void => {
    for (const { index, kind, seen } of watched) {
      const cell = cells[index];
      if (cell !== undefined && cell !== '') note(seen, kind, cell);
    }
  };
  const conclude = (separator: string, said: DateOrder | null): Habits => {
    const all = none();
    for (const { seen } of watched) {
      for (const sign of ['dmy', 'mdy', 'comma', 'point'] as const) all[sign] ||= seen[sign];
    }
    const seenIn = (column: string): Seen => watched.find(({ name }) => name === column)?.seen ?? none();
    const mark = markOf(all) ?? (separator === ';' && !all.point ? ',' : null);
    const dayFirst = !all.mdy && (separator === ';' || mark === ',') ? 'dmy' : null;
    const contradicts = (seen: Seen): boolean => seen.dmy && seen.mdy;
    return {
      dateOrder: (column) =>
        said ?? orderOf(seenIn(column)) ?? (contradicts(seenIn(column)) ? null : (orderOf(all) ?? dayFirst)),
      decimalMark: (column) => markOf(seenIn(column)) ?? (seenIn(column).comma ? null : mark),
    };
  };
  return { look, conclude };
}
