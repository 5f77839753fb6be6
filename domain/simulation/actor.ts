import { type Account, type PromiseLine } from '../account.ts';
import { type CivilDate } from '../civil-date.ts';
import { type CaseFile } from '../escalation/case-file.ts';
import { type Habit } from './habit.ts';

/** Money somebody means to send on a day; what is settled by then is left out. */
export type Intention = { readonly on: CivilDate; readonly parts: readonly PromiseLine[] };

/** A debtor of the simulation: the account and file as rules see them, and what the person means to do. */
export type Actor = {
  readonly account: Account;
  readonly file: CaseFile;
  readonly habit: Habit;
  readonly intentions: readonly Intention[];
  readonly written: readonly CivilDate[]; // when we wrote or called unasked
  readonly issuedEvery: number | null; // days between their invoices; null where there was never a second one
};
