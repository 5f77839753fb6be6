import { type Cell } from '../../../domain/staff/answer.ts';
import { type Grouping } from '../../../domain/staff/query.ts';

/** A column of an answer: `sql` gives its value from `r`, a row of the page, joined to its debtor `d`. Money is of the row's currency. */
export type AnswerColumn = {
  readonly key: string;
  readonly kind: Cell['kind'];
  readonly of?: string; // of which list a code is
  readonly sql: string;
};

/**
 * What a measure adds up: the parts WITH which `m` is made, a row for each thing with id, debtor_id, currency (null where it is no money), minor,
 * day and late (days since), and what `keys` and `columns` name of it.
 */
export type Source = {
  readonly parts: readonly string[]; // "name AS (...)", `m` the last
  readonly thing: Grouping | 'invoice' | 'change';
  readonly measure: string; // the key of the amount's column
  readonly money: boolean;
  readonly amountOf: 'thing' | 'account'; // of what an amount that is asked for is
  readonly keys: Partial<Record<Grouping, string>>; // what of `m` a grouping goes by; a group's order is that of its key
  readonly codes: Partial<Record<Grouping, string>>; // of which list the codes of such a grouping are
  readonly columns: readonly AnswerColumn[]; // of one thing, after its account
  readonly joins: string; // what those columns need beside `r` and `d`
  readonly ageing: boolean; // whether its ages are worth showing
  readonly dated: boolean; // whether an account's oldest is worth showing
};

/** The parts of a period that a day falls into, as the day each begins with. */
export function periods(day: string): Partial<Record<Grouping, string>> {
  const of = (unit: string): string => `date_trunc('${unit}', ${day}::timestamp)::date::text`;
  return { day: `${day}::text`, week: of('week'), month: of('month'), quarter: of('quarter') };
}
