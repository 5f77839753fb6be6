import { type Instant } from '../../calendar.ts';
import { type Cell } from '../answer.ts';
import { type ActField } from './act-field.ts';
import { type ActId } from './act-rules.ts';
import { type ActTarget } from './act-target.ts';

/** One thing to show of an act: `key` names it for wording. */
export type ActFact = { readonly key: string; readonly cell: Cell };

/** Whose account an act is about, as it is called. */
export type ActAccount = { readonly debtorId: string; readonly reference: string; readonly name: string };

/** What somebody may do to a thing now, with what has to be filled in and what there is to choose from. */
export type ActOffer = {
  readonly act: ActId;
  readonly target: ActTarget;
  readonly fields: readonly (ActField & {
    readonly choices?: readonly { readonly id: string; readonly label: string }[]; // of the account; codes have none
  })[];
  readonly people: 1 | 2 | 'above-limit';
  readonly undoMs: number | null;
};

/** What would happen, before anybody says yes: what they filled in, and what becomes of the account. */
export type Recap = {
  readonly kind: 'recap';
  readonly token: string; // shown to nobody else, good once
  readonly expiresAt: Instant;
  readonly act: ActId;
  readonly target: ActTarget;
  readonly account: ActAccount | null;
  readonly facts: readonly ActFact[];
  readonly people: 1 | 2; // 2: it is asked of another person, and nothing happens before
  readonly undoMs: number | null;
};

/** Nothing was done; `field` is what was not filled in well. */
export type ActRefusal = { readonly kind: 'refused'; readonly why: string; readonly field?: string };

/** What was done. */
export type ActDone = {
  readonly kind: 'done';
  readonly act: ActId;
  readonly target: ActTarget;
  readonly account: ActAccount | null;
  readonly facts: readonly ActFact[];
  readonly people: 1 | 2; // 2: another person was asked
  readonly told: 'email' | 'task' | null; // how the debtor is told; by a task, somebody tells them
  readonly undoUntil: Instant | null;
};

export type ActOutcome =
  | ActDone
  /** It was done with this token before: that is what came of it. */
  | { readonly kind: 'already-handled'; readonly outcome: ActDone; readonly undone: boolean }
  /** What was shown is no longer so: nothing was done, and this is how it would be now. */
  | { readonly kind: 'changed'; readonly recap: Recap }
  | ActRefusal;

export type UndoOutcome = { readonly kind: 'undone'; readonly act: ActId } | ActRefusal;
