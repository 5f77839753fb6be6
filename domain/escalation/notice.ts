import { type Account, type BankAccount, type Charge } from '../account.ts';
import { type CivilDate } from '../civil-date.ts';
import { type Language } from '../language.ts';
import { type ApprovedTemplate } from '../message.ts';
import { type Money } from '../money.ts';
import { type EscalationPolicy, type Level, type Outlet } from './policy.ts';
import { type ClaimedLine } from './step.ts';

/** An approved text: of a call `subject` is the caller's first words; SMS and WhatsApp have none. */
export type NoticeText = {
  readonly subject: string | null;
  readonly body: string;
  readonly contentSid?: string | null; // the template that WhatsApp approved of it, with its names as numbered places
};

/** Everything a message is written from. */
export type NoticeInput = {
  readonly lines: readonly ClaimedLine[];
  readonly level: Level;
  readonly policy: Pick<EscalationPolicy, 'id' | 'version' | 'pack' | 'debtorKinds'>;
  readonly account: Account;
  readonly outlet: Outlet;
  readonly language: Language;
  readonly text: NoticeText;
  readonly today: CivilDate;
  readonly knownTo: CivilDate | null; // the day up to which the accounts are known
  readonly charges: readonly Charge[]; // claimed ones are asked for, announced ones are told
  readonly links: { readonly chat: string };
  readonly deadline: CivilDate | null; // what a formal notice grants; of a US notice the end of the validation period
  readonly firstLetter: { readonly reference: string; readonly on: CivilDate } | null;
  readonly signatory: string | null; // the person who answers for a formal notice
  readonly collector?: { readonly name: string; readonly address: string } | null; // who writes for a third party
  readonly earlier?: readonly CivilDate[]; // when messages about these lines were delivered
};

/** A row of the statement in a message; `amount` is what is asked for of it. */
export type ClaimRow = {
  readonly number: string;
  readonly issued: CivilDate;
  readonly due: CivilDate;
  readonly original: Money;
  readonly amount: Money;
  readonly remark: string; // why it is less than what is open; empty when it is not
};

/** A message in the parts it is laid out from; its plain text says the same. */
export type NoticeBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | {
      readonly kind: 'claim'; // what is asked for in one currency by one payee
      readonly title: string | null;
      readonly rows: readonly ClaimRow[];
      readonly totals: readonly { readonly label: string; readonly amount: Money }[];
    }
  | {
      readonly kind: 'pay';
      readonly payee: BankAccount | null; // null: a person tells
      readonly reference: string;
      readonly amount: Money;
    };

/** A message as it would leave. `amounts` are all it says, so that they can be held against the ledger once more. */
export type RenderedNotice = {
  readonly subject: string | null;
  readonly text: string;
  readonly blocks: readonly NoticeBlock[];
  readonly mentions: readonly string[];
  readonly amounts: readonly Money[];
  readonly totals: readonly Money[]; // what is asked for in all, by payee and currency
  readonly approvedAs: ApprovedTemplate | null;
};
