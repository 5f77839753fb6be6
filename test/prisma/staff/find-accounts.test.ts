import { expect } from 'chai';
import { findAccounts } from '../../../prisma/staff/find-accounts.ts';
import { type StaffScope } from '../../../domain/staff/staff-scope.ts';
import { type StaffRole } from '../../../domain/staff/staff-user.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { seedCreditor } from '../../support/ledger-rows.ts';

const names = ['Durand', 'Martin', 'Bernard', 'Petit', 'Robert', 'Richard', 'Moreau', 'Simon', 'Laurent', 'Lefèbvre'];
const many = 20_000;

describe('prisma: finding one account among twenty thousand', () => {
  let database: TestDatabase;
  let creditorId: string;
  let other: string;

  const scope = (role: StaffRole, handle = 'camille', of = creditorId): StaffScope => ({
    creditorId: of,
    who: { id: creditorId, handle, name: handle, roles: [role], disabled: false },
  });
  const found = async (text: string, who = scope('clerk')): Promise<readonly string[]> =>
    (await findAccounts(database.pool, who, text)).map(({ reference, by }) => `${reference} ${by}`);

  /** Customers whose names are made of a few words and their number, each with a telephone; every third is of somebody. */
  const addDebtors = async (): Promise<void> => {
    await database.ownerPool.query(
      `WITH made AS (SELECT n, gen_random_uuid() AS id FROM generate_series(1, $3::integer) n),
         d AS (INSERT INTO debtors (id, creditor_id, reference, kind, name, language, zone, country, sales_owner)
           SELECT id, $1, 'A' || n, 'company', ($2::text[])[1 + n % 10] || ' ' || to_char(n, 'FM00000') || ' SARL', 'fr', 'Europe/Paris', 'FR', CASE WHEN n % 3 = 0 THEN 'sacha' END FROM made),
         c AS (INSERT INTO contacts (id, creditor_id) SELECT id, $1 FROM made),
         o AS (INSERT INTO debtor_contacts (creditor_id, debtor_id, contact_id, role) SELECT $1, id, id, 'payables' FROM made)
       INSERT INTO contact_points (id, creditor_id, contact_id, channel, address) SELECT gen_random_uuid(), $1, id, 'sms', '+3363998' || to_char(n, 'FM00000') FROM made`,
      [creditorId, names, many],
    );
  };

  before(async () => {
    database = await createTestDatabase();
    ({ id: creditorId } = await seedCreditor(database.ownerPool));
    ({ id: other } = await seedCreditor(database.ownerPool, 'other'));
    await addDebtors();
    await database.ownerPool.query(
      `INSERT INTO debtors (id, creditor_id, reference, kind, name, language, zone, country) VALUES (gen_random_uuid(), $1, 'B1', 'company', 'Durand 00040 SARL', 'fr', 'Europe/Paris', 'FR')`,
      [other],
    );
    await database.ownerPool.query('VACUUM ANALYZE debtors, contact_points');
  });
  after(() => database.drop());

  it('by its name, however it is written, by its reference and by its telephone', async () => {
    expect((await found('lefebvre 00019'))[0]).to.equal('A19 name');
    expect((await found('LEFÈBVRE  00019 sarl'))[0]).to.equal('A19 name');
    expect((await found('Lefebre 00019'))[0]).to.equal('A19 name');
    expect(await found('a19')).to.deep.equal(['A19 reference']);
    expect(await found('06 39 98 00 01 9')).to.deep.equal(['A19 phone']);
    expect(await found('durand')).to.have.length(10);
  });

  it('of the asking person’s creditor and accounts alone', async () => {
    const own = await found('durand 00040');
    expect(own[0]).to.equal('A40 name');
    expect(own).not.to.include('B1 name');
    expect(await found('durand 00040', scope('clerk', 'camille', other))).to.deep.equal(['B1 name']);
    expect((await found('durand 00030', scope('sales', 'sacha')))[0]).to.equal('A30 name');
    expect(await found('A40', scope('sales', 'sacha'))).to.deep.equal([]);
    for (const one of await found('durand', scope('sales', 'sacha')))
      expect(Number(/^A(\d+) name$/.exec(one)?.[1]) % 3, one).to.equal(0);
  });

  it('nothing for words that are no name', async () => {
    for (const bad of ['%', '_', '🙂', '\0', "' OR 1=1 --", 'zzyzx']) expect(await found(bad), bad).to.deep.equal([]);
  });

  /** How the database would run a function of ours with these words; it is planned inside, so its text is asked about. */
  const planOf = async (name: string, values: Readonly<Record<string, string>>): Promise<string> => {
    const { rows: bodies } = await database.ownerPool.query<{ prosrc: string }>(
      'SELECT prosrc FROM pg_proc WHERE proname = $1',
      [name],
    );
    const body = Object.entries(values).reduce(
      (text, [parameter, value]) => text.replaceAll(parameter, value),
      bodies[0]?.prosrc ?? '',
    );
    const client = await database.ownerPool.connect();
    try {
      await client.query("SELECT set_config('app.creditor', $1, false)", [creditorId]);
      const { rows } = await client.query<Record<string, string>>(`EXPLAIN ${body}`);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    } finally {
      await client.query("SELECT set_config('app.creditor', '', false)");
      client.release();
    }
  };

  it('by an index: neither all accounts nor all telephones are read', async () => {
    const likes = await planOf('solde_names_like', {
      ...{ p_name: "'lefebvre 00019'::text", p_owner: 'NULL::text', p_most: '10' },
    });
    expect(likes).to.include('debtors_name_like').and.not.include('Seq Scan');
    const points = await planOf('solde_points_ending', { p_digits: "'939980005'::text" });
    expect(points).to.include('contact_points_end').and.not.include('Seq Scan');
  });
});
