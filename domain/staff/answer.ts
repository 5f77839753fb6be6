import { type CivilDate } from '../civil-date.ts';
import { type Instant } from '../calendar.ts';
import { type Money } from '../money.ts';
import { type Bucket, type StaffQuery } from './query.ts';

/** One value of an answer's table, of the kind its column says; null where there is none. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly of: string; readonly code: string } // worded by whoever shows it: of 'level', 'reason' ...
  | { readonly kind: 'money'; readonly money: Money }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'share'; readonly numerator: number; readonly denominator: number }
  | { readonly kind: 'date'; readonly date: CivilDate }
  | { readonly kind: 'instant'; readonly at: Instant }
  | { readonly kind: 'account'; readonly debtorId: string; readonly reference: string; readonly name: string };

/** `key` names the column for wording and exports: 'account', 'overdue', 'oldest', 'bucket:over-90' ... */
export type Column = { readonly key: string; readonly kind: Cell['kind'] };

/** What a question is answered: rows of one page, totals of the whole selection, one for each currency. */
export type StaffAnswer = {
  readonly query: StaffQuery;
  readonly asOf: CivilDate;
  readonly importedAt: Instant | null; // the accounts as of the last import
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (Cell | null)[])[];
  readonly count: number; // rows of the whole selection
  readonly totals: readonly { readonly key: string; readonly cell: Cell }[];
  readonly ageing: readonly { readonly bucket: Bucket; readonly money: Money }[]; // of the whole selection; empty where it says nothing
};
