import { type Calendar, type Instant } from '../../domain/calendar.ts';
import { type CaseFile } from '../../domain/escalation/case-file.ts';
import { type NoticeInput } from '../../domain/escalation/notice.ts';
import { type EscalationPolicy, type Outlet } from '../../domain/escalation/policy.ts';
import { type Message } from '../../domain/message.ts';
import { type RateRow } from '../../domain/rates.ts';
import { type NoticeTexts } from './policy-store.ts';

/** What a notice looks like, by its outlet: a message, or a letter or a script to be printed; or why it cannot be written. */
export type DrawnNotice =
  | { readonly kind: 'message'; readonly message: Message; readonly segments: number | null }
  | { readonly kind: 'file'; readonly name: string; readonly mime: string; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** `pointId` is where it goes: of a call, whose number the script shows. */
export type DrawNotice = (input: NoticeInput, file: CaseFile, pointId: string | null) => Promise<DrawnNotice>;

/** What decisions are taken by, of one creditor. */
export type Rules = {
  readonly policies: readonly EscalationPolicy[]; // signed and in force
  readonly rates: readonly RateRow[];
  readonly reachable: readonly Outlet[];
  readonly calendar: (where: { readonly country: string; readonly zone: string }, at: Instant) => Calendar;
};

/** One creditor's sweep, and the instant it is made at. */
export type SweepOrder = Rules & {
  readonly creditorId: string;
  readonly at: Instant;
  /** Of another day than now, in development: the accounts are taken as known up to that day, and what is queued is judged as of it. */
  readonly asOf: boolean;
  readonly only?: string | undefined; // a debtor's reference
  readonly debtorIds?: readonly string[] | undefined; // these debtors instead of all
};

/** How decisions are worded. */
export type Wording = {
  readonly texts: NoticeTexts;
  readonly draw: DrawNotice;
  /** The page on which a person of that creditor can talk about it; identifies nobody. */
  readonly chatUrl: (slug: string) => string;
  readonly signatory: string | null; // who answers for a formal notice
};

export type RunOrder = SweepOrder &
  Wording & {
    readonly newId: () => string;
  };
