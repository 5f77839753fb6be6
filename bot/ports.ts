import { type Context } from '../dialogs/form.ts';
import { type Account, type ContactPoint } from '../domain/account.ts';
import { type Calendar, type Instant } from '../domain/calendar.ts';
import { type Channel } from '../domain/channel.ts';
import { type CivilDate } from '../domain/civil-date.ts';
import { type Command, type FlowName, type SlotKind } from '../domain/command.ts';
import { type DecisionInput } from '../domain/decision-input.ts';
import { type Evidence } from '../domain/evidence.ts';
import { type Arrival } from '../domain/inbound.ts';
import { type Language } from '../domain/language.ts';
import { type Message } from '../domain/message.ts';
import { type Currency } from '../domain/money.ts';
import { type Outcome } from '../domain/outcome.ts';
import { type ClaimedSend } from '../domain/outbox-row.ts';
import { type PlanPolicy } from '../domain/plan-policy.ts';
import { type Request } from '../domain/request.ts';
import {
  type AuditEntry,
  type Committed,
  type Lease,
  type Loaded,
  type NewBlob,
  type TurnCommit,
} from '../domain/turn.ts';

/** Where a message was put, and whether it had come before. */
export type Received = {
  readonly conversationId: string;
  readonly inboxId: string;
  readonly seq: number; // its place among everything said in the conversation, by either side
  readonly prev: number; // the place of what was said just before
  readonly duplicate: boolean;
  readonly created: boolean; // the conversation began with it
  readonly begin: Begin | null; // nobody owned the conversation and nothing older waited: it is ours, with this message
};

/** What a turn of a message would start from, with what has to be true of the creditor still. */
export type Recalled = { readonly loaded: Loaded; readonly creditorVersion: number };

/** A message that was kept together with what was answered; `delivered` as Committed has it. */
export type Exchanged = Pick<Received, 'conversationId' | 'inboxId' | 'seq' | 'prev'> & {
  readonly delivered: readonly { readonly id: string; readonly seq: number }[];
};

/** Gives what the turn of a conversation that was taken already starts from. */
export type Begin = () => Promise<Loaded>;

/** Nothing to do: no message waits, or another process is at it. */
export type NotLoaded = { readonly none: 'idle' | 'busy' };

export type ConversationRef = { readonly creditorId: string; readonly conversationId: string };

/** The durable side of a turn. Every method is one statement; every write after `load` is refused under a stale lease. */
export type TurnStore = {
  /** Keeps the message before it is acknowledged; the same message again gives the same ids. `owner` takes a free conversation along. */
  readonly intake: (arrival: Arrival, owner?: string) => Promise<Received>;
  /** Takes the conversation for 15 s together with its oldest waiting message. */
  readonly load: (
    conversation: ConversationRef & { readonly owner: string; readonly now: Instant },
  ) => Promise<Loaded | NotLoaded>;
  /** Keeps what was understood, so that a later run of the same message understands the same; false under a stale lease. */
  readonly keepUnderstood: (lease: Lease, inboxId: string, understood: unknown) => Promise<boolean>;
  /** Another 15 s; false when the lease is someone else's now. */
  readonly renew: (lease: Lease) => Promise<boolean>;
  /** What a turn of this message would start from if nothing changed since this process wrote in its conversation last; asks nobody. */
  readonly recall: (arrival: Arrival, owner: string) => Recalled | null;
  /** Keeps a message together with all that its turn did; null where that is more than words or anything changed: nothing was written. */
  readonly exchange: (arrival: Arrival, recalled: Recalled, commit: TurnCommit) => Promise<Exchanged | null>;
  /** Everything a turn did, or nothing of it. */
  readonly commit: (commit: TurnCommit) => Promise<Committed>;
  /** Gives the conversation back; nobody takes it for `delayMs`. A run that failed through no fault of the message does not count. */
  readonly release: (lease: Lease, delayMs: number, uncounted: string | null) => Promise<void>;
  /** An account as `load` would give it; null when this creditor has no such debtor. */
  readonly account: (creditorId: string, debtorId: string) => Promise<Account | null>;
  /** Conversations of any creditor with a message that waits and no live owner. */
  readonly waiting: (limit: number) => Promise<readonly ConversationRef[]>;
  /** Tells every process, but the one that heard of it already, that something new can be read in these conversations. */
  readonly announce: (conversationIds: readonly string[], heardBy?: string) => Promise<void>;
};

/** A claim's end: the row, or why there is none. */
export type Claimed =
  | { readonly send: ClaimedSend }
  | { readonly none: 'taken' | 'waits' } // someone has it; the one before it is not out yet
  | { readonly refused: string }; // a gate closed since it was queued; written down

/** How a send ended. `later` only when the carrier certainly did not take it. */
export type SendResult =
  | { readonly sent: string; readonly segments?: number } // the carrier's id
  | { readonly refused: string }
  | { readonly unknown: string }
  | { readonly later: number; readonly why: string }; // milliseconds

/** The durable side of sending; one statement each. */
export type SendStore = {
  /** Takes a row for sending after checking, in the same transaction, opt-outs and addresses that are not the person's. */
  readonly claim: (ref: SendRef & { readonly owner: string; readonly now: Instant }) => Promise<Claimed>;
  /** Writes down how it ended; gives the conversation's next ready row. A demo row keeps its encrypted text until it expires. */
  readonly record: (
    send: ClaimedSend,
    end: SendResult & { readonly now: Instant; readonly keepSecret: boolean; readonly owner: string },
  ) => Promise<{ readonly next: string | null }>;
  /** Rows of any creditor that are ready and that nobody took; turns sends whose sender died into UNKNOWN first. */
  readonly due: (limit: number, now: Instant) => Promise<readonly SendRef[]>;
};

export type SendRef = { readonly creditorId: string; readonly outboxId: string };

/** Takes a message to a person. Raises nothing: an ambiguous end is `unknown`. */
export type Carrier = {
  readonly demo: boolean; // nothing leaves: the message can be read at /demo/outbox
  readonly send: (send: ClaimedSend, text: string) => Promise<SendResult>;
};

/** What words are read against: plain values (understanding declares the same shape). */
export type TurnSituation = {
  readonly creditorId: string; // who pays for a model
  readonly language: Language;
  readonly today: CivilDate;
  readonly currency: Currency;
  readonly pending: {
    readonly kinds: readonly SlotKind[];
    readonly yesNo: boolean;
    readonly confirm: boolean;
    readonly freeText: boolean;
    readonly said?: readonly SlotKind[];
    readonly changing?: boolean;
  } | null;
  readonly options: readonly { readonly id: string; readonly label: string; readonly keywords: readonly string[] }[];
  readonly invoiceNumbers: readonly string[];
  readonly flow: FlowName | null;
  readonly month?: CivilDate | null; // whose day is asked for
};

/** What words meant. `source` is `model` when running again might understand something else. */
export type TurnUnderstood = {
  readonly commands: readonly Command[];
  readonly language: Language | null;
  readonly source: 'safety' | 'exact' | 'answer' | 'rules' | 'local' | 'model';
};

/** What a conversation wants to say and ask, before the rules decided. `held` is the dialog's own, handed back to `settle`. */
export type Draft = {
  readonly request: Request | null;
  readonly held: unknown;
};

/** What is said and remembered once it is known what happened. */
export type Settled = {
  readonly state: unknown; // JSON
  readonly language: Language;
  readonly messages: readonly Message[];
  /** What is to be read at other addresses than the one we talk to. */
  readonly notices?: readonly { readonly point: ContactPoint; readonly message: Message }[];
};

/** The conversations, with their state opaque to the turn. Pure. */
export type Dialogs = {
  readonly language: (state: unknown) => Language | null;
  readonly situate: (state: unknown, context: Context) => Pick<TurnSituation, 'pending' | 'options' | 'flow'>;
  readonly converse: (input: {
    readonly state: unknown;
    readonly commands: readonly Command[];
    readonly detected: Language | null; // clear evidence in the words, not a choice
    readonly context: Context;
  }) => Draft;
  readonly settle: (draft: Draft, outcome: Outcome, context: Context) => Settled;
  /** The apology for a message we could not deal with; a person was told. */
  readonly apology: (state: unknown, context: Context) => Settled;
  /** The text of a one-time code, to the address it goes to. */
  readonly codeMessage: (code: string, context: Context) => Message;
};

/** Messages that became readable in a conversation, numbered after `prev`. */
export type Spoken = ConversationRef & {
  readonly prev: number;
  readonly items: readonly {
    readonly id: string;
    readonly seq: number;
    readonly message: Message;
    readonly at: Instant;
  }[];
};

/** Where a test may kill the process; nothing in production. */
export const crashPoints = [
  'intake:committed',
  'turn:loaded',
  'turn:understood',
  'turn:understood-kept',
  'turn:conversed',
  'turn:gathered',
  'turn:decided',
  'turn:drawn',
  'turn:settled',
  'turn:committed',
  'turn:announced',
  'send:claimed',
  'send:sent',
  'send:recorded',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** What a whole turn of its own ended with. */
export type Whole = {
  readonly understood: unknown; // JSON
  readonly state: unknown; // JSON
  readonly language: Language;
  readonly messages: readonly Message[]; // each goes out by the carrier
  /** What a caller who waits is answered in the same response, and on a replay; what is in it goes out by no other way. */
  readonly response: readonly Message[];
  readonly blobs: readonly NewBlob[];
  readonly audit: AuditEntry;
};

/** What takes the place of a debtor's conversation: its words, and where there is more than words to it, the whole turn. */
export type Instead = Pick<TurnDeps, 'understand' | 'dialogs'> & {
  /** Null: the words above are all there is to this one. */
  readonly whole?: (loaded: Loaded, now: Instant) => Promise<Whole | null>;
};

/** Everything a turn works with. */
export type TurnDeps = {
  readonly owner: string; // this process, unlike any other
  readonly store: TurnStore;
  readonly understand: (text: string, situation: TurnSituation) => Promise<TurnUnderstood>;
  /** The same where no model has to be asked; null where one has. Absent: every message is kept before it is read. */
  readonly understandHere?: (text: string, situation: TurnSituation) => TurnUnderstood | null;
  readonly dialogs: Dialogs;
  /** What reads and answers instead on that channel; null where nothing is special. */
  readonly instead?: (channel: Channel) => Instead | null;
  /** Looks up what the rules need to judge this request. */
  readonly gather: (request: Request, loaded: Loaded, context: Context) => Promise<Evidence>;
  readonly decide: (request: Request, input: DecisionInput) => Outcome;
  /** Makes the files an outcome or a document request speaks of, and names them in the outcome. */
  readonly draw: (
    request: Request,
    outcome: Outcome,
    context: Context,
  ) => Promise<{ readonly outcome: Outcome; readonly blobs: readonly NewBlob[] }>;
  /** Draws the pictures messages ask for. */
  readonly illustrate: (messages: readonly Message[]) => Promise<readonly Message[]>;
  readonly policy: (account: Account) => PlanPolicy | null;
  readonly calendar: (where: { readonly country: string; readonly zone: string }, at: Instant) => Calendar;
  /** Business time. */
  readonly clock: () => Instant;
  readonly newId: () => string;
  readonly hash: (text: string) => string;
  /** Channels a one-time code can go out on; all when absent. */
  readonly reachable?: Context['reachable'];
  /** Encrypts a one-time code's text until it is sent. */
  readonly seal: (text: string) => string;
  readonly crashPoint: (point: CrashPoint) => void | Promise<void>;
  readonly log: Log;
  /** Rows a carrier must take; called after the commit, waits for nothing. */
  readonly dispatch: (sends: readonly SendRef[]) => void;
  /** What a commit delivered on the web or the console, for those of this process who listen; waits for nothing. */
  readonly publish: (spoken: Spoken) => void;
};

/** Ids, codes and counts only: never a name, an address or a text. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  facts: Readonly<Record<string, string | number | boolean>>,
) => void;
