import { type DebtorKind } from '../account.ts';
import { type CivilDate } from '../civil-date.ts';
import { type Money } from '../money.ts';
import { type Condition } from './condition.ts';

/** The bodies of law a policy is written under; each is off until an administrator of the creditor signs it. */
export const packIds = ['fr-b2b', 'fr-b2c', 'fr-public', 'fr-third-party', 'uk', 'us-reg-f'] as const;
export type PackId = (typeof packIds)[number];

/** The ways a level can reach somebody. A letter is printed and posted by a person, a call is made by one. */
export const outlets = ['email', 'sms', 'whatsapp', 'letter', 'registered-letter', 'phone'] as const;
export type Outlet = (typeof outlets)[number];

export const legalKinds = ['none', 'formal-notice', 'agency', 'legal'] as const;
export type LegalKind = (typeof legalKinds)[number];

export const tones = ['friendly', 'neutral', 'firm', 'formal'] as const;
export type Tone = (typeof tones)[number];

/** From where a level's days are counted; negative days are before. `previous`: the day the level before counted. */
export type Offset = { readonly days: number; readonly from: 'due' | 'previous' | 'end-of-month' };

/** One rung of the ladder. Levels are climbed one by one, per due line; none is ever skipped. */
export type Level = {
  readonly number: number; // 1, 2, 3 ... in the order they are climbed
  readonly id: string; // stable name such as `courteous`, part of the template's key
  /** check: we look at our own papers and ask whether they have theirs; demand: they are asked to pay; decision: a person decides. */
  readonly kind: 'check' | 'demand' | 'decision';
  readonly offset: Offset;
  readonly when: Condition | null; // beside the days
  readonly outlets: readonly Outlet[]; // the first that can be used, then the next
  readonly tone: Tone;
  readonly minDaysSinceContact: number; // since anything we wrote or said to them unasked, people's calls included
  readonly approval: boolean; // by a named person, before anything leaves
  readonly legal: LegalKind;
  readonly charges: 'none' | 'announce' | 'claim';
  readonly deadlineDays: number | null; // what a formal notice grants
  readonly tellSalesOwner: boolean; // two working days before
};

/** How often, and when in the debtor's own day, something may be asked unasked. */
export type ContactRules = {
  readonly perDay: number;
  readonly perWeek: number; // seven days
  readonly perMonth: number; // thirty days
  readonly hours: readonly { readonly fromMinute: number; readonly untilMinute: number }[];
};

/** What of lateness may be asked beside the principal. */
export type ChargeRules = {
  readonly indemnity: 'none' | 'fr-40' | 'uk-scale';
  readonly interest: 'none' | 'late-payment' | 'legal-from-notice';
  readonly contractPpm: number | null; // agreed rate a year in millionths; null: the table's
  readonly minimumInvoice: readonly Money[]; // nothing is claimed of smaller invoices
};

/** A policy: who may be written to, when, how and by whose leave. Immutable once used; a new version supersedes it. */
export type EscalationPolicy = {
  readonly id: string; // `fr-b2b`, or a creditor's own such as `fr-b2b-key-accounts`
  readonly version: string;
  readonly pack: PackId;
  readonly effectiveFrom: CivilDate;
  readonly debtorKinds: readonly DebtorKind[];
  readonly levels: readonly Level[];
  readonly contact: ContactRules;
  readonly charges: ChargeRules;
  readonly residue: readonly Money[]; // what is left of a line below this is never chased
  readonly freshWorkingDays: { readonly demand: number; readonly formalNotice: number };
  readonly defaultNoticeDays: number; // between the written notice and the end of a plan that is not kept
  readonly limitation: 'two-years' | 'five-years' | 'four-calendar-years' | 'one-year';
  /** When a block of new orders is proposed to a manager; null or absent: never. */
  readonly block?: Condition | null;
  /** Levels of the version before, by name, and where a case that stands there goes on. */
  readonly mapping: Readonly<Record<string, string>>;
};
