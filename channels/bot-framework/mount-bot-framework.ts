import { type IncomingMessage } from 'node:http';
import { type Next, type Request, type Response, type Server } from 'restify';
import { type z } from 'zod';
import { type Instant } from '../../domain/calendar.ts';
import { AppError } from '../../domain/errors.ts';
import { readJson } from '../direct-line/read-body.ts';
import type { SdkResponse } from '../sdk.ts';
import {
  activitySchema,
  type BotActivity,
  type BotComing,
  type BotHandoffEvent,
  comingSchema,
  envelopeSchema,
  handoffStatusSchema,
} from './activity-schema.ts';
import { type BotFrameworkBackend } from './backend.ts';
import { botMessageOf, comingOf, handoffStatusOf, tenantOf } from './bot-message.ts';
import { type Connector } from './connector.ts';
import { invokeResponseOf, knownInvokes, unknownInvoke } from './invoke-response.ts';

const maxBytes = 256 * 1024;
const maxDepth = 20;
/** Teams gives an invoke about five seconds. */
const invokeMs = 4_000;

export type BotFrameworkOptions = {
  readonly connector: Connector;
  /** Our tenant; null when Teams is off, and then only a tool on this machine is listened to. */
  readonly tenantId: string | null;
  readonly production: boolean;
  readonly backend: BotFrameworkBackend;
  /** Whether the request was made on this very machine and by nobody in between. */
  readonly isLocal: (req: IncomingMessage) => boolean;
  readonly now: () => Instant;
  /** A caller was turned away, with the code of the reason. */
  readonly onRefused: (why: string) => void;
  readonly onTrouble: (error: unknown) => void;
};

type Reply = { readonly status: number; readonly body?: unknown };

/**
 * Serves POST /api/messages. A message is acknowledged once it is on disk; an invoke waits for its answer. Nobody is listened to
 * without a token of the Bot Framework, but a Teams emulator on the developer's own machine. In production without Teams
 * there is no such address.
 */
export function mountBotFramework(server: Server, options: BotFrameworkOptions): void {
  if (options.production && options.tenantId === null) return;
  server.post('/api/messages', (req: Request, res: Response, next: Next) => {
    answer(options, req)
      .catch((error: unknown) => replyTo(options, error))
      .then((reply) => {
        write(res, reply);
        next(false);
      })
      .catch((error: unknown) => {
        options.onTrouble(error);
        next(false);
      });
  });
}

async function answer(options: BotFrameworkOptions, req: Request): Promise<Reply> {
  const { authorization } = req.headers;
  const proved = options.tenantId !== null && authorization !== undefined;
  const local = !options.production && options.isLocal(req);
  if (!proved && !local) return { status: options.tenantId === null ? 404 : 401 };
  const read = await readActivity(req);
  if ('refusal' in read) return { status: read.refusal };
  const { json, envelope } = read;
  const hub: { reply: Reply | null } = { reply: null };
  const take = async (): Promise<SdkResponse | null> => {
    if (!isStatus(json, envelope)) return await accept(options, json, envelope, proved);
    hub.reply = await hearHub(options, json, proved);
    return null;
  };
  const response = proved
    ? await options.connector.receive(envelope, authorization, options.now(), take)
    : await options.connector.receiveLocal(envelope, take);
  return response ?? hub.reply ?? { status: 200 };
}

function isStatus(json: unknown, { type }: Envelope): boolean {
  return type === 'event' && (json as { readonly name?: unknown }).name === 'handoff.status';
}

type Envelope = z.infer<typeof envelopeSchema>;

async function readActivity(
  req: Request,
): Promise<{ readonly json: unknown; readonly envelope: Envelope } | { readonly refusal: number }> {
  // A page in a browser can post anything but this type to another origin unasked.
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) return { refusal: 415 };
  const read = await readJson(req, maxBytes);
  if ('refusal' in read) return { refusal: read.refusal.status };
  if (!isShallow(read.json, maxDepth)) return { refusal: 400 };
  const envelope = envelopeSchema.safeParse(read.json);
  return envelope.success ? { json: read.json, envelope: envelope.data } : { refusal: 400 };
}

/** What is said to a hub whose status does not fit: nobody we know, no conversation it may speak of, or none in that state. */
const handoffRefusals: Readonly<Record<string, number>> = {
  'unknown-person': 403,
  'disabled-person': 403,
  unknown: 404,
};

async function hearHub(options: BotFrameworkOptions, json: unknown, proved: boolean): Promise<Reply> {
  const status = handoffStatusSchema.safeParse(json);
  if (!status.success) return hubRefusal(400, 'not-a-status');
  const tenant = await tenantFor(options, status.data, proved);
  const heard = await options.backend.handoff(handoffStatusOf(status.data, tenant, options.now()));
  return 'done' in heard ? { status: 200 } : hubRefusal(handoffRefusals[heard.refused] ?? 409, heard.refused);
}

/** In the shape the Bot Framework gives its own errors. */
function hubRefusal(status: number, code: string): Reply {
  return { status, body: { error: { code, message: `handoff.status refused: ${code}` } } };
}

const comings = ['installationUpdate', 'conversationUpdate'];

/** What the protocol has beside messages, invokes, comings and goings is received and ignored, as it asks of every bot. */
async function accept(
  options: BotFrameworkOptions,
  json: unknown,
  { type }: Envelope,
  proved: boolean,
): Promise<SdkResponse | null> {
  if (comings.includes(type)) {
    const coming = comingSchema.safeParse(json);
    if (coming.success) await hear(options, coming.data, proved);
    return null;
  }
  if (type !== 'message' && type !== 'invoke') return null;
  const activity = activitySchema.safeParse(json);
  if (!activity.success) throw new AppError('BAD_REQUEST', { why: 'activity', channel: 'teams' });
  if (type === 'invoke' && !knownInvokes.includes(activity.data.name ?? '')) return unknownInvoke;
  return await keep(options, activity.data, proved);
}

async function keep(options: BotFrameworkOptions, activity: BotActivity, proved: boolean): Promise<SdkResponse | null> {
  const { backend, now } = options;
  const taken = await backend.intake(botMessageOf(activity, await tenantFor(options, activity, proved), now()));
  if (activity.type === 'message') return null;
  const messages = taken === null ? null : await backend.responseOf(taken, invokeMs);
  return invokeResponseOf(messages, taken?.inboxId ?? null);
}

async function hear(options: BotFrameworkOptions, activity: BotComing, proved: boolean): Promise<void> {
  const coming = comingOf(activity, await tenantFor(options, activity, proved), options.now());
  if (coming !== null) await options.backend.coming(coming);
}

/** The tenant that is spoken from; raises UNAUTHORIZED when there are two, or in Teams another one than ours. */
async function tenantFor(
  { backend, now, tenantId: ours }: BotFrameworkOptions,
  activity: BotActivity | BotComing | BotHandoffEvent,
  proved: boolean,
): Promise<string | null> {
  const tenant = tenantOf(activity);
  const refused = (): AppError => new AppError('UNAUTHORIZED', { why: 'tenant', channel: 'teams' });
  if (tenant === undefined) throw refused();
  if (!proved || activity.channelId !== 'msteams' || tenant === ours) return tenant;
  if (tenant !== null) await backend.foreign({ tenant, objectId: activity.from.aadObjectId ?? null }, now());
  throw refused();
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((part) => isShallow(part, depth - 1));
}

const statuses: Partial<Record<AppError['code'], number>> = { UNAUTHORIZED: 403, NOT_FOUND: 404, BAD_REQUEST: 400 };

function replyTo({ onRefused, onTrouble }: BotFrameworkOptions, error: unknown): Reply {
  const refusal = error instanceof AppError ? statuses[error.code] : undefined;
  if (!(error instanceof AppError) || refusal === undefined) {
    onTrouble(error);
    return { status: 503 };
  }
  onRefused(String(error.facts['why'] ?? error.code));
  return { status: refusal };
}

function write(res: Response, { status, body }: Reply): void {
  if (res.headersSent || res.destroyed) return;
  const json = body == null ? '' : JSON.stringify(body);
  res.writeHead(status, {
    ...(json === '' ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
    'Content-Length': Buffer.byteLength(json),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(json);
}
