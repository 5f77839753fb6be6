import { type Channel } from './channel.ts';
import { type CivilDate } from './civil-date.ts';
import { type DisputeReason } from './command.ts';
import { type holdReasons, type Instalment, type PromiseLine } from './account.ts';
import { type Frequency } from './command.ts';
import { type Instant } from './calendar.ts';
import { type CodePurpose } from './evidence.ts';
import { type Money } from './money.ts';
import { type Claim, type Subject } from './session.ts';

/**
 * Something that happens at the commit of a turn, with the id it will have. Every fact becomes rows and one audit event in the
 * turn's single transaction; nothing else changes an account from a conversation.
 */
export type Fact =
  | {
      readonly kind: 'promise-made';
      readonly id: string;
      readonly debtorId: string;
      readonly lines: readonly PromiseLine[];
      readonly amount: Money;
      readonly due: CivilDate;
      readonly madeOn: CivilDate;
      readonly supersedes: readonly string[]; // open promises on the same lines, withdrawn with it
    }
  | {
      readonly kind: 'plan-accepted';
      readonly id: string;
      readonly debtorId: string;
      readonly lines: readonly PromiseLine[];
      readonly total: Money;
      readonly credits: Money;
      readonly frequency: Frequency;
      readonly instalments: readonly Instalment[];
      readonly signedOn: CivilDate;
      readonly termsHash: string;
      readonly policyVersion: string;
      readonly supersedes: readonly string[]; // open promises on the same lines
    }
  | {
      readonly kind: 'dispute-opened';
      readonly disputes: readonly {
        readonly id: string;
        readonly holdId: string;
        readonly lineId: string;
        readonly amount: Money;
        readonly itemIds: readonly string[];
      }[];
      readonly debtorId: string;
      readonly reason: DisputeReason;
      readonly note: string | null;
      readonly evidence: readonly string[];
      readonly openedOn: CivilDate;
      readonly answerBy: CivilDate;
    }
  | {
      readonly kind: 'hold-opened';
      readonly id: string;
      readonly debtorId: string;
      readonly lineId: string | null;
      readonly reason: (typeof holdReasons)[number];
      readonly source: string;
      readonly amount: Money | null;
      readonly from: CivilDate;
      readonly until: CivilDate | null;
    }
  | { readonly kind: 'hold-ended'; readonly debtorId: string; readonly source: string; readonly on: CivilDate }
  | {
      readonly kind: 'withdrawn';
      readonly what: 'promise' | 'plan' | 'dispute';
      readonly id: string;
      readonly debtorId: string;
      readonly on: CivilDate;
    }
  | {
      readonly kind: 'acknowledged';
      readonly debtorId: string;
      readonly lines: readonly PromiseLine[];
      readonly on: CivilDate;
      readonly why: 'promise' | 'plan';
    }
  | {
      readonly kind: 'task-opened';
      readonly id: string;
      readonly debtorId: string | null;
      readonly what:
        | 'human'
        | 'callback'
        | 'dispute'
        | 'check'
        | 'plan-review'
        | 'promise-review'
        | 'undo-review'
        | 'contact-change'
        | 'director-confirms'
        | 'identity'
        | 'distress'
        | 'deceased'
        | 'third-party'
        | 'document'
        | 'undelivered';
      readonly reason: string;
      readonly note: string | null;
      readonly dueOn: CivilDate;
      readonly terms: string | null; // JSON of what a person is asked to decide
    }
  | { readonly kind: 'handoff-requested'; readonly id: string; readonly reason: string }
  | { readonly kind: 'opted-out'; readonly channel: Channel; readonly address: string }
  | { readonly kind: 'opted-in'; readonly channel: Channel; readonly address: string }
  | { readonly kind: 'point-quarantined'; readonly channel: Channel; readonly address: string }
  | {
      readonly kind: 'code-issued'; // for an unknown reference too, with no point and a hash that nothing matches
      readonly id: string;
      readonly purpose: CodePurpose;
      readonly subjectKey: string; // what limits are counted on: HMAC of the reference, or the debtor id
      readonly debtorId: string | null;
      readonly contactId: string | null;
      readonly pointId: string | null;
      readonly hash: string;
      readonly termsHash: string | null;
      readonly expires: Instant;
      readonly send: {
        readonly channel: 'sms' | 'whatsapp' | 'email';
        readonly address: string;
        readonly code: string;
      } | null;
    }
  | {
      readonly kind: 'contact-changed';
      readonly id: string; // of the new point, unless this address was theirs before
      readonly debtorId: string;
      readonly contactId: string;
      readonly channel: 'sms' | 'email';
      readonly address: string;
      readonly replaces: readonly string[]; // points that end
    }
  | {
      readonly kind: 'address-verified';
      readonly pointId: string;
      readonly debtorId: string;
      readonly usableFrom: Instant;
    }
  | { readonly kind: 'code-tried'; readonly id: string; readonly used: boolean }
  | { readonly kind: 'identity-tried'; readonly subjectKey: string; readonly ok: boolean; readonly claim: Claim | null }
  | { readonly kind: 'subject-proved'; readonly subject: Subject }
  | { readonly kind: 'session-ended' }
  | {
      readonly kind: 'evidence-kept';
      readonly debtorId: string;
      readonly blobIds: readonly string[];
      readonly with: string;
    };
