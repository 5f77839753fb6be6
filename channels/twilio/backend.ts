import { type Instant } from '../../domain/calendar.ts';
import { type Unreadable } from '../../domain/command.ts';
import { type MediaLink } from '../../domain/inbound.ts';
import { type TelephoneAddress } from './telephone-address.ts';

/** A text message as it reached us. */
export type TelephoneMessage = {
  readonly externalId: string; // the carrier's id: the same message has the same one however often it comes
  readonly from: TelephoneAddress;
  readonly to: TelephoneAddress;
  readonly text: string;
  readonly option: string | null; // the id of the button or list row that was pressed
  readonly media: readonly MediaLink[];
  readonly unreadable: Unreadable | null;
  readonly opt: 'stop' | 'start' | 'help' | null; // the carrier heard the word itself and has answered it
  readonly at: Instant;
};

/** What the carrier says of a message of ours. */
export type DeliveryNews = {
  readonly carrierId: string;
  readonly outboxId: string | null; // from the address we gave for the news, signed with it
  readonly status: 'queued' | 'sent' | 'delivered' | 'read' | 'failed';
  readonly detail: string | null; // the carrier's error code
  readonly at: Instant;
};

/** What the webhooks need from the service. */
export type TelephoneBackend = {
  /** Durable when it resolves. Raises TOO_MANY_REQUESTS, and DATABASE_UNAVAILABLE when nothing was kept for sure. */
  readonly take: (message: TelephoneMessage) => Promise<void>;
  readonly hear: (news: DeliveryNews) => Promise<void>;
};
