import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { lookUpSent } from '../../../channels/twilio/look-up-sent.ts';
import { makeTwilioApi } from '../../../channels/twilio/twilio-api.ts';
import { makeTwilioCarrier, type TwilioCarrierDeps } from '../../../channels/twilio/twilio-carrier.ts';
import { type Message, type Option } from '../../../domain/message.ts';
import { type ClaimedSend } from '../../../domain/outbox-row.ts';
import { type LocalTwilio, type Manner, startLocalTwilio } from '../../support/local-twilio.ts';

const to = '+33639980001';
const options = (count: number, label = 'Choix'): readonly Option[] =>
  Array.from({ length: count }, (_, n) => ({ id: `1.do:${n}`, label: `${label} ${n + 1}` }));

describe('sending through Twilio', () => {
  let twilio: LocalTwilio;
  const contents = new Map<string, string | null>();
  const stopped: string[] = [];

  before(async () => {
    twilio = await startLocalTwilio();
  });
  after(() => twilio.stop());
  beforeEach(() => {
    for (const list of [twilio.taken, twilio.wrong, stopped]) list.length = 0;
    contents.clear();
    twilio.contents.clear();
    twilio.behave({ kind: 'take' });
  });

  const depsAt = (baseUrl: string): TwilioCarrierDeps & { readonly api: ReturnType<typeof makeTwilioApi> } => ({
    api: makeTwilioApi({ accountSid: twilio.accountSid, authToken: twilio.authToken, baseUrl }),
    contents: {
      find: (name) => Promise.resolve(contents.get(name) ?? null),
      keep: (name, sid) => {
        contents.set(name, sid);
        return Promise.resolve();
      },
    },
    statusUrl: (id) => `https://pay.example.com/channels/twilio/status?o=${id}`,
    linksOf: (_creditor, { files = [] }) => files.map(() => `https://pay.example.com/f/${randomUUID()}`),
    chatUrl: (slug) => `https://pay.example.com/chat/${slug}`,
    onOptedOut: ({ address }) => {
      stopped.push(address);
      return Promise.resolve();
    },
    clock: () => 1_000_000,
    random: () => 0,
  });
  const row = (message: Partial<Message>, more: Partial<ClaimedSend> = {}): ClaimedSend => ({
    id: randomUUID(),
    creditorId: randomUUID(),
    conversationId: randomUUID(),
    channel: 'sms',
    to,
    message: { key: 'k', class: 'reply', language: 'fr', text: 'Bonjour', ...message },
    secret: null,
    secretUntil: null,
    attempt: 1,
    from: '+33757590001',
    creditorSlug: 'lumio',
    ...more,
  });
  type End = Awaited<ReturnType<ReturnType<typeof makeTwilioCarrier>['send']>>;
  const send = async (one: ClaimedSend, baseUrl = twilio.url): Promise<End> =>
    await makeTwilioCarrier(depsAt(baseUrl)).send(one, one.message.text);
  const whatsapp = { channel: 'whatsapp', from: '+33757590002' } as const;

  it('sends an SMS in GSM-7 with its segments, asking for news of that very row', async () => {
    const one = row({ text: 'Voici « l’échéancier » reçu à l’hôtel — 276,80 €', options: options(2) });
    expect(await send(one)).to.deep.equal({ sent: twilio.taken[0]?.sid, segments: 1 });
    expect(twilio.taken[0]?.body).to.equal('Voici "l\'échéancier" recu à l\'hotel - 276,80 €\n1. Choix 1\n2. Choix 2');
    expect(twilio.taken[0]?.statusCallback).to.equal(`https://pay.example.com/channels/twilio/status?o=${one.id}`);
    expect(twilio.wrong).to.deep.equal([]);
  });

  it('shows up to three short choices as buttons, up to ten as a list, and more as numbers', async () => {
    for (const count of [1, 3, 4, 10, 11]) await send(row({ options: options(count) }, whatsapp));
    expect(twilio.taken.map(({ shown }) => [shown?.kind ?? 'text', shown?.choices.length ?? 0])).to.deep.equal([
      ['quick-reply', 1],
      ['quick-reply', 3],
      ['list-picker', 4],
      ['list-picker', 10],
      ['text', 0],
    ]);
    expect(twilio.taken[4]?.body).to.match(/^Bonjour\n\n1\. Choix 1\n[^]*\n11\. Choix 11$/);
    expect(twilio.wrong).to.deep.equal([]);
  });

  it('cuts a row that is too long and writes it whole beneath', async () => {
    await send(row({ options: options(4, 'Facture FA-2026-0101 de 184,50 €') }, whatsapp));
    expect(twilio.taken[0]?.shown?.choices[0]).to.deep.equal({
      label: 'Facture FA-2026-0101 de…',
      id: '1.do:0',
      description: 'Facture FA-2026-0101 de 184,50 € 1',
    });
    expect(twilio.wrong).to.deep.equal([]);
  });

  it('makes one Content resource for each shape, once', async () => {
    for (let n = 0; n < 3; n += 1) {
      await send(row({ options: options(2) }, whatsapp));
      await send(row({ options: options(5) }, whatsapp));
    }
    expect(twilio.contents.size).to.equal(2);
    expect([...contents.keys()]).to.deep.equal(['solde_buttons_2', 'solde_list_5']);
    expect(twilio.taken).to.have.length(6);
  });

  it('writes numbers where buttons are refused, and makes a resource again that is gone', async () => {
    contents.set('solde_buttons_2', `HX${'0'.repeat(32)}`);
    expect(await send(row({ options: options(2) }, whatsapp))).to.have.property('sent');
    expect(twilio.taken[0]?.body).to.equal('Bonjour\n\n1. Choix 1\n2. Choix 2');
    await send(row({ options: options(2) }, whatsapp));
    expect(twilio.taken[1]?.shown?.kind).to.equal('quick-reply');
    twilio.behave({ kind: 'answer', status: 400, code: 63021 }, { kind: 'take' });
    await send(row({ options: options(2) }, whatsapp));
    expect(twilio.taken[2]?.shown).to.equal(null);
  });

  it('sends what stands for an approved template as that template, and nothing else where it is gone', async () => {
    const id = `HX${'a'.repeat(32)}`;
    twilio.contents.set(id, {
      ...{ kind: 'text', variables: ['1', '2'] },
      type: { body: 'Bonjour, ici {{1}}. Un message vous attend : {{2}}. Répondez STOP.' },
    });
    const approvedAs = { id, variables: { 1: 'Lumio', 2: 'https://pay.example.com/chat/lumio' } };
    const text = 'Bonjour, ici Lumio. Un message vous attend : https://pay.example.com/chat/lumio. Répondez STOP.';
    const one = row({ text, approvedAs, class: 'demand' }, whatsapp);
    expect(await send(one)).to.deep.equal({ sent: twilio.taken[0]?.sid });
    expect(twilio.taken[0]).to.include({ body: text });
    expect(await lookUpSent(depsAt(twilio.url), { send: one, text, queuedAt: twilio.taken[0]?.at ?? 0 })).to.deep.equal(
      [twilio.taken[0]?.sid],
    );
    expect(twilio.wrong).to.deep.equal([]);
    twilio.contents.clear();
    expect(await send(row({ text, approvedAs }, whatsapp))).to.deep.equal({ refused: 'twilio-21655' });
    expect(twilio.taken).to.have.length(1);
  });

  const ends: readonly (readonly [string, Manner, (end: End) => unknown, unknown])[] = [
    ['400: refused', { kind: 'answer', status: 400, code: 21211 }, (end) => end, { refused: 'twilio-21211' }],
    [
      'filtered 30007: refused',
      { kind: 'answer', status: 400, code: 30007 },
      (end) => end,
      { refused: 'twilio-30007' },
    ],
    [
      'STOP at the carrier: ours too',
      { kind: 'answer', status: 400, code: 21610 },
      (end) => end,
      { refused: 'opted-out' },
    ],
    ['WhatsApp’s window', { kind: 'answer', status: 400, code: 63016 }, (end) => end, { refused: 'channel-window' }],
    ['a wrong token: later', { kind: 'answer', status: 401 }, (end) => end, { later: 60_000, why: 'twilio-401' }],
    [
      '429: when it says so',
      { kind: 'answer', status: 429, code: 20429, retryAfter: '7' },
      (end) => end,
      { later: 7_000, why: 'twilio-429' },
    ],
    ['429 without a time: later', { kind: 'answer', status: 429 }, (end) => end, { later: 1_000, why: 'twilio-429' }],
    ['500: nobody knows', { kind: 'answer', status: 500 }, (end) => end, { unknown: 'twilio-500' }],
    ['503: nobody knows', { kind: 'answer', status: 503 }, (end) => end, { unknown: 'twilio-503' }],
    ['a broken connection', { kind: 'reset', taken: false }, (end) => 'unknown' in end, true],
    ['success without an id', { kind: 'answer', status: 200 }, (end) => end, { unknown: 'twilio-answer' }],
  ];
  for (const [what, manner, read, expected] of ends) {
    it(what, async () => {
      twilio.behave(manner);
      expect(read(await send(row({})))).to.deep.equal(expected);
      expect(stopped).to.deep.equal(what.startsWith('STOP') ? [to] : []);
    });
  }

  it('tries again what certainly did not leave, for half an hour and not for ever', async () => {
    const nobody = 'http://127.0.0.1:9';
    expect(await send(row({}), nobody)).to.deep.equal({ later: 1_000, why: 'twilio-unreachable' });
    expect(await send(row({}, { attempt: 5 }), nobody)).to.deep.equal({ later: 16_000, why: 'twilio-unreachable' });
    expect(await send(row({}, { attempt: 12 }), nobody)).to.deep.equal({ refused: 'twilio-unreachable' });
  });

  it('does not know the fate of what is answered too late', async () => {
    twilio.behave({ kind: 'take', afterMs: 300 });
    const { accountSid, authToken, url: baseUrl } = twilio;
    const api = makeTwilioApi({ accountSid, authToken, baseUrl, timeoutMs: 50 });
    const one = row({});
    const end = await makeTwilioCarrier({ ...depsAt(baseUrl), api }).send(one, one.message.text);
    expect(end).to.deep.equal({ unknown: 'twilio-econnaborted' });
  });

  it('lets a code end with its validity', async () => {
    const taken: Parameters<TwilioCarrierDeps['api']['send']>[0][] = [];
    const deps = depsAt(twilio.url);
    const api = { ...deps.api, send: (text: (typeof taken)[number]) => (taken.push(text), deps.api.send(text)) };
    const secret = row({ secret: true, text: '••••••' }, { secretUntil: 1_000_000 + 600_000 });
    await makeTwilioCarrier({ ...deps, api }).send(secret, '123456 est votre code');
    expect(taken[0]).to.include({ validitySeconds: 600, body: '123456 est votre code' });
  });

  it('gives a sender that nobody can write to a link instead of choices', async () => {
    await send(row({ options: options(2) }, { from: 'LUMIO' }));
    expect(twilio.taken[0]?.body).to.equal('Bonjour\nPour nous répondre : https://pay.example.com/chat/lumio');
    expect(await send(row({}, { from: null }))).to.deep.equal({ refused: 'twilio-no-sender' });
  });

  it('finds in the carrier’s list what left although nobody said so', async () => {
    const file = { ref: { kind: 'blob', blobId: 'b' }, name: 'plan.pdf', mime: 'application/pdf' } as const;
    const one = row({ text: 'Voici', files: [file] });
    twilio.behave({ kind: 'reset', taken: true });
    expect(await send(one)).to.have.property('unknown');
    const deps = depsAt(twilio.url);
    const look = (send_: ClaimedSend, queuedAt = Date.now()): Promise<readonly string[] | null> =>
      lookUpSent(deps, { send: send_, text: send_.message.text, queuedAt });
    expect(await look(one)).to.deep.equal([twilio.taken[0]?.sid]);
    expect(await look(row({ text: 'Autre chose' }))).to.deep.equal([]);
    expect(await look(one, Date.now() + 60_000), 'an older one of the same words').to.deep.equal([]);
    expect(await lookUpSent(depsAt('http://127.0.0.1:9'), { send: one, text: 'Voici', queuedAt: 0 })).to.equal(null);
  });
});
