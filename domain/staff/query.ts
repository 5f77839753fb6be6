import { type CivilDate } from '../civil-date.ts';

/** What a question asks for. Amounts are open amounts derived from allocations; rates and days are of the whole selection. */
export const measures = [
  'accounts', // how many debtors
  'lines', // how many open due lines
  'open',
  'overdue',
  'disputed',
  'promised',
  'planned',
  'collected', // money received in the period of `paid`
  'invoiced', // total of invoices issued in the period of `issued`
  'ageing', // open by bucket; the sum of the buckets is what is open
  'dso', // days sales outstanding, countback
  'best-dso',
  'add', // average days delinquent: DSO - best DSO
  'cei', // collection effectiveness index
  'concentration', // share of the `limit` largest in what is open
  'promise-kept-rate',
  'plan-kept-rate',
  'recovery', // share of what fell due in the period that was received since
  'contacts', // how many times we wrote or called
  'promises',
  'plans',
  'disputes',
  'holds',
  'stops', // who asked us to stop writing
  'tasks',
  'priority', // whom to call first, explained
  'changes', // what is different since a day
] as const;
export type Measure = (typeof measures)[number];

/** A row of the answer is one of these; null: a single figure. The first line are things, the second groups. */
export const groupings = [
  ...(['account', 'line', 'promise', 'plan', 'dispute', 'hold', 'payment', 'contact', 'stop', 'task'] as const),
  ...([
    'segment',
    'kind',
    'city',
    'region',
    'owner',
    'level',
    'channel',
    'cause',
    'risk',
    'currency',
    'bucket',
  ] as const),
  ...(['reason', 'status', 'day', 'week', 'month', 'quarter'] as const),
] as const;
export type Grouping = (typeof groupings)[number];

/** Days past due, as ageing shows them; `not-due` is not late. */
export const buckets = ['not-due', '1-30', '31-60', '61-90', 'over-90'] as const;
export type Bucket = (typeof buckets)[number];

/** Both ends included; null is open. */
export type Range<T> = { readonly min: T | null; readonly max: T | null };

export const rangeOfDays = ['due', 'paid', 'issued', 'contacted', 'promised', 'opened', 'answered'] as const;
export type DayField = (typeof rangeOfDays)[number];

export const fieldsOfChoice = [
  ...(['segment', 'kind', 'city', 'region', 'owner', 'level', 'channel', 'cause', 'currency', 'bucket'] as const),
  ...(['hold', 'dispute-reason', 'dispute-status', 'promise-status', 'plan-status'] as const),
] as const;
export type ChoiceField = (typeof fieldsOfChoice)[number];

/** Conditions of a question; all of them hold. `amount` is in minor units of what the measure sums, for each row. */
export type Filter =
  | { readonly field: 'amount'; readonly range: Range<number>; readonly currency: string | null }
  | { readonly field: 'days-overdue'; readonly range: Range<number> }
  | { readonly field: 'age-days'; readonly range: Range<number> } // since a dispute, hold or task was opened
  | { readonly field: 'risk'; readonly range: Range<number> } // 0 to 100
  | { readonly field: DayField; readonly range: Range<CivilDate> }
  | { readonly field: ChoiceField; readonly oneOf: readonly string[]; readonly not: boolean }
  | { readonly field: 'has'; readonly what: Having; readonly not: boolean }
  | { readonly field: 'text'; readonly text: string }; // in a name, a reference or an invoice number

/** States an account or line is in, or is not. */
export const havings = [
  'contact',
  'dispute',
  'promise',
  'broken-promise',
  'plan',
  'late-plan',
  'hold',
  'stop',
] as const;
export type Having = (typeof havings)[number];

export const orders = ['amount', 'days-overdue', 'count', 'name', 'date', 'priority', 'group'] as const;
export type Order = { readonly by: (typeof orders)[number]; readonly descending: boolean };

/** The only thing a question becomes, whoever read it. */
export type StaffQuery = {
  readonly measure: Measure;
  readonly filters: readonly Filter[];
  readonly groupBy: Grouping | null;
  readonly order: Order | null; // null: what people expect of the measure
  readonly limit: number | null;
  readonly offset: number;
  readonly asOf: CivilDate | null; // null: today; nothing received or written later counts
};
