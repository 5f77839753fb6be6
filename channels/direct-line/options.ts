import { type Instant } from '../../domain/calendar.ts';
import { type DirectLineBackend } from './backend.ts';
import { type Rate } from './rate-limit.ts';

/** How often things may be asked; the defaults suit one service in front of the public. */
export type Limits = {
  readonly tokensPerAddress: Rate;
  readonly tokens: Rate;
  readonly messagesPerConversation: Rate;
  readonly uploadsPerConversation: Rate;
  readonly uploadsAtOnce: number;
};

export const defaultLimits: Limits = {
  tokensPerAddress: { burst: 20, perMinute: 20 },
  tokens: { burst: 600, perMinute: 600 },
  messagesPerConversation: { burst: 30, perMinute: 30 },
  uploadsPerConversation: { burst: 10, perMinute: 1 },
  uploadsAtOnce: 4,
};

export type DirectLineOptions = {
  readonly backend: DirectLineBackend;
  /** Signing secrets of the chat tokens, the current one first. */
  readonly secrets: readonly string[];
  /** Where browsers reach this service, without a trailing slash; the request's Host is never believed. Asked late, since a port may be chosen at start. */
  readonly publicUrl: () => string;
  /** Exact origins of the service's own pages; those of customers' sites are asked of the backend. */
  readonly origins: () => readonly string[];
  readonly now: () => Instant;
  readonly limits?: Partial<Limits>;
  /** Told of what went wrong; the caller of the route learns nothing of it. */
  readonly onTrouble?: (error: unknown) => void;
};
