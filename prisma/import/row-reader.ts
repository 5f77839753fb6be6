import { type Reading } from './reading.ts';

export type StagedValue = string | number | null;

/** How the rows of one kind are read and what their staging table is made of. */
export type RowReader = {
  readonly table: string;
  /** Names and types, after `row` and `line`. */
  readonly columns: readonly string[];
  /** What a row says of is: an invoice is refused whole. Read even of rows that are refused. */
  readonly group: (reading: Reading) => string | null;
  /** The values of the columns; of no use once the reading has a refusal. */
  readonly read: (reading: Reading) => readonly StagedValue[];
  /** Rows of a second table, such as the invoices that a payment is matched to. */
  readonly details?: {
    readonly table: string;
    readonly columns: readonly string[];
    readonly read: (reading: Reading) => readonly (readonly StagedValue[])[];
  };
};
