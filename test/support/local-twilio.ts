import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { brokenMessage, type Content, readContent, readVariables, type Shown, shownContent } from './twilio-rules.ts';

/** A message Twilio took. */
export type Taken = {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string; // as the person reads it
  readonly shown: Shown | null; // buttons or a list
  readonly statusCallback: string | null;
  readonly at: number;
};

/** A message that came to Twilio. */
export type Received = {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly at: number;
};

/** What becomes of one request to create a message. */
export type Manner =
  | { readonly kind: 'take'; readonly afterMs?: number }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly code?: number;
      readonly retryAfter?: string;
      readonly taken?: boolean;
    }
  | { readonly kind: 'reset'; readonly taken: boolean };

export type LocalTwilio = {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly taken: Taken[];
  /** Requests that broke what Twilio publishes. */
  readonly wrong: string[];
  readonly contents: Map<string, Content>;
  /** How requests to create a message are met, by turn; the last one stays. */
  behave: (...manners: readonly Manner[]) => void;
  /** The next message to that address after the first so many; null when none came in time. */
  readonly next: (to: string, after: number, timeoutMs?: number) => Promise<Taken | null>;
  readonly putMedia: (bytes: Uint8Array, mime: string) => { readonly url: string; readonly mime: string };
  /** What people wrote and the service has not heard of yet. */
  readonly received: Received[];
  /** Files asked for so far. */
  readonly asked: string[];
  readonly stop: () => Promise<void>;
};

export function hex(prefix: string): string {
  return `${prefix}${randomBytes(16).toString('hex')}`;
}

type State = Omit<LocalTwilio, 'url' | 'stop' | 'next' | 'putMedia' | 'behave'> & {
  readonly media: Map<string, { readonly bytes: Uint8Array; readonly mime: string }>;
  manners: readonly Manner[];
  origin: string;
};

/** A carrier on this machine that speaks Twilio's REST API and refuses what Twilio would refuse. */
export async function startLocalTwilio(): Promise<LocalTwilio> {
  const state: State = {
    accountSid: hex('AC'),
    authToken: randomBytes(16).toString('hex'),
    taken: [],
    received: [],
    wrong: [],
    asked: [],
    contents: new Map(),
    media: new Map(),
    manners: [],
    origin: '',
  };
  const server = createServer((req, res) => {
    handle(state, req, res).catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...state,
    url: state.origin,
    behave: (...manners) => {
      state.manners = manners;
    },
    next: (to, after, timeoutMs = 8_000) => next(state, { to, after, timeoutMs }),
    putMedia: (bytes, mime) => {
      const path = `/2010-04-01/Accounts/${state.accountSid}/Messages/${hex('MM')}/Media/${hex('ME')}`;
      state.media.set(path, { bytes, mime });
      return { url: `https://api.twilio.com${path}`, mime };
    },
    stop: () => close(server),
  };
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function next(
  { taken }: State,
  { to, after, timeoutMs }: { readonly to: string; readonly after: number; readonly timeoutMs: number },
): Promise<Taken | null> {
  for (let waited = 0; waited <= timeoutMs; waited += 5) {
    const found = taken.filter((one) => one.to === to)[after];
    if (found !== undefined) return found;
    await sleep(5);
  }
  return null;
}

async function handle(state: State, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(req.url ?? '/', state.origin);
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const expected = `Basic ${Buffer.from(`${state.accountSid}:${state.authToken}`).toString('base64')}`;
  if (pathname.startsWith('/storage/')) {
    serveStored(state, req, res, pathname);
  } else if (req.headers.authorization !== expected) {
    answer(res, 401, { code: 20003, message: 'Authenticate', status: 401 });
  } else if (req.method === 'DELETE') {
    finish(res, state.media.delete(pathname) ? 204 : 404, {});
  } else if (state.media.has(pathname)) {
    state.asked.push(pathname);
    finish(res, 307, { location: `/storage${pathname}` });
  } else {
    await route(state, req, res, { at: `${req.method ?? ''} ${pathname}`, body, query: searchParams });
  }
}

type Asked = { readonly at: string; readonly body: string; readonly query: URLSearchParams };

async function route(
  state: State,
  req: IncomingMessage,
  res: ServerResponse,
  { at, body, query }: Asked,
): Promise<void> {
  const messages = `/2010-04-01/Accounts/${state.accountSid}/Messages.json`;
  const type = req.headers['content-type'] ?? '';
  if (at === `POST ${messages}`) await create(state, res, body, type);
  else if (at === `GET ${messages}`) list(state, res, query);
  else if (at === 'POST /v1/Content') createContent(state, res, body, type);
  else {
    state.wrong.push(at);
    answer(res, 404, { code: 20404, message: 'Not found', status: 404 });
  }
}

/** The storage behind a redirect has a signature of its own; a password that reaches it has leaked. */
function serveStored(state: State, req: IncomingMessage, res: ServerResponse, pathname: string): void {
  const stored = state.media.get(pathname.slice('/storage'.length));
  if (req.headers.authorization !== undefined) state.wrong.push('the password was sent to the storage');
  if (stored === undefined) finish(res, 404, {});
  else finish(res, 200, { 'content-type': stored.mime }, stored.bytes);
}

async function create(state: State, res: ServerResponse, body: string, type: string): Promise<void> {
  const [manner = { kind: 'take' as const }] = state.manners;
  if (state.manners.length > 1) state.manners = state.manners.slice(1);
  const form = new URLSearchParams(body);
  const typed = type.startsWith('application/x-www-form-urlencoded');
  const broken = typed ? brokenMessage(form, state.contents) : { status: 415, code: 20001, why: 'content type' };
  if (broken === null) {
    await meet(state, res, manner, form);
  } else {
    state.wrong.push(broken.why);
    answer(res, broken.status, { code: broken.code, message: broken.why, status: broken.status });
  }
}

async function meet(state: State, res: ServerResponse, manner: Manner, form: URLSearchParams): Promise<void> {
  if (manner.kind === 'take') {
    if (manner.afterMs !== undefined) await sleep(manner.afterMs);
    answer(res, 201, resource(state, take(state, form)));
    return;
  }
  if (manner.taken === true) take(state, form);
  if (manner.kind === 'reset') {
    res.destroy();
    return;
  }
  const { status, code = 0, retryAfter } = manner;
  if (retryAfter !== undefined) res.setHeader('retry-after', retryAfter);
  answer(res, status, { code, message: 'as told', status });
}

function take(state: State, form: URLSearchParams): Taken {
  const content = state.contents.get(form.get('ContentSid') ?? '');
  const shown = content === undefined ? null : shownContent(content, readVariables(form.get('ContentVariables')) ?? {});
  const taken: Taken = {
    sid: hex('SM'),
    from: form.get('From') ?? '',
    to: form.get('To') ?? '',
    body: shown?.body ?? form.get('Body') ?? '',
    shown,
    statusCallback: form.get('StatusCallback'),
    at: Date.now(),
  };
  state.taken.push(taken);
  return taken;
}

function resource(
  state: State,
  { sid, from, to, body, at }: Pick<Taken, 'sid' | 'from' | 'to' | 'body' | 'at'>,
): { readonly from: string; readonly to: string } & Record<string, unknown> {
  const date = new Date(at).toUTCString();
  return {
    account_sid: state.accountSid,
    sid,
    from,
    to,
    body,
    status: 'queued',
    date_created: date,
    date_sent: null,
    num_segments: '1',
    num_media: '0',
  };
}

function list(state: State, res: ServerResponse, query: URLSearchParams): void {
  const [since, to, from] = [query.get('DateSent>') ?? '', query.get('To'), query.get('From')];
  const outbound = state.taken.map((taken) => ({ ...resource(state, taken), at: taken.at, direction: 'outbound-api' }));
  const inbound = state.received.map((one) => ({
    ...resource(state, one),
    at: one.at,
    direction: 'inbound',
    status: 'received',
  }));
  const messages = [...outbound, ...inbound]
    .filter((one) => one.to === to && (from === null || one.from === from))
    .filter(({ at }) => new Date(at).toISOString().slice(0, 10) >= since)
    .toSorted((a, b) => b.at - a.at)
    .map(({ at: _at, ...one }) => one);
  answer(res, 200, { messages, page: 0, page_size: 50, next_page_uri: null });
}

function createContent(state: State, res: ServerResponse, body: string, type: string): void {
  const typed = type.startsWith('application/json');
  const content = typed ? readContent(JSON.parse(body)) : { status: 415, code: 20001, why: 'content type' };
  if ('why' in content) {
    state.wrong.push(content.why);
    answer(res, content.status, { code: content.code, message: content.why, status: content.status });
    return;
  }
  const sid = hex('HX');
  state.contents.set(sid, content);
  answer(res, 201, { sid, account_sid: state.accountSid });
}

function answer(res: ServerResponse, status: number, json: unknown): void {
  finish(res, status, { 'content-type': 'application/json' }, JSON.stringify(json));
}

/** restify replaces writeHead of the whole process by one that gives nothing back: it is not chained. */
function finish(
  res: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array = '',
): void {
  res.writeHead(status, headers);
  res.end(body);
}
