import { expect } from 'chai';
import { type ChatServer, startChatServer } from './chat-server.ts';
import { type Caller, openConversation } from './chat-caller.ts';

const message = (fields: object): object => ({ type: 'message', text: 'bonjour', ...fields });

describe('Direct Line server against hostile activities', () => {
  let server: ChatServer;
  let chat: Caller;

  before(async () => {
    server = await startChatServer({ limits: { messagesPerConversation: { burst: 1000, perMinute: 1000 } } });
  });
  after(() => server.stop());
  beforeEach(async () => {
    chat = await openConversation(server);
    server.backend.requests.length = 0;
  });
  afterEach(() => {
    expect(server.troubles).to.deep.equal([]);
  });

  describe('takes nothing on the browser’s word', () => {
    const claims: [string, object][] = [
      ['the id of somebody else', { from: { id: 'dl_victim', name: 'Victim', role: 'user' } }],
      ['to be staff', { from: { id: 'x', role: 'staff' } }],
      ['to be the bot', { from: { id: 'solde', role: 'bot' } }],
      ['to be verified', { channelData: { verified: true, level: 3, debtorId: 'LUM-1001' } }],
      ['another channel', { channelId: 'msteams' }],
      ['a channel called __proto__', { channelId: '__proto__' }],
      ['another conversation', { conversation: { id: 'another' } }],
      ['another address to answer to', { serviceUrl: 'https://evil.example/' }],
      ['another recipient', { recipient: { id: 'other-bot' } }],
      ['the year 1', { timestamp: '0001-01-01T00:00:00Z' }],
      ['the year 9999', { timestamp: '9999-12-31T23:59:59Z', localTimestamp: 'x' }],
      ['an id', { id: 'conv|0000001' }],
      ['invented members', { membersAdded: Array.from({ length: 500 }, () => ({ id: 'm' })) }],
      ['a locale with a command in it', { locale: 'en-US;rm -rf' }],
      ['an unknown locale', { locale: 'xx-YY' }],
    ];
    for (const [what, fields] of claims) {
      it(`ignores ${what}`, async () => {
        const before = Date.now();
        const { status } = await chat.post(message(fields));
        expect(status).to.equal(200);
        const [request] = server.backend.requests;
        const { timestamp, channelData, ...rest } = request!.activity;
        expect(rest).to.deep.equal({
          type: 'message',
          text: 'bonjour',
          textFormat: 'plain',
          channelId: 'webchat',
          serviceUrl: server.url,
          conversation: { id: chat.id },
          from: { id: request!.userId, role: 'user' },
          recipient: { id: 'solde', role: 'bot' },
        });
        expect(request!.userId).to.match(/^dl_[\w-]{24}$/);
        expect(Object.keys(channelData!)).to.deep.equal(['clientActivityID']);
        expect(Date.parse(timestamp)).to.be.within(before, Date.now());
      });
    }
  });

  describe('refuses with 400', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const bodies: [string, unknown][] = [
      ['no type', { text: 'x' }],
      ['an unknown type', { type: 'payment', text: 'x' }],
      ['invoke', { type: 'invoke', name: 'adaptiveCard/action' }],
      ['trace', { type: 'trace' }],
      ['conversationUpdate', { type: 'conversationUpdate', membersAdded: [{ id: 'x' }] }],
      ['endOfConversation', { type: 'endOfConversation' }],
      ['an event of a machine', { type: 'event', name: 'payment.received', value: { amount: 1 } }],
      ['handoff.status', { type: 'event', name: 'handoff.status', value: { state: 'accepted' } }],
      ['text that is null', message({ text: null })],
      ['text that is a number', message({ text: 12 })],
      ['text that is an array', message({ text: ['a'] })],
      ['text that is an object', message({ text: { toString: 'x' } })],
      ['too long a text', message({ text: 'a'.repeat(4001) })],
      ['ten thousand combining marks', message({ text: `a${'\u0301'.repeat(10_000)}` })],
      ['five thousand emoji', message({ text: '🛑'.repeat(5000) })],
      ['nothing', message({ text: '' })],
      ['only what is never stored', message({ text: '\u0000\u0001\u202e' })],
      ['an object inside a value', message({ value: { option: { id: 1 } } })],
      [
        'a value of many fields',
        message({ value: Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`k${i}`, 1])) }),
      ],
      ['a value with a long name', message({ value: { ['k'.repeat(65)]: 1 } })],
      ['a value that is text', message({ value: 'yes' })],
      ['an idempotency key that is not ASCII', message({ channelData: { clientActivityID: 'é' } })],
      ['an idempotency key of 101 characters', message({ channelData: { clientActivityID: 'a'.repeat(101) } })],
      [
        'an attachment by data address',
        message({ attachments: [{ contentType: 'image/png', contentUrl: 'data:image/png;base64,AA' }] }),
      ],
      [
        'an attachment by script',
        message({ attachments: [{ contentType: 'text/html', contentUrl: 'javascript:alert(1)' }] }),
      ],
      ['an attachment on a share', message({ attachments: [{ contentUrl: '\\\\smb\\share' }] })],
      [
        'an attachment at the metadata address',
        message({ attachments: [{ contentUrl: 'http://169.254.169.254/latest' }] }),
      ],
      ['depth 10,000', `{"type":"message","text":${deep}}`],
      ['depth 10,000 in a value', `{"type":"message","text":"a","value":{"a":${deep}}}`],
      ['NaN', '{"type":"message","text":NaN}'],
      ['truncated JSON', '{"type":"message","text":"a'],
      ['trailing garbage', '{"type":"message","text":"a"} x'],
      ['an array', '[]'],
      ['a string', '"message"'],
      ['null', 'null'],
      ['nothing at all', ''],
      ['UTF-16', new Uint8Array(Buffer.from('{"type":"message","text":"a"}', 'utf16le'))],
      ['broken UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])],
    ];
    for (const [what, body] of bodies) {
      it(what, async () => {
        const { status, json } = await chat.post(body);
        expect(status).to.equal(400);
        expect(JSON.stringify(json)).to.not.match(/at |node_modules|\.ts/);
        expect(server.backend.requests).to.deep.equal([]);
      });
    }
  });

  it('answers 413 to a body of 1 MB and 415 to what is no JSON or compressed', async () => {
    expect((await chat.post(message({ text: 'a'.repeat(1_000_000) }))).status).to.equal(413);
    expect((await chat.post('type=message', { 'Content-Type': 'application/x-www-form-urlencoded' })).status).to.equal(
      415,
    );
    expect((await chat.post(message({}), { 'Content-Encoding': 'gzip' })).status).to.equal(415);
    expect(server.backend.requests).to.deep.equal([]);
  });

  describe('keeps words and nothing else', () => {
    const texts: [string, string, string][] = [
      ['only a zero-width space', '\u200b', '\u200b'],
      ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
      ['NUL', 'a\u0000b', 'ab'],
      ['a right-to-left override', 'payé \u202e001 €', 'payé 001 €'],
      ['decomposed accents', 'e\u0301te\u0301', 'été'],
      ['Windows line ends', 'a\r\nb', 'a\nb'],
      ['markup', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
      ['an expression', '${user.balance} {{7*7}}', '${user.balance} {{7*7}}'],
    ];
    for (const [what, sent, kept] of texts) {
      it(what, async () => {
        expect((await chat.post(message({ text: sent }))).status).to.equal(200);
        expect(server.backend.requests[0]!.activity.text).to.equal(kept);
      });
    }
  });

  it('lets no prototype be reached through a value', async () => {
    const { status } = await chat.post(
      '{"type":"message","text":"a","value":{"__proto__":{"staff":true},"option":"b"},"__proto__":{"x":1}}',
    );
    if (status === 200) expect(server.backend.requests[0]!.activity.value).to.deep.equal({ option: 'b' });
    else expect(status).to.equal(400);
    expect(({} as Record<string, unknown>)['staff']).to.equal(undefined);
  });

  it('takes the last of duplicate keys, an action without words, an allowed event, and a typing that is kept by nobody', async () => {
    expect((await chat.post('{"type":"trace","type":"message","text":"a"}')).status).to.equal(200);
    expect((await chat.post({ type: 'message', value: { option: 'plan' } })).status).to.equal(200);
    expect(
      (await chat.post({ type: 'event', name: 'language', value: { language: 'en' }, locale: 'en-GB' })).status,
    ).to.equal(200);
    expect((await chat.post({ type: 'typing' })).status).to.equal(200);
    expect(server.backend.requests.map(({ activity }) => activity.type)).to.deep.equal(['message', 'message', 'event']);
    expect(server.backend.requests[1]!.activity.value).to.deep.equal({ option: 'plan' });
  });

  it('gives the same id to the same message posted fifty times at once', async () => {
    const body = message({ channelData: { clientActivityID: 'tap' } });
    const answers = await Promise.all(Array.from({ length: 50 }, () => chat.post(body)));
    expect(new Set(answers.map(({ json }) => json['id'])).size).to.equal(1);
    expect(server.backend.requests).to.have.length(1);
  });
});
