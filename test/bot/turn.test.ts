import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedCreditor, type SeededCreditor } from '../support/ledger-rows.ts';
import { arrival, makeRig, type Rig } from './turn-rig.ts';

describe('a turn', () => {
  let db: TestDatabase;
  let creditor: SeededCreditor;
  let rig: Rig;

  before(async function () {
    this.timeout(60_000);
    db = await createTestDatabase();
    creditor = await seedCreditor(db.ownerPool);
    rig = makeRig(db.pool);
  });
  after(async () => {
    await rig.stop();
    await db.drop();
  });

  const texts = async (conversationId: string): Promise<string[]> => {
    const { rows } = await db.ownerPool.query<{ text: string }>(
      `SELECT message ->> 'text' AS text FROM outbox WHERE conversation_id = $1 ORDER BY seq`,
      [conversationId],
    );
    return rows.map(({ text }) => text);
  };

  it('answers a message once, at its commit, and gives the lease back', async () => {
    const counterpart = randomUUID();
    const received = await rig.intake(arrival(creditor.id, 'bonjour', { counterpart }));
    await received.turn;
    expect(received).to.include({ duplicate: false, created: true, prev: 0 });
    expect(await texts(received.conversationId)).to.deep.equal(['1 heard bonjour']);
    const { rows } = await db.ownerPool.query(
      `SELECT c.lease_owner, c.version, i.state, i.attempts, o.status FROM conversations c JOIN inbox i ON i.conversation_id = c.id JOIN outbox o ON o.inbox_id = i.id WHERE c.id = $1`,
      [received.conversationId],
    );
    expect(rows).to.deep.equal([{ lease_owner: null, version: 1, state: 'done', attempts: 1, status: 'SENT' }]);
  });
});
