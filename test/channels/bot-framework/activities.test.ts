import { expect } from 'chai';
import fc from 'fast-check';
import { type Message } from '../../../domain/message.ts';
import { type BotServer, startAuthority, startBotServer, teamsMessage } from './bot-server.ts';

const zeroWidth = '\u200b';
const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const raw = (more: string): string => `{${more},${JSON.stringify(teamsMessage()).slice(1)}`;

/** What is answered 400, 413 or 415, and kept by nobody. */
const unreadable: Readonly<Record<string, [unknown, number, Record<string, string>?]>> = {
  'no JSON': ['{"type":', 400],
  'a text': ['"message"', 400],
  null: ['null', 400],
  'a list of activities': [[teamsMessage()], 400],
  nothing: ['', 400],
  'a number JSON does not have': [raw('"n":NaN'), 400],
  'bytes that are no UTF-8': [Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400],
  'no type': [teamsMessage({ type: undefined }), 400],
  'an empty type': [teamsMessage({ type: '' }), 400],
  'a type that is a list': [teamsMessage({ type: ['message'] }), 400],
  'no service address': [teamsMessage({ serviceUrl: undefined }), 400],
  'no channel': [teamsMessage({ channelId: undefined }), 400],
  'a channel of 10 kB': [teamsMessage({ channelId: 'x'.repeat(10_000) }), 400],
  'no sender': [teamsMessage({ from: undefined }), 400],
  'a sender that is a text': [teamsMessage({ from: '29:somebody' }), 400],
  'a sender with NUL in its id': [teamsMessage({ from: { id: '29:\u0000' } }), 400],
  'a person that would be another key': [teamsMessage({ from: { id: '29:a', aadObjectId: 'a/b' } }), 400],
  'half a character in an id': [teamsMessage({ id: '\ud800' }), 400],
  'no conversation': [teamsMessage({ conversation: null }), 400],
  'a text that is a number': [teamsMessage({ text: 12 }), 400],
  'a text that is a list': [teamsMessage({ text: ['STOP'] }), 400],
  'a text that is an object': [teamsMessage({ text: { toString: 'x' } }), 400],
  '21 levels': [raw(`"value":${deep(21)}`), 400],
  '10,000 levels': [raw(`"value":${deep(10_000)}`), 400],
  'more than 256 kB': [teamsMessage({ text: 'x'.repeat(270_000) }), 413],
  'the type a page may send anywhere': [teamsMessage(), 415, { 'content-type': 'text/plain' }],
  'no type of content': [teamsMessage(), 415, { 'content-type': '' }],
  'a compressed body': [teamsMessage(), 415, { 'content-encoding': 'gzip' }],
};

/** Texts as they are kept. */
const texts: Readonly<Record<string, [unknown, string]>> = {
  nothing: [null, ''],
  'a space nobody sees': [zeroWidth, zeroWidth],
  'half a character': ['a\ud800b', 'a\ufffdb'],
  'a NUL': ['a\u0000b', 'ab'],
  'a right-to-left override': ['\u202eevil', 'evil'],
  '10,000 marks on one letter': [`e${'\u0301'.repeat(10_000)}`, `é${'\u0301'.repeat(3_998)}`],
  '5,000 smileys': ['😀'.repeat(5_000), '😀'.repeat(2_000)],
};

describe('an activity at /api/messages', () => {
  let authority: Awaited<ReturnType<typeof startAuthority>>;
  let server: BotServer;
  let authorization: string;

  before(async () => {
    authority = await startAuthority();
    server = await startBotServer({ production: true, cloud: authority.cloud });
    authorization = `Bearer ${await authority.token()}`;
  });
  after(async () => {
    await server.stop();
    await authority.stop();
  });
  beforeEach(() => {
    server.taken.length = 0;
    server.troubles.length = 0;
    Object.assign(server.answers, { messages: null, fail: false });
  });

  const post = (body: unknown, headers: Record<string, string> = {}): ReturnType<BotServer['post']> =>
    server.post(body, { authorization, ...headers });

  for (const [kind, [body, status, headers]] of Object.entries(unreadable)) {
    it(`is refused with ${status} when it is or has ${kind}`, async () => {
      expect((await post(body, headers)).status).to.equal(status);
      expect(server.taken).to.deep.equal([]);
      expect(server.troubles).to.deep.equal([]);
    });
  }

  for (const [kind, [text, kept]] of Object.entries(texts)) {
    it(`is kept in clean Unicode when its text is ${kind}`, async () => {
      expect((await post(teamsMessage({ text }))).status).to.equal(200);
      expect(server.taken.map((message) => message.text)).to.deep.equal([kept]);
    });
  }

  it('of any other type is received and has no effect', async () => {
    const types = [
      'typing',
      'conversationUpdate',
      'messageReaction',
      'endOfConversation',
      'installationUpdate',
      'trace',
      'nothing-known',
    ];
    for (const type of types) expect((await post(teamsMessage({ type }))).status, type).to.equal(200);
    expect(
      (await post(teamsMessage({ type: 'event', name: 'payment.received', value: { amount: 276 } }))).status,
    ).to.equal(200);
    expect(server.taken).to.deep.equal([]);
  });

  it('says nothing of rights: what it claims of its sender is not kept', async () => {
    const body = teamsMessage({
      from: { id: '29:somebody', aadObjectId: 'abc', role: 'staff', name: 'Administrator' },
      channelData: {
        tenant: { id: (teamsMessage()['channelData'] as { tenant: { id: string } }).tenant.id },
        verified: true,
        debtor: 'LUM-1001',
      },
      value: { session: { level: 3 } },
    });
    expect((await post(body)).status).to.equal(200);
    expect(JSON.stringify(server.taken)).to.not.match(/staff|Administrator|verified|LUM-1001|level/);
  });

  it('changes nothing of the objects of this process', async () => {
    const body = raw(
      '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"value":{"__proto__":{"polluted":true}}',
    );
    expect((await post(body)).status).to.equal(200);
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
    expect(JSON.stringify(server.taken)).to.not.contain('polluted');
  });

  it('is the same message when it comes again, and another one in another conversation', async () => {
    await post(teamsMessage());
    await post(teamsMessage({ text: 'again' }));
    await post(teamsMessage({ conversation: { ...(teamsMessage()['conversation'] as object), id: 'a:other' } }));
    await post(teamsMessage({ id: undefined, text: 'one' }));
    await post(teamsMessage({ id: undefined, text: 'one' }));
    await post(teamsMessage({ id: undefined, text: 'two' }));
    expect(server.taken.map(({ text }) => text)).to.deep.equal(['bonjour', 'bonjour', 'one', 'two']);
  });

  it('of a group belongs to the group, never to the person’s own conversation', async () => {
    const conversation = teamsMessage()['conversation'] as Record<string, unknown>;
    await post(teamsMessage());
    await post(
      teamsMessage({ conversation: { ...conversation, id: '19:g', conversationType: 'groupChat', isGroup: true } }),
    );
    await post(teamsMessage({ conversation: { ...conversation, id: '19:c', conversationType: 'channel' } }));
    const [own = '', ...groups] = server.taken.map(({ counterpart }) => counterpart);
    expect(groups).to.deep.equal([`${own}/19:g`, `${own}/19:c`]);
  });

  it('is not acknowledged when it could not be kept', async () => {
    server.answers.fail = true;
    expect(await post(teamsMessage())).to.deep.equal({ status: 503, body: '' });
    expect(server.troubles).to.have.length(1);
  });

  describe('that is an invoke', () => {
    const press = teamsMessage({
      type: 'invoke',
      id: 'f:1',
      name: 'adaptiveCard/action',
      text: undefined,
      value: { action: { type: 'Action.Execute', verb: 'take', data: { option: 'handoff:1' } }, trigger: 'manual' },
    });
    const said: Message = { key: 'k', class: 'reply', language: 'fr', text: 'C’est fait.' };

    it('is answered what its turn said, again when it comes again', async () => {
      server.answers.messages = [said];
      const [first, second] = [await post(press), await post(press)];
      expect(first.status).to.equal(200);
      expect(JSON.parse(first.body)).to.deep.equal({
        statusCode: 200,
        type: 'application/vnd.microsoft.activity.message',
        value: "C'est fait.",
      });
      expect(second).to.deep.equal(first);
      expect(server.taken.map(({ option }) => option)).to.deep.equal(['handoff:1']);
    });

    it('gets a card that says so when the answer is not there yet', async () => {
      const { status, body } = await post(press);
      expect(status).to.equal(200);
      const card = JSON.parse(body) as { type: string; value: { type: string; body: { text: string }[] } };
      expect(card.type).to.equal('application/vnd.microsoft.card.adaptive');
      expect(card.value.body[0]?.text).to.match(/encore.+Still/s);
    });

    it('is answered 501 when its name is not ours, and not kept', async () => {
      for (const name of [
        'composeExtension/query',
        'task/fetch',
        'fileConsent/invoke',
        'signin/verifyState',
        '__proto__',
        null,
      ]) {
        expect((await post({ ...press, name })).status, String(name)).to.equal(501);
      }
      expect(server.taken).to.deep.equal([]);
    });
  });

  it('never brings the endpoint down, whatever its parts are', async () => {
    const part = fc.constantFrom(
      'text',
      'id',
      'from',
      'recipient',
      'conversation',
      'channelData',
      'value',
      'locale',
      'name',
      'type',
    );
    await fc.assert(
      fc.asyncProperty(part, fc.jsonValue({ maxDepth: 4 }), async (name, value) => {
        const { status } = await post(teamsMessage({ [name]: value }));
        expect(status).to.be.oneOf([200, 400, 403, 501]);
        expect(server.troubles).to.deep.equal([]);
      }),
      { numRuns: 150 },
    );
  });
});
