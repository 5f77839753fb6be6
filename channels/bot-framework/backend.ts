import { type Instant } from '../../domain/calendar.ts';
import { type StaffAttachment } from '../../domain/inbound.ts';
import { type Language } from '../../domain/language.ts';
import { type Message } from '../../domain/message.ts';
import { type StaffCaller } from '../../domain/staff/staff-caller.ts';

/** What is needed to write into a conversation later; plain values, from authenticated activities only. */
export type BotReference = {
  readonly channelId: string;
  readonly serviceUrl: string;
  readonly botId: string;
  readonly userId: string;
  readonly conversationId: string;
  readonly conversationType: string | null;
  readonly tenantId: string | null;
  readonly aadObjectId: string | null;
};

/** What a person wrote or pressed, in whichever channel of the Bot Framework. */
export type BotMessage = {
  /** `<tenant>/<person in its directory>`, else `<channel>/<sender>`; in a group also which group, whose words others read. */
  readonly counterpart: string;
  /** The same message has the same id however often it comes. */
  readonly externalId: string;
  readonly text: string;
  readonly option: string | null;
  readonly inputs: Readonly<Record<string, string>>; // what was typed into the card whose button was pressed
  readonly caller: StaffCaller | null; // null: the channel does not say who it is
  readonly inResponse: boolean; // an invoke, which is answered in its own response
  readonly attached: readonly StaffAttachment[];
  readonly language: Language | null;
  readonly reference: BotReference;
  readonly at: Instant;
};

/** Where a message was put; `turn` resolves when this process is done with it, another one may still be at it. */
export type TakenMessage = {
  readonly creditorId: string;
  readonly inboxId: string;
  readonly turn: Promise<void>;
};

/** The app came to a person, or was taken away: where that was, and by whom. */
export type BotComingTo = Pick<
  BotMessage,
  'counterpart' | 'externalId' | 'language' | 'caller' | 'reference' | 'at'
> & {
  readonly came: 'installed' | 'joined' | 'left';
};

/** A conversation of ours was taken, left or given back by one of our people, elsewhere than on our own cards. */
export type BotHandoffStatus = Pick<BotMessage, 'caller' | 'reference' | 'at'> & {
  readonly conversationId: string; // ours, as it was offered
  readonly state: 'accepted' | 'failed' | 'completed';
  readonly message: string;
};

/** What the endpoint needs from the service. */
export type BotFrameworkBackend = {
  /** Durable when it resolves; null when it is clear to nobody whom the message is for, and it was not kept. */
  intake(message: BotMessage): Promise<TakenMessage | null>;
  /** Keeps the way back to whoever the app came to, greets them once, and forgets the way to whoever took it away. */
  coming(coming: BotComingTo): Promise<void>;
  /** Does what the status says; else gives the code of why not, and nothing has changed. */
  handoff(status: BotHandoffStatus): Promise<{ readonly done: true } | { readonly refused: string }>;
  /** Somebody of another organisation wrote, with a true token: they are refused, and an administrator is told. */
  foreign(who: { readonly tenant: string; readonly objectId: string | null }, at: Instant): Promise<void>;
  /** What the turn of that message answered, also on a replay; null when it has not ended within that time. */
  responseOf(taken: TakenMessage, timeoutMs: number): Promise<readonly Message[] | null>;
};
