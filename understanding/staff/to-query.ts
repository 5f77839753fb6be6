import { addMonths, type CivilDate, daysBetween } from '../../domain/civil-date.ts';
import { addDays } from '../../domain/civil-date.ts';
import {
  type DayField,
  type Filter,
  type Grouping,
  type Having,
  type Measure,
  type Order,
  type StaffQuery,
} from '../../domain/staff/query.ts';
import { monthAway, type Period } from './periods.ts';
import { ownThing } from './measure-words.ts';
import { type DaySpan } from './read-days.ts';
import { type Time } from './read-times.ts';
import { type Mention, type Reading } from './reading.ts';

const byAmount: Order = { by: 'amount', descending: true };
const amounts = new Set<Measure>(['open', 'overdue', 'disputed', 'promised', 'planned', 'collected', 'invoiced']);

/** Measures that win over those of amounts beside them: "poids des dix premiers dans l'encours" is a concentration. */
const strong = new Set<Measure>([
  ...(['ageing', 'dso', 'best-dso', 'add', 'cei', 'concentration', 'promise-kept-rate', 'plan-kept-rate'] as const),
  ...(['recovery', 'priority', 'changes', 'stops', 'holds', 'tasks', 'contacts'] as const),
]);
const trends = new Set<Measure>(['dso', 'best-dso', 'add', 'cei', 'promise-kept-rate', 'plan-kept-rate', 'recovery']);

/** Of what a time without a word of its own is, by what is asked for. */
const timeOf: Readonly<Record<Measure, DayField>> = {
  ...{
    accounts: 'due',
    lines: 'due',
    open: 'due',
    overdue: 'due',
    ageing: 'due',
    concentration: 'due',
    recovery: 'due',
  },
  ...{ disputed: 'opened', disputes: 'opened', holds: 'opened', stops: 'opened', tasks: 'opened', changes: 'opened' },
  ...{ planned: 'opened', plans: 'opened', 'plan-kept-rate': 'opened', priority: 'due' },
  ...{ promised: 'promised', promises: 'promised', 'promise-kept-rate': 'promised' },
  ...{
    collected: 'paid',
    invoiced: 'issued',
    dso: 'issued',
    'best-dso': 'issued',
    add: 'issued',
    cei: 'issued',
    contacts: 'contacted',
  },
};
/** What stands still: of these a single day that is over is the day as of which they are asked. */
const states = new Set<Measure>([
  'accounts',
  'lines',
  'open',
  'overdue',
  'ageing',
  'concentration',
  'disputed',
  'planned',
  'dso',
  'best-dso',
  'add',
  'cei',
]);
const flows = new Set<Measure>(['collected', 'invoiced', 'contacts', 'changes', 'stops']);
const opened = new Set<Measure>(['disputes', 'disputed', 'holds', 'tasks', 'plans', 'promises', 'stops', 'planned']);

const stateOf: Partial<Readonly<Record<Measure, Having>>> = {
  ...{
    disputed: 'dispute',
    disputes: 'dispute',
    promised: 'promise',
    promises: 'promise',
    planned: 'plan',
    plans: 'plan',
  },
  ...{ holds: 'hold', stops: 'stop' },
};

/** The field under which a time without a word of its own is a filter of that measure. */
export function timeFieldOf(measure: Measure): DayField {
  return timeOf[measure];
}

/** Whether a single day says as of when that measure is asked. */
export function standsStill(measure: Measure): boolean {
  return states.has(measure);
}

type Heading = { readonly measure: Measure | null; readonly rest: readonly Mention[] };

/** Words that only say of what a time is ("received in October", "due next week") where something else is asked for. */
function isLead({ measure, at, word }: Mention, { times }: Reading, isFirst: boolean): boolean {
  const time = times.times.find(
    (each) => each.field !== null && each.at >= at + word.length && each.at <= at + word.length + 4,
  );
  return time !== undefined && (!isFirst || (measure === 'open' && time.field === 'due'));
}

function headingOf(reading: Reading): Heading {
  const { measures, subject, counts, daySpans, filters, order } = reading;
  const isCounted = counts && (subject === 'account' || subject === 'line');
  const says = measures.filter((mention, index) => !isLead(mention, reading, index === 0 && !isCounted));
  if (isCounted) {
    return { measure: subject === 'account' ? 'accounts' : 'lines', rest: says };
  }
  const named = says.map(({ measure }) => measure);
  const first =
    named.find((measure) => measure === 'priority') ?? named.find((measure) => strong.has(measure)) ?? named[0] ?? null;
  const rest = says.filter(({ measure }) => measure !== first);
  const isLate = daySpans.some(({ of }) => of !== 'age');
  if (first === 'open' && (rest.some(({ measure }) => measure === 'overdue') || (isLate && !isSaid(says, 'open')))) {
    return { measure: 'overdue', rest: rest.filter(({ measure }) => measure !== 'overdue') };
  }
  if (first !== null) return { measure: first, rest };
  if (isLate) return { measure: 'overdue', rest };
  if (filters.some(({ field }) => field === 'hold')) return { measure: 'holds', rest };
  if (subject === null) return { measure: null, rest };
  if (subject === 'payment') return { measure: 'collected', rest };
  const hasAmount = reading.largest || order?.by === 'amount' || filters.some(({ field }) => field === 'amount');
  return { measure: subject === 'line' ? 'lines' : hasAmount ? 'open' : 'accounts', rest };
}

/** Whether the amount itself is named: "who owes for 60 days" is late, "open, more than 60 days late" is a part of what is open. */
function isSaid(says: readonly Mention[], measure: Measure): boolean {
  const word = says.find((each) => each.measure === measure)?.word ?? '';
  return /^(?:open|encours|outstanding|creances|receivables|soldes?|balances?)/.test(word);
}

function daysFilter(span: DaySpan, measure: Measure, today: CivilDate): Filter {
  const range = span.range ?? { min: null, max: null };
  const isAge = span.of === 'age' || (span.of === null && opened.has(measure));
  if (span.of === null && flows.has(measure) && span.since) {
    return {
      field: timeOf[measure],
      range: { min: range.min === null ? null : addDays(today, -range.min), max: today },
    };
  }
  return { field: isAge ? 'age-days' : 'days-overdue', range };
}

type Beside = { readonly filters: readonly Filter[]; readonly unused: string | null };

/** What other measures that were named beside say of the rows; `unused`: the word of one that says nothing which is kept. */
function restFilters(rest: readonly Mention[], reading: Reading): Beside {
  const filters: Filter[] = [];
  let unused: string | null = null;
  for (const { measure, word } of rest) {
    const what = stateOf[measure];
    const isLate = reading.daySpans.length > 0 || filters.some(({ field }) => field === 'days-overdue');
    if (what !== undefined) {
      const isKnown = reading.filters.some((of) => of.field === 'has' && of.what === what);
      if (!isKnown) filters.push({ field: 'has', what, not: false });
    } else if (measure === 'overdue' && !isLate) filters.push({ field: 'days-overdue', range: { min: 1, max: null } });
    else if (measure !== 'open' && measure !== 'overdue') unused = word;
  }
  return { filters, unused };
}

function isSingle({ min, max }: Period): boolean {
  return min !== null && min === max;
}

type Timed = { readonly filters: readonly Filter[]; readonly asOf: CivilDate | null };

/** What the times of a question are of. */
function timed({ times, groups }: Pick<Reading, 'times' | 'groups'>, measure: Measure, today: CivilDate): Timed {
  let { asOf } = times;
  const filters: Filter[] = [];
  const isOfPromises = measure === 'promises' || measure === 'promise-kept-rate';
  for (const time of times.times) {
    const { field } = time;
    const isTrend = groups[0] === 'month' || (groups.length === 0 && trends.has(measure));
    const period = isTrend ? wholeMonths(time, today) : time.period;
    if (period === null) continue;
    const isToday = isSingle(period) && period.min === today;
    if (
      field === null &&
      (states.has(measure) || measure === 'priority' || measure === 'tasks' || measure === 'holds') &&
      isToday
    )
      continue;
    if (field === null && states.has(measure) && isSingle(period) && period.min !== null && period.min < today)
      asOf = period.min;
    else
      filters.push({ field: isOfPromises && field === 'due' ? 'promised' : (field ?? timeOf[measure]), range: period });
  }
  return { filters, asOf };
}

/** One filter of each field; choices of one field are joined, and of ranges the narrower end holds. */
export function merged(filters: readonly Filter[]): readonly Filter[] {
  const out: Filter[] = [];
  for (const filter of filters) {
    const index = out.findIndex(
      (each) => JSON.stringify({ ...each, range: 0 }) === JSON.stringify({ ...filter, range: 0 }),
    );
    const known = out[index];
    if (known === undefined || !('range' in known) || !('range' in filter)) {
      if (known === undefined) out.push(filter);
      continue;
    }
    const range = { min: filter.range.min ?? known.range.min, max: filter.range.max ?? known.range.max };
    out[index] = { ...known, range } as Filter;
  }
  return out;
}

function groupingOf(reading: Reading, measure: Measure): Grouping | null {
  const { groups, subject, counts, largest, measures } = reading;
  if (groups[0] !== undefined) return groups[0];
  if (counts) return null;
  const word = measures.find((each) => each.measure === measure)?.word ?? '';
  if (
    measure === 'collected' &&
    /^(?:paiements?|payments?|reglements?|virements?|receipts)/.test(word) &&
    subject !== 'account'
  )
    return 'payment';
  const own = ownThing[measure];
  if (own !== undefined) return own;
  if (measure === 'concentration') return null;
  if (reading.order !== null || (reading.limit !== null && amounts.has(measure)))
    return subject === 'line' ? 'line' : 'account';
  if (amounts.has(measure))
    return subject === 'line'
      ? 'line'
      : subject === 'account' || largest || /pay(?:eu|e)rs?|retardataire/.test(word)
        ? 'account'
        : null;
  return measure === 'ageing' && subject === 'account' && largest ? 'account' : null;
}

/** "The last six months" of a trend are whole months, this one included. */
function wholeMonths(time: Time, today: CivilDate): Period | null {
  const { period, rolling } = time;
  if (period?.min == null || !rolling || !isLong(time, today)) return period;
  return { min: addMonths(period.min, 1, 1), max: monthAway(today, 0).max };
}

function isLong({ period }: Time, today: CivilDate): boolean {
  return period?.min != null && daysBetween(period.min, period.max ?? today) >= 59;
}

/** A question as far as it was read, and what of it has no place in one: a code, with the words it is about. */
export type Asked = {
  readonly query: StaffQuery;
  readonly trouble: { readonly missing: string; readonly about: string | null } | null;
};

function orderOf(reading: Reading, measure: Measure, groupBy: Grouping | null): Order | null {
  if (groupBy === null || reading.order !== null) return groupBy === null ? null : reading.order;
  const isRanked = (groupBy === 'account' && reading.groups.length === 0) || reading.largest;
  return isRanked && amounts.has(measure) ? byAmount : null;
}

/** What words of a question come to; null where they name nothing to ask for. */
export function toQuery(reading: Reading, today: CivilDate): Asked | null {
  const { measure, rest } = headingOf(reading);
  if (measure === null) return null;
  const { filters: periods, asOf } = timed(reading, measure, today);
  const beside = restFilters(rest, reading);
  const filters = merged([
    ...reading.filters,
    ...reading.daySpans.map((span) => daysFilter(span, measure, today)),
    ...periods,
    ...beside.filters,
  ]);
  const isTrend = trends.has(measure) && reading.times.times.some((time) => time.field === null && isLong(time, today));
  const groupBy = groupingOf(reading, measure) ?? (isTrend ? 'month' : null);
  const limit = measure === 'concentration' ? (reading.limit ?? 10) : reading.limit;
  const trouble =
    beside.unused !== null
      ? { missing: 'unknown-words', about: beside.unused }
      : reading.groups.length > 1
        ? { missing: 'one-split', about: null }
        : null;
  const order = orderOf(reading, measure, groupBy);
  return { query: { measure, filters, groupBy, order, limit, offset: reading.offset, asOf }, trouble };
}
