import { type Account, type Creditor } from './account.ts';
import { type Instant } from './calendar.ts';
import { type Channel } from './channel.ts';
import { type CivilDate } from './civil-date.ts';
import { type Gate } from './contact-gate.ts';
import { type Fact } from './fact.ts';
import { type Inbound } from './inbound.ts';
import { type Language } from './language.ts';
import { type Message } from './message.ts';
import { type Session } from './session.ts';

/** The right to write to a conversation: who owns it, and the number that rises with every owner. */
export type Lease = {
  readonly creditorId: string;
  readonly conversationId: string;
  readonly owner: string;
  readonly fence: number;
};

/** Everything one turn starts from, read in one statement together with the lease. */
export type Loaded = {
  readonly lease: Lease;
  readonly creditor: Creditor;
  readonly stopped: boolean; // the creditor's kill switch: nothing leaves
  readonly channel: Channel;
  readonly counterpart: string;
  readonly language: Language | null; // null before anyone chose or was recognised
  readonly controller: 'bot' | 'human';
  readonly state: unknown; // the dialog's own JSON, null at first
  readonly session: Session;
  readonly inboxId: string;
  readonly inbound: Inbound;
  readonly receivedAt: Instant;
  readonly understood: unknown; // what an earlier run of this turn understood, null when none did
  readonly attempts: number; // runs of this message begun, this one included
  readonly accounts: readonly Account[]; // of the session's still valid subjects at level 2 or above
};

/** A file made during a turn, stored with its commit. */
export type NewBlob = {
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly forStaff?: boolean; // made for one of our own people, and deleted after a while
};

/** A message as it goes out: to the conversation's counterpart, or to another address of record (one-time codes). */
export type Outgoing = {
  readonly id: string;
  readonly channel: Channel;
  readonly to: string | null; // null: the conversation's counterpart
  readonly pointId: string | null; // the address of record it goes to instead
  readonly debtorId: string | null; // whose address that is
  readonly message: Message; // a secret message holds dots here
  readonly secret: string | null; // its real text, encrypted
  readonly secretUntil: Instant | null;
  readonly refused: Gate | null; // kept and never sent
};

/** One line of the audit: codes, ids and amounts in `detail`; texts, names and addresses in `payload`, which can be erased. */
export type AuditEntry = {
  readonly kind: string;
  readonly actor: string; // debtor:<contact id>, bot or system
  readonly debtorId: string | null;
  readonly policyVersion: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>> | null;
};

/** What a turn leaves behind, all or nothing. */
export type TurnCommit = {
  readonly lease: Lease;
  readonly inboxId: string;
  readonly controller: Loaded['controller']; // who spoke when it began; a turn whose conversation changed hands runs again
  readonly end: 'done' | 'dead'; // dead: given up after too many runs; a person was told
  readonly understood: unknown;
  /** What is kept instead of words that hold a one-time code: where one was `tried`, else where one is open in the conversation. */
  readonly heard: { readonly tried: boolean; readonly text: string; readonly understood: unknown } | null;
  readonly response: unknown; // what a waiting caller is answered, also on a replay
  readonly state: unknown;
  readonly session: Session;
  readonly language: Language | null;
  readonly versions: readonly { readonly debtorId: string; readonly version: number }[]; // of the accounts the turn looked at
  readonly facts: readonly Fact[];
  readonly outgoing: readonly Outgoing[];
  readonly limitation: readonly { readonly lineId: string; readonly from: CivilDate }[]; // new first barred days (C. civ. 2240)
  readonly blobs: readonly NewBlob[];
  readonly audit: readonly AuditEntry[];
  readonly at: Instant;
};

/**
 * What became of a commit: `more` says that another message of the conversation waits, `sends` which rows a carrier must take,
 * `delivered` the numbers of those that their commit delivers (web, console), which follow `prev` in the conversation.
 */
export type Committed =
  | {
      readonly done: true;
      readonly more: boolean;
      readonly sends: readonly string[];
      readonly prev: number;
      readonly delivered: readonly { readonly id: string; readonly seq: number }[];
    }
  | { readonly done: false; readonly conflict: 'stale-fence' | 'stale-account' };
