import { type ChoiceField, type Filter, type Grouping, type Measure, type Order } from '../../domain/staff/query.ts';
import { type DaySpan } from './read-days.ts';
import { type Times } from './read-times.ts';

export type StatusField = Extract<ChoiceField, 'dispute-status' | 'promise-status' | 'plan-status'>;

/** A measure that words name, and where. */
export type Mention = { readonly measure: Measure; readonly at: number; readonly word: string };

/** What the words of a question say, before it is settled what is asked. */
export type Reading = {
  readonly measures: readonly Mention[]; // in the order they were written
  readonly subject: Grouping | null; // of what it asks: "clients", "factures"
  readonly counts: boolean; // "combien de clients"
  readonly groups: readonly Grouping[];
  readonly filters: readonly Filter[];
  readonly daySpans: readonly DaySpan[];
  readonly times: Times;
  readonly order: Order | null;
  readonly largest: boolean; // "the ten largest"
  readonly limit: number | null;
  readonly offset: number;
  readonly bad: string | null; // what is written as a value and is none: a code
  readonly left: readonly string[]; // words nobody read
};
