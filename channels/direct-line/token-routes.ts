import { randomBytes, randomUUID } from 'node:crypto';
import { type Request } from 'restify';
import { z } from 'zod';
import { addressKey } from './address-key.ts';
import { authorize } from './authorize.ts';
import { embedderOf, mayStillUse } from './embedder.ts';
import { type Context } from './context.ts';
import { readJson } from './read-body.ts';
import { refuse, type Reply } from './reply.ts';
import { tokenSeconds } from './token.ts';

// A user id, a name or trusted origins may be sent, as to Microsoft's service; they are not read.
const generateSchema = z.object({ creditor: z.string().max(64).optional() });

/** POST /tokens/generate: a token for a new conversation and a new user, both chosen here. Reserves the id, starts nothing. */
export async function generateToken(context: Context, req: Request): Promise<Reply> {
  const key = addressKey(req.socket.remoteAddress);
  if (!context.mayAskToken(key) || !context.mayAskAnyToken('all')) return tooMany();
  const body = await readJson(req, 4096);
  if ('refusal' in body) return body.refusal;
  const parsed = generateSchema.safeParse(body.json ?? {});
  if (!parsed.success) return refuse(400, 'BadArgument', 'The body is not of the expected shape.');
  const creditor = await context.backend.findCreditor(parsed.data.creditor ?? null);
  if (creditor === null) return refuse(404, 'UnknownCreditor', 'There is no such chat.');
  const sites = { creditorSlug: creditor.slug, origin: req.headers.origin ?? null, embedder: embedderOf(req) };
  if (!(await mayStillUse(context, sites))) return refuse(403, 'OriginNotAllowed', 'This site may not use the chat.');
  const conversationId = randomUUID();
  const userId = `dl_${randomBytes(18).toString('base64url')}`;
  const token = await context.tokens.issue({ conversationId, userId, ...sites });
  return { status: 200, body: { conversationId, token, expires_in: tokenSeconds } };
}

/** POST /tokens/refresh: a younger token for the same conversation and user; an expired one cannot be refreshed. */
export async function refreshToken(context: Context, req: Request): Promise<Reply> {
  const caller = await authorize(context, req);
  if ('refusal' in caller) return caller.refusal;
  if (!context.mayWrite(`refresh ${caller.claims.conversationId}`)) return tooMany();
  const token = await context.tokens.issue(caller.claims);
  return { status: 200, body: { conversationId: caller.claims.conversationId, token, expires_in: tokenSeconds } };
}

/** The caller asks more often than allowed. Clients of Direct Line read Retry-After as milliseconds; a minute's thousandth is harmless. */
export function tooMany(): Reply {
  return { ...refuse(429, 'TooManyRequests', 'Please wait a moment.'), headers: { 'Retry-After': '5' } };
}
