import { expect } from 'chai';
import { verifyAudit } from '../../../prisma/audit.ts';
import { appUrl } from '../../../prisma/app-url.ts';
import { migrate } from '../../../prisma/migrate.ts';
import { openPool } from '../../../prisma/pool.ts';
import { createEmptyDatabase } from '../../support/database.ts';
import { dispute, portfolio } from './portfolio.ts';
import { sealAll } from './seal-all.ts';
import { asCreditor, refusalOf, run } from './statement.ts';

const { statements, own } = portfolio('lumio');
const account = { creditor_id: own('creditor'), debtor_id: own('debtor') };

describe('prisma: an owner that is not a superuser', () => {
  it('migrates, holds the sums and seals as well', async () => {
    const empty = await createEmptyDatabase();
    const inside = openPool(empty.ownerUrl, () => undefined, 1);
    const outside = new URL(empty.ownerUrl);
    outside.pathname = 'postgres';
    const admin = openPool(outside.href, () => undefined, 1);
    const database = new URL(empty.ownerUrl).pathname.slice(1);
    const role = `owner_of_${database}`;
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'p' NOSUPERUSER NOBYPASSRLS`);
    await admin.query(`GRANT solde_app TO ${role}`);
    await admin.query(`ALTER DATABASE ${database} OWNER TO ${role}`);
    await inside.query(`ALTER SCHEMA public OWNER TO ${role}`);
    await inside.end();
    const url = new URL(empty.ownerUrl);
    url.username = role;
    url.password = 'p';
    await migrate(url.href);
    const owner = openPool(url.href, () => undefined, 1);
    const pool = openPool(appUrl(url.href), () => undefined, 2);
    try {
      const client = await owner.connect();
      await client.query('BEGIN');
      await run(client, statements);
      await client.query('COMMIT');
      client.release();
      expect((await pool.query('SELECT FROM invoices')).rowCount).to.equal(0);
      const open = dispute(own, account, { id: own('new dispute'), status: 'open', answered_on: null });
      const answers = await asCreditor(pool, own('creditor'), async (session) => [
        await refusalOf(session, open),
        await refusalOf(session, open.slice(0, 2)),
      ]);
      expect(answers).to.deep.equal([null, 'disputes_hold_their_line']);
      expect(await sealAll(pool, 1)).to.equal(1);
      expect(await verifyAudit(pool, own('creditor'))).to.include({ ok: true, seals: 1, unsealed: 0 });
    } finally {
      await owner.end();
      await pool.end();
      await empty.drop();
      await admin.query(`DROP ROLE ${role}`);
      await admin.end();
    }
  });
});
