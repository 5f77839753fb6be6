import { type CivilDate } from '../../../domain/civil-date.ts';
import { type DayField, type Filter, type Range, type StaffQuery } from '../../../domain/staff/query.ts';
import { type Bind } from './bind.ts';
import { type Ground } from './in-reading.ts';

/** A question on its way to a statement; `owner` is the handle whose accounts alone are seen, null where all are. */
export type Asking = {
  readonly query: StaffQuery;
  readonly bind: Bind;
  readonly creditorId: string;
  readonly owner: string | null;
  readonly today: CivilDate;
  readonly asOf: CivilDate;
  readonly ground: Ground;
};

type Of<F extends Filter['field']> = Filter & { readonly field: F };

/** The filters of a field; all of them hold. */
export function filtersOf<F extends Filter['field']>({ query }: Pick<Asking, 'query'>, field: F): readonly Of<F>[] {
  return query.filters.filter((filter): filter is Of<F> => filter.field === field);
}

/** The day of the question. */
export function dayOf({ bind, asOf }: Asking): string {
  return bind(asOf, 'date');
}

export function tenantOf({ bind, creditorId }: Asking): string {
  return bind(creditorId, 'uuid');
}

/** A moment's day in the creditor's zone. */
export function localDay({ bind, ground }: Asking, moment: string): string {
  return `(${moment} AT TIME ZONE ${bind(ground.zone, 'text')})::date`;
}

/** The conditions that a value lies in a range. */
export function within(
  expression: string,
  { min, max }: Range<number | string>,
  bind: (value: number | string) => string,
): readonly string[] {
  return [
    ...(min === null ? [] : [`${expression} >= ${bind(min)}`]),
    ...(max === null ? [] : [`${expression} <= ${bind(max)}`]),
  ];
}

/** The conditions that a day lies in the ranges that the question gives of that field. */
export function inDays(asking: Asking, field: DayField, day: string): readonly string[] {
  return filtersOf(asking, field).flatMap(({ range }) => within(day, range, (value) => asking.bind(value, 'date')));
}

/** The conditions joined; one that always holds where there is none. */
export function all(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : conditions.map((condition) => `(${condition})`).join(' AND ');
}
