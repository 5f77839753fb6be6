import { createServer, request as httpRequest, type Server as HttpServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import restify from 'restify';
import { isLoopbackRequest } from '../../../bot/loopback-only.ts';
import {
  type BotComingTo,
  type BotFrameworkBackend,
  type BotMessage,
  type TakenMessage,
} from '../../../channels/bot-framework/backend.ts';
import { type BotCloud, clouds } from '../../../channels/bot-framework/clouds.ts';
import { makeConnector } from '../../../channels/bot-framework/connector.ts';
import { mountBotFramework } from '../../../channels/bot-framework/mount-bot-framework.ts';
import { type Message } from '../../../domain/message.ts';

export const appId = '11111111-aaaa-4bbb-8ccc-222222222222';
export const tenantId = '33333333-aaaa-4bbb-8ccc-444444444444';
export const serviceUrl = 'https://smba.trafficmanager.net/emea/';
export const credentials = { type: 'SingleTenant', id: appId, password: 'of the tests', tenantId } as const;

const now = (): number => Math.floor(Date.now() / 1_000);

/** A port of this machine that answers JSON; what it was asked is kept. */
export async function listenJson(answer: (path: string) => { status?: number; json: unknown }): Promise<{
  readonly url: string;
  readonly asked: { path: string; authorization: string | undefined; body: Record<string, unknown> }[];
  readonly stop: () => Promise<void>;
}> {
  const asked: { path: string; authorization: string | undefined; body: Record<string, unknown> }[] = [];
  const server: HttpServer = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
      asked.push({ path: req.url ?? '', authorization: req.headers.authorization, body });
      const { status = 200, json } = answer(req.url ?? '');
      // restify's writeHead gives nothing back, on every server of the process.
      res.writeHead(status, { 'Content-Type': 'application/json' });
      res.end(JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { url, asked, stop };
}

/** An authority whose keys the real SDK reads over HTTP: one for Teams, one endorsed for another channel, one nobody published. */
export async function startAuthority(): Promise<{
  readonly cloud: BotCloud;
  readonly token: (
    claims?: Record<string, unknown>,
    key?: 'teams' | 'other-channel' | 'unpublished',
    kid?: string,
  ) => Promise<string>;
  readonly publicPem: () => string;
  readonly stop: () => Promise<void>;
}> {
  const pair = (): ReturnType<typeof generateKeyPair> => generateKeyPair('RS256', { extractable: true });
  const keys = { teams: await pair(), 'other-channel': await pair(), unpublished: await pair() };
  const published = async (name: 'teams' | 'other-channel', endorsements: string[]): Promise<unknown> => ({
    ...(await exportJWK(keys[name].publicKey)),
    kid: name,
    use: 'sig',
    endorsements,
  });
  const jwks = { keys: [await published('teams', ['msteams']), await published('other-channel', ['webchat'])] };
  const server = await listenJson((path) => ({
    json: path === '/keys' ? jwks : { issuer: clouds.public.issuer, jwks_uri: `${server.url}/keys` },
  }));
  const token = (
    claims: Record<string, unknown> = {},
    key: keyof typeof keys = 'teams',
    kid: string = key,
  ): Promise<string> =>
    new SignJWT({
      iss: clouds.public.issuer,
      aud: appId,
      serviceurl: serviceUrl,
      nbf: now(),
      exp: now() + 3_600,
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .sign(keys[key].privateKey);
  return {
    cloud: { ...clouds.public, keysUrl: `${server.url}/metadata` },
    token,
    publicPem: () => JSON.stringify(jwks.keys[0]),
    stop: server.stop,
  };
}

export type BotServer = {
  readonly url: string;
  readonly taken: BotMessage[];
  readonly refusals: string[];
  readonly comings: BotComingTo[];
  readonly foreigners: { readonly tenant: string; readonly objectId: string | null }[];
  readonly troubles: unknown[];
  /** What turns answer; null: none has ended yet. */
  readonly answers: { messages: readonly Message[] | null; fail: boolean };
  readonly post: (body: unknown, headers?: Record<string, string>) => Promise<{ status: number; body: string }>;
  readonly stop: () => Promise<void>;
};

/** The real endpoint over the real SDK on a port of this machine; only what follows the intake is in memory. */
export async function startBotServer(mode: { production: boolean; cloud: BotCloud | null }): Promise<BotServer> {
  const taken: BotMessage[] = [];
  const refusals: string[] = [];
  const comings: BotComingTo[] = [];
  const foreigners: BotServer['foreigners'] = [];
  const troubles: unknown[] = [];
  const answers: BotServer['answers'] = { messages: null, fail: false };
  const backend: BotFrameworkBackend = {
    intake: (message): Promise<TakenMessage> => {
      if (answers.fail) return Promise.reject(new TypeError('nobody thought of this'));
      if (!taken.some(({ externalId }) => externalId === message.externalId)) taken.push(message);
      return Promise.resolve({ creditorId: 'c', inboxId: message.externalId, turn: Promise.resolve() });
    },
    responseOf: () => Promise.resolve(answers.messages),
    handoff: () => Promise.resolve({ done: true }),
    coming: (coming) => {
      comings.push(coming);
      return Promise.resolve();
    },
    foreign: (who) => {
      foreigners.push(who);
      return Promise.resolve();
    },
  };
  const server = restify.createServer({ name: 'solde' });
  const on = mode.cloud !== null;
  mountBotFramework(server, {
    connector: makeConnector({
      credentials: on ? credentials : null,
      production: mode.production,
      ...(mode.cloud === null ? {} : { cloud: mode.cloud }),
    }),
    tenantId: on ? tenantId : null,
    production: mode.production,
    backend,
    isLocal: isLoopbackRequest,
    now: Date.now,
    onRefused: (why) => refusals.push(why),
    onTrouble: (error) => troubles.push(error),
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address();
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.server.closeAllConnections();
    });
  const post: BotServer['post'] = (body, headers = {}) => postRaw(port, body, headers);
  return { url: `http://127.0.0.1:${port}`, taken, refusals, comings, foreigners, troubles, answers, post, stop };
}

/** Not `fetch`, which sets Host and refuses what no browser would send. */
function postRaw(
  port: number,
  body: unknown,
  headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const req = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path: '/api/messages',
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': bytes.length,
          connection: 'close',
          ...headers,
        },
      },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => {
          resolve({ status: res.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
        });
      },
    );
    req.on('error', reject);
    req.end(bytes);
  });
}

/** A message as Teams sends it from a person's own conversation with the bot. */
export function teamsMessage(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'message',
    id: '1700000000001',
    timestamp: '2026-11-22T09:00:00.000Z',
    channelId: 'msteams',
    serviceUrl,
    from: { id: '29:somebody', name: 'Somebody', aadObjectId: '55555555-aaaa-4bbb-8ccc-666666666666' },
    recipient: { id: `28:${appId}`, name: 'Solde' },
    conversation: { id: 'a:conversation', tenantId, conversationType: 'personal' },
    channelData: { tenant: { id: tenantId } },
    locale: 'fr-FR',
    text: 'bonjour',
    ...more,
  };
}
