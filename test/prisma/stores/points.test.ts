import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { makeIdentityStore } from '../../../prisma/stores/identity-store.ts';
import { makeTurnStore } from '../../../prisma/stores/turn-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { seedCreditor, type SeededCreditor, seedDebtor, type SeededDebtor } from '../../support/ledger-rows.ts';

type Mandate = { readonly approved: boolean; readonly until: string | null; readonly scope: readonly string[] };

const both = ['balance', 'agreements'];

/** Who may prove anything for a debtor, and be sent a code. */
describe('the addresses of a debtor', () => {
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

  const become = async (role: string): Promise<void> => {
    await db.ownerPool.query('UPDATE debtor_contacts SET role = $2 WHERE debtor_id = $1', [debtor.id, role]);
  };
  const mandate = async ({ approved, until, scope }: Mandate, of: SeededDebtor = debtor): Promise<void> => {
    await db.ownerPool.query(
      `WITH proof AS (INSERT INTO blobs (id, creditor_id, name, mime, sha256, size, content, stored_at)
         VALUES (gen_random_uuid(), $1, 'm.pdf', 'application/pdf', encode(sha256('m'), 'hex'), 1, 'm', now()) RETURNING id)
       INSERT INTO representatives (id, creditor_id, debtor_id, contact_id, kind, scope, proof_blob_id, approved_by, approved_at, until_on)
       SELECT gen_random_uuid(), $1, $2, $3, 'guardian', $4, id, $5, $6, $7 FROM proof`,
      [creditor.id, of.id, debtor.contactId, scope, approved ? 'S' : null, approved ? '2026-01-02Z' : null, until],
    );
  };
  /** In the account, behind the reference, and by its id. */
  const seen = async (): Promise<readonly boolean[]> => {
    const identity = makeIdentityStore(db.pool);
    const [account, named, point] = await Promise.all([
      makeTurnStore(db.pool, randomUUID).account(creditor.id, debtor.id),
      identity.find(creditor.id, debtor.reference),
      identity.point(creditor.id, debtor.pointId),
    ]);
    const lists = (points: readonly { readonly id: string }[] = []): boolean =>
      points.some(({ id }) => id === debtor.pointId);
    return [lists(account?.points), lists(named?.points), point !== null];
  };

  for (const role of ['self', 'payables', 'director', 'buyer', 'site']) {
    it(`hold those of their own people: ${role}`, async () => {
      await become(role);
      expect(await seen()).to.deep.equal([true, true, true]);
    });
  }

  for (const role of ['adviser', 'representative']) {
    it(`leave out whoever speaks for them without an approved proof: ${role}`, async () => {
      await become(role);
      expect(await seen()).to.deep.equal([false, false, false]);
    });
  }

  const mandates: readonly (readonly [string, boolean, Mandate])[] = [
    ['approved', true, { approved: true, until: null, scope: both }],
    ['approved until a day to come', true, { approved: true, until: '2999-12-31', scope: both }],
    ['not approved yet', false, { approved: false, until: null, scope: both }],
    ['run out', false, { approved: true, until: '2020-01-01', scope: both }],
    ['that lets them see and not agree', false, { approved: true, until: null, scope: ['balance'] }],
  ];
  for (const [name, served, of] of mandates) {
    it(`${served ? 'hold' : 'leave out'} a representative with a proof ${name}`, async () => {
      await become('representative');
      await mandate(of);
      expect(await seen()).to.deep.equal([served, served, served]);
    });
  }

  it('leave out a representative whose proof is for another debtor', async () => {
    await become('adviser');
    await mandate({ approved: true, until: null, scope: both }, await seedDebtor(db.ownerPool, creditor));
    expect(await seen()).to.deep.equal([false, false, false]);
  });

  it('change the account’s version when a proof is given or withdrawn', async () => {
    const version = async (): Promise<number> => {
      const { rows } = await db.ownerPool.query<{ version: number }>('SELECT version FROM debtors WHERE id = $1', [
        debtor.id,
      ]);
      return rows[0]?.version ?? 0;
    };
    const versions = [await version()];
    await mandate({ approved: true, until: null, scope: both });
    versions.push(await version());
    await db.ownerPool.query('UPDATE representatives SET until_on = $2 WHERE debtor_id = $1', [
      debtor.id,
      '2026-01-03',
    ]);
    versions.push(await version());
    expect(versions)
      .to.deep.equal([...new Set(versions)].toSorted((a, b) => a - b))
      .and.to.have.lengthOf(3);
  });
});
