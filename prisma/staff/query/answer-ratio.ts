import { addDays, addMonths, type CivilDate } from '../../../domain/civil-date.ts';
import { money } from '../../../domain/money.ts';
import { type Cell } from '../../../domain/staff/answer.ts';
import { monthsOf, type Span } from '../../../domain/staff/measures/months.ts';
import { type Grouping, type StaffQuery } from '../../../domain/staff/query.ts';
import { type AnswerParts } from './answer-grouped.ts';
import { type Ask } from './ask.ts';
import { type Asking, filtersOf } from './asking.ts';
import { groupColumn } from './grouped.ts';
import { pageOf } from './statement.ts';
import { cellOf } from './read-answer.ts';
import { readRatios, type RatioRow, salesFor } from './read-ratios.ts';

/** A span that nobody names: a quarter for what needs a beginning, half a year of months, a year of quarters. */
const usualDays = 90;

type Asked = { readonly from: CivilDate | null; readonly to: CivilDate };

function askedSpan(asking: Asking): Asked {
  const ranges = filtersOf(asking, 'issued').map(({ range }) => range);
  const from =
    ranges
      .flatMap(({ min }) => (min === null ? [] : [min]))
      .toSorted()
      .at(-1) ?? null;
  const to = ranges.flatMap(({ max }) => (max === null ? [] : [max])).toSorted()[0] ?? asking.asOf;
  return { from, to: to < asking.asOf ? to : asking.asOf };
}

function spansOf(groupBy: Grouping | null, { from, to }: Asked): readonly Span[] {
  if (groupBy === 'month') return monthsOf({ from: from ?? addMonths(to, -5), to }, 1);
  if (groupBy === 'quarter') return monthsOf({ from: from ?? addMonths(to, -9), to }, 3);
  return [{ from: from ?? addDays(to, 1 - usualDays), to }];
}

/** The ratio's own cell, and what it weighs by where rows are ordered. */
function valueOf({ query }: Asking, row: RatioRow): { readonly cell: Cell | null; readonly weight: number } {
  const days = (count: number): { cell: Cell; weight: number } => ({
    cell: { kind: 'days', days: count },
    weight: count,
  });
  switch (query.measure) {
    case 'dso':
      return days(row.dso);
    case 'best-dso':
      return days(row.best);
    case 'add':
      return days((Math.round(row.dso * 10) - Math.round(row.best * 10)) / 10);
    default:
      return row.cei === null
        ? { cell: null, weight: -1 }
        : { cell: { kind: 'share', ...row.cei }, weight: row.cei.numerator / row.cei.denominator };
  }
}

type Line = { readonly span: Span; readonly row: RatioRow };

function sorted(asking: Asking, lines: readonly Line[]): readonly Line[] {
  const { groupBy, order } = asking.query;
  const text = ({ span, row }: Line): string => (isTime(groupBy) ? span.from : (row.label ?? '\uffff'));
  const byText = (a: Line, b: Line): number => (text(a) === text(b) ? 0 : text(a) < text(b) ? -1 : 1);
  const byValue = (a: Line, b: Line): number => valueOf(asking, a.row).weight - valueOf(asking, b.row).weight;
  const by = order?.by === 'amount' ? byValue : byText;
  const sign = order?.descending === true ? -1 : 1;
  return lines.toSorted((a, b) => sign * by(a, b) || byText(a, b) || (a.row.currency < b.row.currency ? -1 : 1));
}

function isTime(groupBy: Grouping | null): boolean {
  return groupBy === 'month' || groupBy === 'quarter';
}

async function readWhole(query: StaffQuery, span: Span, ask: Ask): Promise<readonly RatioRow[]> {
  return await readRatios(query, span, await salesFor(query, [span], ask), ask);
}

/** Answers days sales outstanding and its kin, for the whole, by group or month by month; of the latest span the totals. */
export async function answerRatio(asking: Asking, ask: Ask): Promise<AnswerParts> {
  const { query } = asking;
  const { groupBy, measure } = query;
  const isSeries = isTime(groupBy);
  const spans = spansOf(groupBy, askedSpan(asking));
  const lines: Line[] = [];
  const own = { ...query, groupBy: isSeries ? null : groupBy };
  const sales = await salesFor(own, spans, ask);
  for (const span of spans) for (const row of await readRatios(own, span, sales, ask)) lines.push({ span, row });
  const last = spans.at(-1);
  const totals =
    last === undefined
      ? []
      : groupBy === null || isSeries
        ? lines.filter(({ span }) => span === last).map(({ row }) => row)
        : await readWhole({ ...query, groupBy: null }, last, ask);
  const group = groupBy === null ? [] : [{ ...groupColumn(groupBy, { codes: { currency: 'currency' } }) }];
  const { limit, offset } = pageOf(asking, false);
  const shown = sorted(asking, lines);
  return {
    columns: [
      ...group.map(({ key, kind }) => ({ key, kind })),
      { key: measure, kind: measure === 'cei' ? 'share' : 'days' },
      { key: 'open', kind: 'money' },
    ],
    rows: shown
      .slice(offset, offset + limit)
      .map(({ span, row }) => [
        ...group.map((column) => cellOf(column, isSeries ? span.from : row.label, null)),
        valueOf(asking, row).cell,
        { kind: 'money', money: money(row.open, row.currency) },
      ]),
    count: shown.length,
    totals: totals.flatMap((row) => {
      const { cell } = valueOf(asking, row);
      const key = totals.length === 1 ? measure : `${measure}:${row.currency}`;
      return [
        ...(cell === null ? [] : [{ key, cell }]),
        { key: 'open', cell: { kind: 'money', money: money(row.open, row.currency) } as const },
      ];
    }),
    ageing: [],
  };
}
