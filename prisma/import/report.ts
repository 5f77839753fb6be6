import { type ImportKind } from './import-file.ts';
import { type Reason } from './refusal.ts';

export type Action = 'created' | 'updated' | 'unchanged' | 'repeated';

/** One row that was not imported; `line` is the line of the file, `column` its name there. */
export type RefusedRow = { readonly line: number; readonly column: string | null; readonly reason: Reason };

/** One row that is new or changes something; `changes` has [before, after] by column. */
export type Example = {
  readonly action: 'created' | 'updated';
  readonly line: number;
  readonly key: string;
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>> | null;
};

/** In due lines: no longer listed, listed with less, with more, and listed again after they were settled. */
export type SnapshotEffects = Readonly<Record<'settled' | 'lowered' | 'raised' | 'reopened', number>>;

/** What became of one file. Counts are in rows of the file. */
export type FileReport = {
  readonly kind: ImportKind;
  readonly file: string;
  readonly importId: string;
  readonly sha256: string;
  readonly rows: number;
  readonly counts: Readonly<Record<Action | 'refused', number>>;
  /** Payments that nobody knows whose they are: kept, and put before people. */
  readonly unmatched: number;
  /** Of a snapshot that is (or, in a rehearsal, would be) booked; else null. */
  readonly effects: SnapshotEffects | null;
  /** Whether its good rows are (or, in a rehearsal, would be) in the accounts. */
  readonly imported: boolean;
  /** Why the file as a whole is not read or booked: not a table, columns that are missing or twice there, a snapshot that cannot be one. */
  readonly problem: string | null;
  /** Whether the problem is gone once a person says that the file is right. */
  readonly ask: boolean;
  readonly unknownColumns: readonly string[];
  readonly examples: readonly Example[];
  readonly refused: readonly RefusedRow[]; // the first ones
  readonly refusedFile: string | null;
};

export type ImportReport = {
  readonly creditor: string;
  readonly dryRun: boolean;
  readonly freshTo: string; // assumed: the accounts are known up to this day
  readonly files: readonly FileReport[];
  /** Files after one that was refused; they were not looked at. */
  readonly notAttempted: readonly string[];
};
