import { expect } from 'chai';
import { withCreditor } from '../../prisma/tenant.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const a = '00000000-0000-4000-8000-00000000000a';
const b = '00000000-0000-4000-8000-00000000000b';

describe('prisma: the role of the service', () => {
  let database: TestDatabase;

  before(async () => {
    database = await createTestDatabase();
    await database.ownerPool.query(`
      CREATE TABLE probe_row (id serial PRIMARY KEY, creditor_id uuid NOT NULL);
      ALTER TABLE probe_row ENABLE ROW LEVEL SECURITY;
      CREATE POLICY tenant ON probe_row
        USING (creditor_id = nullif(current_setting('app.creditor', true), '')::uuid);
      INSERT INTO probe_row (creditor_id) VALUES ('${a}'), ('${b}'), ('${b}');
    `);
  });

  after(() => database.drop());

  it('is what a session starts as, without any right of an owner', async () => {
    const { rows } = await database.pool.query(`
      SELECT current_user AS who, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole
      FROM pg_roles WHERE rolname = current_user`);
    expect(rows).to.deep.equal([
      { who: 'solde_app', rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false },
    ]);
  });

  it('reads nothing without a tenant, even when it asks not to be filtered', async () => {
    const count = 'SELECT count(*) AS n FROM probe_row';
    expect((await database.ownerPool.query(count)).rows).to.deep.equal([{ n: 3 }]);
    expect((await database.pool.query(count)).rows).to.deep.equal([{ n: 0 }]);
    const refused = await database.pool.query(`SET row_security = off; ${count}`).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Error).and.to.have.property('code', '42501');
  });

  it('sees one tenant inside withCreditor, and none after it on the same connection', async () => {
    const one = await withCreditor(database.prisma, a, (tx) => tx.$queryRaw`SELECT creditor_id FROM probe_row`);
    const two = await withCreditor(database.prisma, b, (tx) => tx.$queryRaw`SELECT creditor_id FROM probe_row`);
    expect(one).to.deep.equal([{ creditor_id: a }]);
    expect(two).to.deep.equal([{ creditor_id: b }, { creditor_id: b }]);
    expect(await database.prisma.$queryRaw`SELECT creditor_id FROM probe_row`).to.deep.equal([]);
  });

  it('cannot write another tenant’s row', async () => {
    const written = withCreditor(
      database.prisma,
      a,
      (tx) => tx.$executeRaw`INSERT INTO probe_row (creditor_id) VALUES (${b}::uuid)`,
    ).catch((error: unknown) => error);
    expect(String(await written)).to.include('row-level security');
  });

  it('cannot drop, alter, take over or read what is the owner’s', async () => {
    const attempts = [
      'ALTER TABLE probe_row DISABLE ROW LEVEL SECURITY',
      'DROP POLICY tenant ON probe_row',
      'DROP TABLE probe_row',
      'CREATE TABLE other (id int)',
      'SELECT * FROM _prisma_migrations',
      'ALTER ROLE solde_app BYPASSRLS',
      "COPY probe_row TO '/tmp/x'",
    ];
    for (const attempt of attempts) {
      const refused = await database.pool.query(attempt).catch((error: unknown) => error);
      expect(refused, attempt).to.have.property('code', '42501');
    }
  });
});
