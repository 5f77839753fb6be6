import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { type Instant } from '../../domain/calendar.ts';

/** What a chat token says; its holder can read it, so nothing in it is secret. */
export type ChatClaims = {
  readonly conversationId: string;
  readonly userId: string;
  readonly creditorSlug: string;
  /** The web origin it was given to, which alone may use it; null for callers that are no browser. */
  readonly origin: string | null;
  /** The site in whose page the chat stands in a frame; null when it stands on its own. */
  readonly embedder?: string | null;
};

export type Tokens = {
  issue(claims: ChatClaims): Promise<string>;
  read(token: string): Promise<ChatClaims | 'expired' | 'invalid'>;
  /** A ticket that opens one stream within a minute: it stands in an URL, and URLs are logged. */
  issueTicket(claims: ChatClaims): Promise<string>;
  redeemTicket(ticket: string): Promise<ChatClaims | null>;
};

/** Life of a chat token in seconds, as Direct Line announces it in `expires_in`. */
export const tokenSeconds = 1800;
const ticketSeconds = 60;
const cacheMax = 10_000;

const payloadSchema = z.object({
  conv: z.string(),
  user: z.string().startsWith('dl_'),
  creditor: z.string(),
  origin: z.string().nullable(),
  embedder: z.string().nullable(),
  jti: z.string(),
  exp: z.number(),
});

type Payload = z.infer<typeof payloadSchema>;

/** Signs with the first secret and accepts each of them, so that a secret can be changed without ending conversations. */
export function createTokens(secrets: readonly string[], now: () => Instant): Tokens {
  const keys = secrets.map((secret) => new TextEncoder().encode(secret));
  const read = new Map<string, Payload>();
  const usedTickets = new Map<string, Instant>();

  const sign = (claims: ChatClaims, audience: string, seconds: number): Promise<string> => {
    const issuedAt = Math.floor(now() / 1000);
    const { conversationId: conv, userId: user, creditorSlug: creditor, origin, embedder = null } = claims;
    return new SignJWT({ conv, user, creditor, origin, embedder })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(keys[0] ?? new Uint8Array());
  };

  const verify = async (token: string, audience: string): Promise<Payload | 'expired' | 'invalid'> => {
    for (const key of keys) {
      try {
        const options = { algorithms: ['HS256'], audience, currentDate: new Date(now()) };
        const parsed = payloadSchema.safeParse((await jwtVerify(token, key, options)).payload);
        return parsed.success ? parsed.data : 'invalid';
      } catch (error) {
        if (error instanceof errors.JWTExpired) return 'expired';
      }
    }
    return 'invalid';
  };

  return {
    issue: (claims) => sign(claims, 'chat', tokenSeconds),
    read: async (token) => {
      const known = read.get(token) ?? (await verify(token, 'chat'));
      if (typeof known === 'string') return known;
      if (known.exp * 1000 <= now()) return 'expired';
      read.set(token, known);
      if (read.size > cacheMax) read.delete(read.keys().next().value ?? '');
      return claimsOf(known);
    },
    issueTicket: (claims) => sign(claims, 'stream', ticketSeconds),
    redeemTicket: async (ticket) => {
      const payload = await verify(ticket, 'stream');
      if (typeof payload === 'string' || usedTickets.has(payload.jti)) return null;
      usedTickets.set(payload.jti, payload.exp * 1000);
      for (const [jti, end] of usedTickets) {
        if (end > now()) break;
        usedTickets.delete(jti);
      }
      return claimsOf(payload);
    },
  };
}

function claimsOf(payload: Payload): ChatClaims {
  const { conv, user, creditor, origin, embedder } = payload;
  return { conversationId: conv, userId: user, creditorSlug: creditor, origin, embedder };
}
