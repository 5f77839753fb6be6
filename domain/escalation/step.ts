import { type CivilDate } from '../civil-date.ts';
import { type Gate } from '../contact-gate.ts';
import { type Money } from '../money.ts';
import { type Level, type Outlet, type PackId } from './policy.ts';

/** A line as a message would ask for it: what is open of it, and what of that may be asked for. */
export type ClaimedLine = {
  readonly lineId: string;
  readonly invoiceId: string;
  readonly number: string;
  readonly issued: CivilDate;
  readonly due: CivilDate;
  readonly open: Money;
  readonly claim: Money; // open, less what is disputed, promised, planned, held or on its way
  readonly disputed: Money;
  readonly daysLate: number;
  readonly level: number; // the level this message would be for that line; 0: only shown with it
};

/** Why a line, or a whole debtor, is left alone today: the gate, in the words of `explain`. */
export type Refusal = {
  readonly lineId: string | null; // null: the whole debtor
  readonly gate: Gate | EngineGate;
  readonly until: CivilDate | null; // when it ends by itself
  readonly detail: string; // ids, dates and codes only, such as `hold:promise 2026-12-28`
};

/** What keeps the engine from deciding a level, beside the gates of sending. */
export const engineGates = [
  'no-policy', // parked, a person is told
  'paid-by-other', // likewise
  'not-due-yet',
  'level-running', // decided and not yet delivered
  'condition-not-met',
  'contact-too-recent',
  'previous-not-delivered',
  'accounts-stale',
  'unmatched-cash',
  'residue',
  'request-waiting', // theirs, on us
  'sales-pause',
  'sales-owner-untold',
  'awaiting-approval',
  'no-usable-channel',
  'agency-or-legal', // closed, or handed over
  'ladder-ended',
] as const;
export type EngineGate = (typeof engineGates)[number];

/** What should happen next to a debtor: one message for all its lines, a task, or a word to the sales owner. */
export type Step =
  | {
      readonly kind: 'notice';
      readonly policy: { readonly id: string; readonly version: string; readonly pack: PackId };
      readonly level: Level; // the highest of its lines'
      readonly lines: readonly ClaimedLine[];
      readonly outlets: readonly { readonly outlet: Outlet; readonly pointId: string | null }[]; // usable, in order
      readonly approval: boolean;
      readonly reason: string; // why now, as codes: `fr-b2b/courteous: 12 days late >= 3`
    }
  | {
      readonly kind: 'task'; // our own check before the due date, or a decision of a person
      readonly policy: { readonly id: string; readonly version: string; readonly pack: PackId };
      readonly level: Level;
      readonly lines: readonly ClaimedLine[];
      readonly what: 'pre-due-check' | 'decision' | 'address-check' | 'no-policy';
      readonly reason: string;
    }
  | {
      readonly kind: 'tell-sales-owner';
      readonly owner: string;
      readonly level: Level;
      readonly lines: readonly ClaimedLine[];
      readonly notBefore: CivilDate; // of the level itself
    };

/** A late line nobody is asked for by itself: its debtor is not known well enough, no policy that fits is signed, or another pays it. */
export type Parked = { readonly lineId: string; readonly reason: string };

/** What the engine answers for one debtor on one day; the same for the same account, file, policies and day. */
export type Escalation = {
  readonly debtorId: string;
  readonly today: CivilDate;
  readonly steps: readonly Step[];
  readonly parked: readonly Parked[]; // a person is told, once
  readonly refusals: readonly Refusal[];
};
