import { type ChildProcess } from 'node:child_process';
import { WebSocket } from 'ws';
import { makeSecrets } from '../../bot/secrets.ts';
import { createTokens, type Tokens } from '../../channels/direct-line/token.ts';
import { type Contender } from './contender.ts';
import { closedLoop, end, openLoop, urlOf } from './clients.ts';
import { post } from './post.ts';
import { type Prepared } from './prepare.ts';

type Open = { readonly key: string; readonly token: string; waiting: (() => void) | null };

/** `pace` begins turns at a rate, whatever the earlier ones take. */
type WebClients = Contender & { readonly pace: (rate: number, seconds: number) => Promise<readonly number[]> };

/** Ours: each turn in another of the prepared conversations, its answer awaited on that conversation's own stream. */
export async function startWebClients(prepared: Prepared, child: ChildProcess): Promise<WebClients> {
  const url = await urlOf(child);
  const secret = Buffer.from(makeSecrets(prepared.settings.WEBCHAT_TOKEN_SECRET).tokenKey).toString('base64');
  const tokens = createTokens([secret], Date.now);
  const open = await openAll(url, prepared.keys, tokens);
  let next = 0;
  const turn = async (): Promise<void> => {
    next = (next + 1) % open.length;
    const conversation = open[next];
    if (conversation === undefined) return;
    const answered = new Promise<void>((resolve) => (conversation.waiting = resolve));
    const body = JSON.stringify({
      type: 'message',
      text: 'mon solde',
      channelData: { clientActivityID: `${Date.now()}-${next}` },
    });
    const path = `${url}/v3/directline/conversations/${conversation.key}/activities`;
    await post(path, body, { authorization: `Bearer ${conversation.token}` });
    await answered;
  };
  return {
    name: 'ours, to the answer on the stream',
    run: (clients, seconds) => closedLoop(clients, seconds, turn),
    pace: (rate, seconds) => openLoop(rate, seconds, turn),
    stop: () => end(child),
  };
}

async function openAll(url: string, keys: readonly string[], tokens: Tokens): Promise<Open[]> {
  const open: Open[] = [];
  for (let from = 0; from < keys.length; from += 50) {
    open.push(...(await Promise.all(keys.slice(from, from + 50).map((key) => openOne(url, key, tokens)))));
  }
  return open;
}

async function openOne(url: string, key: string, tokens: Tokens): Promise<Open> {
  const claims = { conversationId: key, userId: `dl_${key}`, creditorSlug: 'lumio', origin: null };
  const conversation: Open = { key, token: await tokens.issue(claims), waiting: null };
  const ticket = await tokens.issueTicket(claims);
  const address = `${url.replace('http', 'ws')}/v3/directline/conversations/${key}/stream?watermark=&t=${ticket}`;
  const socket = new WebSocket(address, { perMessageDeflate: false });
  socket.on('message', (data: Buffer) => {
    // The echo of what was sent comes first (to the bot); the answer is from it.
    if (data.length === 0 || !data.includes('"from":{"id":"solde"') || data.includes('"type":"typing"')) return;
    conversation.waiting?.();
    conversation.waiting = null;
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return conversation;
}
