import { type Request } from 'restify';
import { type Context } from './context.ts';
import { embedderOf, mayStillUse } from './embedder.ts';
import { refuse, type Reply } from './reply.ts';
import { type ChatClaims } from './token.ts';

/**
 * The claims of the request's chat token, or a refusal: 401 without a token of ours, 403 when it has expired (the
 * answer from which Direct Line clients know that they need a new one), belongs to another conversation, to another origin or to a
 * chat on another site, or when that site may no longer show the chat.
 */
export async function authorize(
  context: Context,
  req: Request,
  conversationId?: string,
): Promise<{ claims: ChatClaims; token: string } | { refusal: Reply }> {
  const token = /^Bearer ([\w.-]{1,2048})$/i.exec(req.headers.authorization ?? '')?.[1];
  if (token === undefined) return { refusal: refuse(401, 'MissingToken', 'A chat token is needed.') };
  const claims = await context.tokens.read(token);
  if (claims === 'invalid') return { refusal: refuse(401, 'BadToken', 'This is not a chat token of this service.') };
  if (claims === 'expired') return { refusal: refuse(403, 'TokenExpired', 'Token has expired') };
  const refusal = await refusalOf(context, req, claims);
  if (refusal !== null) return { refusal };
  if (conversationId !== undefined && conversationId !== claims.conversationId) {
    return { refusal: refuse(403, 'ConversationMismatch', 'The token is for another conversation.') };
  }
  return { claims, token };
}

async function refusalOf(context: Context, req: Request, claims: ChatClaims): Promise<Reply | null> {
  const { origin } = req.headers;
  if (claims.origin !== null && origin !== undefined && origin !== claims.origin) {
    return refuse(403, 'OriginMismatch', 'The token was given to another page.');
  }
  if ((claims.embedder ?? null) !== embedderOf(req)) {
    return refuse(403, 'EmbedderMismatch', 'The token was given to a chat on another site.');
  }
  if (await mayStillUse(context, claims)) return null;
  return refuse(403, 'OriginNotAllowed', 'This site may not use the chat.');
}
