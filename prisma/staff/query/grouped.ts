import { buckets, type Grouping, type Order } from '../../../domain/staff/query.ts';
import { all, type Asking, filtersOf, within } from './asking.ts';
import { type AnswerColumn, type Source } from './source.ts';
import { wholeMinor } from './whole.ts';

/** What of a debtor `d` a grouping goes by, and what is shown of it. */
export const ofDebtor: Partial<
  Record<Grouping, { readonly key: string; readonly shown?: string; readonly join?: string }>
> = {
  segment: { key: 'd.segment' },
  kind: { key: 'd.kind' },
  city: { key: 'd.city_key', shown: 'd.city' },
  region: { key: 'd.region' },
  owner: { key: 'd.sales_owner' },
  cause: { key: "nullif(array_to_string(d.causes, '+'), '')" },
  risk: {
    key: "CASE WHEN f.risk >= 75 THEN '75-100' WHEN f.risk >= 50 THEN '50-74' WHEN f.risk >= 25 THEN '25-49' WHEN f.risk >= 0 THEN '0-24' END",
    join: 'LEFT JOIN credit_files f ON f.creditor_id = d.creditor_id AND f.debtor_id = d.id',
  },
};
const codedDebtors: Partial<Record<Grouping, string>> = { kind: 'kind', cause: 'cause', risk: 'risk' };
const dates = new Set<Grouping>(['day', 'week', 'month', 'quarter']);
export const ageSums = buckets.map((_, index) => `b${index}`);

/** What the totals are added up of, and how accounts are counted there, each once. */
type Totals = { readonly from: 'grp' | 'acc'; readonly accounts: string };
const totalsOf = {
  groups: { from: 'grp', accounts: 'solde_sum(a.accounts)' }, // an account is in one group
  rows: { from: 'acc', accounts: 'count(*)' },
  keyed: { from: 'acc', accounts: 'count(DISTINCT a.debtor_id)' }, // and here in several
} as const satisfies Record<string, Totals>;

/** How the rows of an answer come about: parts WITH which `grp` and `acc` are made, and the columns of a row `r` of it. */
export type Grouped = {
  readonly parts: readonly string[];
  readonly columns: readonly AnswerColumn[];
  readonly joins: string;
  readonly order: string;
  readonly source: Source;
  readonly totals: Totals;
};

/** What is open of each account by age, for groups to add up. */
function ages(has: boolean): string {
  if (!has) return '';
  const sum = (index: number): string =>
    `, coalesce(solde_sum(m.minor) FILTER (WHERE m.bucket = ${index}), 0) AS b${index}`;
  return buckets.map((_, index) => sum(index)).join('');
}

function sumAges(has: boolean): string {
  return has ? ageSums.map((name) => `, solde_sum(x.${name}) AS ${name}`).join('') : '';
}

const amountOf = { m: 'm.minor', x: 'x.whole', sum: 'solde_sum(m.minor)' } as const;

/** What the question says of amounts, of rows `of`: of an account all its lines together, in one currency. */
function amountConditions(asking: Asking, of: 'm' | 'x' | 'sum'): readonly string[] {
  return filtersOf(asking, 'amount').flatMap(({ range, currency }) => [
    ...within(amountOf[of], wholeMinor(range), (value) => asking.bind(value, 'bigint')),
    ...(currency === null ? [] : [`${of === 'sum' ? 'm' : of}.currency = ${asking.bind(currency, 'bpchar')}`]),
  ]);
}

/** Accounts with what they have of it, by what of their things the answer is grouped. */
function accounts(asking: Asking, source: Source, key: string | null): readonly string[] {
  const ofThing = source.amountOf === 'thing' ? amountConditions(asking, 'm') : [];
  const conditions = source.amountOf === 'account' ? amountConditions(asking, 'x') : [];
  const sums = `SELECT m.debtor_id, m.currency, ${key ?? 'NULL::text'} AS k, solde_sum(m.minor) AS minor, count(*) AS n, max(m.late) AS late${isDated(asking) ? ', min(m.day) AS day' : ''}${ages(source.ageing)}
      FROM m WHERE ${all(ofThing)} GROUP BY 1, 2, 3`;
  if (conditions.length === 0) return [`acc AS (${sums})`];
  if (key === null) return [`acc AS (${sums} HAVING ${all(amountConditions(asking, 'sum'))})`];
  return [
    `acc AS (SELECT * FROM (SELECT y.*, solde_sum(y.minor) OVER (PARTITION BY y.debtor_id, y.currency) AS whole FROM (${sums}) y) x WHERE ${all(conditions)})`,
  ];
}

const groupCells = (asking: Asking, { ageing }: Source): string =>
  `solde_sum(x.minor) AS minor, count(*) AS accounts, solde_sum(x.n) AS n, max(x.late) AS late${isDated(asking) ? ', min(x.day) AS day' : ''}${sumAges(ageing)}`;

/** Days are worth finding only where rows are ordered by them. */
function isDated({ query }: Asking): boolean {
  return query.order?.by === 'date';
}

function ofThings(asking: Asking): readonly string[] {
  return [
    `grp AS (SELECT m.* FROM m WHERE ${all(amountConditions(asking, 'm'))})`,
    `acc AS (SELECT x.debtor_id, x.currency, solde_sum(x.minor) AS minor, count(*) AS n, max(x.late) AS late FROM grp x GROUP BY 1, 2)`,
  ];
}

function ofAccounts(): readonly string[] {
  return ['grp AS (SELECT x.*, 1 AS accounts FROM acc x)'];
}

type OfDebtor = { readonly key: string; readonly shown?: string; readonly join?: string };

function ofDebtorGroups(asking: Asking, source: Source, { key, shown = key, join = '' }: OfDebtor): readonly string[] {
  return [
    `grp AS (SELECT ${key} AS k, min(${shown}) AS label, x.currency, ${groupCells(asking, source)} FROM acc x JOIN debtors d ON d.id = x.debtor_id ${join} GROUP BY 1, 3)`,
  ];
}

function ofKeys(asking: Asking, source: Source): readonly string[] {
  return [`grp AS (SELECT x.k, x.k AS label, x.currency, ${groupCells(asking, source)} FROM acc x GROUP BY 1, 2, 3)`];
}

/** All of it: accounts are only counted, unless their amounts decide which of them count. */
function ofAll(asking: Asking, source: Source): readonly string[] {
  const one = 'NULL::text AS k, NULL::text AS label';
  if (source.amountOf === 'account' && filtersOf(asking, 'amount').length > 0) {
    return [
      ...accounts(asking, source, null),
      `grp AS (SELECT ${one}, x.currency, ${groupCells(asking, source)} FROM acc x GROUP BY x.currency)`,
    ];
  }
  const where = all(source.amountOf === 'thing' ? amountConditions(asking, 'm') : []);
  const day = isDated(asking) ? ', min(m.day) AS day' : '';
  return [
    `who AS (SELECT y.currency, count(*) AS accounts FROM (SELECT DISTINCT m.currency, m.debtor_id FROM m WHERE ${where}) y GROUP BY 1)`,
    `grp AS (SELECT ${one}, x.*, who.accounts FROM (SELECT m.currency, solde_sum(m.minor) AS minor, count(*) AS n, max(m.late) AS late${day}${ages(source.ageing)}
      FROM m WHERE ${where} GROUP BY 1) x JOIN who ON who.currency IS NOT DISTINCT FROM x.currency)`,
  ];
}

const accountColumn: AnswerColumn = {
  key: 'account',
  kind: 'account',
  sql: 'json_build_array(d.id, d.reference, d.name)',
};
const owner: AnswerColumn = { key: 'owner', kind: 'text', sql: 'd.sales_owner' };
const city: AnswerColumn = { key: 'city', kind: 'text', sql: 'd.city' };

function amounts({ measure, money, ageing, dated }: Source): readonly AnswerColumn[] {
  return [
    ...(ageing
      ? buckets.map((bucket, index) => ({ key: `bucket:${bucket}`, kind: 'money' as const, sql: `r.b${index}` }))
      : []),
    ...(money ? [{ key: measure, kind: 'money' as const, sql: 'r.minor' }] : []),
    ...(dated && !ageing ? [{ key: 'oldest', kind: 'days' as const, sql: 'r.late' }] : []),
  ];
}

/** The column of a group's name. */
export function groupColumn(groupBy: Grouping, source: Pick<Source, 'codes'>): AnswerColumn {
  if (dates.has(groupBy)) return { key: groupBy, kind: 'date', sql: 'r.label' };
  if (groupBy === 'level')
    return { key: groupBy, kind: 'code', of: 'level', sql: "substr(r.label, position(':' IN r.label) + 1)" };
  if (groupBy === 'bucket') {
    const names = buckets.map((bucket, index) => `WHEN '${index}' THEN '${bucket}'`).join(' ');
    return { key: groupBy, kind: 'code', of: 'bucket', sql: `CASE r.label ${names} END` };
  }
  const of = source.codes[groupBy] ?? codedDebtors[groupBy];
  return of === undefined
    ? { key: groupBy, kind: 'text', sql: 'r.label' }
    : { key: groupBy, kind: 'code', of, sql: 'r.label' };
}

/** By what rows are ordered: the last makes every order one, so that pages neither repeat nor leave out a row. */
function orderOf(asking: Asking, source: Source): string {
  const { groupBy, order } = asking.query;
  const isThing = groupBy === source.thing;
  const last = isThing
    ? 'x.currency, x.id'
    : groupBy === 'account'
      ? 'x.currency, x.debtor_id'
      : 'x.currency, x.k NULLS LAST';
  const by = order ?? usualOrder(groupBy, source);
  const direction = by.descending ? 'DESC NULLS LAST' : 'ASC NULLS LAST';
  const name =
    isThing || groupBy === 'account' ? '(SELECT d.name_key FROM debtors d WHERE d.id = x.debtor_id)' : 'x.label';
  const expressions: Record<Order['by'], string> = {
    ...{ amount: 'x.minor', 'days-overdue': 'x.late', count: isThing ? 'x.minor' : 'x.n', date: 'x.day', name },
    ...{ group: isThing || groupBy === 'account' ? name : 'x.k', priority: 'x.minor' },
  };
  return `${expressions[by.by]} ${direction}, ${last}`;
}

function usualOrder(groupBy: Grouping | null, source: Source): Order {
  if (groupBy === 'bucket' || groupBy === 'level') return { by: 'group', descending: false };
  if (groupBy !== null && dates.has(groupBy)) return { by: 'group', descending: false };
  if (groupBy === source.thing && source.thing !== 'line') return { by: 'date', descending: true };
  return { by: source.money ? 'amount' : 'count', descending: true };
}

/** Groups a source as the question says. Accounts come first, so that nobody is counted twice in a group. */
export function grouped(asking: Asking, source: Source): Grouped {
  const { groupBy } = asking.query;
  const joinDebtor = 'JOIN debtors d ON d.id = r.debtor_id';
  const order = orderOf(asking, source);
  if (groupBy === source.thing) {
    const money = source.money ? [{ key: source.measure, kind: 'money' as const, sql: 'r.minor' }] : [];
    return {
      parts: [...source.parts, ...ofThings(asking)],
      columns: [accountColumn, ...source.columns, ...money],
      ...{ joins: `${joinDebtor} ${source.joins}`, order, source, totals: totalsOf.rows },
    };
  }
  const counts: readonly AnswerColumn[] = [
    { key: 'accounts', kind: 'count', sql: 'r.accounts' },
    { key: countName(source), kind: 'count', sql: 'r.n' },
  ];
  if (groupBy === 'account') {
    return {
      parts: [...source.parts, ...accounts(asking, source, null), ...ofAccounts()],
      columns: [accountColumn, ...amounts(source), { key: countName(source), kind: 'count', sql: 'r.n' }, city, owner],
      ...{ joins: joinDebtor, order, source, totals: totalsOf.rows },
    };
  }
  const columns = [...(groupBy === null ? [] : [groupColumn(groupBy, source)]), ...amounts(source), ...counts];
  const rest = { columns, joins: '', order, source };
  const { parts } = source;
  const debtor = groupBy === null ? undefined : ofDebtor[groupBy];
  if (debtor !== undefined) {
    const groups = [...accounts(asking, source, null), ...ofDebtorGroups(asking, source, debtor)];
    return { ...rest, parts: [...parts, ...groups], totals: totalsOf.groups };
  }
  const own = groupBy === null ? undefined : source.keys[groupBy];
  if (own === undefined) return { ...rest, parts: [...parts, ...ofAll(asking, source)], totals: totalsOf.groups };
  return {
    ...rest,
    parts: [...parts, ...accounts(asking, source, own), ...ofKeys(asking, source)],
    totals: totalsOf.keyed,
  };
}

function countName({ thing }: Source): string {
  return `${thing}s`;
}
