import { expect } from 'chai';
import { type Account, type DueLine, type Payment } from '../../domain/account.ts';
import { balance } from '../../domain/balance.ts';
import { date } from '../../domain/civil-date.ts';
import { collectionOf, lastReturn } from '../../domain/collection.ts';
import { lineView, makeLedger } from '../../domain/ledger.ts';
import { payablePart } from '../../domain/payable-part.ts';
import { accountOf, aLine, allocated, aPayment } from './an-account.ts';

const debit = aLine('1', '2026-03-10', 10_000, { means: 'direct-debit' });

function on(day: string, line: DueLine = debit, with_: Partial<Account> = {}): string {
  const ledger = makeLedger(accountOf([line], with_), date(day));
  const view = lineView(ledger, '1');
  const { amount, why } = payablePart(ledger, view);
  return `${String(collectionOf(ledger, view))} ${amount.minor} ${String(why)}`;
}

function paid(with_: Partial<Payment>): Partial<Account> {
  const payment = aPayment('p', '2026-03-10', 10_000, { means: 'direct-debit', ...with_ });
  return { payments: [payment], allocations: [allocated(payment, '1', 10_000)] };
}

describe('what the creditor collects itself', () => {
  it('is not for the debtor to pay before its day, nor while the bank may still return it', () => {
    expect(on('2026-03-01')).to.equal('planned 0 direct-debit');
    expect(on('2026-03-10')).to.equal('planned 0 direct-debit');
    expect(on('2026-03-11')).to.equal('presented 0 in-transit');
    expect(on('2026-03-17')).to.equal('presented 0 in-transit');
    expect(on('2026-03-18')).to.equal('null 10000 null');
    expect(on('2026-03-11', { ...debit, means: 'bill-of-exchange' })).to.equal('presented 0 in-transit');
    expect(on('2026-03-11', { ...debit, means: 'transfer' })).to.equal('null 10000 null');
  });

  it('is payable from the day it came back, and settled when it was paid', () => {
    const back = paid({ status: 'returned', returnedOn: date('2026-03-13'), returnReason: 'AM04' });
    expect(on('2026-03-12', debit, back)).to.equal('null 0 nothing-open');
    expect(on('2026-03-13', debit, back)).to.equal('null 10000 null');
    expect(on('2026-03-11', debit, paid({}))).to.equal('null 0 nothing-open');
    const ledger = makeLedger(accountOf([debit], back), date('2026-03-20'));
    expect(lastReturn(ledger, '1')).to.deep.equal({ on: '2026-03-13', minor: 10_000 });
    expect(lastReturn(makeLedger(accountOf([debit], back), date('2026-03-12')), '1')).to.equal(null);
  });

  it('shows in the balance as on its way once it was presented', () => {
    const moving = (day: string): number | undefined =>
      balance(makeLedger(accountOf([debit]), date(day)))[0]?.inTransit.minor;
    expect([moving('2026-03-10'), moving('2026-03-11'), moving('2026-03-18')]).to.deep.equal([0, 10_000, 0]);
  });
});
