import { type CivilDate } from '../../domain/civil-date.ts';
import { type Filter, type Grouping, type Measure, type Order, type StaffQuery } from '../../domain/staff/query.ts';
import { headingOf } from './heading.ts';
import { amountMeasures, stateOfMeasure, trendMeasures } from './measure-traits.ts';
import { ownThing } from './measure-words.ts';
import { type Mention, type Reading } from './reading.ts';
import { dayFilter, isLong, timed } from './time-filters.ts';

const byAmount: Order = { by: 'amount', descending: true };

type Beside = { readonly filters: readonly Filter[]; readonly unused: string | null };

/** What other measures that were named beside say of the rows; `unused`: the word of one that says nothing which is kept. */
function restFilters(rest: readonly Mention[], reading: Reading): Beside {
  const filters: Filter[] = [];
  let unused: string | null = null;
  for (const { measure, word } of rest) {
    const what = stateOfMeasure[measure];
    const isLate = reading.daySpans.length > 0 || filters.some(({ field }) => field === 'days-overdue');
    if (what !== undefined) {
      const isKnown = reading.filters.some((of) => of.field === 'has' && of.what === what);
      if (!isKnown) filters.push({ field: 'has', what, not: false });
    } else if (measure === 'overdue' && !isLate) filters.push({ field: 'days-overdue', range: { min: 1, max: null } });
    else if (measure !== 'open' && measure !== 'overdue') unused = word;
  }
  return { filters, unused };
}

function ranges(known: Filter, filter: Filter): Filter | null {
  if (!('range' in known) || !('range' in filter)) return null;
  return {
    ...known,
    range: { min: filter.range.min ?? known.range.min, max: filter.range.max ?? known.range.max },
  } as Filter;
}

/** Each condition once; two ranges of one field are one, its ends those that were said last. */
export function merged(filters: readonly Filter[]): readonly Filter[] {
  const keyOf = (filter: Filter): string => JSON.stringify('range' in filter ? { ...filter, range: null } : filter);
  const kept = new Map<string, Filter>();
  for (const filter of filters) {
    const known = kept.get(keyOf(filter));
    kept.set(keyOf(filter), known === undefined ? filter : (ranges(known, filter) ?? known));
  }
  return [...kept.values()];
}

const payments = /^(?:paiements?|payments?|reglements?|virements?|receipts)/;
const payers = /pay(?:eu|e)rs?|retardataire/;

/** Rows of an amount: what the words are of, or accounts where they are put in an order. */
function rowsOfAmount(reading: Reading, word: string): Grouping | null {
  const { subject, largest, order, limit } = reading;
  if (subject === 'line') return 'line';
  const wantsAccounts = subject === 'account' || largest || order !== null || limit !== null || payers.test(word);
  return wantsAccounts ? 'account' : null;
}

function groupingOf(reading: Reading, measure: Measure): Grouping | null {
  const { groups, counts } = reading;
  const [group] = groups;
  if (group !== undefined || counts) return group ?? null;
  return ownThing[measure] ?? (measure === 'concentration' ? null : rowsOf(reading, measure));
}

/** Rows of what has none of its own kind. */
function rowsOf(reading: Reading, measure: Measure): Grouping | null {
  const word = reading.measures.find((each) => each.measure === measure)?.word ?? '';
  if (measure === 'collected' && payments.test(word) && reading.subject !== 'account') return 'payment';
  if (amountMeasures.has(measure)) return rowsOfAmount(reading, word);
  return reading.order === null ? null : 'account';
}

function orderOf(reading: Reading, measure: Measure, groupBy: Grouping | null): Order | null {
  if (groupBy === null || reading.order !== null) return groupBy === null ? null : reading.order;
  const isRanked = (groupBy === 'account' && reading.groups.length === 0) || reading.largest;
  return isRanked && amountMeasures.has(measure) ? byAmount : null;
}

/** A question as far as it was read, and what of it has no place in one: a code, with the words it is about. */
export type Asked = {
  readonly query: StaffQuery;
  readonly trouble: { readonly missing: string; readonly about: string | null } | null;
};

function troubleOf({ groups }: Reading, unused: string | null): Asked['trouble'] {
  if (unused !== null) return { missing: 'unknown-words', about: unused };
  return groups.length > 1 ? { missing: 'one-split', about: null } : null;
}

/** What words of a question come to; null where they name nothing to ask for. */
export function toQuery(reading: Reading, today: CivilDate): Asked | null {
  const { measure, rest } = headingOf(reading);
  if (measure === null) return null;
  const { filters: periods, asOf } = timed(reading, measure, today);
  const beside = restFilters(rest, reading);
  const filters = merged([
    ...reading.filters,
    ...reading.daySpans.map((span) => dayFilter(span, measure, today)),
    ...periods,
    ...beside.filters,
  ]);
  const isTrend =
    trendMeasures.has(measure) && reading.times.times.some((time) => time.field === null && isLong(time, today));
  const groupBy = groupingOf(reading, measure) ?? (isTrend ? 'month' : null);
  const limit = measure === 'concentration' ? (reading.limit ?? 10) : reading.limit;
  const order = orderOf(reading, measure, groupBy);
  const query: StaffQuery = { measure, filters, groupBy, order, limit, offset: reading.offset, asOf };
  return { query, trouble: troubleOf(reading, beside.unused) };
}
