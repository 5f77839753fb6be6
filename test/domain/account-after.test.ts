import { expect } from 'chai';

import { type Account } from '../../domain/account.ts';
import { accountAfter } from '../../domain/account-after.ts';
import { addDays, date } from '../../domain/civil-date.ts';
import { type Fact } from '../../domain/fact.ts';
import { heldAmount, makeLedger } from '../../domain/ledger.ts';
import { accountOf, aHold, aLine, eur, today } from './an-account.ts';

const account = accountOf([aLine('1', '2026-01-10', 18450)]);
const lines = [{ lineId: '1', amount: eur(5000) }];
const due = date('2026-03-20');
const promiseMade: Fact = {
  kind: 'promise-made',
  id: 'p',
  debtorId: 'debtor',
  lines,
  amount: eur(5000),
  due,
  madeOn: today,
  supersedes: ['old'],
};
const planAccepted: Fact = {
  kind: 'plan-accepted',
  id: 'n',
  debtorId: 'debtor',
  lines,
  total: eur(5000),
  credits: eur(0),
  frequency: 'month',
  instalments: [{ position: 1, due, amount: eur(5000) }],
  signedOn: today,
  termsHash: 'h',
  policyVersion: 'v',
  supersedes: ['old'],
};
const disputeOpened: Fact = {
  kind: 'dispute-opened',
  disputes: [{ id: 'd', holdId: 'h', lineId: '1', amount: eur(100), itemIds: ['i'] }],
  debtorId: 'debtor',
  reason: 'price',
  note: null,
  evidence: [],
  openedOn: today,
  answerBy: date('2026-03-31'),
};
const holdOpened: Fact = { ...aHold('1', { id: 'k', reason: 'check' }), kind: 'hold-opened', debtorId: 'debtor' };
const old = { id: 'old', lines, amount: eur(5000), due, madeOn: today, status: 'open' as const };
const before: Account = {
  ...account,
  promises: [old],
  holds: [aHold('1', { reason: 'promise', source: 'promise:old' })],
};

describe('the account as facts leave it', () => {
  for (const fact of [promiseMade, planAccepted]) {
    it(`ends the promise that a ${fact.kind} replaces, and its hold`, () => {
      const after = accountAfter(before, [fact]);
      expect(after.promises[0]?.status).to.equal('withdrawn');
      expect(after.holds.filter(({ source }) => source === 'promise:old')).to.deep.equal([]);
    });
  }

  it('has the promise, the plan and the dispute as they were agreed', () => {
    const after = accountAfter(account, [promiseMade, planAccepted, disputeOpened, holdOpened]);
    expect(after.promises).to.deep.equal([{ ...old, id: 'p' }]);
    expect(after.plans[0]).to.deep.include({ id: 'n', status: 'active', signedOn: today, termsHash: 'h' });
    expect(after.disputes[0]).to.deep.include({ id: 'd', status: 'open', amount: eur(100), itemIds: ['i'] });
    expect(after.holds.map(({ id, source }) => [id, source])).to.deep.equal([
      ['h', 'dispute:d'],
      ['k', 'staff'],
    ]);
    expect(makeLedger(after, today).byLine.get('1')?.disputed).to.deep.equal(eur(100));
  });

  it('changes nothing when the account holds the facts already', () => {
    const facts = [promiseMade, planAccepted, disputeOpened, holdOpened];
    const after = accountAfter(before, facts);
    expect(accountAfter(after, facts)).to.deep.equal(after);
  });

  it('leaves another customer’s account alone, and facts that change none', () => {
    const tried: Fact = { kind: 'code-tried', id: 'c', used: true };
    const other = { ...account, debtor: { ...account.debtor, id: 'other' } };
    expect(accountAfter(other, [promiseMade, disputeOpened])).to.equal(other);
    expect(accountAfter(account, [tried])).to.equal(account);
  });

  it('ends holds on the day, and never makes one longer', () => {
    const holds = [
      aHold('1', { id: 'a', source: 'check:1' }),
      aHold('1', { id: 'b', source: 'check:1', until: addDays(today, -3) }),
      aHold('1', { id: 'c', source: 'check:2' }),
    ];
    const ended: Fact = { kind: 'hold-ended', debtorId: 'debtor', source: 'check:1', on: today };
    const after = accountAfter({ ...account, holds }, [ended]);
    expect(after.holds.map(({ until }) => until)).to.deep.equal([today, addDays(today, -3), null]);
    expect(heldAmount(makeLedger({ ...after, holds: after.holds.slice(0, 2) }, today), '1')).to.deep.equal(eur(0));
  });
});
