import { expect } from 'chai';
import { type Activity, ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import { startChatServer, type ChatServer } from './chat-server.ts';
import { call } from './chat-caller.ts';
import { MemoryBackend, type Memory } from './memory-backend.ts';
import { eventually } from '../../support/eventually.ts';
import { withXhr } from './xhr-on-fetch.ts';

/** A client of Microsoft's own library, with what it has shown so far. */
class RealClient {
  readonly line: DirectLine;
  readonly shown: Activity[] = [];
  readonly #subscription: { unsubscribe(): void };

  constructor(options: ConstructorParameters<typeof DirectLine>[0]) {
    this.line = new DirectLine({ random: () => 0, ...options });
    this.#subscription = this.line.activity$.subscribe((activity) => this.shown.push(activity));
  }

  post(activity: object): Promise<string> {
    const complete = { type: 'message', from: { id: 'someone else', name: 'x' }, ...activity } as Activity;
    return new Promise((resolve, reject) => {
      this.line.postActivity(complete).subscribe({
        next: (id) => {
          resolve(String(id));
        },
        error: reject,
      });
    });
  }

  texts(): string[] {
    return this.shown.map((activity) => (activity.type === 'message' ? (activity.text ?? '') : activity.type));
  }

  async waitFor(text: string, ms = 30_000): Promise<void> {
    const end = Date.now() + ms;
    while (!this.texts().includes(text)) {
      if (Date.now() > end) expect.fail(`never came: ${text}; came: ${this.texts().join(' | ')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  stop(): void {
    this.#subscription.unsubscribe();
    this.line.end();
  }
}

describe('Direct Line server with botframework-directlinejs', () => {
  let server: ChatServer;
  let removeXhr: () => void;
  let clients: RealClient[];

  before(() => (removeXhr = withXhr()));
  after(() => {
    removeXhr();
  });
  beforeEach(async () => {
    clients = [];
    server = await startChatServer();
  });
  afterEach(async () => {
    for (const client of clients) client.stop();
    await server.stop();
  });

  const connect = async (options: object = {}): Promise<RealClient> => {
    const { json } = await call(server, 'POST', '/tokens/generate');
    const client = new RealClient({ token: String(json['token']), domain: server.directLine, ...options });
    clients.push(client);
    return client;
  };

  for (const webSocket of [true, false]) {
    const how = webSocket ? 'over the WebSocket' : 'by polling';

    it(`shows the greeting, the echo and the answer in order ${how}`, async () => {
      const client = await connect({ webSocket, pollingInterval: 200 });
      const id = await client.post({ text: 'bonjour', channelData: { clientActivityID: 'c-1' } });
      await client.waitFor('Vous avez dit : bonjour');
      expect(client.line.connectionStatus$.getValue()).to.equal(ConnectionStatus.Online);
      expect(client.texts()).to.deep.equal([
        'Bonjour, je suis l’assistant automatique de Lumio Équipement.',
        'bonjour',
        'Vous avez dit : bonjour',
      ]);
      const echo = client.shown[1] as Activity & { channelData: Record<string, unknown> };
      expect(echo.id).to.equal(id);
      expect(echo.channelData).to.deep.equal({ clientActivityID: 'c-1', 'webchat:sequence-id': 2 });
      expect(echo.from.id).to.match(/^dl_/);
      expect(client.shown[2]?.from.role).to.equal('bot');
    });

    it(`sends a repeated message once ${how}`, async () => {
      const client = await connect({ webSocket, pollingInterval: 200 });
      const first = await client.post({ text: 'oui', channelData: { clientActivityID: 'same' } });
      const second = await client.post({ text: 'oui', channelData: { clientActivityID: 'same' } });
      await client.waitFor('Vous avez dit : oui');
      await client.post({ text: 'fin' });
      await client.waitFor('Vous avez dit : fin');
      expect(second).to.equal(first);
      expect(client.texts().filter((text) => text === 'oui')).to.have.length(1);
    });
  }

  it('keeps polling through trouble of the store, and shows what was said meanwhile', async () => {
    const client = await connect({ webSocket: false, pollingInterval: 200 });
    await client.post({ text: 'un' });
    await client.waitFor('Vous avez dit : un');
    server.backend.failing = true;
    await eventually(() => expect(server.troubles).to.not.be.empty);
    server.backend.failing = false;
    const [conversationId = ''] = server.backend.memory.keys();
    server.backend.say(conversationId, { text: 'toujours là' });
    await client.waitFor('toujours là');
  });

  it('goes on after a restart of the service: nothing lost, nothing twice', async () => {
    const client = await connect();
    await client.post({ text: 'avant' });
    await client.waitFor('Vous avez dit : avant');
    const { memory }: { memory: Memory } = server.backend;
    const [conversationId = ''] = memory.keys();
    const port = Number(new URL(server.url).port);
    await server.stop();
    const backend = new MemoryBackend(undefined, memory);
    backend.say(conversationId, { text: 'dit pendant l’absence' });
    server = await startChatServer({ backend, port });
    await client.waitFor('dit pendant l’absence');
    await client.post({ text: 'après' });
    await client.waitFor('Vous avez dit : après');
    expect(new Set(client.shown.map(({ id }) => id)).size).to.equal(client.shown.length);
    expect(client.texts()).to.deep.equal([...memory.get(conversationId)!.items].map(({ activity }) => activity.text));
  });

  it('resumes a conversation in a new client, from the start and from a watermark', async () => {
    const first = await connect();
    await first.post({ text: 'un' });
    await first.waitFor('Vous avez dit : un');
    const [conversationId = ''] = server.backend.memory.keys();
    const token = (first.line as unknown as { token: string }).token;
    first.stop();
    for (const [watermark, expected] of [
      ['0', 3],
      ['2', 1],
    ] as const) {
      const client = new RealClient({ token, conversationId, watermark, domain: server.directLine });
      clients.push(client);
      await client.waitFor('Vous avez dit : un');
      expect(client.shown).to.have.length(expected);
      client.stop();
    }
  });

  it('uploads files with a message', async () => {
    const client = await connect();
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108020000', 'hex').toString('base64');
    const attachments = [
      { contentType: 'image/png', name: 'preuve.png', contentUrl: `data:image/png;base64,${png}` },
      { contentType: 'application/pdf', name: 'bon.pdf', contentUrl: 'data:application/pdf;base64,JVBERi0xLjcK' },
    ];
    await client.post({ text: 'voici', attachments });
    await client.waitFor('Vous avez dit : voici');
    const files = server.backend.requests[0]!.files;
    expect(files.map(({ name, mime }) => `${name} ${mime}`)).to.have.members([
      'preuve.png image/png',
      'bon.pdf application/pdf',
    ]);
  });
});
