import type pg from 'pg';
import { type RowReader } from './row-reader.ts';

/** Statements repeated over slices of a numbered table ($1 < seq <= $2), so that none grows with the file. */
export type SlicedStep = { readonly count: string; readonly perSlice: readonly string[] };

/** A statement, a sliced one, work of ours, or some repeated for each number from 1 to what \`rounds\` counts, as the setting app.round. */
export type Step =
  | string
  | SlicedStep
  | ((client: pg.ClientBase) => Promise<void>)
  | { readonly rounds: string; readonly perRound: readonly (string | SlicedStep)[] };

/** Why a file that can be read is not booked; `ask`: unless a person says that it is right. */
export type Objection = { readonly problem: string; readonly ask: boolean };

/** How the rows of one kind, once staged, become rows of the ledger. All statements see one creditor's rows only. */
export type ImportSteps = {
  readonly reader: RowReader;
  /** Finds what is already there and adds to `import_refused` what cannot be booked. Changes nothing else. */
  readonly judge: readonly string[];
  /** What speaks against booking the file as a whole. */
  readonly object?: (client: pg.ClientBase) => Promise<Objection | null>;
  readonly apply: readonly Step[];
  /** {n}: rows that are kept although nobody knows whose they are. */
  readonly unmatched?: string;
  /** {action: created | updated | unchanged | repeated, n}; in rows of the file. */
  readonly counts: string;
  /** What a snapshot changed of lines, those included that it does not list. */
  readonly effects?: string;
  /** {action, line, key, changes}: the first few of each action. */
  readonly examples: string;
};

/** Who is imported for, by which import, on which day: settings of the transaction, readable by every statement. */
export const sql = {
  creditor: "current_setting('app.creditor')::uuid",
  importId: "current_setting('app.import')::uuid",
  today: "current_setting('app.today')::date",
  instant: "current_setting('app.instant')::timestamptz",
} as const;

/** Locks accounts in the order every writer takes them in; `ids` is a query of debtor ids. */
export function lockDebtors(ids: string): string {
  return `WITH locked AS MATERIALIZED (SELECT FROM debtors WHERE id IN (${ids}) ORDER BY id FOR NO KEY UPDATE) SELECT count(*) FROM locked`;
}

/** What was given up of a dispute is held no longer, where the accounts have booked its credit note. */
export const releaseCredited: Step = `SELECT solde_release_credited(${sql.creditor}, ${sql.today}, ${sql.instant})`;

/** A turn that saw the accounts as they were runs again; a row this transaction wrote has its new version already. */
export function touchDebtors(ids: string): string {
  return `UPDATE debtors SET version = version + 1 WHERE id IN (${ids}) AND xmin <> pg_current_xact_id()::xid`;
}

/** Refuses the rows of `stage` that `rows` selects as (row, line, col, reason). */
export function refuseRows(stage: string, rows: string): readonly string[] {
  return [
    `INSERT INTO import_refused (row, line, col, reason) SELECT row, line, col, reason FROM (${rows}) AS found`,
    `DELETE FROM ${stage} WHERE row IN (SELECT row FROM import_refused)`,
  ];
}

/** Marks all but the first of the rows that \`key\` says are one; a join, so that time stays in proportion to the file. */
export function markRepeated(table: string, key: string, where = 'true'): string {
  return `UPDATE ${table} s SET action = 'repeated' FROM (
      SELECT row, row_number() OVER (PARTITION BY ${key} ORDER BY row) AS nth FROM ${table} WHERE ${where}) w WHERE w.row = s.row AND w.nth > 1`;
}
