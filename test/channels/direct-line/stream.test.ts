import { connect } from 'node:net';
import { expect } from 'chai';
import { WebSocket } from 'ws';
import { type Activity } from '../../../channels/direct-line/activity.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';
import { call, openConversation } from './chat-caller.ts';

/** A bare socket, with the frames it was sent. */
class Socket {
  readonly socket: WebSocket;
  readonly frames: string[] = [];
  closed: { code: number } | { refused: number } | null = null;

  constructor(url: string, options: WebSocket.ClientOptions = {}) {
    this.socket = new WebSocket(url, options);
    this.socket.on('message', (data: Buffer) => this.frames.push(data.toString()));
    this.socket.on('close', (code) => (this.closed ??= { code }));
    this.socket.on(
      'unexpected-response',
      (_request, response) => (this.closed = { refused: response.statusCode ?? 0 }),
    );
    this.socket.on('error', () => (this.closed ??= { refused: 0 }));
  }

  activities(): Activity[] {
    const frames = this.frames
      .filter((frame) => frame !== '')
      .map((frame) => JSON.parse(frame) as { activities: Activity[] });
    return frames.flatMap(({ activities }) => activities);
  }

  texts(): (string | undefined)[] {
    return this.activities().map(({ text }) => text);
  }

  until(check: (socket: this) => boolean): Promise<void> {
    return waitUntil(() => check(this));
  }
}

async function waitUntil(check: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!check()) {
    if (Date.now() > end) expect.fail('it did not come in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('Direct Line stream', () => {
  const clock = { ms: Date.UTC(2026, 10, 22, 10) };
  let server: ChatServer;
  beforeEach(async () => {
    server = await startChatServer({ clock, limits: { messagesPerConversation: { burst: 1000, perMinute: 1 } } });
  });
  afterEach(() => server.stop());

  it('sends everything once and in order, however the news arrive', async () => {
    const chat = await openConversation(server);
    const stream = new Socket(chat.streamUrl);
    await Promise.all(Array.from({ length: 120 }, (_, n) => chat.post({ type: 'message', text: `m${n}` })));
    const { items } = server.backend.memory.get(chat.id)!;
    const [first, last] = [items[0]!, items.at(-1)!];
    for (const signal of [
      { kind: 'changed' },
      { kind: 'items', after: 0, items: [first] },
      { kind: 'items', after: last.seq - 1, items: [last] },
    ] as const) {
      server.backend.signal(chat.id, signal);
    }
    await stream.until((socket) => socket.activities().length >= items.length);
    expect(stream.activities().map(({ id }) => id)).to.deep.equal(items.map(({ id }) => id));
    const sequence = stream.activities().map(({ channelData }) => Number(channelData?.['webchat:sequence-id']));
    expect(sequence).to.deep.equal(items.map(({ seq }) => seq));
    const marks = stream.frames.map((frame) => Number((JSON.parse(frame) as { watermark: string }).watermark));
    expect(marks.at(-1)).to.equal(last.seq);
    expect(marks).to.deep.equal([...marks].sort((a, b) => a - b));
  });

  it('reads again when pushed items do not follow what it has sent', async () => {
    const chat = await openConversation(server);
    const stream = new Socket(chat.streamUrl);
    await stream.until((socket) => socket.activities().length === 1);
    const { items } = server.backend.memory.get(chat.id)!;
    const say = (text: string): void => {
      items.push({ ...items[0]!, seq: items.length + 1, id: text, activity: { ...items[0]!.activity, text } });
    };
    say('said elsewhere, its signal lost');
    say('said here');
    server.backend.signal(chat.id, { kind: 'items', after: 2, items: [items[2]!] });
    await stream.until((socket) => socket.activities().length === 3);
    expect(stream.texts().slice(1)).to.deep.equal(['said elsewhere, its signal lost', 'said here']);
  });

  it('shows typing and keeps it out of the history', async () => {
    const chat = await openConversation(server);
    const stream = new Socket(chat.streamUrl);
    await stream.until((socket) => socket.activities().length === 1);
    server.backend.signal(chat.id, { kind: 'typing' });
    await stream.until((socket) => socket.activities().length === 2);
    expect(stream.activities()[1]).to.include({ type: 'typing' });
    expect(JSON.parse(stream.frames[1]!)).to.not.have.property('watermark');
    expect((await chat.read()).activities).to.have.length(1);
  });

  it('begins after the watermark of the resumption', async () => {
    const chat = await openConversation(server);
    await chat.post({ type: 'message', text: 'un' });
    const { json } = await chat.get(`/conversations/${chat.id}?watermark=2`);
    const stream = new Socket(String(json['streamUrl']));
    await stream.until((socket) => socket.activities().length > 0);
    expect(stream.texts()).to.deep.equal(['Vous avez dit : un']);
  });

  it('has one socket a conversation: the new one closes the old', async () => {
    const chat = await openConversation(server);
    const old = new Socket(chat.streamUrl);
    await old.until((socket) => socket.activities().length === 1);
    const { json } = await chat.get(`/conversations/${chat.id}`);
    const next = new Socket(String(json['streamUrl']));
    await old.until((socket) => socket.closed !== null);
    expect(old.closed).to.deep.equal({ code: 4409 });
    await chat.post({ type: 'message', text: 'x' });
    await next.until((socket) => socket.activities().length === 3);
  });

  it('answers an empty frame, and is not disturbed by what a client should not send', async () => {
    const chat = await openConversation(server);
    const stream = new Socket(chat.streamUrl);
    await stream.until((socket) => socket.activities().length === 1);
    stream.socket.send('');
    stream.socket.send('{"activities":[{"type":"message"}]}');
    await stream.until((socket) => socket.frames.filter((frame) => frame === '').length === 2);
    stream.socket.send('x'.repeat(5000));
    await stream.until((socket) => socket.closed !== null);
    expect(stream.closed).to.deep.equal({ code: 1009 });
    expect(server.troubles).to.deep.equal([]);
  });

  describe('tickets', () => {
    const refusal = async (url: string, options: WebSocket.ClientOptions = {}): Promise<unknown> => {
      const stream = new Socket(url, options);
      await waitUntil(() => stream.closed !== null || stream.frames.length > 0);
      stream.socket.terminate();
      return stream.closed;
    };

    it('open once', async () => {
      const chat = await openConversation(server);
      const stream = new Socket(chat.streamUrl);
      await stream.until((socket) => socket.frames.length > 0);
      expect(await refusal(chat.streamUrl)).to.deep.equal({ refused: 403 });
      expect(stream.closed).to.equal(null);
    });

    it('live a minute', async () => {
      const chat = await openConversation(server);
      clock.ms += 61_000;
      expect(await refusal(chat.streamUrl)).to.deep.equal({ refused: 403 });
    });

    it('open their own conversation only, and the chat token opens none', async () => {
      const [mine, other] = [await openConversation(server), await openConversation(server)];
      expect(await refusal(mine.streamUrl.replace(mine.id, other.id))).to.deep.equal({ refused: 403 });
      expect(await refusal(mine.streamUrl.replace(/t=.*/, `t=${mine.token}`))).to.deep.equal({ refused: 403 });
      expect(await refusal(mine.streamUrl.replace(/&t=.*/, ''))).to.deep.equal({ refused: 403 });
    });

    it('open for no other origin', async () => {
      const chat = await openConversation(server);
      expect(await refusal(chat.streamUrl, { origin: 'https://evil.example' })).to.deep.equal({ refused: 403 });
      const headers = { Origin: server.url };
      const { json } = await call(server, 'POST', '/tokens/generate', { headers });
      const authorization = { ...headers, Authorization: `Bearer ${String(json['token'])}` };
      const started = await call(server, 'POST', '/conversations', { headers: authorization });
      const url = String(started.json['streamUrl']);
      expect(await refusal(url, { origin: server.url })).to.equal(null);
    });

    it('are asked for on no other path', async () => {
      expect(await refusal(`${server.url.replace('http', 'ws')}/elsewhere`)).to.deep.equal({ refused: 404 });
    });
  });

  it('survives callers who leave during the handshake', async () => {
    const chat = await openConversation(server);
    const { port, pathname, search } = new URL(chat.streamUrl);
    const request = [
      `GET ${pathname}${search} HTTP/1.1`,
      'Host: x',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ].join('\r\n');
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(`${request}\r\n\r\n`);
          setTimeout(() => socket.resetAndDestroy(), n % 4);
        });
        return new Promise((resolve) => socket.on('error', resolve).on('close', resolve));
      }),
    );
    expect((await chat.read()).activities).to.have.length(1);
  });

  it('leaves other upgrades alone: the request is answered without one', async () => {
    const chat = await openConversation(server);
    const { port } = new URL(server.url);
    const status = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1');
      const path = `/v3/directline/conversations/${chat.id}/activities`;
      const lines = [
        `GET ${path} HTTP/1.1`,
        'Host: x',
        'Connection: Upgrade',
        'Upgrade: h2c',
        `Authorization: Bearer ${chat.token}`,
      ];
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      socket.once('data', (data) => {
        socket.destroy();
        resolve(data.toString().split('\r\n')[0] ?? '');
      });
    });
    expect(status).to.equal('HTTP/1.1 200 OK');
  });

  it('closes when the store is in trouble, so that the client comes back', async () => {
    const chat = await openConversation(server);
    const stream = new Socket(chat.streamUrl);
    await stream.until((socket) => socket.activities().length === 1);
    server.backend.failing = true;
    server.backend.signal(chat.id, { kind: 'changed' });
    await stream.until((socket) => socket.closed !== null);
    expect(stream.closed).to.deep.equal({ code: 1011 });
  });
});
