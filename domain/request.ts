import { type CivilDate } from './civil-date.ts';
import { type DisputeReason, type DistressKind, type Frequency, type SlotValue } from './command.ts';
import { type Instalment, type PromiseLine } from './account.ts';
import { type CodePurpose } from './evidence.ts';
import { type Money } from './money.ts';

/** A promise exactly as the recap shows it. */
export type PromiseTerms = {
  readonly debtorId: string;
  readonly lines: readonly PromiseLine[];
  readonly amount: Money;
  readonly due: CivilDate;
};

/** A plan exactly as the recap shows it. */
export type PlanTerms = {
  readonly debtorId: string;
  readonly lines: readonly PromiseLine[];
  readonly excluded: readonly PromiseLine[]; // disputed parts left out, rights kept
  readonly credits: Money; // netted before the total
  readonly total: Money;
  readonly frequency: Frequency;
  readonly instalments: readonly Instalment[];
  readonly policyVersion: string;
};

/** A dispute exactly as the recap shows it: items of the invoice, or an amount of it. */
export type DisputeTerms = {
  readonly debtorId: string;
  readonly invoiceId: string;
  readonly itemIds: readonly string[];
  readonly parts: readonly PromiseLine[]; // the disputed amount of each due line
  readonly amount: Money;
  readonly reason: DisputeReason;
  readonly note: string | null;
  readonly evidence: readonly string[]; // blob ids
};

/** "I already paid" or "our order number is missing": chasing pauses while we look, for a limited time. */
export type CheckTerms = {
  readonly debtorId: string;
  readonly lineIds: readonly string[];
  readonly reason: 'already-paid' | 'number-missing';
  readonly claimedOn: CivilDate | null;
  readonly claimedAmount: Money | null;
  readonly note: string | null;
  readonly evidence: readonly string[];
};

/** New contact details exactly as the recap shows them, of the person speaking. */
export type ContactChangeTerms = {
  readonly debtorId: string;
  readonly contactId: string;
  readonly channel: 'sms' | 'email';
  readonly address: string; // E.164, or e-mail in lower case
  readonly replaces: readonly string[]; // ids of the points that end with it
};

export type Act =
  | { readonly kind: 'promise'; readonly terms: PromiseTerms }
  | { readonly kind: 'plan'; readonly terms: PlanTerms }
  | { readonly kind: 'dispute'; readonly terms: DisputeTerms }
  | { readonly kind: 'contact-change'; readonly terms: ContactChangeTerms };

/**
 * How the person confirmed exactly these terms. `hash` is of the terms shown in the recap.
 * `button`: a one-time option of that recap. `words`: the exact typed words, with the four digits printed beside them.
 * `code`: a one-time code sent to an address of record for this hash.
 */
export type Confirmation = {
  readonly how: 'button' | 'words' | 'code';
  readonly hash: string;
  readonly digits: string | null;
};

/** What a conversation asks the rules to do; at most one a turn. Nothing has happened until domain/decide says so. */
export type Request =
  | { readonly kind: 'identify'; readonly reference: string; readonly factors: readonly SlotValue[] }
  | {
      readonly kind: 'send-code';
      readonly maskId: string;
      readonly purpose: CodePurpose;
      readonly hash: string | null;
    }
  | { readonly kind: 'check-code'; readonly digits: string }
  | { readonly kind: 'verify-address'; readonly digits: string } // sent to an address that was just given
  | { readonly kind: 'act'; readonly act: Act; readonly confirmation: Confirmation }
  | { readonly kind: 'review'; readonly act: Act; readonly reasons: readonly string[] } // beyond policy: a person decides
  | { readonly kind: 'check'; readonly terms: CheckTerms }
  | { readonly kind: 'undo'; readonly what: 'promise' | 'plan' | 'dispute'; readonly id: string }
  | {
      readonly kind: 'document';
      readonly of: 'statement' | 'settled' | 'invoice' | 'plan' | 'promise';
      readonly id: string | null;
      readonly also?: readonly string[]; // further invoices
    }
  | { readonly kind: 'explain' } // why we wrote
  | { readonly kind: 'human'; readonly reason: string; readonly callback: string | null; readonly note: string | null }
  | { readonly kind: 'stop' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'wrong-person' }
  | { readonly kind: 'third-party'; readonly who: 'relative' | 'representative' | 'authority' | 'other' }
  | { readonly kind: 'deceased' }
  /** They asked to be called, in their words: `callback` is promised, `note` is for the person who takes care of them. */
  | { readonly kind: 'distress'; readonly of: DistressKind; readonly callback?: string; readonly note?: string };
