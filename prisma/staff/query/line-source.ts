import { addDays } from '../../../domain/civil-date.ts';
import { type Filter, type Measure } from '../../../domain/staff/query.ts';
import { all, type Asking, dayOf, filtersOf, inDays, tenantOf } from './asking.ts';
import { ofCurrencies, ofDebtors } from './debtor-conditions.ts';
import { levelFilter } from './level-filter.ts';
import { type Grain, stateConditions } from './line-states.ts';
import { openLines } from './open-lines.ts';
import { type AgreedMeasure, type AgreedParts, agreedParts } from './agreed-parts.ts';
import { periods, type Source } from './source.ts';
import { wholeDays } from './whole.ts';

const late = new Set<Measure>(['overdue', 'priority']);

/** Lines are asked of one by one where they are counted or listed; else accounts are. */
export function grainOf({ query }: Pick<Asking, 'query'>): Grain {
  return query.measure === 'lines' || query.groupBy === 'line' ? 'line' : 'account';
}

/** Days of being due that an age class stands for, as conditions. */
function inBucket(asking: Asking, bucket: string): string {
  const day = dayOf(asking);
  switch (bucket) {
    case 'not-due':
      return `l.due >= ${day}`;
    case '1-30':
      return `l.due < ${day} AND l.due >= ${day} - 30`;
    case '31-60':
      return `l.due < ${day} - 30 AND l.due >= ${day} - 60`;
    case '61-90':
      return `l.due < ${day} - 60 AND l.due >= ${day} - 90`;
    case 'over-90':
      return `l.due < ${day} - 90`;
    default:
      return 'false';
  }
}

function ofDue(asking: Asking, filter: Filter): readonly string[] {
  if (filter.field === 'days-overdue') {
    // One bound and no more: the planner takes two for two independent reasons to find little.
    const { min, max } = wholeDays(filter.range);
    const ago = (days: number): string => asking.bind(addDays(asking.asOf, -days), 'date');
    return [`l.due <= ${ago(Math.max(1, min ?? 1))}`, ...(max === null ? [] : [`l.due >= ${ago(max)}`])];
  }
  if (filter.field === 'bucket') {
    const among = filter.oneOf.map((bucket) => `(${inBucket(asking, bucket)})`).join(' OR ');
    return [filter.not ? `NOT (${among === '' ? 'false' : among})` : among === '' ? 'false' : among];
  }
  // An amount in a currency is of lines in that currency alone.
  if (filter.field === 'amount' && filter.currency !== null)
    return [`l.currency = ${asking.bind(filter.currency, 'bpchar')}`];
  return [];
}

function ofIssue(asking: Asking): readonly string[] {
  const issued = inDays(asking, 'issued', 'v.issued');
  if (issued.length === 0) return [];
  return [`l.invoice_id IN (SELECT v.id FROM invoices v WHERE v.creditor_id = ${tenantOf(asking)} AND ${all(issued)})`];
}

/** All that a question says of lines but their level and amount, as conditions on `l`. */
export function lineConditions(asking: Asking): readonly string[] {
  return [
    ...ofDebtors(asking, 'l.debtor_id'),
    ...(late.has(asking.query.measure) && filtersOf(asking, 'days-overdue').length === 0
      ? [`l.due < ${dayOf(asking)}`]
      : []),
    ...ofCurrencies(asking, 'l'),
    ...asking.query.filters.flatMap((filter) => ofDue(asking, filter)),
    ...inDays(asking, 'due', 'l.due'),
    ...ofIssue(asking),
    ...stateConditions(asking, grainOf(asking)),
  ];
}

const bucketOf = (day: string): string =>
  `CASE WHEN l.due >= ${day} THEN 0 WHEN l.due >= ${day} - 30 THEN 1 WHEN l.due >= ${day} - 60 THEN 2 WHEN l.due >= ${day} - 90 THEN 3 ELSE 4 END`;

const agreed: Partial<Record<Measure, AgreedMeasure>> = {
  disputed: 'disputed',
  promised: 'promised',
  planned: 'planned',
};
const shown: Partial<Record<Measure, string>> = {
  accounts: 'open',
  lines: 'open',
  ageing: 'open',
  concentration: 'open',
};
const aged = new Set<Measure>(['accounts', 'lines', 'open', 'overdue', 'ageing']);

type Needs = { readonly parts: AgreedParts | null; readonly level: ReturnType<typeof levelFilter> };

/** Whether levels are looked at, and of which part of lines the question is. */
function needsOf(asking: Asking): Needs {
  const { measure, groupBy } = asking.query;
  const part = agreed[measure];
  return {
    parts: part === undefined ? null : agreedParts(asking, part, groupBy === 'reason'),
    level: levelFilter(asking, groupBy === 'level' || groupBy === 'line'),
  };
}

const nothing: Pick<AgreedParts, 'parts' | 'conditions' | 'joins' | 'minor'> & { readonly reason?: string } = {
  ...{ parts: [], conditions: [], joins: '', minor: 'l.open' },
};

/** Lines with their part `minor`: where one comes for several reasons, once for each that is asked for. */
function linesWith(columns: readonly string[], minor: string, from: string, isParted: boolean): string {
  if (!isParted) return `m AS (SELECT ${[...columns, `${minor} AS minor`].join(', ')} ${from})`;
  const places = columns.map((_, index) => index + 1).join(', ');
  return `m AS (SELECT ${columns.join(', ')}, solde_sum(${minor}) AS minor ${from} GROUP BY ${places})`;
}

function partsOf(asking: Asking, { parts: found, level }: Needs): readonly string[] {
  const day = dayOf(asking);
  const { parts, conditions, joins, minor, reason } = found ?? nothing;
  const columns = [
    ...['l.id', 'l.debtor_id', 'l.invoice_id', 'l.currency', 'l.open', 'l.due AS day'],
    ...[`greatest(0, ${day} - l.due) AS late`, `${bucketOf(day)} AS bucket`],
    ...(level.parts.length > 0 ? ['level.level_id', 'level.step'] : []),
    ...(asking.query.groupBy === 'reason' && reason !== undefined ? [`${reason} AS reason`] : []),
  ];
  const where = [...(found === null ? [] : [`${minor} > 0`]), ...level.conditions];
  const from = `FROM line l ${joins} ${level.joins} WHERE ${all(where)}`;
  return [
    ...parts,
    `line AS (${openLines(asking, [...lineConditions(asking), ...conditions])})`,
    ...level.parts,
    linesWith(columns, minor, from, reason !== undefined),
  ];
}

/** What of open lines is asked for: all that is open, or its disputed, promised or planned part. */
export function lineSource(asking: Asking): Source {
  const { measure, groupBy } = asking.query;
  const needs = needsOf(asking);
  return {
    parts: partsOf(asking, needs),
    ...{ thing: 'line', measure: shown[measure] ?? measure, money: true, dated: true },
    amountOf: grainOf(asking) === 'line' ? 'thing' : 'account',
    keys: {
      ...{ bucket: 'm.bucket::text', reason: 'm.reason', currency: 'm.currency', ...periods('m.day') },
      level: "lpad(m.step::text, 6, '0') || ':' || m.level_id",
    },
    codes: { bucket: 'bucket', reason: 'dispute-reason', currency: 'currency', level: 'level' },
    columns: [
      { key: 'invoice', kind: 'text', sql: 'v.number' },
      { key: 'due', kind: 'date', sql: 'r.day' },
      { key: 'days-overdue', kind: 'days', sql: 'r.late' },
      ...(needs.parts === null ? [] : [{ key: 'open', kind: 'money' as const, sql: 'r.open' }]),
      { key: 'level', kind: 'code', of: 'level', sql: 'r.level_id' },
    ],
    joins: 'JOIN invoices v ON v.id = r.invoice_id',
    ageing: aged.has(measure) && (groupBy === null || measure === 'ageing'),
  };
}
