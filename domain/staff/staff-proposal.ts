import { type Language } from '../language.ts';
import { type Filter, type Grouping, type Having, type Measure, type Order } from './query.ts';

/** Fields whose values are read by our own readers from the words of the person: amounts, days, dates and the creditor's own names. */
export const spokenFields = [
  ...(['amount', 'days-overdue', 'age-days', 'risk', 'text'] as const),
  ...(['due', 'paid', 'issued', 'contacted', 'promised', 'opened'] as const),
  ...(['segment', 'city', 'region', 'owner', 'level', 'currency', 'bucket'] as const),
] as const satisfies readonly Filter['field'][];

/** Fields whose values are codes of ours, and may be chosen for words that we do not know. */
export const codedFields = {
  kind: ['company', 'sole-trader', 'consumer', 'public-body'],
  channel: ['sms', 'whatsapp', 'email', 'letter', 'registered-letter', 'phone', 'visit', 'web'],
  cause: ['cashflow', 'missing-invoice', 'missing-order-number', 'dispute', 'forgot', 'hardship', 'process'],
  hold: ['dispute', 'promise', 'plan', 'check', 'legal', 'insolvency', 'manual', 'representative'],
  'dispute-reason': [
    ...(['not-received', 'quantity', 'price', 'vat', 'quality', 'duplicate', 'not-ordered', 'terminated'] as const),
    ...(['credit-missing', 'other', 'already-paid', 'number-missing'] as const),
  ],
  'dispute-status': ['open', 'investigating', 'accepted', 'partly-accepted', 'rejected', 'withdrawn'],
  'promise-status': ['open', 'kept', 'partly-kept', 'broken', 'withdrawn'],
  'plan-status': ['offered', 'accepted', 'active', 'late', 'defaulted', 'completed', 'cancelled'],
} as const;
export type CodedField = keyof typeof codedFields;

/** A condition that a language model believes was asked for. `raw` is a verbatim stretch of the person's words. */
export type ProposedCondition =
  | { readonly kind: 'spoken'; readonly field: (typeof spokenFields)[number]; readonly raw: string }
  | {
      readonly kind: 'coded';
      readonly field: CodedField;
      readonly code: string;
      readonly not: boolean;
      readonly raw: string;
    }
  | { readonly kind: 'state'; readonly state: Having; readonly not: boolean; readonly raw: string };

/** What a model answered about a question of staff; a null measure: nothing that is asked here. */
export type StaffProposal = {
  readonly measure: Measure | null;
  readonly groupBy: Grouping | null;
  readonly order: Order['by'] | null;
  readonly conditions: readonly ProposedCondition[];
};

/** What a model is told: the words, without the accounts and colleagues that they name. */
export type StaffModelQuestion = {
  readonly text: string;
  readonly language: Language;
  readonly names: readonly string[]; // words of the text that name an account
  readonly people: readonly string[]; // words of the text that name one of the creditor's people
};

/** A language model asked about a question; null whenever it has nothing to give. It never fails and answers within four seconds. */
export type StaffModelPort = (question: StaffModelQuestion) => Promise<StaffProposal | null>;
