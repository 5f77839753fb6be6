import { type ContactRole, type holdReasons, type PaymentMeans } from '../../account.ts';
import { type CivilDate } from '../../civil-date.ts';
import { type DisputeReason, type Frequency } from '../../command.ts';
import { type Money } from '../../money.ts';
import { type CallOutcome, type LateCause } from '../call.ts';
import { type Presentation } from '../presentation.ts';

/** Holds a person opens by name; the others belong to what they protect. */
export const staffHoldReasons = [
  'manual',
  'check',
  'legal',
  'representative',
] as const satisfies readonly (typeof holdReasons)[number][];
export type StaffHoldReason = (typeof staffHoldReasons)[number];

export const proceedings = ['insolvency', 'over-indebtedness', 'declared'] as const;
export const representativeKinds = ['guardian', 'adviser', 'lawyer', 'relative', 'other'] as const;

type Reasoned = { readonly reason: string };
type Noted = { readonly note: string };

/** What a person wants done, read from what they filled in: amounts, days and choices are of the kinds they must be. */
export type ActCommand =
  | { readonly act: 'note'; readonly text: string }
  | {
      readonly act: 'log-call';
      readonly outcome: CallOutcome;
      readonly cause: LateCause | null;
      readonly promiseOn: CivilDate | null;
      readonly promiseAmount: Money | null;
      readonly invoice: string | null;
      readonly disputeReason: DisputeReason | null;
      readonly disputeAmount: Money | null;
      readonly callBackOn: CivilDate | null;
      readonly note: string | null;
    }
  | { readonly act: 'assign-owner' | 'assign-collector' | 'assign-task'; readonly to: string | null }
  | (Reasoned & {
      readonly act: 'hold';
      readonly why: StaffHoldReason;
      readonly from: CivilDate | null; // null: today; a day before is allowed
      readonly until: CivilDate | null;
      readonly line: string | null; // null: the whole account
    })
  | (Reasoned & { readonly act: 'release'; readonly on: CivilDate | null })
  | (Reasoned & { readonly act: 'mark-vulnerable'; readonly until: CivilDate })
  | {
      readonly act: 'mark-insolvent';
      readonly proceedings: (typeof proceedings)[number];
      readonly judgedOn: CivilDate | null;
      readonly publishedOn: CivilDate | null;
      readonly reference: string | null;
    }
  | (Noted & { readonly act: 'mark-deceased' | 'wrong-address' | 'accept-dispute' | 'refuse' })
  | {
      readonly act: 'record-payment';
      readonly amount: Money;
      readonly on: CivilDate | null;
      readonly means: PaymentMeans;
      readonly invoice: string | null;
      readonly number: string | null;
      readonly inTransit: boolean;
      readonly another: boolean; // it is another one than the one that looks like it
    }
  | (Noted & {
      readonly act: 'promise';
      readonly on: CivilDate;
      readonly amount: Money | null;
      readonly line: string | null;
    })
  | (Reasoned & { readonly act: 'write-off'; readonly invoice: string; readonly amount: Money | null })
  | (Reasoned & { readonly act: 'discount'; readonly invoice: string; readonly amount: Money })
  | { readonly act: 'send-message'; readonly point: string; readonly text: string }
  | {
      readonly act: 'add-contact';
      readonly contact: string | null; // null: somebody new
      readonly name: string | null;
      readonly role: ContactRole;
      readonly channel: 'sms' | 'whatsapp' | 'email';
      readonly address: string;
    }
  | (Noted & {
      readonly act: 'add-representative';
      readonly contact: string;
      readonly kind: (typeof representativeKinds)[number];
      readonly until: CivilDate | null;
    })
  | (Reasoned & {
      readonly act:
        | 'propose-block'
        | 'lift-block'
        | 'waive-charge'
        | 'claim-charge'
        | 'cancel-promise'
        | 'stop-message'
        | 'end-contact'
        | 'end-representative';
    })
  | { readonly act: 'approve-representative'; readonly proof: string }
  | (Reasoned & { readonly act: 'pause'; readonly days: number })
  | { readonly act: 'end-pause' | 'give-default-notice' | 'ask-plan' }
  | (Noted & { readonly act: 'part-dispute'; readonly amount: Money })
  | (Noted & { readonly act: 'reject-dispute'; readonly waiveInterest: boolean })
  | {
      readonly act: 'complete-task';
      readonly on: CivilDate | null;
      readonly tracking: string | null;
      readonly presentation: Presentation | null;
      readonly note: string | null;
    }
  | { readonly act: 'approve'; readonly note: string | null }
  | (Noted & {
      readonly act: 'counter-plan';
      readonly count: number;
      readonly first: CivilDate;
      readonly frequency: Frequency;
    })
  | (Reasoned & {
      readonly act: 'bank-details';
      readonly iban: string;
      readonly bic: string | null;
      readonly holder: string;
      readonly currency: string;
    });
