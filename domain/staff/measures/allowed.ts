import { type DayField, type Filter, type Grouping, type Measure, type orders, type StaffQuery } from '../query.ts';

type Field = Filter['field'];
type OrderBy = (typeof orders)[number];

/** Why a question makes no sense as it stands. */
export type RefusalCode =
  | 'not-allowed' // the person may read nothing
  | 'grouping-does-not-fit'
  | 'filter-does-not-fit'
  | 'order-does-not-fit'
  | 'range-empty' // its end lies before its beginning
  | 'as-of-ahead' // nobody knows what will be
  | 'too-much'; // a limit, a place or a text beyond what is read at once
/** `about` is the grouping, the filter's field or the order that does not fit; null where it is the whole. */
export type Refused = { readonly refused: RefusalCode; readonly about: string | null };

/** What goes with a measure: by what it may be grouped, filtered and ordered, and which days say its period. */
export type Fit = {
  readonly groupings: readonly (Grouping | null)[];
  readonly filters: readonly Field[];
  readonly orders: readonly OrderBy[];
  readonly period: DayField | null;
};

const debtorFields = ['segment', 'kind', 'city', 'region', 'owner', 'cause', 'risk', 'text'] as const;
const debtorGroups = ['segment', 'kind', 'city', 'region', 'owner', 'cause', 'risk'] as const;
const times = ['day', 'week', 'month', 'quarter'] as const;
const lineFields: readonly Field[] = [
  ...debtorFields,
  ...(['amount', 'currency', 'days-overdue', 'bucket', 'due', 'issued', 'contacted', 'promised'] as const),
  ...(['level', 'channel', 'hold', 'dispute-reason', 'promise-status', 'plan-status', 'has'] as const),
];
const lineGroups: readonly (Grouping | null)[] = [
  ...[null, 'account' as const, 'line' as const, ...debtorGroups, 'level' as const, 'currency' as const],
  ...['bucket' as const, ...times],
];
const lineOrders: readonly OrderBy[] = ['amount', 'days-overdue', 'count', 'name', 'date', 'group'];
const itemOrders: readonly OrderBy[] = ['amount', 'count', 'name', 'date', 'group'];
const ofLines: Fit = { groupings: lineGroups, filters: lineFields, orders: lineOrders, period: 'due' };

function flow(thing: Grouping | null, period: DayField): Fit {
  const things: readonly (Grouping | null)[] = thing === null ? [null, 'account'] : [null, 'account', thing];
  return {
    groupings: [...things, ...debtorGroups, 'currency', ...times],
    filters: [...debtorFields, 'amount', 'currency', period],
    orders: itemOrders,
    period,
  };
}

function ratio(period: DayField): Fit {
  return {
    groupings: [null, ...debtorGroups, 'currency', 'month', 'quarter'],
    filters: [...debtorFields, 'currency', period],
    orders: ['amount', 'group'],
    period,
  };
}

function items(thing: Grouping, groups: readonly Grouping[], filters: readonly Field[], period: DayField): Fit {
  return {
    groupings: [null, thing, 'account', ...debtorGroups, ...groups, ...times],
    filters: [...debtorFields, ...filters, period],
    orders: itemOrders,
    period,
  };
}

/** The table of what makes sense. Whoever reads questions offers nothing else, and whoever answers them refuses the rest. */
export const fits: Readonly<Record<Measure, Fit>> = {
  ...{ accounts: ofLines, lines: ofLines, open: ofLines, overdue: ofLines, promised: ofLines, planned: ofLines },
  disputed: { ...ofLines, groupings: [...lineGroups, 'reason'] },
  ageing: { ...ofLines, groupings: [null, 'account', ...debtorGroups, 'level', 'currency', 'bucket'] },
  concentration: {
    ...ofLines,
    groupings: [null, 'account', 'segment', 'city', 'region', 'owner'],
    orders: ['amount'],
  },
  priority: { ...ofLines, groupings: [null, 'account'], orders: ['priority', 'amount', 'days-overdue', 'name'] },
  collected: flow('payment', 'paid'),
  invoiced: flow(null, 'issued'),
  ...{ dso: ratio('issued'), 'best-dso': ratio('issued'), add: ratio('issued'), cei: ratio('issued') },
  'promise-kept-rate': {
    ...ratio('promised'),
    groupings: [null, 'account', ...debtorGroups, 'currency', 'week', 'month', 'quarter'],
    filters: [...debtorFields, 'currency', 'promised', 'opened', 'amount'],
  },
  'plan-kept-rate': {
    ...ratio('opened'),
    groupings: [null, 'account', ...debtorGroups, 'currency', 'month', 'quarter'],
    filters: [...debtorFields, 'currency', 'opened', 'amount'],
  },
  recovery: {
    ...ratio('due'),
    groupings: [null, 'account', ...debtorGroups, 'currency', ...times],
    filters: [...debtorFields, 'currency', 'due', 'issued'],
  },
  contacts: items('contact', ['channel'], ['channel'], 'contacted'),
  promises: items(
    'promise',
    ['status', 'currency'],
    ['promise-status', 'opened', 'amount', 'currency', 'age-days'],
    'promised',
  ),
  plans: items('plan', ['status', 'currency'], ['plan-status', 'amount', 'currency', 'age-days'], 'opened'),
  disputes: items(
    'dispute',
    ['reason', 'status', 'currency'],
    ['dispute-reason', 'dispute-status', 'answered', 'amount', 'currency', 'age-days'],
    'opened',
  ),
  holds: items('hold', ['reason'], ['hold', 'age-days'], 'opened'),
  stops: items('stop', ['channel'], ['channel', 'age-days'], 'opened'),
  tasks: items('task', ['reason'], ['age-days'], 'opened'),
  changes: {
    groupings: [null, 'reason', 'account', 'owner', 'day'],
    filters: [...debtorFields, 'currency', 'opened'],
    orders: itemOrders,
    period: 'opened',
  },
};

/** So many rows are read at once, and so far into the list. */
export const mostRows = 10_000;
const furthest = 1_000_000;
const longestText = 200;
const mostFilters = 40;

function isEmptyRange(filter: Filter): boolean {
  if (!('range' in filter)) return false;
  const { min, max } = filter.range;
  return min !== null && max !== null && min > max;
}

function isTooMuch(query: StaffQuery): boolean {
  const { limit, offset, filters } = query;
  const whole = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most;
  return (
    !whole(offset, furthest) ||
    (limit !== null && (!whole(limit, mostRows) || limit === 0)) ||
    filters.length > mostFilters ||
    filters.some((filter) => filter.field === 'text' && filter.text.length > longestText) ||
    filters.some((filter) => 'oneOf' in filter && filter.oneOf.length > mostRows)
  );
}

/** Why the question cannot be answered, the first reason in the order of their table; null when it can. */
export function whyNotAnswer(query: StaffQuery, today: string): Refused | null {
  const fit = fits[query.measure];
  if (!fit.groupings.includes(query.groupBy)) return { refused: 'grouping-does-not-fit', about: query.groupBy };
  const odd = query.filters.find(({ field }) => !fit.filters.includes(field));
  if (odd !== undefined) return { refused: 'filter-does-not-fit', about: odd.field };
  if (query.order !== null && !fit.orders.includes(query.order.by))
    return { refused: 'order-does-not-fit', about: query.order.by };
  const empty = query.filters.find(isEmptyRange);
  if (empty !== undefined) return { refused: 'range-empty', about: empty.field };
  if (query.asOf !== null && query.asOf > today) return { refused: 'as-of-ahead', about: null };
  return isTooMuch(query) ? { refused: 'too-much', about: null } : null;
}
