import { type CivilDate } from './civil-date.ts';
import { type Language } from './language.ts';
import { type Money } from './money.ts';

/** What can be talked about with a debtor; each is a form in dialogs/debtor. */
export const flows = [
  'balance',
  'invoices',
  'invoice',
  'pay',
  'promise',
  'plan',
  'dispute',
  'paid',
  'missing',
  'document',
  'explain',
  'contact',
  'human',
  'identify',
] as const;
export type FlowName = (typeof flows)[number];

/** How often an instalment falls due. */
export type Frequency = 'week' | 'fortnight' | 'month';

/** A value read in someone's words, by kind. `role` tells apart two of a kind: "from the 28th", "not 50 but 60". */
export type SlotValue = (
  | { readonly kind: 'money'; readonly money: Money }
  | { readonly kind: 'share'; readonly numerator: number; readonly denominator: number } // "half", "a third"
  | { readonly kind: 'date'; readonly date: CivilDate }
  | { readonly kind: 'month'; readonly first: CivilDate } // a month without its day, by its first day
  | { readonly kind: 'day'; readonly day: number } // a recurring day of the month, 31 meaning the last
  | { readonly kind: 'count'; readonly count: number } // "in 3 times"
  | { readonly kind: 'frequency'; readonly frequency: Frequency }
  | { readonly kind: 'invoice'; readonly number: string } // as the debtor's list writes it when it is there, else upper case
  | { readonly kind: 'reference'; readonly reference: string } // a customer number
  | { readonly kind: 'digits'; readonly digits: string } // a code, a postcode, a SIREN
  | { readonly kind: 'email'; readonly email: string }
  | { readonly kind: 'phone'; readonly phone: string } // E.164
  | { readonly kind: 'reason'; readonly reason: DisputeReason }
  | { readonly kind: 'text'; readonly text: string }
) & { readonly role?: 'from' | 'until' | 'old' | 'first' | 'now' | 'rest' };

export type SlotKind = SlotValue['kind'];

/** Why an invoice is contested. The last two are time-limited checks on our side, not disputes. */
export const disputeReasons = [
  'not-received',
  'quantity',
  'price',
  'vat',
  'quality',
  'duplicate',
  'not-ordered',
  'terminated',
  'credit-missing',
  'other',
  'already-paid',
  'number-missing',
] as const;
export type DisputeReason = (typeof disputeReasons)[number];

/** Words that call for care before anything else; each has its own approved text and consequence. */
export const distressKinds = [
  'self-harm',
  'illness',
  'hardship', // cannot pay, job lost, over-indebtedness
  'insolvency',
  'legal-threat',
  'abuse',
  'minor',
] as const;
export type DistressKind = (typeof distressKinds)[number];

/** General questions answered from approved text, without any account. */
export const faqs = [
  'who-are-you',
  'are-you-a-robot',
  'privacy',
  'erasure',
  'hours',
  'how-to-pay',
  'why-contacted',
  'advice',
  'legal-basis',
  'missed-payment',
] as const;
export type Faq = (typeof faqs)[number];

/**
 * The only language between words and dialogs. Understanding produces it, dialogs consume it; nothing here carries an amount
 * or a decision that was not in the person's own words, and there is no command by which a model could consent.
 */
export type Command =
  | { readonly kind: 'start'; readonly flow: FlowName; readonly values: readonly SlotValue[] }
  | { readonly kind: 'set'; readonly value: SlotValue } // an answer, or extra information: the form gives it to the slot that wants its kind
  | { readonly kind: 'correct'; readonly value: SlotValue } // replaces what was said earlier
  | { readonly kind: 'choose'; readonly option: string } // the id of an option of the last prompt really shown
  | { readonly kind: 'affirm' }
  | { readonly kind: 'deny' }
  | { readonly kind: 'confirm'; readonly code: string | null } // the exact typed words, with the digits typed beside them
  | { readonly kind: 'skip' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'undo'; readonly of?: 'promise' | 'plan' | 'dispute' }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'help' }
  | { readonly kind: 'why' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'menu' }
  | { readonly kind: 'greet' }
  | { readonly kind: 'thanks' }
  | { readonly kind: 'bye' }
  | { readonly kind: 'human'; readonly callback: boolean; readonly about?: 'discount' | 'fees' } // what only a person decides
  | { readonly kind: 'stop' } // stop writing to me
  | { readonly kind: 'resume' } // START: write to me again
  | { readonly kind: 'language'; readonly to: Language }
  | { readonly kind: 'wrong-person' }
  | { readonly kind: 'third-party'; readonly who: 'relative' | 'representative' | 'authority' | 'other' }
  | { readonly kind: 'deceased' }
  | { readonly kind: 'distress'; readonly of: DistressKind }
  | { readonly kind: 'ask'; readonly faq: Faq }
  | { readonly kind: 'attach'; readonly files: readonly AttachedFile[] }
  | { readonly kind: 'unreadable'; readonly what: Unreadable }
  | { readonly kind: 'unclear'; readonly candidates: readonly FlowName[] };

/** What a telephone can send that only a person could make something of; `file`: a file we cannot take. */
export type Unreadable = 'voice' | 'video' | 'location' | 'contact' | 'sticker' | 'file';

/** A file that came with a message, already stored and checked. */
export type AttachedFile = {
  readonly blobId: string;
  readonly name: string;
  readonly mime: string;
  readonly bytes: number;
};
