import { mostRows } from '../../../domain/staff/measures/allowed.ts';
import { type Asking } from './asking.ts';
import { ageSums, type Grouped } from './grouped.ts';

/** A page of things, and of groups, where the question does not say how many. */
const usual = { things: 10, groups: 100 } as const;

export function pageOf({ query }: Pick<Asking, 'query'>, isThing: boolean): { limit: number; offset: number } {
  const limit = query.limit ?? (isThing ? usual.things : usual.groups);
  return { limit: Math.min(mostRows, limit), offset: query.offset };
}

/**
 * The one statement of an answer: a page of rows, how many rows there are (null where the totals count them), and totals of the whole selection by
 * currency. Rows are arrays of the columns' values with the currency behind them.
 */
export function statement(
  asking: Asking,
  { parts, columns, joins, order, source, totals }: Grouped,
  which: 'page' | 'largest of each currency' = 'page',
): string {
  const isThing = asking.query.groupBy === 'account' || asking.query.groupBy === source.thing;
  const { limit, offset } = pageOf(asking, isThing);
  const [most, from] = [asking.bind(limit, 'integer'), asking.bind(offset, 'integer')];
  const page =
    which === 'page'
      ? `SELECT g.*, row_number() OVER () AS place FROM (SELECT x.* FROM grp x ORDER BY ${order} LIMIT ${most} OFFSET ${from}) g`
      : `SELECT g.*, row_number() OVER (ORDER BY g.currency, g.nth) AS place
          FROM (SELECT x.*, row_number() OVER (PARTITION BY x.currency ORDER BY ${order}) AS nth FROM grp x) g WHERE g.nth > ${from} AND g.nth <= ${most} + ${from}`;
  const ages = source.ageing
    ? `, 'ages', json_build_array(${ageSums.map((name) => `solde_sum(a.${name})`).join(', ')})`
    : '';
  const cells = columns.map(({ sql }) => sql).join(', ');
  return `WITH ${parts.join(',\n')},
  page AS (${page})
  SELECT ${isThing ? 'NULL::bigint' : '(SELECT count(*) FROM grp)'} AS count,
    (SELECT coalesce(json_agg(json_build_array(${cells}, r.currency) ORDER BY r.place), '[]') FROM page r ${joins}) AS rows,
    (SELECT coalesce(json_agg(t.total ORDER BY t.currency NULLS LAST), '[]') FROM (
      SELECT a.currency, json_build_object('currency', a.currency, 'minor', solde_sum(a.minor), 'n', solde_sum(a.n),
        'accounts', ${totals.accounts}, 'oldest', max(a.late)${ages}) AS total FROM ${totals.from} a GROUP BY 1) t) AS totals`;
}
