import { randomUUID } from 'node:crypto';
import { type Request } from 'restify';
import { z } from 'zod';
import { authorize } from './authorize.ts';
import { activitySchema, type PostedActivity } from './activity-schema.ts';
import { completeActivity } from './complete-activity.ts';
import { type Context } from './context.ts';
import { frameMax, frameOf, watermarkOf } from './frame.ts';
import { queryParameter } from './query.ts';
import { readJson } from './read-body.ts';
import { refuse, type Reply } from './reply.ts';
import { type ChatClaims, tokenSeconds } from './token.ts';
import { tooMany } from './token-routes.ts';
import { readUpload } from './upload.ts';

const startSchema = z.object({
  locale: z
    .string()
    .regex(/^(fr|en)(-[A-Z]{2})?$/)
    .nullish()
    .catch(null),
});

/** A message may carry 4,000 characters and an action forty fields; more is no message. */
const activityBytesMax = 64 * 1024;

/** POST /conversations: starts the token's conversation, once; 201 the first time, 200 afterwards. */
export async function startConversation(context: Context, req: Request): Promise<Reply> {
  const caller = await authorize(context, req);
  if ('refusal' in caller) return caller.refusal;
  const body = await readJson(req, 4096);
  if ('refusal' in body) return body.refusal;
  const parsed = startSchema.safeParse(body.json ?? {});
  if (!parsed.success) return refuse(400, 'BadArgument', 'The body is not of the expected shape.');
  const { conversationId, creditorSlug, userId } = caller.claims;
  const now = context.now();
  const locale = parsed.data.locale ?? null;
  const opened = await context.backend.open({ conversationId, creditorSlug, userId, locale, now });
  const body200 = await connectionOf(context, caller.claims, caller.token, 0);
  return { status: opened === 'created' ? 201 : 200, body: body200 };
}

/** GET /conversations/:id: resumes. The token must be in the answer, or clients go on with "Bearer undefined". */
export async function resumeConversation(context: Context, req: Request): Promise<Reply> {
  const caller = await authorize(context, req, pathId(req));
  if ('refusal' in caller) return caller.refusal;
  if (!(await context.backend.exists(caller.claims.conversationId))) return refuse(404, 'ConversationNotFound');
  const token = await context.tokens.issue(caller.claims);
  const watermark = watermarkOf(queryParameter(req, 'watermark'));
  return { status: 200, body: await connectionOf(context, caller.claims, token, watermark) };
}

/** GET /conversations/:id/activities: polling. */
export async function readActivities(context: Context, req: Request): Promise<Reply> {
  const caller = await authorize(context, req, pathId(req));
  if ('refusal' in caller) return caller.refusal;
  const watermark = watermarkOf(queryParameter(req, 'watermark'));
  const items = await context.backend.history(caller.claims.conversationId, watermark, frameMax);
  return { status: 200, body: frameOf(items, watermark) };
}

/** One failed poll makes the common client stop polling for ever while it says it is online: trouble looks like silence. */
export function emptyPoll(req: Request): Reply {
  return { status: 200, body: frameOf([], watermarkOf(queryParameter(req, 'watermark'))) };
}

/** POST /conversations/:id/activities: what the user sends, durable when it is answered. */
export async function postActivity(context: Context, req: Request): Promise<Reply> {
  const caller = await authorize(context, req, pathId(req));
  if ('refusal' in caller) return caller.refusal;
  if (!context.mayWrite(caller.claims.conversationId)) return tooMany();
  const body = await readJson(req, activityBytesMax);
  if ('refusal' in body) return body.refusal;
  const parsed = activitySchema.safeParse(body.json);
  if (!parsed.success) return refuse(400, 'BadActivity', 'The activity is not of an accepted shape.');
  const posted = parsed.data;
  if (posted.type === 'typing') return { status: 200, body: { id: '' } }; // shown to nobody, so kept by nobody
  if (posted.type === 'message' && !hasWords(posted)) return refuse(400, 'EmptyMessage', 'There is nothing in it.');
  return accept(context, caller.claims, posted, []);
}

/** POST /conversations/:id/upload: files with an optional message; whose they are is told by the token, not by `userId`. */
export async function postUpload(context: Context, req: Request): Promise<Reply> {
  const caller = await authorize(context, req, pathId(req));
  if ('refusal' in caller) return caller.refusal;
  if (!context.mayUpload(caller.claims.conversationId)) return tooMany();
  if (!context.uploads.enter()) return tooMany();
  const upload = await readUpload(req).finally(context.uploads.leave);
  if ('refusal' in upload) return upload.refusal;
  const parsed = activitySchema.safeParse(upload.activity ?? { type: 'message' });
  if (parsed.data?.type !== 'message') return refuse(400, 'BadActivity', 'The activity is not of an accepted shape.');
  return accept(context, caller.claims, parsed.data, upload.files);
}

async function accept(
  context: Context,
  claims: ChatClaims,
  posted: Exclude<PostedActivity, { type: 'typing' }>,
  files: Parameters<Context['backend']['accept']>[0]['files'],
): Promise<Reply> {
  const { conversationId, userId } = claims;
  const now = context.now();
  const externalId = posted.channelData?.clientActivityID ?? randomUUID();
  const activity = completeActivity(posted, { claims, serviceUrl: context.publicUrl(), externalId, files, now });
  const { id } = await context.backend.accept({ conversationId, userId, externalId, activity, files, now });
  return { status: 200, body: { id } };
}

function hasWords(posted: PostedActivity & { type: 'message' }): boolean {
  return (posted.text ?? '') !== '' || posted.value !== undefined;
}

function pathId(req: Request): string {
  return (req.params as { id?: string }).id ?? '';
}

async function connectionOf(context: Context, claims: ChatClaims, token: string, watermark: number): Promise<object> {
  const { conversationId } = claims;
  const ticket = await context.tokens.issueTicket(claims);
  const base = context.publicUrl().replace(/^http/, 'ws');
  const streamUrl = `${base}/v3/directline/conversations/${conversationId}/stream?watermark=${watermark}&t=${ticket}`;
  return { conversationId, token, expires_in: tokenSeconds, streamUrl };
}
