import { type Instant } from '../../domain/calendar.ts';
import { type Activity } from './activity.ts';

/** The creditor as a visitor sees it before anything is proved. */
export type CreditorFace = {
  readonly slug: string;
  readonly displayName: string;
  /** Hosts the page makes links to where a message names them, such as the payment page's; no other address becomes a link. */
  readonly linkHosts?: readonly string[];
  /** Sites whose pages may show this chat, as exact origins. */
  readonly origins?: readonly string[];
};

/** One thing in the conversation's only sequence: what the user sent (its echo) and what we said. */
export type StreamItem = { readonly seq: number; readonly id: string; readonly activity: Activity };

/** A file that passed the type and size checks; still to be quarantined and looked at. */
export type UploadedFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };

/**
 * What happened in a conversation. `changed`: read the history again. `items`: everything whose seq lies after `after`
 * up to the last item, so a stream that stands at `after` or later need not read. `typing`: shown, never stored.
 */
export type StreamSignal =
  | { readonly kind: 'changed' }
  | { readonly kind: 'items'; readonly after: number; readonly items: readonly StreamItem[] }
  | { readonly kind: 'typing' };

export type OpenRequest = {
  readonly conversationId: string;
  readonly creditorSlug: string;
  readonly userId: string;
  readonly locale: string | null;
  readonly now: Instant;
};

export type AcceptRequest = {
  readonly conversationId: string;
  readonly userId: string;
  /** The client's own id of what it sent, else one made here: unique per conversation. */
  readonly externalId: string;
  /** Complete but for its id; stored as it is, and returned as the echo. */
  readonly activity: Activity;
  readonly files: readonly UploadedFile[];
  readonly now: Instant;
};

/** What the Direct Line server needs from the service. Everything behind it must survive a restart. */
export type DirectLineBackend = {
  /** The creditor of that slug; without a slug the only creditor; null when unknown or ambiguous. */
  findCreditor(slug: string | null): Promise<CreditorFace | null>;
  /** Whether some creditor lets that site's pages show its chat. */
  isEmbedder(origin: string): Promise<boolean>;
  /** Starts the conversation once; a second call changes nothing and says `existing`. */
  open(request: OpenRequest): Promise<'created' | 'existing'>;
  exists(conversationId: string): Promise<boolean>;
  /**
   * Durable when it resolves. The same (conversationId, externalId) again gives the same id and has no effect.
   * Raises NOT_FOUND for a conversation that was never opened.
   */
  accept(request: AcceptRequest): Promise<{ readonly id: string; readonly duplicate: boolean }>;
  /**
   * At most `limit` items with seq > `afterSeq`, in order. An item must never become readable with a seq lower than
   * one that was readable before it, or a client that has read past it never sees it.
   */
  history(conversationId: string, afterSeq: number, limit: number): Promise<readonly StreamItem[]>;
  /** Calls the listener whenever the conversation may have something new, from whichever process. */
  subscribe(conversationId: string, listener: (signal: StreamSignal) => void): () => void;
};
