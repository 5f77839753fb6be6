import { type Cell, type Column, type StaffAnswer } from '../../../domain/staff/answer.ts';
import { type CellLook, cellText } from './cell-text.ts';

/** A card is narrow: more columns than these break words and amounts. */
const mostColumns = 5;

/** The columns that are seen on a card, in their order: what a row is about, its amounts, then the others; an export has all of them. */
export function seenColumns(columns: readonly Column[]): readonly number[] {
  const rank = (index: number): number => (index === 0 ? 0 : columns[index]?.kind === 'money' ? 1 : 2);
  const byRank = columns.map((_, index) => index).toSorted((one, other) => rank(one) - rank(other) || one - other);
  return byRank.slice(0, mostColumns).toSorted((one, other) => one - other);
}

const shown = ['account', 'priority', 'overdue', 'oldest'];

/** Where the points of a row come from, the most first: `61 à 90 j 20, montant 18`. */
function why(columns: readonly Column[], row: StaffAnswer['rows'][number], look: CellLook): Cell {
  const parts = columns.flatMap(({ key }, index) => {
    const cell = row[index];
    if (!key.startsWith('points:') || cell?.kind !== 'count' || cell.count === 0) return [];
    const name = look.words
      .column(key, look.language)
      .replace(/^[^:]+: ?/, '')
      .trim();
    return [{ name, points: cell.count, text: `${name} ${cellText(cell, look)}` }];
  });
  const text = parts.toSorted((one, other) => other.points - one.points).map((part) => part.text);
  return { kind: 'text', text: text.join(', ') };
}

/** Whom to call first as a table that can be read: who, how many points and what they are made of; an export keeps every column. */
export function explained<Answer extends Pick<StaffAnswer, 'columns' | 'rows' | 'query'>>(
  answer: Answer,
  look: CellLook,
): Answer {
  const { columns, rows, query } = answer;
  if (query.measure !== 'priority' || !columns.some(({ key }) => key.startsWith('points:'))) return answer;
  const kept = columns.flatMap(({ key }, index) => (shown.includes(key) ? [index] : []));
  return {
    ...answer,
    columns: [...kept.flatMap((index) => columns[index] ?? []), { key: 'why', kind: 'text' }],
    rows: rows.map((row) => [...kept.map((index) => row[index] ?? null), why(columns, row, look)]),
  };
}
