import { expect } from 'chai';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

describe('prisma: functions that run as the owner', () => {
  let database: TestDatabase;

  before(async () => {
    database = await createTestDatabase();
  });

  after(() => database.drop());

  it('look names up in the catalogue first and in a session’s own tables last', async () => {
    const { rows } = await database.ownerPool.query<{ name: string; config: string[] | null }>(
      `SELECT p.oid::regprocedure::text AS name, p.proconfig AS config FROM pg_proc p
        WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).to.include.members(['check_invoice()', 'solde_waiting(integer)']);
    const loose = rows.filter(({ config }) => config?.includes('search_path=pg_catalog, public, pg_temp') !== true);
    expect(loose).to.deep.equal([]);
  });
});
