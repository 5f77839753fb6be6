import { type CivilDate } from '../../domain/civil-date.ts';
import { type Currency } from '../../domain/money.ts';

/** In the order they are imported: each kind names rows of the kinds before it. */
export const importKinds = [
  'debtors',
  'contacts',
  'invoices',
  'credits',
  'payments',
  'open-items',
  'events', // proceedings, closure, a move, another manager
  'credit', // what credit management knows
] as const;
export type ImportKind = (typeof importKinds)[number];

/** One record of a table; `broken` says why its cells are only a guess. */
export type SourceRecord = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly broken: 'quote' | 'too-long' | null;
};

/** What reads tables: batches of records, the header first, or the reason why the file is not one. */
export type TableReader = (
  chunks: AsyncIterable<Uint8Array>,
) => AsyncIterable<
  { readonly separator: string; readonly records: readonly SourceRecord[] } | { readonly problem: string }
>;

/** A file that can be read several times from its beginning. */
export type ImportFile = {
  readonly kind: ImportKind;
  readonly name: string;
  readonly open: () => AsyncIterable<Uint8Array>;
};

/** What the file does not say of every row. */
export type ImportDefaults = {
  readonly today: CivilDate; // the accounts are taken to be known up to this day
  readonly country: string; // of national phone numbers and of debtors without one
  readonly zone: string; // the creditor's
  readonly currency: Currency | null; // of amounts without one; null: such a row is refused
  readonly dateOrder: DateOrder | null; // said by the user, before anything read from the file
};

export type DateOrder = 'dmy' | 'mdy';
