import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, date, type CivilDate } from '../../../domain/civil-date.ts';
import { invariant } from '../../../domain/errors.ts';
import { type CaseFile } from '../../../domain/escalation/case-file.ts';
import { planSweep } from '../../../prisma/escalation/plan-sweep.ts';
import { readCase, readCases, readCommon } from '../../../prisma/escalation/read-cases.ts';
import { policyIdsOf } from '../../../prisma/escalation/run-sweep.ts';
import { inTenant } from '../../../prisma/in-tenant.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { sweepRig, type SweepRig } from './a-sweep.ts';
import { anyDebtor, type Drawn, keepPortfolio } from './random-portfolio.ts';

const today = date('2026-12-01');

describe('prisma: whom a sweep looks at', () => {
  let database: TestDatabase;
  let rig: SweepRig;
  let policies: Drawn['policies'];

  before(async () => {
    database = await createTestDatabase();
    rig = await sweepRig(database);
    const ids = await policyIdsOf(database.pool, rig.creditor.id);
    const all = (await rig.order(today)).policies;
    const signed = (id: string): Drawn['policies']['fr-b2b'] => {
      const policy = all.find((one) => one.id === id);
      invariant(policy !== undefined, 'the shipped policies are signed');
      return { policy, policyId: ids.get(`${id}@${policy.version}`) ?? '' };
    };
    policies = { 'fr-b2b': signed('fr-b2b'), 'fr-b2c': signed('fr-b2c') };
  });
  after(() => database.drop());

  /** Of those of them it looks at, whom the engine has something to do about. */
  const withSteps = async (day: CivilDate, debtorIds?: readonly string[]): Promise<ReadonlySet<string>> => {
    const found = new Set<string>();
    const order = { ...(await rig.order(day)), debtorIds };
    for await (const { account, escalation } of planSweep(database.pool, order, day))
      if ((escalation?.steps.length ?? 0) > 0) found.add(account.debtor.id);
    return found;
  };

  /** Each case read by itself, and all of them together; planning reads no items of invoices. */
  const bothWays = async (day: CivilDate, ids: readonly string[]): Promise<readonly [one: unknown, many: unknown]> => {
    const order = await rig.order(day);
    return await inTenant(database.pool, rig.creditor.id, async (client) => {
      const common = await readCommon(client, order);
      invariant(common !== null, 'there is a creditor');
      const one: unknown[] = [];
      for (const id of ids) {
        const found = await readCase(client, order, id);
        invariant(found !== null, 'there is a case');
        const invoices = found.account.invoices.map((invoice) => ({ ...invoice, items: [] }));
        one.push({ ...found, account: { ...found.account, invoices } });
      }
      return [one, await readCases(client, order, common, ids)];
    });
  };

  it('are read together as each is read alone', async () => {
    const drawn = fc.sample(anyDebtor, 30);
    const ids = await keepPortfolio(database.ownerPool, rig.creditor, { drawn, today, policies });
    const [one, many] = await bothWays(today, ids);
    expect(many).to.deep.equal(one);
  });

  it('are read with every way a level was tried by, together as alone', async () => {
    const debtor = await rig.debtor([
      { due: '2026-11-20', minor: 50_000 },
      { due: '2026-11-21', minor: 60_000 },
    ]);
    await database.ownerPool.query('UPDATE debtors SET address = $2 WHERE id = $1', [
      debtor.id,
      '1 rue du Test, 75001 Paris',
    ]);
    await rig.run('2026-12-01');
    await database.ownerPool.query(
      "UPDATE outbox SET status = 'REFUSED', reason = 'twilio-30003', settled_at = '2026-12-01T10:00:00Z' WHERE debtor_id = $1",
      [debtor.id],
    );
    await rig.run('2026-12-02');
    const [one, many] = await bothWays(date('2026-12-04'), [debtor.id]);
    expect(many).to.deep.equal(one);
    const [{ file }] = many as [{ readonly file: CaseFile }];
    const ways = new Set(file.levels.map(({ lineId, level, outlet }) => `${lineId} ${level} ${outlet}`));
    const levels = new Set(file.levels.map(({ lineId, level }) => `${lineId} ${level}`));
    expect(ways.size, 'a level was tried more than one way').to.be.above(levels.size);
    const { rows } = await database.ownerPool.query('SELECT * FROM solde_strayed_levels()');
    expect(rows).to.deep.equal([]);
  });

  it('are all of whom anything is to be done, in any portfolio and on any day', async () => {
    let all = 0;
    const portfolio = fc.array(anyDebtor, { minLength: 50, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(portfolio, fc.integer({ min: 0, max: 6 }), async (drawn, later) => {
        const ids = await keepPortfolio(database.ownerPool, rig.creditor, { drawn, today, policies });
        const day = addDays(today, later);
        const looked = await withSteps(day);
        const due = [...(await withSteps(day, ids))];
        all += due.length;
        const missed = due.filter((id) => !looked.has(id)).map((id) => drawn[ids.indexOf(id)]);
        expect(missed, `on ${day}: ${JSON.stringify(missed)}`).to.have.length(0);
      }),
      // What was missed is said; the whole of the portfolio would bury it.
      {
        numRuns: 4,
        endOnFailure: true,
        reporter: ({ failed, errorInstance }) => {
          if (failed) throw errorInstance;
        },
      },
    );
    expect(all, 'some had something due').to.be.above(50);
  });
});
