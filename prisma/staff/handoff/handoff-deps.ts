import type pg from 'pg';
import { type Account, type Creditor } from '../../../domain/account.ts';
import { type Instant } from '../../../domain/calendar.ts';
import { type Channel } from '../../../domain/channel.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { type DeskHours } from '../../../domain/handoff/desk-hours.ts';
import { type Language } from '../../../domain/language.ts';
import { type Message } from '../../../domain/message.ts';
import { type WriteStaffMessage } from '../acts/doing.ts';
import { type Calendars } from '../block.ts';

type Said = { readonly creditor: Pick<Creditor, 'name' | 'phone'>; readonly language: Language };

/** What is said around a person's words, in approved words. */
export type HandoffWords = {
  readonly taken: (said: Said & { readonly who: string }) => Message;
  readonly message: WriteStaffMessage;
  readonly file: (said: Said & { readonly who: string; readonly name: string }) => Message;
  readonly back: (said: Said & { readonly summary: string }) => Message;
  readonly unanswered: (said: Said & { readonly on: CivilDate; readonly closed: boolean }) => Message;
  /** How to pay what is open, from the account alone; none where nothing is. */
  readonly payment: (of: {
    readonly account: Account;
    readonly language: Language;
    readonly channel: Channel;
    readonly now: Instant;
  }) => readonly Message[];
  /** The bot's own state as it goes on after a person: what was to be confirmed is not, since it may be stale. */
  readonly afterwards: (state: unknown) => unknown;
};

export type HandoffDeps = {
  readonly pool: pg.Pool;
  readonly words: HandoffWords;
  readonly calendars: Calendars;
  readonly answerMs: number; // how long a debtor waits for an answer
  readonly hours?: DeskHours;
};

/** Something that was said in a conversation: `send`, a carrier must take it; else it is there, and open chats are told. */
export type SaidRef = {
  readonly creditorId: string;
  readonly conversationId: string;
  readonly outboxId: string;
  readonly send: boolean;
};
