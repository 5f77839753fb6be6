import { type Channel } from './channel.ts';
import { type CivilDate } from './civil-date.ts';
import { type DisputeReason, type Frequency } from './command.ts';
import { type Instant } from './calendar.ts';
import { type Language } from './language.ts';
import { type Currency, type Money } from './money.ts';

/** Who owes, as far as the law tells them apart. */
export type DebtorKind = 'company' | 'sole-trader' | 'consumer' | 'public-body';

export type BankAccount = {
  readonly iban: string;
  readonly bic: string | null;
  readonly holder: string;
  readonly currency: Currency;
};

/** Who is owed, and how they present themselves. */
export type Creditor = {
  readonly id: string;
  readonly slug: string;
  readonly name: string; // as customers know it
  readonly legalName: string;
  readonly role: 'first-party' | 'third-party';
  readonly address: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly hours: { readonly fr: string; readonly en: string } | null;
  readonly paymentPage: string | null;
  readonly mediator?: string | null; // of consumers: name, address and site
  readonly accounts: readonly BankAccount[];
  readonly zone: string;
  readonly knownTo?: CivilDate | null; // the day up to which the accounts are known; null or absent: nobody said
};

export type Debtor = {
  readonly id: string;
  readonly reference: string;
  readonly kind: DebtorKind;
  readonly name: string;
  readonly language: Language;
  readonly zone: string;
  readonly country: string; // ISO 3166-1 alpha-2
  readonly address: string | null;
  readonly payday: number | null; // day of the month, 31 meaning the last
  readonly version: number; // rises with every change of the account; a turn that saw an older one runs again
  readonly parked: string | null; // why a human must look before anything else happens
  readonly insured?: boolean; // a credit insurer covers it: no plan and no extension without a person
  readonly paidByOther?: boolean; // somebody else pays these invoices, such as the debtor's group
};

/** One item of an invoice, VAT included: what a dispute names. */
export type InvoiceItem = {
  readonly id: string;
  readonly position: number;
  readonly label: string;
  readonly quantity: string;
  readonly amount: Money;
  readonly vatRate: string;
};

export type Invoice = {
  readonly id: string;
  readonly number: string;
  readonly issued: CivilDate;
  readonly total: Money;
  readonly capacity: 'professional' | 'private'; // in which capacity the debtor bought: a sole trader has both
  readonly orderNumber: string | null;
  readonly items: readonly InvoiceItem[];
};

export type PaymentMeans = 'transfer' | 'card' | 'cheque' | 'direct-debit' | 'bill-of-exchange' | 'chorus-pro';

/** An échéance: the unit of age, dunning level, promise, dispute and limitation. */
export type DueLine = {
  readonly id: string;
  readonly invoiceId: string;
  readonly position: number;
  readonly due: CivilDate;
  readonly amount: Money;
  readonly means: PaymentMeans;
  readonly payee: BankAccount | null; // when it is not one of the creditor's own accounts
  readonly payeeKind?: 'factor' | 'collector' | null; // to whom the claim was sold (so too when absent), or who collects for the creditor
  readonly timeBarredFrom: CivilDate | null; // first day on which the claim is time-barred; null when unknown
  readonly closed: 'written-off' | 'agency' | 'legal' | 'insolvency' | null;
};

/** Money that came in or was announced. Only settled money reduces what is open; the rest explains it. */
export type Payment = {
  readonly id: string;
  readonly amount: Money;
  readonly valueDate: CivilDate;
  readonly status: 'announced' | 'in-transit' | 'settled' | 'returned';
  readonly means: PaymentMeans;
  readonly text: string; // the remittance text, where the debtor's choice may be written
  readonly confirmed: boolean; // by the accounts; else provisional
  readonly returnedOn: CivilDate | null; // reversal or chargeback
  readonly returnReason?: string | null; // the bank's code, such as AM04
};

export type CreditNote = {
  readonly id: string;
  readonly kind?: 'credit-note' | 'write-off'; // a credit note when absent
  readonly number: string;
  readonly issued: CivilDate;
  readonly amount: Money;
  readonly invoiceId: string | null; // the invoice it corrects, when it names one
};

/** What is granted or asked ahead of the due date, by an invoice or (invoiceId null) a contract; nothing of it holds after `until`. */
export type PaymentTerm = {
  readonly kind: 'early-payment' | 'down-payment' | 'year-end-rebate';
  readonly invoiceId: string | null;
  readonly basisPoints: number | null; // of the total: 200 is 2 %
  readonly amount: Money | null; // where it is no share
  readonly until: CivilDate; // the last day
};

/** A clearing is what the accounts say is settled of a line without saying by what: it is no payment, and nothing of it is left over. */
export type AllocationSource = { readonly kind: 'payment' | 'credit-note' | 'clearing'; readonly id: string };
export type AllocationTarget = { readonly kind: 'line' | 'charge'; readonly id: string };

/** Where a part of a payment or credit note went; never edited, only reversed. */
export type Allocation = {
  readonly id: string;
  readonly source: AllocationSource;
  readonly target: AllocationTarget;
  readonly amount: Money;
  readonly on: CivilDate;
  readonly reversedOn: CivilDate | null;
  readonly by: 'accounts' | 'debtor' | 'law';
};

/** A fixed indemnity or late interest: nothing is owed of it before it is claimed. */
export type Charge = {
  readonly id: string;
  readonly lineId: string;
  readonly kind: 'indemnity' | 'interest';
  readonly amount: Money;
  readonly status: 'proposed' | 'announced' | 'claimed' | 'waived' | 'paid';
  readonly basis: string; // policy rule that allows it
  readonly on: CivilDate;
};

export const holdReasons = [
  'dispute',
  'promise',
  'plan',
  'check',
  'legal',
  'insolvency',
  'vulnerable',
  'manual',
  'representative',
] as const;

/** Why something is not chased: a whole account (lineId null), a line, or an amount of a line. Effective on [from, until). */
export type Hold = {
  readonly id: string;
  readonly lineId: string | null;
  readonly reason: (typeof holdReasons)[number];
  readonly source: string; // what opened it, such as dispute:<id>
  readonly amount: Money | null; // null: the whole line
  readonly from: CivilDate;
  readonly until: CivilDate | null;
};

export type Dispute = {
  readonly id: string;
  readonly lineId: string;
  readonly itemIds: readonly string[];
  readonly amount: Money;
  readonly reason: DisputeReason;
  readonly status: 'open' | 'investigating' | 'accepted' | 'partly-accepted' | 'rejected' | 'withdrawn';
  readonly openedOn: CivilDate;
  readonly answerBy: CivilDate; // our deadline
};

export type PromiseLine = { readonly lineId: string; readonly amount: Money };

export type PromiseToPay = {
  readonly id: string;
  readonly lines: readonly PromiseLine[];
  readonly amount: Money;
  readonly due: CivilDate;
  readonly madeOn: CivilDate;
  readonly status: 'open' | 'kept' | 'partly-kept' | 'broken' | 'withdrawn';
};

export type Instalment = { readonly position: number; readonly due: CivilDate; readonly amount: Money };

/** A payment plan: a schedule over lines; instalment k is met when payments to those lines since signature reach the first k. */
export type Plan = {
  readonly id: string;
  readonly lines: readonly PromiseLine[];
  readonly total: Money;
  readonly frequency: Frequency;
  readonly instalments: readonly Instalment[];
  readonly status: 'offered' | 'accepted' | 'active' | 'late' | 'defaulted' | 'completed' | 'cancelled';
  readonly signedOn: CivilDate | null;
  readonly termsHash: string;
};

export type ContactRole = 'payables' | 'buyer' | 'director' | 'site' | 'adviser' | 'self' | 'representative';

/** An address of a person of this debtor. */
export type ContactPoint = {
  readonly id: string;
  readonly contactId: string;
  readonly role: ContactRole;
  readonly channel: Exclude<Channel, 'web' | 'console' | 'teams'>; // a console speaks as an sms point
  readonly address: string; // E.164 or e-mail, lower case
  readonly verifiedAt: Instant | null;
  readonly optedOut: boolean;
  readonly quarantined: boolean; // "not me" was said from it
  /** From when it proves anything: null, never yet, for what was only typed in a conversation; absent where the accounts gave it. */
  readonly usableFrom?: Instant | null;
};

/** Everything a turn may know of one debtor. Open amounts are derived from it by domain/ledger, never stored. */
export type Account = {
  readonly creditor: Creditor;
  readonly debtor: Debtor;
  readonly invoices: readonly Invoice[];
  readonly lines: readonly DueLine[];
  readonly payments: readonly Payment[];
  readonly creditNotes: readonly CreditNote[];
  readonly allocations: readonly Allocation[];
  readonly charges: readonly Charge[];
  readonly holds: readonly Hold[];
  readonly disputes: readonly Dispute[];
  readonly promises: readonly PromiseToPay[];
  readonly plans: readonly Plan[];
  readonly points: readonly ContactPoint[];
  readonly terms?: readonly PaymentTerm[];
};
