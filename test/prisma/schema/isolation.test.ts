import { expect } from 'chai';
import { type TestDatabase } from '../../support/database.ts';
import { portfolio } from './portfolio.ts';
import { databaseWith } from './rule.ts';
import { sealAll } from './seal-all.ts';
import { add, asCreditor, refusalOf } from './statement.ts';

const a = portfolio('lumio');
const b = portfolio('other');

/** Of the installation: no creditor's rows, nothing personal. */
const shared = ['_prisma_migrations', 'settings'];
/** Written by anyone, read by nobody. */
const unread = ['strays'];

describe('prisma: isolation of creditors', () => {
  let database: TestDatabase;
  let tables: readonly string[];

  before(async () => {
    database = await databaseWith([...a.statements, ...b.statements]);
    await sealAll(database.pool, 2);
    const { rows } = await database.ownerPool.query<{ relname: string }>(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY relname`,
    );
    tables = rows.map(({ relname }) => relname).filter((name) => !shared.includes(name));
  });

  after(() => database.drop());

  async function count(table: string): Promise<number | string> {
    const { rows } = await database.pool.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`);
    return rows[0]!.n;
  }

  it('forces row-level security on every table, with the tenant’s policy and the owner’s and no other', async () => {
    const { rows } = await database.ownerPool.query<{ name: string; forced: boolean; policies: string }>(`
      SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
        string_agg(format('%s to %s using %s', p.policyname, p.roles, p.qual), '; ' ORDER BY p.policyname) AS policies
      FROM pg_class c LEFT JOIN pg_policies p ON p.tablename = c.relname AND p.schemaname = 'public'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' GROUP BY c.oid ORDER BY 1`);
    const owner = (await database.ownerPool.query<{ name: string }>('SELECT current_user AS name')).rows[0]!.name;
    for (const { name, forced, policies } of rows.filter(({ name }) => tables.includes(name))) {
      expect(forced, name).to.equal(true);
      if (unread.includes(name)) continue;
      const column = name === 'creditors' ? 'id' : 'creditor_id';
      const tenant = `(${column} = (NULLIF(current_setting('app.creditor'::text, true), ''::text))::uuid)`;
      expect(policies, name).to.equal(`owner to {${owner}} using true; tenant to {public} using ${tenant}`);
    }
  });

  it('shows the service nothing without a tenant, in every table', async () => {
    const hidden = ['audit_marks', ...unread];
    for (const table of tables.filter((name) => !hidden.includes(name))) {
      const { rows } = await database.ownerPool.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`);
      expect(rows[0]!.n, `${table} has rows to hide`).to.be.greaterThan(1);
      expect(await count(table), table).to.equal(0);
    }
    for (const table of hidden) {
      const refused = await count(table).catch((error: unknown) => error);
      expect(refused, table).to.have.property('code', '42501');
    }
  });

  it('shows nothing of another creditor, in every table', async () => {
    await asCreditor(database.pool, a.own('creditor'), async (client) => {
      for (const table of tables.filter((name) => ![...unread, 'audit_marks'].includes(name))) {
        const column = table === 'creditors' ? 'id' : 'creditor_id';
        const { rows } = await client.query<{ creditor: string }>(
          `SELECT DISTINCT ${column} AS creditor FROM ${table}`,
        );
        expect(rows, table).to.deep.equal([{ creditor: a.own('creditor') }]);
      }
    });
  });

  it('writes nothing for another creditor', async () => {
    const event = { creditor_id: b.own('creditor'), at: '2026-02-01', kind: 'x', actor: 'bot' };
    const answers = await asCreditor(database.pool, a.own('creditor'), async (client) => [
      await refusalOf(client, [add('audit_events', event)]),
      await refusalOf(client, [add('audit_events', { ...event, creditor_id: a.own('creditor') })]),
    ]);
    expect(answers).to.deep.equal(['new row violates row-level security policy for table "audit_events"', null]);
    const { rowCount } = await asCreditor(database.pool, a.own('creditor'), (client) =>
      client.query('UPDATE debtors SET parked = $1 WHERE id = $2', ['x', b.own('debtor')]),
    );
    expect(rowCount).to.equal(0);
  });

  it('finds references and numbers through an index under row-level security', async () => {
    const owner = await database.ownerPool.connect(); // of a few rows any index is as good as another
    await owner.query("SET session_replication_role = 'replica'");
    await owner.query(
      `INSERT INTO debtors (id, creditor_id, reference, kind, name, language, zone, country)
       SELECT gen_random_uuid(), $1, 'many-' || n, 'company', 'Many ' || n, 'fr', 'Europe/Paris', 'FR' FROM generate_series(1, 5000) n`,
      [a.own('creditor')],
    );
    await owner.query(
      `INSERT INTO invoices (id, creditor_id, debtor_id, number, issued, total_minor, currency, capacity)
       SELECT gen_random_uuid(), $1, $2, 'many-' || n, '2026-01-01', 1, 'EUR', 'professional' FROM generate_series(1, 5000) n`,
      [a.own('creditor'), a.own('debtor')],
    );
    await owner.query("SET session_replication_role = 'origin'");
    await owner.query('ANALYZE debtors, invoices');
    owner.release();
    const plans = await asCreditor(database.pool, a.own('creditor'), async (client) => {
      await client.query('SET LOCAL enable_seqscan = off');
      const explain = async (sql: string): Promise<string> => {
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      };
      return [
        await explain("SELECT FROM debtors WHERE reference_key = upper('r-1')"),
        await explain("SELECT debtor_id FROM invoices WHERE number_key = upper('fa-1')"),
        await explain("SELECT FROM contact_points WHERE channel = 'sms' AND address = '+33639980001'"),
        await explain(
          `SELECT FROM invoices WHERE creditor_id = '${a.own('creditor')}' AND number_key LIKE 'FA-%' AND number_key COLLATE "C" >= 'FA-' AND number_key COLLATE "C" <= 'FA-z'`,
        ),
      ];
    });
    expect(plans[0]).to.match(/debtors_reference_key[^]*Index Cond: .*reference_key = 'R-1'/);
    expect(plans[1]).to.match(/invoices_number_key[^]*Index Cond: .*number_key = 'FA-1'/);
    expect(plans[2]).to.match(/contact_points_address[^]*Index Cond: .*address = /);
    expect(plans[3]).to.match(/invoices_number_beginning[^]*Index Cond: .*number_key\)?.* >= 'FA-'/);
  });

  it('keeps a stray message nobody of the service can read', async () => {
    const stray = { channel: 'sms', external_id: 'SM1', activity: {}, received_at: '2026-02-01' };
    const client = await database.pool.connect();
    await client.query('BEGIN');
    expect(await refusalOf(client, [add('strays', stray)])).to.equal(null);
    await client.query('ROLLBACK');
    client.release();
  });
});
