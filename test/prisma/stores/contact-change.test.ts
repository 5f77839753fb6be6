import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type ContactPoint } from '../../../domain/account.ts';
import { type Fact } from '../../../domain/fact.ts';
import { makeIdentityStore } from '../../../prisma/stores/identity-store.ts';
import { makeTurnStore } from '../../../prisma/stores/turn-store.ts';
import { makeWebStore } from '../../../prisma/stores/web-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { seedCreditor, type SeededCreditor, seedDebtor, type SeededDebtor } from '../../support/ledger-rows.ts';

const now = Date.UTC(2026, 10, 22, 9, 0);
const day = 86_400_000;
const newNumber = '+33639980901';

describe('a change of contact details, written down', () => {
  let db: TestDatabase;
  let creditor: SeededCreditor;
  let debtor: SeededDebtor;

  before(async function () {
    db = await createTestDatabase();
    creditor = await seedCreditor(db.ownerPool);
  });
  beforeEach(async () => {
    debtor = await seedDebtor(db.ownerPool, creditor);
  });
  after(async () => {
    await db.drop();
  });

  const apply = async (facts: readonly Fact[], at = now): Promise<void> => {
    const client = await db.pool.connect();
    const conversation = randomUUID();
    try {
      await client.query('BEGIN');
      await client.query("SELECT set_config('app.creditor', $1, true)", [creditor.id]);
      await client.query(
        "INSERT INTO conversations (id, creditor_id, channel, key) VALUES ($1::uuid, $2, 'web', $1::text)",
        [conversation, creditor.id],
      );
      const values = [creditor.id, conversation, JSON.stringify(facts), at];
      await client.query('SELECT solde_apply_facts($1, $2, 1, $3, solde_instant($4))', values);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  };
  const change = (id: string, address: string, replaces: readonly string[]): Fact => ({
    kind: 'contact-changed',
    id,
    debtorId: debtor.id,
    contactId: debtor.contactId,
    channel: 'sms',
    address,
    replaces,
  });
  const code = (pointId: string): Fact => ({
    kind: 'code-issued',
    id: randomUUID(),
    purpose: 'contact-change',
    subjectKey: randomUUID(),
    debtorId: debtor.id,
    contactId: debtor.contactId,
    pointId,
    hash: 'hash',
    termsHash: null,
    expires: now + 600_000,
    send: null,
  });
  const points = async (): Promise<readonly ContactPoint[]> =>
    (await makeTurnStore(db.pool, randomUUID).account(creditor.id, debtor.id))?.points ?? [];

  it('ends the old point, and keeps the new one unproved until its code came back and a day passed', async () => {
    const id = randomUUID();
    await apply([change(id, newNumber, [debtor.pointId]), code(id)]);
    const [made, ...others] = await points();
    expect(others).to.deep.equal([]);
    expect(made).to.deep.include({ id, address: newNumber, verifiedAt: null, usableFrom: null });
    expect(await makeIdentityStore(db.pool).point(creditor.id, debtor.pointId), 'the old one proves nothing').to.equal(
      null,
    );
    const kept = await db.ownerPool.query('SELECT ended_at IS NOT NULL AS ended FROM contact_points WHERE id = $1', [
      debtor.pointId,
    ]);
    expect(kept.rows).to.deep.equal([{ ended: true }]);
    const usableFrom = now + day;
    await apply([{ kind: 'address-verified', pointId: id, debtorId: debtor.id, usableFrom }], now + 1);
    expect((await points())[0]).to.deep.include({ verifiedAt: now + 1, usableFrom });
  });

  it('gives an address that was theirs before its own id again, its code too, unproved like a new one', async () => {
    const other = randomUUID();
    await apply([change(other, newNumber, [debtor.pointId])]);
    const id = randomUUID();
    await apply([change(id, debtor.address, [other]), code(id)]);
    const [back] = await points();
    expect(back).to.deep.include({ id: debtor.pointId, address: debtor.address, usableFrom: null });
    const { rows } = await db.ownerPool.query('SELECT count(*)::int AS n FROM codes WHERE contact_point_id = $1', [
      debtor.pointId,
    ]);
    expect(rows).to.deep.equal([{ n: 1 }]);
  });

  it('keeps what was said of an address: STOP stays with it', async () => {
    await db.ownerPool.query(
      "INSERT INTO opt_outs (creditor_id, channel, address, opted_out_at) VALUES ($1, 'sms', $2, now()) ON CONFLICT DO NOTHING",
      [creditor.id, newNumber],
    );
    await apply([change(randomUUID(), newNumber, [debtor.pointId])]);
    expect((await points())[0]).to.deep.include({ address: newNumber, optedOut: true });
  });

  it('is of a contact of that debtor, and raises the version of their account', async () => {
    const version = async (): Promise<number> =>
      (await db.ownerPool.query<{ version: number }>('SELECT version FROM debtors WHERE id = $1', [debtor.id])).rows[0]
        ?.version ?? 0;
    const before = await version();
    await apply([change(randomUUID(), newNumber, [debtor.pointId])]);
    expect(await version()).to.be.greaterThan(before);
    const stranger = await seedDebtor(db.ownerPool, creditor);
    const foreign = { ...change(randomUUID(), newNumber, []), contactId: stranger.contactId } as Fact;
    const failed = await apply([foreign]).then(
      () => null,
      (error: unknown) => String(error),
    );
    expect(failed).to.contain('of a contact of that debtor');
  });

  it('verifies nothing that the accounts gave, and nothing twice', async () => {
    const verify: Fact = {
      kind: 'address-verified',
      pointId: debtor.pointId,
      debtorId: debtor.id,
      usableFrom: now + 2 * day,
    };
    const [before] = await points();
    await apply([verify]);
    expect((await points())[0]).to.deep.equal(before);
  });
});

describe('the files of a message', () => {
  it('are kept once, however often it comes, and apart from those of another one', async function () {
    const db = await createTestDatabase();
    const creditor = await seedCreditor(db.ownerPool);
    const store = makeWebStore(db.pool, randomUUID);
    const files = ['a', 'b'].map((text) => ({ name: `${text}.txt`, mime: 'text/plain', bytes: Buffer.from(text) }));
    const keep = async (message?: string): Promise<readonly string[]> =>
      (await store.keepFiles(creditor.id, files, now, message)).map(({ blobId }) => blobId);
    const [first, again, ...others] = [
      await keep('m1'),
      await keep('m1'),
      await keep('m2'),
      await keep(),
      await keep(),
    ];
    expect(again).to.deep.equal(first);
    const ids = new Set([first, ...others].flat());
    expect(ids.size).to.equal(8);
    for (const id of ids)
      expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const { rows } = await db.ownerPool.query('SELECT count(*)::int AS n FROM blobs');
    expect(rows).to.deep.equal([{ n: 8 }]);
    await db.drop();
  });
});
