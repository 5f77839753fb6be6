import { randomUUID } from 'node:crypto';

import { expect } from 'chai';
import { createServer, type Server } from 'restify';
import { makeUnsubscribeLinks, type UnsubscribeLinks } from '../../bot/unsubscribe-links.ts';
import { mountUnsubscribe } from '../../bot/unsubscribe-route.ts';
import { makeUnsubscribeStore } from '../../prisma/stores/unsubscribe-store.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type SeededCreditor, seedCreditor, seedDebtor } from '../support/ledger-rows.ts';

const address = 'camille@example.org';
let made = 0;

describe('links that end e-mails', () => {
  let database: TestDatabase;
  let creditor: SeededCreditor;
  let links: UnsubscribeLinks;
  let server: Server;
  let url: string;

  before(async () => {
    database = await createTestDatabase();
    const store = makeUnsubscribeStore(database.pool);
    links = makeUnsubscribeLinks(store, new Uint8Array(32).fill(7), () => Date.parse('2026-12-01T10:00:00Z'));
    server = createServer();
    mountUnsubscribe(server, links, (error) => {
      throw error;
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${server.address().port}/u/`;
  });
  beforeEach(async () => {
    made += 1;
    creditor = await seedCreditor(database.ownerPool, `unsubscribe-${made}`);
    await database.ownerPool.query("UPDATE creditors SET name = 'Lumio Essai' WHERE id = $1", [creditor.id]);
  });
  after(async () => {
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
    await database.drop();
  });

  const sent = async (language = 'fr', channel = 'email'): Promise<string> => {
    const outboxId = randomUUID();
    const { contactId } = await seedDebtor(database.ownerPool, creditor);
    await database.ownerPool.query(
      `WITH point AS (INSERT INTO contact_points (id, creditor_id, contact_id, channel, address) VALUES (gen_random_uuid(), $2, $6, $4, $3) ON CONFLICT (contact_id, channel, address)
         DO UPDATE SET address = excluded.address RETURNING id)
       INSERT INTO outbox (id, creditor_id, contact_point_id, channel, class, message, dedupe_key, status, queued_at)
       SELECT $1::uuid, $2, id, $4, 'demand', $5, $1::text, 'READY', '2026-12-01T09:00:00Z' FROM point`,
      [
        outboxId,
        creditor.id,
        channel === 'sms' ? '+33639980001' : address,
        channel,
        JSON.stringify({ language, text: 'Facture FA-1 : 184,50 €', key: 'k' }),
        contactId,
      ],
    );
    return links.tokenFor({ creditorId: creditor.id, outboxId });
  };
  const events = async (): Promise<readonly string[]> => {
    const { rows } = await database.ownerPool.query<{ said: string }>(
      "SELECT channel || ' ' || address || ' ' || kind AS said FROM opt_out_events WHERE creditor_id = $1 ORDER BY id",
      [creditor.id],
    );
    return rows.map(({ said }) => said);
  };
  const stopped = async (): Promise<number> =>
    (
      await database.ownerPool.query(
        "SELECT FROM opt_outs WHERE channel = 'email' AND address = $1 AND creditor_id = $2",
        [address, creditor.id],
      )
    ).rows.length;

  for (const [language, asks, done] of [
    ['fr', 'ne plus recevoir d’e-mail', 'C’est noté'],
    ['en', 'receive no more e-mails', 'Noted'],
  ] as const)
    it(`show a button and act on nothing when they are opened, and act once when it is pressed (${language})`, async () => {
      const token = await sent(language);
      for (let opened = 0; opened < 3; opened += 1) {
        const page = await fetch(url + token);
        expect(page.status).to.equal(200);
        const html = await page.text();
        expect(html).to.include(asks).and.include('<form method="post">').and.include('Lumio Essai');
        expect(html).to.not.match(/FA-1|184|camille|facture|invoice|dette|debt/i);
      }
      expect(await events()).to.deep.equal([]);
      for (let pressed = 0; pressed < 3; pressed += 1) {
        const body = 'List-Unsubscribe=One-Click';
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        const page = await fetch(url + token, { method: 'POST', body, headers });
        expect([page.status, await page.text()].join(' '))
          .to.include(`200`)
          .and.include(done);
      }
      expect(await events()).to.deep.equal([`email ${address} stop`]);
      expect(await stopped()).to.equal(1);
    });

  it('are written once when pressed many times at once', async () => {
    const token = await sent();
    const all = await Promise.all(Array.from({ length: 8 }, () => fetch(url + token, { method: 'POST' })));
    expect(new Set(all.map(({ status }) => status))).to.deep.equal(new Set([200]));
    expect(await events()).to.have.length(1);
  });

  it('are of one e-mail of one creditor, and of nothing else: what was changed in one opens nothing', async () => {
    const token = await sent();
    const bytes = Buffer.from(token, 'base64url');
    for (const at of [0, 20, 31, 40]) {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ 1;
      for (const method of ['GET', 'POST'])
        expect((await fetch(url + other.toString('base64url'), { method })).status).to.equal(404);
    }
    for (const wrong of [
      'x',
      `${token}A`,
      await sent('fr', 'sms'),
      links.tokenFor({ creditorId: randomUUID(), outboxId: randomUUID() }),
    ])
      for (const method of ['GET', 'POST']) expect((await fetch(url + wrong, { method })).status).to.equal(404);
    expect(await events()).to.deep.equal([]);
  });
});
