import { type Account } from '../../../domain/account.ts';
import { type Calendar, type Instant } from '../../../domain/calendar.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { type Message } from '../../../domain/message.ts';
import { type PlanPolicy } from '../../../domain/plan-policy.ts';
import { type ActFact, type ActRefusal } from '../../../domain/staff/acts/act-outcome.ts';
import { type StaffUser } from '../../../domain/staff/staff-user.ts';
import { type SweepOrder } from '../../escalation/sweep-order.ts';
import { type OpenTransaction } from '../../in-tenant.ts';
import { type Calendars } from '../block.ts';
import { type TellDispute } from '../decide-dispute.ts';
import { type LockedAccount } from '../lock-account.ts';
import { type WritePlanNotice } from '../plan-default.ts';
import { type StaffOrder } from '../staff-order.ts';
import { type Resolved } from './resolve-target.ts';

/** What a debtor is told of a plan that a person decided, in approved words. */
export type TellPlan = (told: {
  readonly creditor: Account['creditor'];
  readonly language: Account['debtor']['language'];
  readonly decision: 'approved' | 'countered' | 'refused';
}) => Message;

/** What a person wrote to a debtor, as it leaves. */
export type WriteStaffMessage = (written: {
  readonly creditor: Account['creditor'];
  readonly language: Account['debtor']['language'];
  readonly who: string;
  readonly text: string;
}) => Message;

/** What acts need that is decided elsewhere: words, calendars, policies. */
export type ActDeps = {
  readonly calendars: Calendars;
  readonly policy: (account: Account) => PlanPolicy | null;
  /** What a letter is held against before it is posted, read in the transaction of the act. */
  readonly rules: (place: OpenTransaction) => Promise<SweepOrder>;
  readonly words: {
    readonly dispute: TellDispute;
    readonly planNotice: WritePlanNotice;
    readonly plan: TellPlan;
    readonly message: WriteStaffMessage;
  };
};

/** An act while it is done: by whom, to what, on the account as it stays until the transaction ends. */
export type Doing = {
  readonly place: OpenTransaction;
  readonly order: StaffOrder;
  readonly who: StaffUser;
  readonly target: Resolved;
  readonly locked: LockedAccount | null; // null: of no account
  readonly today: CivilDate; // in the debtor's zone
  readonly at: Instant;
  readonly deps: ActDeps;
};

/** An act of an account while it is done. */
export type OnAccount = Doing & { readonly locked: LockedAccount };

export type Performed =
  | {
      readonly kind: 'done';
      readonly facts: readonly ActFact[];
      readonly told?: 'email' | 'task';
      readonly asked?: boolean; // another person was asked, and nothing happened yet
      readonly undo?: Undo;
    }
  | ActRefusal;

/** What it takes to take an act back. */
export type Undo =
  | { readonly of: 'note'; readonly id: string }
  | { readonly of: 'hold'; readonly id: string }
  | { readonly of: 'release'; readonly id: string; readonly until: CivilDate | null }
  | { readonly of: 'assign'; readonly column: 'sales_owner' | 'collector'; readonly before: string | null }
  | { readonly of: 'deceased'; readonly before: string | null }
  | { readonly of: 'entry'; readonly id: string }
  | { readonly of: 'promise'; readonly id: string }
  | { readonly of: 'address'; readonly ids: readonly string[] }
  | { readonly of: 'contact'; readonly id: string; readonly ended: boolean }
  | { readonly of: 'representative'; readonly id: string };

export function refused(why: string): ActRefusal {
  return { kind: 'refused', why };
}

export function done(
  facts: readonly ActFact[],
  more: Omit<Extract<Performed, { kind: 'done' }>, 'kind' | 'facts'> = {},
): Performed {
  return { kind: 'done', facts, ...more };
}

/** The working days of the account's debtor. */
export function calendarOf({ locked, at, deps }: OnAccount): Calendar {
  const { country, zone } = locked.account.debtor;
  return deps.calendars({ country, zone }, at);
}
