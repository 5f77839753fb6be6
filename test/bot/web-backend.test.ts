import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { makeSaid } from '../../bot/said.ts';
import { makeWebBackend, type WebBackendDeps, type WebCreditor } from '../../bot/web-backend.ts';
import { type Activity } from '../../channels/direct-line/activity.ts';
import { type AcceptRequest } from '../../channels/direct-line/backend.ts';
import { AppError } from '../../domain/errors.ts';

function backendOf(found: Partial<WebCreditor>, deps: Partial<WebBackendDeps> = {}): ReturnType<typeof makeWebBackend> {
  const creditor = {
    id: 'c',
    slug: 'lumio',
    name: 'Lumio',
    paymentPage: null,
    origins: ['https://shop.example'],
    ...found,
  };
  const never = (): never => {
    throw new AppError('INVARIANT_BROKEN', { rule: 'nothing else is asked' });
  };
  return makeWebBackend({
    store: {
      creditor: (slug) => Promise.resolve(slug === null || slug === 'lumio' ? creditor : null),
      knowsOrigin: (origin) => Promise.resolve(creditor.origins.includes(origin)),
      conversation: () => Promise.resolve(null),
      history: never,
      keepFiles: never,
    },
    intake: never,
    said: makeSaid(),
    publicUrl: () => 'https://chat.example',
    links: { firstToken: never, tokensOf: () => Promise.resolve([]) },
    ...deps,
  });
}

describe('what the chat page knows of a creditor', () => {
  for (const [paymentPage, hosts] of [
    ['https://pay.lumio.example/facture?x=1', ['pay.lumio.example']],
    ['https://pay.lumio.example:8443', ['pay.lumio.example:8443']],
    ['http://pay.lumio.example', []],
    ['pay.lumio.example', []],
    ['https://', []],
    [null, []],
  ] as const) {
    it(`makes links to ${hosts[0] ?? 'no host'} where the payment page is ${paymentPage ?? 'not known'}`, async () => {
      expect((await backendOf({ paymentPage }).findCreditor('lumio'))?.linkHosts).to.deep.equal(hosts);
    });
  }

  it('names its sites, and asks for nobody whose name cannot be one', async () => {
    const backend = backendOf({});
    expect((await backend.findCreditor(null))?.origins).to.deep.equal(['https://shop.example']);
    expect(await backend.isEmbedder('https://shop.example')).to.equal(true);
    expect(await backend.findCreditor('../x')).to.equal(null);
  });
});

describe('messages for the chat page', () => {
  it('go in as they came, though whose conversation it is has to be asked first, and slowly for the first', async () => {
    const route = { creditorId: 'c', conversationId: 'v', creditorName: 'Lumio' };
    let asked = 0;
    const heard: string[] = [];
    const backend = backendOf(
      {},
      {
        store: {
          creditor: () => Promise.resolve(null),
          knowsOrigin: () => Promise.resolve(false),
          conversation: async () => {
            asked += 1;
            await sleep(asked === 1 ? 20 : 0);
            return route;
          },
          history: () => Promise.resolve([]),
          keepFiles: () => Promise.resolve([]),
        },
        intake: ({ inbound }) => {
          heard.push(inbound.text);
          const seq = heard.length;
          const kept = { conversationId: 'v', inboxId: String(seq), seq, prev: seq - 1 };
          return Promise.resolve({ ...kept, duplicate: false, created: false, answers: [], turn: Promise.resolve() });
        },
      },
    );
    const say = async (text: string): Promise<unknown> => await backend.accept(saying(text));
    await Promise.all([say('un'), say('deux'), say('trois')]);
    expect(heard).to.deep.equal(['un', 'deux', 'trois']);
  });
});

function saying(text: string): AcceptRequest {
  const activity: Activity = {
    type: 'message',
    text,
    timestamp: '2026-11-22T09:00:00.000Z',
    channelId: 'webchat',
    serviceUrl: 'https://chat.example',
    conversation: { id: 'k' },
    from: { id: 'dl_k', role: 'user' },
    recipient: { id: 'solde', role: 'bot' },
  };
  return { conversationId: 'k', userId: 'dl_k', externalId: text, activity, files: [], now: 0 };
}
