import { addDays, date } from '../../../domain/civil-date.ts';
import {
  type ChoiceField,
  type DayField,
  type Filter,
  type Grouping,
  type Having,
  type Measure,
  type Order,
  type StaffQuery,
} from '../../../domain/staff/query.ts';
import { type Refinement, type StaffCommand } from '../../../domain/staff/staff-command.ts';

// Short names for the parts of a question, so that a table of them has one line each. "Today" is Tuesday 1 December 2026.

type More = { readonly by?: Grouping; readonly order?: Order; readonly limit?: number; readonly asOf?: string };

/** The question as data. */
export function ask(measure: Measure, filters: readonly Filter[] = [], more: More = {}): StaffQuery {
  const { by = null, order = null, limit = null, asOf } = more;
  const asOfDay = asOf === undefined ? null : date(asOf);
  return { measure, filters, groupBy: by, order, limit, offset: 0, asOf: asOfDay };
}

const most: Order = { by: 'amount', descending: true };

/** Accounts, the largest amount first. */
export function who(measure: Measure, filters: readonly Filter[] = [], more: More = {}): StaffQuery {
  return ask(measure, filters, { by: 'account', order: most, ...more });
}

/** More than that many euros. */
export function over(euros: number, currency: string | null = 'EUR'): Filter {
  return { field: 'amount', range: { min: euros * 100 + 1, max: null }, currency };
}

/** An amount within these euros, both included. */
export function within(min: number | null, max: number | null, currency: string | null = 'EUR'): Filter {
  const cents = (euros: number | null): number | null => (euros === null ? null : Math.round(euros * 100));
  return { field: 'amount', range: { min: cents(min), max: cents(max) }, currency };
}

/** Days late, both ends included. */
export function late(min: number | null, max: number | null = null): Filter {
  return { field: 'days-overdue', range: { min, max } };
}

/** Days since it was opened, both ends included. */
export function aged(min: number | null, max: number | null = null): Filter {
  return { field: 'age-days', range: { min, max } };
}

export function risk(min: number | null, max: number | null = null): Filter {
  return { field: 'risk', range: { min, max } };
}

/** Days from `min` to `max`, both included. */
export function days(field: DayField, min: string | null, max: string | null = null): Filter {
  return { field, range: { min: min === null ? null : date(min), max: max === null ? null : date(max) } };
}

/** A day that many days from today. */
export function dayFromToday(count: number): string {
  return addDays(date('2026-12-01'), count);
}

export function only(field: ChoiceField, ...oneOf: readonly string[]): Filter {
  return { field, oneOf, not: false };
}

export function except(field: ChoiceField, ...oneOf: readonly string[]): Filter {
  return { field, oneOf, not: true };
}

export function has(what: Having): Filter {
  return { field: 'has', what, not: false };
}

export function hasNo(what: Having): Filter {
  return { field: 'has', what, not: true };
}

export function text(words: string): Filter {
  return { field: 'text', text: words };
}

export function query(asked: StaffQuery): StaffCommand {
  return { kind: 'query', query: asked };
}

export function refine(by: Partial<Refinement>): StaffCommand {
  return { kind: 'refine', by: { add: [], drop: [], ...by } };
}
