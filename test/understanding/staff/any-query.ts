import fc from 'fast-check';
import { addDays, addMonths, type CivilDate, date } from '../../../domain/civil-date.ts';
import { lateCauses } from '../../../domain/staff/call.ts';
import { fits, whyNotAnswer } from '../../../domain/staff/measures/allowed.ts';
import {
  buckets,
  type ChoiceField,
  type DayField,
  type Filter,
  havings,
  type Measure,
  measures,
  type Range,
  rangeOfDays,
  type StaffQuery,
} from '../../../domain/staff/query.ts';
import { vocabulary } from './situation.ts';

const today = date('2026-12-01');

// Statuses are listed in the order in which their table has them, as a reader gives them.
const codes: Readonly<Record<ChoiceField, readonly string[]>> = {
  segment: vocabulary.segments,
  city: vocabulary.cities,
  region: vocabulary.regions,
  owner: vocabulary.owners,
  level: vocabulary.levels,
  currency: vocabulary.currencies,
  kind: ['company', 'sole-trader', 'consumer', 'public-body'],
  channel: ['sms', 'whatsapp', 'email', 'letter', 'registered-letter', 'phone', 'visit', 'web', 'teams'],
  cause: lateCauses,
  bucket: buckets,
  hold: ['dispute', 'promise', 'plan', 'check', 'legal', 'insolvency', 'manual', 'representative'],
  'dispute-reason': [
    ...['not-received', 'quantity', 'price', 'vat', 'quality', 'duplicate', 'not-ordered', 'terminated'],
    ...['credit-missing', 'other', 'already-paid', 'number-missing'],
  ],
  'dispute-status': ['open', 'investigating', 'accepted', 'partly-accepted', 'rejected', 'withdrawn'],
  'promise-status': ['open', 'kept', 'partly-kept', 'broken', 'withdrawn'],
  'plan-status': ['offered', 'accepted', 'active', 'late', 'defaulted', 'completed', 'cancelled'],
};

function rangeOf(most: number): fc.Arbitrary<Range<number>> {
  const end = fc.integer({ min: 1, max: most });
  return fc.oneof(
    end.map((min) => ({ min, max: null })),
    end.map((max) => ({ min: null, max })),
    fc.tuple(end, end).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
  );
}

const amounts: fc.Arbitrary<Range<number>> = fc.oneof(
  rangeOf(99_999_999),
  fc.integer({ min: 1, max: 5000 }).map((hundreds) => ({ min: hundreds * 10_000 + 1, max: null })),
  fc.integer({ min: 1, max: 5000 }).map((hundreds) => ({ min: hundreds * 10_000, max: null })),
  fc.integer({ min: 1, max: 5000 }).map((hundreds) => ({ min: null, max: hundreds * 10_000 - 1 })),
);
const someDay: fc.Arbitrary<CivilDate> = fc.integer({ min: -700, max: 200 }).map((count) => addDays(today, count));
const periods: fc.Arbitrary<Range<CivilDate>> = fc.oneof(
  someDay.map((min) => ({ min, max: null })),
  someDay.map((max) => ({ min: null, max })),
  someDay.map((day) => ({ min: day, max: day })),
  someDay.map((day) => ({ min: addMonths(day, 0, 1), max: addDays(addMonths(day, 1, 1), -1) })),
  fc.constant({ min: date('2025-01-01'), max: date('2025-12-31') }),
  fc.tuple(someDay, fc.integer({ min: 1, max: 200 })).map(([min, length]) => ({ min, max: addDays(min, length) })),
);

function choices(field: ChoiceField): fc.Arbitrary<Filter> {
  return fc
    .tuple(fc.subarray([...codes[field]], { minLength: 1, maxLength: Math.min(3, codes[field].length) }), fc.boolean())
    .map(([oneOf, not]) => ({ field, oneOf, not }));
}

const words = fc
  .stringMatching(/^[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9 %_&.'-]{0,24}[A-Za-z0-9]$/)
  .map((text) => text.replace(/ {2,}/g, ' '))
  .filter((text) => text === text.normalize('NFKC'));

function filterOf(field: Filter['field']): fc.Arbitrary<Filter> {
  switch (field) {
    case 'amount':
      return fc
        .tuple(amounts, fc.constantFrom('EUR', 'GBP', 'USD', 'CHF'))
        .map(([range, currency]) => ({ field, range, currency }));
    case 'days-overdue':
    case 'age-days':
      return rangeOf(400).map((range) => ({ field, range }));
    case 'risk':
      return rangeOf(100).map((range) => ({ field, range }));
    case 'text':
      return words.map((text) => ({ field, text }));
    case 'has':
      return fc.tuple(fc.constantFrom(...havings), fc.boolean()).map(([what, not]) => ({ field, what, not }));
    default:
      return (rangeOfDays as readonly string[]).includes(field)
        ? periods.map((range) => ({ field: field as DayField, range }))
        : choices(field as ChoiceField);
  }
}

function filtersOf(measure: Measure): fc.Arbitrary<readonly Filter[]> {
  return fc
    .subarray([...fits[measure].filters], { maxLength: 4 })
    .chain((fields) => fc.tuple(...fields.map((field) => filterOf(field))));
}

function queriesOf(measure: Measure): fc.Arbitrary<StaffQuery> {
  const fit = fits[measure];
  const order = fc.record({ by: fc.constantFrom(...fit.orders), descending: fc.boolean() }, { noNullPrototype: true });
  return fc
    .record(
      {
        filters: filtersOf(measure),
        groupBy: fc.constantFrom(...fit.groupings),
        order: fc.option(order, { nil: null }),
        limit: fc.option(fc.integer({ min: 1, max: 9999 }), { nil: null }),
        offset: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 500 })),
        asOf: fc.option(
          fc.integer({ min: 1, max: 700 }).map((count) => addDays(today, -count)),
          { nil: null },
        ),
      },
      { noNullPrototype: true },
    )
    .map((rest) => canonical({ measure, ...rest }));
}

/** The one way of writing a question: a single figure has no order and no rows, a concentration is of so many. */
function canonical(query: StaffQuery): StaffQuery {
  const { measure } = query;
  const groupBy = measure === 'priority' ? 'account' : query.groupBy;
  if (measure === 'concentration') {
    return { ...query, groupBy, limit: query.limit ?? 10, order: groupBy === null ? null : query.order };
  }
  return groupBy === null ? { ...query, groupBy, order: null, limit: null, offset: 0 } : { ...query, groupBy };
}

/** Money of no time in particular is asked back about. */
function hasItsTime({ measure, filters, asOf }: StaffQuery): boolean {
  const field = { collected: 'paid', invoiced: 'issued' }[measure as string];
  return field === undefined || asOf !== null || filters.some((filter) => filter.field === field);
}

/** Any question that has an answer. */
export const anyQuery: fc.Arbitrary<StaffQuery> = fc
  .constantFrom(...measures)
  .chain(queriesOf)
  .filter((query) => whyNotAnswer(query, today) === null && hasItsTime(query));
