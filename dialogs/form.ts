import { type Account, type Creditor } from '../domain/account.ts';
import { type Calendar, type Instant } from '../domain/calendar.ts';
import { type Channel } from '../domain/channel.ts';
import { type AttachedFile, type FlowName, type SlotKind, type SlotValue } from '../domain/command.ts';
import { type Language } from '../domain/language.ts';
import { type Message } from '../domain/message.ts';
import { type Outcome } from '../domain/outcome.ts';
import { type PlanPolicy } from '../domain/plan-policy.ts';
import { type Act, type Request } from '../domain/request.ts';

/** What a form may look at: plain values, the same for a preview and for a replay. */
export type Context = {
  readonly creditor: Creditor;
  readonly account: Account | null; // the identified debtor, null below V2
  readonly contactId?: string | null; // by which of its contacts it was proved
  readonly policy: PlanPolicy | null; // for the account's kind of debtor
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly channel: Channel;
  readonly language: Language;
  readonly text: string; // what was written, for notes kept verbatim
  readonly hash: (text: string) => string; // SHA-256, hex
  readonly reachable?: readonly ('sms' | 'whatsapp' | 'email')[]; // channels a code can go out on now; all when absent
  readonly files?: readonly AttachedFile[]; // sent with this form; the engine fills it in
};

/** Values given so far, by slot name. */
export type Slots = Readonly<Record<string, SlotValue>>;

/** A slot's verdict on a value: taken (perhaps made more exact), or a sentence that says what would do. */
export type Check = { readonly take: SlotValue } | { readonly refuse: Message };

/** One thing a form needs to know; filled in any order, corrected at any time. */
export type Slot = {
  readonly name: string;
  readonly kinds: readonly SlotKind[];
  readonly needed: (slots: Slots, context: Context) => boolean;
  readonly ask: (slots: Slots, context: Context) => Message; // its options' ids are `slot:<name>=<value>`
  readonly choose?: (option: string, slots: Slots, context: Context) => SlotValue | null; // what an option of `ask` means
  readonly why: (context: Context) => Message;
  readonly check: (value: SlotValue, slots: Slots, context: Context) => Check;
  readonly clears: readonly string[]; // slots that depended on this one and must be asked again when it changes
  readonly optional?: boolean | ((context: Context) => boolean); // "no" and "skip" are answers: the question is not asked again
  /** Whether a value of the right kind is meant for this slot when nobody asked for it (by role, size, what else is known). */
  readonly accepts?: (value: SlotValue, slots: Slots, context: Context) => boolean;
  /** Its name in a list of what can be corrected, such as "la première date". */
  readonly label?: (context: Context) => string;
};

/** The form of each conversation this assistant can have; null for the others. */
export type FormOf = (flow: FlowName) => Form | null;

/** The last step before a binding act: the exact terms in absolute words, confirmed only against their hash. */
export type Recap = { readonly act: Act; readonly message: Message };

/**
 * A conversation about one thing. Answer-only forms speak in `answer`; binding forms end in a recap; the others end in a
 * request. What happened is worded by `settle` alone, from the outcome; when it says nothing, the engine's own words do.
 */
export type Form = {
  readonly flow: FlowName;
  readonly version: number; // a state of another version is restarted politely
  readonly level: 0 | 2; // what must be proved first; the engine leads through identification and comes back
  readonly slots: readonly Slot[];
  readonly evidence?: boolean; // keeps files that are sent meanwhile
  /**
   * How its recap is confirmed: `code` binds by a one-time code or typed words; `elsewhere` by a code alone, on a telephone too;
   * `button` is enough for what protects the person.
   */
  readonly proof?: 'code' | 'elsewhere' | 'button';
  readonly begin?: (slots: Slots, context: Context) => Message | null; // a reason it cannot start, such as nothing open; null to go on
  readonly answer?: (slots: Slots, context: Context) => readonly Message[];
  readonly recap?: (
    slots: Slots,
    context: Context,
  ) => Recap | { readonly request: Request } | { readonly refuse: Message };
  readonly request?: (slots: Slots, context: Context) => Request;
  readonly settle?: (slots: Slots, outcome: Outcome, context: Context) => readonly Message[];
};
