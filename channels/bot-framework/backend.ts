import { type Instant } from '../../domain/calendar.ts';
import { type Language } from '../../domain/language.ts';
import { type Message } from '../../domain/message.ts';

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

/** What the endpoint needs from the service. */
export type BotFrameworkBackend = {
  /** Durable when it resolves; null when it is clear to nobody whom the message is for, and it was not kept. */
  intake(message: BotMessage): Promise<TakenMessage | null>;
  /** What the turn of that message answered, also on a replay; null when it has not ended within that time. */
  responseOf(taken: TakenMessage, timeoutMs: number): Promise<readonly Message[] | null>;
};
