import { expect } from 'chai';
import { makeSaid } from '../../bot/said.ts';
import { makeWebBackend, type WebCreditor } from '../../bot/web-backend.ts';
import { AppError } from '../../domain/errors.ts';

function backendOf(found: Partial<WebCreditor>): ReturnType<typeof makeWebBackend> {
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
