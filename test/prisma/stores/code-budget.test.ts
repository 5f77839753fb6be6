import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Fact } from '../../../domain/fact.ts';
import { makeIdentityStore, type PgIdentityStore } from '../../../prisma/stores/identity-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { seedCreditor, type SeededCreditor, seedDebtor, type SeededDebtor } from '../../support/ledger-rows.ts';

const now = Date.UTC(2026, 10, 22, 9, 0);
const hour = 3_600_000;

/** How many codes leave for an address, whoever asks, for whatever, and however many at once. */
describe('the budget of codes of an address', () => {
  let db: TestDatabase;
  let creditor: SeededCreditor;
  let debtor: SeededDebtor;
  let identity: PgIdentityStore;

  before(async function () {
    db = await createTestDatabase();
    creditor = await seedCreditor(db.ownerPool);
    identity = makeIdentityStore(db.pool);
  });
  beforeEach(async () => {
    debtor = await seedDebtor(db.ownerPool, creditor);
  });
  after(async () => {
    await db.drop();
  });

  /** Issues a code to the address in a conversation and under a key of its own, as the commit of a turn does. */
  const issue = async (purpose: 'identify' | 'confirm' | 'contact-change', at: number): Promise<void> => {
    const conversation = randomUUID();
    const fact: Fact = {
      kind: 'code-issued',
      id: randomUUID(),
      purpose,
      subjectKey: `key-${conversation}`,
      debtorId: debtor.id,
      contactId: debtor.contactId,
      pointId: debtor.pointId,
      hash: 'hash',
      termsHash: purpose === 'confirm' ? 'terms' : null,
      expires: at + 600_000,
      send: null,
    };
    const client = await db.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query("SELECT set_config('app.creditor', $1, true)", [creditor.id]);
      await client.query(
        `INSERT INTO conversations (id, creditor_id, channel, key) VALUES ($1::uuid, $2, 'web', $1::text)`,
        [conversation, creditor.id],
      );
      await client.query('SELECT solde_apply_identity($1, $2, $3, solde_instant($4))', [
        creditor.id,
        conversation,
        JSON.stringify(fact),
        at,
      ]);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  };
  const left = async (): Promise<number> => {
    const { rows } = await db.ownerPool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM codes WHERE contact_point_id = $1',
      [debtor.pointId],
    );
    return rows[0]?.n ?? -1;
  };
  const purposes = ['identify', 'confirm', 'contact-change'] as const;
  const ask = (times: number, at: number): Promise<unknown> =>
    Promise.all(Array.from({ length: times }, (_, n) => issue(purposes[n % 3] ?? 'confirm', at)));

  it('is three an hour and six a day, for identification and confirmation together, asked for at once', async () => {
    await ask(12, now);
    expect(await left()).to.equal(3);
    await ask(6, now + hour + 1);
    await ask(6, now + 2 * hour + 2);
    expect(await left()).to.equal(6);
    await ask(2, now + 24 * hour + 1);
    expect(await left()).to.equal(8);
  });

  it('counts a number once, by SMS and by WhatsApp', async () => {
    await ask(2, now);
    const sms = debtor.pointId;
    const { rows } = await db.ownerPool.query<{ id: string }>(
      `INSERT INTO contact_points (id, creditor_id, contact_id, channel, address)
       SELECT gen_random_uuid(), creditor_id, contact_id, 'whatsapp', address FROM contact_points WHERE id = $1 RETURNING id`,
      [sms],
    );
    debtor = { ...debtor, pointId: rows[0]?.id ?? '' };
    await ask(3, now);
    expect(await left()).to.equal(1);
  });

  it('is known before a confirmation is asked for, and not to who only names a reference', async () => {
    await ask(3, now);
    const codes = async (address: string | null): Promise<number> =>
      (await identity.attempts(creditor.id, 'another key', address, now)).codesLastHour;
    expect([await codes(debtor.address), await codes(null), await codes('+33639999999')]).to.deep.equal([3, 0, 0]);
  });
});

describe('the failures of an identity', () => {
  it('are counted since the last proof that succeeded', async function () {
    const db = await createTestDatabase();
    const creditor = await seedCreditor(db.ownerPool);
    const identity = makeIdentityStore(db.pool);
    const try_ = async (ok: boolean): Promise<number> => {
      await db.ownerPool.query(
        `INSERT INTO identity_attempts (creditor_id, limit_key, factor, succeeded, at) VALUES ($1, 'key', 'facts', $2, solde_instant($3))`,
        [creditor.id, ok, now],
      );
      return (await identity.attempts(creditor.id, 'key', null, now)).failuresLastDay;
    };
    const seen: number[] = [];
    for (const ok of [false, false, true, false]) seen.push(await try_(ok));
    expect(seen).to.deep.equal([1, 2, 0, 1]);
    expect((await identity.attempts(creditor.id, 'key', null, now + 24 * hour + 1)).failuresLastDay).to.equal(0);
    await db.drop();
  });
});
