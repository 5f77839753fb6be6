import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { makeTurnStore } from '../../prisma/stores/turn-store.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { seedCreditor, type SeededCreditor } from '../support/ledger-rows.ts';
import { arrival, makeRig, type Rig, type RigOptions } from './turn-rig.ts';

describe('the turns of one conversation', () => {
  let db: TestDatabase;
  let creditor: SeededCreditor;
  const rigs: Rig[] = [];

  const rigWith = (options: RigOptions = {}): Rig => {
    const made = makeRig(db.pool, options);
    rigs.push(made);
    return made;
  };

  before(async () => {
    db = await createTestDatabase();
    creditor = await seedCreditor(db.ownerPool);
  });
  after(async () => {
    for (const { stop } of rigs) await stop();
    await db.drop();
  });

  it('go on behind a message that was taken for them and dealt with in the meantime', async () => {
    const store = makeTurnStore(db.pool, randomUUID);
    const [asked, slow] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const [begun, secondThere] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const here = rigWith({
      store: {
        ...store,
        load: async (ref) => {
          asked.resolve(undefined);
          await slow.promise;
          return await store.load(ref);
        },
      },
      crashPoint: async (point) => {
        begun.resolve(undefined);
        if (point === 'turn:settled') await secondThere.promise;
      },
    });
    const there = rigWith();
    const counterpart = randomUUID();
    const said = (n: number) => arrival(creditor.id, `m${n}`, { counterpart });

    const { conversationId, turn } = await here.intake(said(1));
    await begun.promise;
    await (
      await there.intake(said(2))
    ).turn; // waits behind the first
    secondThere.resolve(undefined);
    await asked.promise; // the first is answered, and the next is looked for
    await there.queue.run({ creditorId: creditor.id, conversationId }); // which somebody else answers meanwhile
    await here.intake(said(3)); // taken at once: the conversation is free
    await (
      await there.intake(said(4))
    ).turn; // waits behind the third
    slow.resolve(undefined); // and the look that was on its way finds the third once more
    await turn;

    await eventually(async () => {
      const { rows } = await db.ownerPool.query<{ text: string }>(
        "SELECT message ->> 'text' AS text FROM outbox WHERE conversation_id = $1 ORDER BY seq",
        [conversationId],
      );
      expect(rows.map(({ text }) => text)).to.deep.equal(['1 heard m1', '2 heard m2', '3 heard m3', '4 heard m4']);
    });
  });
});
