import { type Chart } from '../../../domain/card.ts';
import { decimalsOf, type Money } from '../../../domain/money.ts';
import { type Cell, type StaffAnswer } from '../../../domain/staff/answer.ts';
import { type StaffQuery } from '../../../domain/staff/query.ts';
import { type CellLook, cellText } from './cell-text.ts';

const times: readonly StaffQuery['groupBy'][] = ['day', 'week', 'month', 'quarter'];
const mostSlices = 8;

function majorOf({ minor, currency }: Money): number {
  return minor / 10 ** decimalsOf(currency);
}

/** The height of a cell, for drawing alone; null where it has none. */
function heightOf(cell: Cell | null): number | null {
  if (cell?.kind === 'money') return majorOf(cell.money);
  if (cell?.kind === 'count') return cell.count;
  if (cell?.kind === 'days') return cell.days;
  if (cell?.kind === 'share') return cell.denominator === 0 ? null : (cell.numerator / cell.denominator) * 100;
  return null;
}

/** Open by age, one chart for each currency: euros are never drawn beside pounds. */
export function ageingCharts(
  ageing: StaffAnswer['ageing'],
  title: (currency: string | null) => string,
  look: CellLook,
): readonly Chart[] {
  const byCurrency = Map.groupBy(ageing, ({ money }) => money.currency);
  return [...byCurrency].map(([currency, parts]) => ({
    ...{ kind: 'bars', title: title(byCurrency.size > 1 ? currency : null) },
    points: parts.map(({ bucket, money }) => ({
      label: look.words.code('bucket', bucket, look.language),
      value: majorOf(money),
      shown: cellText({ kind: 'money', money }, look),
    })),
  }));
}

/** Where the first column names times or groups, the first column after it that can be measured; -1 where there is none. */
function measured({ query, columns, rows }: StaffAnswer): number {
  const kind = columns[0]?.kind;
  const named = kind === 'code' || kind === 'text' || times.includes(query.groupBy);
  if (query.groupBy === null || !named || rows.length < 2) return -1;
  return columns.findIndex((column, index) => index > 0 && ['money', 'count', 'days', 'share'].includes(column.kind));
}

/** A picture of the answer's groups where people would rather look than read: how it went on, or how it is shared. */
export function groupChart(answer: StaffAnswer, title: string, look: CellLook): Chart | null {
  const { query, columns, rows, count } = answer;
  const at = measured(answer);
  const cells = rows.map((row) => row[at] ?? null);
  const currencies = new Set(cells.flatMap((cell) => (cell?.kind === 'money' ? [cell.money.currency] : [])));
  if (at === -1 || currencies.size > 1) return null;
  const points = rows.flatMap((row, index) => {
    const cell = cells[index] ?? null;
    const value = heightOf(cell);
    return value === null ? [] : [{ label: cellText(row[0] ?? null, look), value, shown: cellText(cell, look) }];
  });
  if (times.includes(query.groupBy)) return { kind: 'line', title, points };
  const isWhole = count === rows.length && columns[at]?.kind === 'money' && rows.length <= mostSlices;
  return { kind: isWhole && points.every(({ value }) => value >= 0) ? 'share' : 'bars', title, points };
}
