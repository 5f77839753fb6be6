import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Account } from '../../../domain/account.ts';
import { balance } from '../../../domain/balance.ts';
import { date } from '../../../domain/civil-date.ts';
import { type Ledger, makeLedger } from '../../../domain/ledger.ts';
import { planProgress } from '../../../domain/plan-progress.ts';
import { judgePromise } from '../../../domain/promise-rules.ts';
import { demoPortfolio } from '../../../prisma/demo/demo-portfolio.ts';
import { insertDemo } from '../../../prisma/demo/insert-demo.ts';
import { makeTurnStore } from '../../../prisma/stores/turn-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const today = date('2026-11-22');

describe('the demo portfolio as the service reads it', () => {
  let database: TestDatabase;
  const accounts: Account[] = [];
  const ledgerOf = (reference: string): Ledger =>
    makeLedger(
      accounts.find((account) => account.debtor.reference === reference)!,
      today,
    );

  before(async () => {
    database = await createTestDatabase();
    const portfolio = demoPortfolio(today);
    await insertDemo(database, portfolio);
    const store = makeTurnStore(database.pool, randomUUID);
    for (const row of portfolio.tables.debtors) {
      const account = await store.account(portfolio.creditorId, row['id'] as string);
      if (account !== null) accounts.push(account);
    }
  });
  after(async () => {
    await database.drop();
  });

  it('reads every account without a contradiction', () => {
    expect(accounts).to.have.length(200);
    for (const account of accounts) expect(() => balance(makeLedger(account, today))).to.not.throw();
  });

  for (const [reference, expected] of [
    ['LUM-1001', ['EUR 27680']],
    ['LUM-1002', ['EUR 308000']],
    ['LUM-1003', ['GBP 31000']],
    ['LUM-1004', []],
    ['LUM-1005', ['EUR 4831275']],
    ['LUM-1006', ['EUR 6100']],
  ] as const) {
    it(`${reference} has the balance of the documentation`, () => {
      const found = balance(ledgerOf(reference)).map(({ currency, net }) => `${currency} ${net.minor}`);
      expect(found).to.deep.equal(expected);
    });
  }

  it('knows what nobody may be asked for', () => {
    const [barred] = balance(ledgerOf('LUM-1011'));
    expect([barred!.net.minor, barred!.timeBarred.minor]).to.deep.equal([0, 23760]);
    const [insolvent] = balance(ledgerOf('LUM-1010'));
    expect([insolvent!.net.minor, insolvent!.elsewhere.minor]).to.deep.equal([16800, 9600 * (80 + 52)]);
    expect(balance(ledgerOf('LUM-1005'))[0]!.disputed.minor).to.equal(125000);
  });

  it('gives plans and promises the status that the rules give them', () => {
    let seen = 0;
    for (const account of accounts) {
      const ledger = makeLedger(account, today);
      for (const plan of account.plans.filter(
        ({ status }) => !['offered', 'cancelled', 'defaulted'].includes(status),
      )) {
        const { completed, late } = planProgress(plan, ledger, 5);
        const status = completed ? 'completed' : late ? 'late' : 'active';
        expect(plan.status === 'accepted' ? 'active' : plan.status, account.debtor.reference).to.equal(status);
        seen += 1;
      }
      for (const promise of account.promises) {
        expect(judgePromise(promise, ledger, { days: 0, percent: 0 }), account.debtor.reference).to.equal(
          promise.status,
        );
        seen += 1;
      }
    }
    expect(seen).to.equal(8 + 10);
  });
});
