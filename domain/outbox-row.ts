import { type Instant } from './calendar.ts';
import { type Channel } from './channel.ts';
import { type Message } from './message.ts';

/** Where an outgoing message stands; it only moves forward. UNKNOWN: it may or may not have left, and is never resent blindly. */
export type OutboxStatus = 'READY' | 'SENDING' | 'SENT' | 'UNKNOWN' | 'REFUSED';

/** A message claimed for sending: nobody else sends it while the claim lasts. */
export type ClaimedSend = {
  readonly id: string;
  readonly creditorId: string;
  readonly conversationId: string | null;
  readonly channel: Channel;
  readonly to: string;
  readonly message: Message;
  readonly secret: string | null; // the real text of a secret message, encrypted
  readonly secretUntil: Instant | null;
  readonly attempt: number;
  readonly from: string | null; // our address it leaves from; null where none is set for that channel
  readonly creditorSlug: string; // names the creditor's chat page
};

/** A row of the outbox as a developer or an operator sees it. */
export type OutboxEntry = {
  readonly id: string;
  readonly channel: Channel;
  readonly to: string;
  readonly message: Message;
  readonly secret: string | null;
  readonly status: OutboxStatus;
  readonly reason: string | null;
  readonly segments: number | null;
  readonly at: Instant;
};
