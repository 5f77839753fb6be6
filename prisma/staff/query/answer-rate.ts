import { z } from 'zod';
import { money } from '../../../domain/money.ts';
import { type Share } from '../../../domain/staff/measures/collection-effectiveness.ts';
import { type Cell } from '../../../domain/staff/answer.ts';
import { type AnswerParts, type Run } from './answer-grouped.ts';
import { all, type Asking, filtersOf, within } from './asking.ts';
import { groupColumn, ofDebtor } from './grouped.ts';
import { type Rate, rateOf } from './rate-source.ts';
import { cellOf } from './read-answer.ts';
import { type AnswerColumn } from './source.ts';
import { pageOf } from './statement.ts';
import { wholeMinor } from './whole.ts';

const found = z.object({
  ...{ label: z.unknown(), currency: z.string().nullable(), parts: z.record(z.string(), z.number()) },
});
type Found = z.infer<typeof found>;

/** By what a rate's things are grouped: an expression, what of it is shown, and the debtor's tables where these have it. */
type By = { readonly key: string; readonly label: string; readonly join: string; readonly column: AnswerColumn | null };

const debtor = 'JOIN debtors d ON d.id = m.debtor_id';

function groupedBy({ query }: Asking, { source }: Rate): By {
  const { groupBy } = query;
  if (groupBy === null) return { key: 'NULL::text', label: 'NULL::text', join: '', column: null };
  if (groupBy === 'account') {
    const column: AnswerColumn = { key: 'account', kind: 'account', sql: 'r.label' };
    return { key: 'd.id', label: 'json_build_array(d.id, d.reference, d.name)', join: debtor, column };
  }
  const column = groupColumn(groupBy, source);
  const own = source.keys[groupBy];
  if (own !== undefined) return { key: own, label: own, join: '', column };
  const { key, shown, join = '' } = ofDebtor[groupBy] ?? { key: 'NULL::text' };
  return { key, label: `min(${shown ?? key})`, join: `${debtor} ${join}`, column };
}

function rateStatement(asking: Asking, { source, sums, ofMoney }: Rate, by: By): string {
  const amounts = filtersOf(asking, 'amount').flatMap(({ range, currency }) => [
    ...within('m.minor', wholeMinor(range), (value) => asking.bind(value, 'bigint')),
    ...(currency === null ? [] : [`m.currency = ${asking.bind(currency, 'bpchar')}`]),
  ]);
  const keys = [...(by.column === null ? [] : [by.key]), ...(ofMoney ? ['m.currency'] : [])];
  return `WITH ${source.parts.join(',\n')}
    SELECT ${by.label} AS label, ${ofMoney ? 'm.currency::text' : 'NULL::text'} AS currency, ${sums} AS parts FROM m ${by.join}
    WHERE ${all(amounts)} GROUP BY ${keys.length === 0 ? '()' : keys.join(', ')}`;
}

type Row = { readonly label: Cell | null; readonly share: Share | null; readonly row: Found };

function textOf(cell: Cell | null): string {
  return cell === null ? '\uffff' : JSON.stringify(cell.kind === 'account' ? cell.name : cell);
}

function sorted({ query }: Asking, rows: readonly Row[]): readonly Row[] {
  const weight = ({ share }: Row): number => (share === null ? -1 : share.numerator / share.denominator);
  const byText = (a: Row, b: Row): number =>
    textOf(a.label) < textOf(b.label) ? -1 : textOf(a.label) > textOf(b.label) ? 1 : 0;
  const by = query.order?.by === 'amount' ? (a: Row, b: Row): number => weight(a) - weight(b) : byText;
  const sign = query.order?.descending === true ? -1 : 1;
  return rows.toSorted(
    (a, b) => sign * by(a, b) || byText(a, b) || ((a.row.currency ?? '') < (b.row.currency ?? '') ? -1 : 1),
  );
}

/** What the share is made of: how much fell due and came in, or how many were judged. */
function detail({ share, row }: Row, ofMoney: boolean): readonly (Cell | null)[] {
  if (ofMoney && row.currency !== null) {
    const { came = 0, fell = 0 } = row.parts;
    return [came, fell].map((minor) => ({ kind: 'money', money: money(minor, row.currency ?? '') }));
  }
  return [share === null ? null : { kind: 'count', count: share.denominator }];
}

/** Answers what share was kept or received, of the whole or by group. */
export async function answerRate(asking: Asking, run: Run): Promise<AnswerParts> {
  const { measure, groupBy } = asking.query;
  const rate = rateOf(asking);
  const by = groupedBy(asking, rate);
  const read = async (of: By): Promise<readonly Row[]> =>
    z
      .array(found)
      .parse(await run(rateStatement(asking, rate, of)))
      .map((row) => ({
        ...{ row, share: rate.of(row.parts) },
        label: of.column === null ? null : cellOf(of.column, row.label, null),
      }));
  const rows = sorted(asking, await read(by));
  const whole =
    groupBy === null ? rows : await read({ key: 'NULL::text', label: 'NULL::text', join: '', column: null });
  const { limit, offset } = pageOf(asking, groupBy === 'account');
  const group = by.column === null ? [] : [{ key: by.column.key, kind: by.column.kind }];
  const shareCell = (share: Share | null): Cell | null => (share === null ? null : { kind: 'share', ...share });
  return {
    columns: [
      ...group,
      { key: measure, kind: 'share' },
      ...(rate.ofMoney
        ? (['received', 'fell-due'] as const).map((key) => ({ key, kind: 'money' as const }))
        : [{ key: 'judged', kind: 'count' as const }]),
    ],
    rows: rows
      .slice(offset, offset + limit)
      .map((row) => [...(by.column === null ? [] : [row.label]), shareCell(row.share), ...detail(row, rate.ofMoney)]),
    count: rows.length,
    totals: whole.flatMap(({ share, row }) => {
      const cell = shareCell(share);
      return cell === null ? [] : [{ key: whole.length === 1 ? measure : `${measure}:${row.currency ?? ''}`, cell }];
    }),
    ageing: [],
  };
}
