import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { changeChatOrigins } from '../../prisma/chat-origins.ts';
import { makeWebStore } from '../../prisma/stores/web-store.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedCreditor } from '../support/ledger-rows.ts';

const shop = 'https://shop.example';

describe('the sites that may show a creditor’s chat', () => {
  let db: TestDatabase;
  let slug: string;
  let others: string;

  before(async () => {
    db = await createTestDatabase();
    ({ slug } = await seedCreditor(db.ownerPool, 'one'));
    ({ slug: others } = await seedCreditor(db.ownerPool, 'two'));
  });
  after(() => db.drop());

  it('are none at first, and those that were added, of that creditor alone', async () => {
    const store = makeWebStore(db.pool, randomUUID);
    expect((await store.creditor(slug))?.origins).to.deep.equal([]);
    expect(await store.knowsOrigin(shop)).to.equal(false);
    const added = await changeChatOrigins(db, slug, { add: [shop, 'http://localhost:3978', shop] });
    expect(added).to.deep.equal(['http://localhost:3978', shop]);
    expect((await store.creditor(slug))?.origins).to.deep.equal(added);
    expect((await store.creditor(others))?.origins).to.deep.equal([]);
    expect(await store.knowsOrigin(shop)).to.equal(true);
    expect(await store.knowsOrigin('https://shop.example.evil.example')).to.equal(false);
    expect(
      await changeChatOrigins(db, slug, { add: ['https://b.example'], remove: ['http://localhost:3978'] }),
    ).to.deep.equal(['https://b.example', shop]);
    expect(await changeChatOrigins(db, slug, {})).to.deep.equal(['https://b.example', shop]);
    expect(await changeChatOrigins(db, 'nobody', {})).to.equal(null);
  });

  it('hold both of two changes at once', async () => {
    await Promise.all(
      ['https://one.example', 'https://two.example'].map((add) => changeChatOrigins(db, others, { add: [add] })),
    );
    expect(await changeChatOrigins(db, others, {})).to.deep.equal(['https://one.example', 'https://two.example']);
  });

  for (const origin of [
    '*',
    'null',
    'shop.example',
    'http://shop.example',
    'https://shop.example/',
    'https://*.shop.example',
    'https://shop.example:0',
    'https://shop.example https://evil.example',
    "https://shop.example; script-src 'unsafe-inline'",
    'https://Shop.example',
    'http://localhost.evil.example',
    '',
  ]) {
    it(`are exact: the database refuses “${origin}”`, async () => {
      const change = (add: string[]): Promise<unknown> => changeChatOrigins(db, slug, { add }).catch(() => 'refused');
      expect(await change([origin])).to.equal('refused');
      expect(await change([shop])).to.not.equal('refused');
    });
  }
});
