import fc from 'fast-check';
import { addDays } from '../../../../domain/civil-date.ts';
import { fits } from '../../../../domain/staff/measures/allowed.ts';
import {
  buckets,
  fieldsOfChoice,
  type Filter,
  groupings,
  havings,
  measures,
  orders,
  rangeOfDays,
  type StaffQuery,
} from '../../../../domain/staff/query.ts';
import { today } from './query-rig.ts';

/** What people, files and attackers write. */
const hostile = [
  ...["'; DROP TABLE debtors; --", "' OR '1'='1", '%', '_', '\\', '%%%', '$1', '{"a":1}', '\u0027)', 'NULL', ''],
  ...[
    '😀🇫🇷',
    'é\u0301',
    '\ud800'.toWellFormed(),
    'a\tb\nc',
    'nul\0l',
    'x'.repeat(200),
    'none',
    'Lyon',
    'other',
    'FA-2026-0101',
    'Lyon 99e',
  ],
];

const day = fc.integer({ min: -800, max: 400 }).map((days) => addDays(today, days));
const anyText = fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 40, unit: 'grapheme' }));
const known = [
  'PME',
  'particulier',
  'company',
  'consumer',
  'Lyon',
  'Paris',
  'Bretagne',
  'sacha',
  'marion',
  'friendly',
  '1',
  'email',
  'sms',
  'cashflow',
  'EUR',
  'GBP',
  ...buckets,
];
const codes = [
  'dispute',
  'plan',
  'promise',
  'manual',
  'quality',
  'price',
  'open',
  'broken',
  'kept',
  'late',
  'active',
  'rejected',
  'none',
];
const choice = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...known, ...codes) },
  { weight: 1, arbitrary: anyText },
);

function range<T>(of: fc.Arbitrary<T>): fc.Arbitrary<{ min: T | null; max: T | null }> {
  return fc.tuple(fc.option(of), fc.option(of)).map(([min, max]) => ({ min, max }));
}
const number = fc.oneof(
  fc.integer({ min: -10, max: 3_000_000 }),
  fc.constantFrom(1e300, -1e300, 0.5, Number.MAX_SAFE_INTEGER),
);

const anyFilter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    field: fc.constant('amount' as const),
    range: range(number),
    currency: fc.option(fc.constantFrom('EUR', 'GBP', "'")),
  }),
  fc.record({
    field: fc.constantFrom('days-overdue' as const, 'age-days' as const, 'risk' as const),
    range: range(number),
  }),
  fc.record({ field: fc.constantFrom(...rangeOfDays), range: range(day) }),
  fc.record({
    field: fc.constantFrom(...fieldsOfChoice),
    oneOf: fc.array(choice, { maxLength: 4 }),
    not: fc.boolean(),
  }),
  fc.record({ field: fc.constant('has' as const), what: fc.constantFrom(...havings), not: fc.boolean() }),
  fc.record({ field: fc.constant('text' as const), text: anyText }),
);

/** Any question that can be written, sense or not. */
export const anyQuestion: fc.Arbitrary<StaffQuery> = fc.record({
  measure: fc.constantFrom(...measures),
  filters: fc.array(anyFilter, { maxLength: 4 }),
  groupBy: fc.option(fc.constantFrom(...groupings)),
  order: fc.option(fc.record({ by: fc.constantFrom(...orders), descending: fc.boolean() })),
  limit: fc.option(fc.integer({ min: -1, max: 30 })),
  offset: fc.integer({ min: 0, max: 40 }),
  asOf: fc.option(day),
});

/** Any question that the table of what makes sense lets through, or nearly. */
export const sensibleQuestion: fc.Arbitrary<StaffQuery> = anyQuestion.chain((query) => {
  const fit = fits[query.measure];
  return fc.record({
    ...{ measure: fc.constant(query.measure), groupBy: fc.constantFrom(...fit.groupings) },
    filters: fc.constant(query.filters.filter(({ field }) => fit.filters.includes(field))),
    order: fc.option(fc.record({ by: fc.constantFrom(...fit.orders), descending: fc.boolean() })),
    ...{ limit: fc.option(fc.integer({ min: 1, max: 30 })), offset: fc.constant(query.offset) },
    asOf: fc.option(fc.integer({ min: 0, max: 500 }).map((days) => addDays(today, -days))),
  });
});
