import { expect } from 'chai';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { readForm } from '../../../channels/twilio/form-parameters.ts';
import { isSigned } from '../../../channels/twilio/signature.ts';
import { AppError } from '../../../domain/errors.ts';
import { hex } from '../../support/local-twilio.ts';
import { inboundForm } from '../../support/telephone.ts';
import { startWebhooks, type WebhookServer } from './webhook-server.ts';

/** Names and values as they are run together and signed. */
function signedTextOf(parameters: Readonly<Record<string, string>>): string {
  return Object.keys(parameters)
    .sort()
    .map((name) => `${name}${parameters[name] ?? ''}`)
    .join('');
}

describe('the webhooks of text messages', () => {
  let server: WebhookServer;
  const path = '/channels/twilio/inbound';

  before(async () => {
    server = await startWebhooks();
  });
  after(() => server.stop());
  beforeEach(() => {
    server.publicUrl = server.url;
    for (const list of [server.taken, server.news, server.refused, server.trouble]) list.length = 0;
  });

  const form = (more: Readonly<Record<string, string>> = {}): Record<string, string> =>
    inboundForm(server, 'sms', '+33639980001', { Body: 'bonjour', ...more });
  const sign = (parameters: Readonly<Record<string, string>>, url: string, token = server.authToken): string =>
    webhooks.getExpectedTwilioSignature(token, url, { ...parameters });
  const post = async (
    body: string,
    signature: string | null,
    more: { readonly at?: string; readonly type?: string } = {},
  ): Promise<number> => {
    const { at = path, type = 'application/x-www-form-urlencoded' } = more;
    const headers = { 'content-type': type, ...(signature === null ? {} : { 'x-twilio-signature': signature }) };
    const response = await fetch(`${server.url}${at}`, { method: 'POST', headers, body });
    await response.text();
    return response.status;
  };
  const encode = (parameters: Readonly<Record<string, string>>): string => new URLSearchParams(parameters).toString();
  const signed = async (parameters: Readonly<Record<string, string>>, at = path): Promise<number> =>
    await post(encode(parameters), sign(parameters, `${server.publicUrl}${at}`), { at });

  it('takes what Twilio signed, and answers with nothing to say', async () => {
    const parameters = form({ SomethingTwilioAddedLater: 'x' });
    const response = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': sign(parameters, `${server.url}${path}`),
      },
      body: encode(parameters),
    });
    expect([response.status, response.headers.get('content-type')]).to.deep.equal([200, 'text/xml; charset=utf-8']);
    expect(await response.text()).to.match(/<Response\/>$/);
    expect(server.taken.map(({ text, from }) => [text, from.address])).to.deep.equal([['bonjour', '+33639980001']]);
  });

  it('accepts the token before this one while it is replaced, and no other', async () => {
    const parameters = form();
    const at = `${server.url}${path}`;
    expect(await post(encode(parameters), sign(parameters, at, server.oldToken))).to.equal(200);
    expect(await post(encode(parameters), sign(parameters, at, 'another token'))).to.equal(403);
  });

  describe('the address that was signed', () => {
    const configured = 'https://pay.example.com';
    const variants: readonly (readonly [string, string, number])[] = [
      ['the address itself', `${configured}${path}`, 200],
      ['with the port of https', `https://pay.example.com:443${path}`, 200],
      ['http for https, as behind a proxy', `http://pay.example.com${path}`, 403],
      ['a slash at the end', `${configured}${path}/`, 403],
      ['another host, as a Host header says', `https://evil.example.com${path}`, 403],
      ['the host as a tunnel sees it', `http://127.0.0.1:3978${path}`, 403],
      ['a query that was not asked for', `${configured}${path}?a=1`, 403],
      ['another path', `${configured}/channels/twilio/status`, 403],
      ['capitals in the path', `${configured}/channels/Twilio/inbound`, 403],
      ['a fragment with connection settings', `${configured}${path}#rc=2`, 403],
    ];
    for (const [what, url, status] of variants) {
      it(`${what}: ${status}`, async () => {
        server.publicUrl = configured;
        const parameters = form();
        expect(await post(encode(parameters), sign(parameters, url))).to.equal(status);
      });
    }

    it('is the configured one also when it is written with a slash at the end', async () => {
      server.publicUrl = `${configured}/`;
      const parameters = form();
      expect(await post(encode(parameters), sign(parameters, `${configured}${path}`))).to.equal(200);
    });

    it('holds its query, in its order', async () => {
      server.publicUrl = configured;
      const parameters = form();
      const at = `${path}?b=2&a=1`;
      expect(await post(encode(parameters), sign(parameters, `${configured}${at}`), { at })).to.equal(200);
      expect(await post(encode(parameters), sign(parameters, `${configured}${path}?a=1&b=2`), { at })).to.equal(403);
    });
  });

  describe('one message cut into another', () => {
    const victim = '+33600000000';
    /** A message whose words were chosen so that the signed text holds another sender. */
    const captured = (): Record<string, string> => form({ Body: `soldeFrom${victim}` });

    it('is seen as signed by the signature alone: the reproduced vectors', () => {
      const original = captured();
      const url = `${server.url}${path}`;
      const signature = sign(original, url);
      const spliced = { ...original, Body: 'solde', From: [victim, original['From']] } as unknown as Record<
        string,
        string
      >;
      expect(webhooks.validateRequest(server.authToken, signature, url, { ...spliced })).to.equal(true);
    });

    it('is refused before anything is looked at', async () => {
      const original = captured();
      const signature = sign(original, `${server.url}${path}`);
      const { From: from = '', ...others } = original;
      const vectors = [
        `${encode({ ...others, Body: 'solde' })}&${encodeURIComponent(`From${victim}`)}=&From=${encodeURIComponent(from)}`,
        `${encode({ ...others, Body: 'solde' })}&From=${encodeURIComponent(victim)}&From=${encodeURIComponent(from)}`,
        encode({ ...others, Body: 'solde', From: `${victim}From${from}` }),
        `${encode(original)}&Body=encore`,
      ];
      for (const body of vectors) expect(await post(body, signature), body).to.equal(400);
      expect(server.taken).to.deep.equal([]);
    });

    it('is refused with plain names that come once: the rest of the true message as the value of one more', async () => {
      const id = hex('SM');
      const original = form({ Body: `soldeFrom${victim}MessageSid${id}NumMedia0To+33757590001Z` });
      const text = signedTextOf(original);
      const signature = sign(original, `${server.url}${path}`);
      const forged: Record<string, string> = {
        AccountSid: server.accountSid,
        ApiVersion: '2010-04-01',
        Body: 'solde',
        From: victim,
        MessageSid: id,
        NumMedia: '0',
        To: '+33757590001',
      };
      forged['Z'] = text.slice(signedTextOf(forged).length + 1);
      expect(signedTextOf(forged), 'the same text is signed').to.equal(text);
      expect(isSigned([server.authToken], signature, `${server.url}${path}`, forged)).to.equal(true);
      expect(await post(encode(forged), signature)).to.equal(400);
      expect(await post(encode(original), signature), 'nor is the message it was made from').to.equal(400);
      expect(server.taken).to.deep.equal([]);
    });

    it('is not seen in what people and WhatsApp do write', async () => {
      const replied = { OriginalRepliedMessageSid: hex('SM'), OriginalRepliedMessageSender: 'whatsapp:+33757590002' };
      const parameters = form({ Body: 'From: moi, +33 6 00 00 00 00. MessageSid ?', ...replied });
      expect(await signed({ ...parameters, SmsMessageSid: parameters['MessageSid'] ?? '' })).to.equal(200);
    });

    it('is refused wherever it is cut', () => {
      const original = captured();
      const url = `${server.url}${path}`;
      const signature = sign(original, url);
      const signedText = signedTextOf(original);
      let random = 7;
      const next = (most: number): number => (random = (random * 48_271) % 2_147_483_647) % most;
      for (let tried = 0; tried < 1_000; tried += 1) {
        const cuts = Array.from({ length: 6 }, () => next(signedText.length)).sort((a, b) => a - b);
        const parts = [0, ...cuts].map((from, n) => signedText.slice(from, [...cuts, signedText.length][n]));
        const pairs = Array.from({ length: 3 }, (_, n) => [parts[n * 2] ?? '', parts[n * 2 + 1] ?? ''] as const);
        const parameters = readForm(new URLSearchParams(pairs.map(([a, b]): [string, string] => [a, b])).toString());
        if (parameters === null || !isSigned([server.authToken], signature, url, parameters)) continue;
        // What still carries the signature is no message: it has no sender of ours.
        expect(parameters['From'] ?? '', JSON.stringify(pairs)).not.to.match(/^(?:whatsapp:)?\+[1-9]\d{6,14}$/);
      }
    });
  });

  describe('what is no message', () => {
    const wrong: readonly (readonly [string, () => Readonly<Record<string, string>>])[] = [
      ['no id', () => form({ MessageSid: '' })],
      ['an id of another shape', () => form({ MessageSid: 'SM1' })],
      ['another account', () => form({ AccountSid: hex('AC') })],
      ['no sender', () => form({ From: '' })],
      ['a sender that is no address', () => form({ From: '+33 6 39 98 00 01; DROP' })],
      ['a telephone to a WhatsApp sender', () => form({ To: 'whatsapp:+33757590002' })],
      [
        'a user id of 200 characters',
        () => form({ From: `whatsapp:FR.${'1'.repeat(200)}`, To: 'whatsapp:+33757590002' }),
      ],
      ['minus one file', () => form({ NumMedia: '-1' })],
      ['1e9 files', () => form({ NumMedia: '1e9' })],
      ['eleven files', () => form({ NumMedia: '11' })],
      ['six thousand characters', () => form({ Body: 'a'.repeat(6_000) })],
    ];
    for (const [what, parameters] of wrong) {
      it(`${what}: 400`, async () => {
        expect(await signed(parameters())).to.equal(400);
        expect(server.taken).to.deep.equal([]);
      });
    }

    it('no signature, one changed byte, JSON, 70,000 characters, GET: refused', async () => {
      const parameters = form();
      const signature = sign(parameters, `${server.url}${path}`);
      expect(await post(encode(parameters), null)).to.equal(403);
      expect(await post(encode({ ...parameters, Body: 'bonsoir' }), signature)).to.equal(403);
      expect(await post(JSON.stringify(parameters), signature, { type: 'application/json' })).to.equal(415);
      expect(await signed(form({ Body: 'a'.repeat(70_000) }))).to.equal(413);
      expect((await fetch(`${server.url}${path}`)).status).to.equal(405);
      expect(server.taken).to.deep.equal([]);
      expect(server.trouble).to.deep.equal([]);
    });

    it('a hash of a body that nobody sent: the parameters are what was signed', async () => {
      const parameters = form();
      const at = `${path}?bodySHA256=${'0'.repeat(64)}`;
      expect(await post('', sign({}, `${server.url}${at}`), { at })).to.equal(400);
      expect(await signed(parameters, at)).to.equal(200);
    });
  });

  it('acknowledges nothing that was not kept, and says no more than that', async () => {
    server.failure = new AppError('DATABASE_UNAVAILABLE', { statement: 'turn.intake' });
    expect(await signed(form())).to.equal(503);
    server.failure = new AppError('TOO_MANY_REQUESTS');
    expect(await signed(form())).to.equal(429);
    server.failure = null;
    expect(await signed(form())).to.equal(200);
    expect(server.taken).to.have.length(1);
  });

  it('takes none of two thousand requests that were changed after they were signed', () => {
    const parameters = form({ Body: 'je paie 50 € demain' });
    const url = `${server.url}${path}`;
    const signature = sign(parameters, url);
    const original = encode(parameters);
    let random = 11;
    const next = (most: number): number => (random = (random * 48_271) % 2_147_483_647) % most;
    for (let tried = 0; tried < 2_000; tried += 1) {
      const at = next(original.length);
      const letter = String.fromCharCode(33 + next(90));
      const changed = [
        original.slice(0, at) + letter + original.slice(at + 1),
        original.slice(0, at) + letter + original.slice(at),
        original.slice(0, at) + original.slice(at + 1),
      ][next(3)];
      const read = readForm(changed ?? '');
      // A border that moved between a name and its value leaves the same text signed, and says nothing else.
      if (read === null || signedTextOf(read) === signedTextOf(parameters)) continue;
      expect(isSigned([server.authToken], signature, url, read), changed).to.equal(false);
    }
  });

  it('reads a message whatever it holds', async () => {
    const whatsapp = { From: 'whatsapp:FR.13491208655302741918', To: 'whatsapp:+33757590002' };
    await signed(form({ ...whatsapp, Body: '' }));
    await signed(form({ ...whatsapp, Body: 'Oui', ButtonPayload: '3.do:yes', ButtonText: 'Oui' }));
    await signed(form({ ...whatsapp, Body: 'Payer', ListId: '3.start:pay', ListTitle: 'Payer' }));
    await signed(form({ ...whatsapp, Latitude: '45.76', Longitude: '4.83' }));
    await signed(form({ NumMedia: '2', MediaUrl0: 'https://x/1', MediaContentType0: 'audio/ogg' }));
    await signed(form({ NumMedia: '10', MediaUrl0: 'https://x/1', MediaContentType0: 'image/jpeg' }));
    await signed(form({ Body: 'CANCEL' }));
    await signed(form({ Body: 'STOP', OptOutType: 'STOP' }));
    await signed(form({ Body: 'a\u0000b\u202ec' }));
    await signed(form({ From: 'BANQUE' }));
    expect(
      server.taken.map(({ from, text, option, unreadable, media, opt }) => [
        from.kind,
        text,
        option,
        unreadable,
        media.length,
        opt,
      ]),
    ).to.deep.equal([
      ['user-id', '', null, null, 0, null],
      ['user-id', 'Oui', '3.do:yes', null, 0, null],
      ['user-id', 'Payer', '3.start:pay', null, 0, null],
      ['user-id', 'bonjour', null, 'location', 0, null],
      ['number', 'bonjour', null, 'voice', 0, null],
      ['number', 'bonjour', null, null, 1, null],
      ['number', 'STOP', null, null, 0, null], // Twilio took it as STOP
      ['number', 'STOP', null, null, 0, 'stop'],
      ['number', 'abc', null, null, 0, null],
      ['machine', 'bonjour', null, null, 0, null],
    ]);
  });

  it('reads news of a message, and only what it knows', async () => {
    const at = (query = ''): string => `/channels/twilio/status${query}`;
    const news = (more: Readonly<Record<string, string>>): Record<string, string> => ({
      MessageSid: hex('SM'),
      AccountSid: server.accountSid,
      From: '+33757590001',
      To: '+33639980001',
      MessageStatus: 'sent',
      ...more,
    });
    const id = '0195e000-0000-4000-8000-000000000001';
    expect(await signed(news({}), at(`?o=${id}`))).to.equal(200);
    expect(await signed(news({ MessageStatus: 'undelivered', ErrorCode: '30003' }), at())).to.equal(200);
    expect(await signed(news({ MessageStatus: 'receiving' }), at())).to.equal(200);
    expect(await signed(news({}), at(`?o=${encodeURIComponent("1' OR 1=1")}`))).to.equal(400);
    expect(await signed(news({ MessageSid: 'x' }), at())).to.equal(400);
    expect(server.news.map(({ outboxId, status, detail }) => [outboxId, status, detail])).to.deep.equal([
      [id, 'sent', null],
      [null, 'failed', '30003'],
    ]);
    const parameters = news({});
    const signature = sign(parameters, `${server.url}${at(`?o=${id}`)}`);
    const other = at(`?o=${id.replace('1', '2')}`);
    expect(await post(encode(parameters), signature, { at: other }), 'the row is signed too').to.equal(403);
  });
});
