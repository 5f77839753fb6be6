import { expect } from 'chai';
import { date } from '../../../domain/civil-date.ts';
import { demoPortfolio } from '../../../prisma/demo/demo-portfolio.ts';
import { insertDemo } from '../../../prisma/demo/insert-demo.ts';
import { demoTables } from '../../../prisma/demo/portfolio.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

describe('storing the demo portfolio', () => {
  const portfolio = demoPortfolio(date('2026-11-22'));
  let database: TestDatabase;
  before(async () => {
    database = await createTestDatabase();
  });
  after(async () => {
    await database.drop();
  });

  const counts = async (): Promise<Record<string, number>> => {
    const found: Record<string, number> = {};
    for (const table of demoTables) {
      const { rows } = await database.ownerPool.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`);
      found[table] = Number(rows[0]!.n);
    }
    return found;
  };

  it('is stored once, by the service’s role, within every rule of the database', async () => {
    const [once, again] = await Promise.all([insertDemo(database, portfolio), insertDemo(database, portfolio)]);
    expect([once, again]).to.have.members([true, false]);
    const expected = Object.fromEntries(demoTables.map((table) => [table, portfolio.tables[table].length]));
    expect(await counts()).to.deep.equal(expected);
  });

  it('leaves a creditor of that slug as it is', async () => {
    const creditorId = '00000000-0000-4000-8000-000000000001';
    const creditors = portfolio.tables.creditors.map((row) => ({ ...row, id: creditorId }));
    expect(await insertDemo(database, { creditorId, tables: { ...portfolio.tables, creditors } })).to.equal(false);
    expect((await counts())['creditors']).to.equal(1);
  });

  it('is read back with the amounts of the documentation', async () => {
    const { rows } = await database.ownerPool.query<{ reference: string; open: string }>(`
      SELECT d.reference, sum(l.amount_minor - coalesce(a.paid, 0)) AS open
        FROM debtors d JOIN due_lines l ON l.debtor_id = d.id
        LEFT JOIN (SELECT a.line_id, sum(a.amount_minor) AS paid FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id
                    WHERE a.reversed_on IS NULL AND coalesce(p.status, 'settled') = 'settled' GROUP BY 1) a ON a.line_id = l.id
       WHERE d.reference BETWEEN 'LUM-1001' AND 'LUM-1006' GROUP BY 1 ORDER BY 1`);
    expect(rows.map(({ open }) => Number(open))).to.deep.equal([27680, 318000, 31000, 0, 4831275, 6100]);
  });

  it('says of an account that somebody else pays it, and of no other', async () => {
    const { rows } = await database.ownerPool.query<{ reference: string }>(`
      SELECT d.reference FROM debtors d
       WHERE (solde_account(d.creditor_id, d.id) -> 'debtor' ->> 'paidByOther') = 'true' ORDER BY 1`);
    expect(rows.map(({ reference }) => reference)).to.deep.equal(['LUM-1012', 'LUM-1013']);
  });

  it('stores nothing when one row breaks a rule', async () => {
    const other = await createTestDatabase();
    const [first, ...rest] = portfolio.tables.due_lines;
    const tables = { ...portfolio.tables, due_lines: [{ ...first, amount_minor: 1 }, ...rest] };
    let refused: unknown = null;
    await insertDemo(other, { ...portfolio, tables }).catch((error: unknown) => (refused = error));
    const { rows } = await other.ownerPool.query('SELECT FROM creditors');
    await other.drop();
    expect(refused).to.be.an('error');
    expect(rows).to.have.length(0);
  });
});
