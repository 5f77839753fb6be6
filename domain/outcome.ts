import { type Fact } from './fact.ts';
import { type SentNotice } from './sent-notice.ts';

/** Why the rules did not do what was asked; each has its approved sentence, none of them blames the person. */
export type RefusalCode =
  | 'not-identified'
  | 'identity-expired'
  | 'identity-locked'
  | 'code-wrong'
  | 'code-expired'
  | 'code-too-many'
  | 'code-unavailable'
  | 'terms-changed' // the account moved since the recap: a new recap must be shown
  | 'confirmation-mismatch'
  | 'nothing-open'
  | 'line-disputed'
  | 'line-time-barred'
  | 'line-on-plan'
  | 'line-in-transit'
  | 'already-promised'
  | 'promise-too-late'
  | 'amount-too-high'
  | 'amount-too-low'
  | 'date-past'
  | 'plan-beyond-policy'
  | 'account-held' // insolvency, representative, deceased: a person only
  | 'account-parked'
  | 'not-found'
  | 'nothing-to-undo';

/** A masked address that a code can go to; the same shape whether the reference exists or not. */
export type Mask = { readonly id: string; readonly channel: 'sms' | 'whatsapp' | 'email'; readonly hint: string };

type OutcomeFile = { readonly blobId: string; readonly name: string; readonly mime: string };

/** What `settle` may speak of beyond the facts: values for approved sentences, never a sentence. */
export type Result =
  | { readonly kind: 'masks'; readonly masks: readonly Mask[] }
  | { readonly kind: 'code-sent'; readonly mask: Mask | null }
  | { readonly kind: 'identified'; readonly debtorId: string }
  | {
      readonly kind: 'done';
      readonly id: string;
      readonly file: OutcomeFile | null;
      readonly more?: readonly OutcomeFile[]; // where several documents were asked for
    }
  | { readonly kind: 'review'; readonly taskId: string; readonly why: 'policy' | 'director' | 'document' }
  | { readonly kind: 'explained'; readonly notices: readonly SentNotice[] }
  | { readonly kind: 'none' };

/** What the rules decided: facts to commit, or a refusal; never both a fact of the act and its refusal. */
export type Outcome = {
  readonly facts: readonly Fact[];
  readonly refusal: RefusalCode | null;
  readonly detail: Readonly<Record<string, string | number>>; // for the refusal's sentence: tries left, latest date
  readonly result: Result;
};

/** Nothing happens and nothing is refused. */
export const nothing: Outcome = { facts: [], refusal: null, detail: {}, result: { kind: 'none' } };

/** Nothing happens, for this reason. */
export function refuse(refusal: RefusalCode, detail: Outcome['detail'] = {}): Outcome {
  return { ...nothing, refusal, detail };
}
