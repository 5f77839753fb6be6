import { expect } from 'chai';
import { type Account, type PaymentTerm } from '../../domain/account.ts';
import { date } from '../../domain/civil-date.ts';
import { earlyPayment, earnedDiscount, termAmount, termsOf } from '../../domain/early-payment.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { accountOf, aHold, aLine, allocated, aPayment, eur } from './an-account.ts';

const two: PaymentTerm = {
  ...{ kind: 'early-payment', invoiceId: 'invoice', basisPoints: 200, amount: null },
  until: date('2026-03-10'),
};

function offer(day: string, with_: Partial<Account> = {}, term: PaymentTerm = two): string {
  const line = aLine('1', '2026-03-31', 18_450, { invoiceId: 'invoice' });
  const account = accountOf([line], with_);
  const ledger = makeLedger({ ...account, terms: [{ ...term, invoiceId: account.invoices[0]!.id }] }, date(day));
  const found = earlyPayment(ledger, account.invoices[0]!.id);
  return found === null ? 'none' : `${found.amount.minor} saves ${found.saved.minor} until ${found.until}`;
}

describe('an early-payment discount', () => {
  it('is offered until its day and never after, to the nearest cent', () => {
    expect(offer('2026-03-01')).to.equal('18081 saves 369 until 2026-03-10');
    expect(offer('2026-03-10')).to.equal('18081 saves 369 until 2026-03-10');
    expect(offer('2026-03-11')).to.equal('none');
  });

  it('is never offered once something is overdue, whatever its day', () => {
    expect(offer('2026-04-01', {}, { ...two, until: date('2026-04-30') })).to.equal('none');
  });

  it('never touches a disputed part, nor what is on its way or paid', () => {
    const holds = [aHold('1', { reason: 'dispute', amount: eur(8_450) })];
    expect(offer('2026-03-01', { holds })).to.equal('9800 saves 200 until 2026-03-10');
    const moving = aPayment('p', '2026-03-02', 18_450, { status: 'in-transit' });
    const allocations = [allocated(moving, '1', 18_450, { on: date('2026-02-01') })];
    expect(offer('2026-03-01', { payments: [moving], allocations })).to.equal('none');
  });

  it('of a fixed amount is for the whole invoice only', () => {
    const fixed = { ...two, basisPoints: null, amount: eur(1_000) };
    expect(offer('2026-03-01', {}, fixed)).to.equal('17450 saves 1000 until 2026-03-10');
    const holds = [aHold('1', { reason: 'dispute', amount: eur(1) })];
    expect(offer('2026-03-01', { holds }, fixed)).to.equal('none');
    expect(offer('2026-03-01', {}, { ...fixed, amount: eur(18_450) })).to.equal('none');
  });
});

describe('a discount that was earned', () => {
  const earned = (on: string, minor: number, with_: Partial<Account> = {}): string => {
    const payment = aPayment('p', on, minor);
    const line = aLine('1', '2026-03-31', 18_450);
    const paid = accountOf([line], { payments: [payment], allocations: [allocated(payment, '1', minor)], ...with_ });
    const id = paid.invoices[0]!.id;
    const found = earnedDiscount(makeLedger({ ...paid, terms: [{ ...two, invoiceId: id }] }, date('2026-04-10')), id);
    return found === null ? 'none' : `${found.amount.minor} on ${found.on}`;
  };

  it('is what is left when the rest was paid in time, whenever one looks', () => {
    expect(earned('2026-03-10', 18_081)).to.equal('369 on 2026-03-10');
    expect(earned('2026-03-01', 18_400)).to.equal('50 on 2026-03-01');
    expect(earned('2026-03-11', 18_081)).to.equal('none');
    expect(earned('2026-03-10', 18_080)).to.equal('none');
    expect(earned('2026-03-10', 18_450)).to.equal('none');
    const holds = [aHold('1', { reason: 'dispute', amount: eur(100) })];
    expect(earned('2026-03-10', 18_081, { holds })).to.equal('none');
  });
});

describe('terms', () => {
  it('are those of the invoice or of the contract, as long as they last', () => {
    const rebate: PaymentTerm = { ...two, kind: 'year-end-rebate', invoiceId: null, until: date('2026-12-31') };
    const ledger = makeLedger({ ...accountOf([]), terms: [two, rebate] }, date('2026-03-11'));
    expect([termsOf(ledger, 'invoice'), termsOf(ledger, null)]).to.deep.equal([[], [rebate]]);
    expect(termAmount({ ...two, basisPoints: 3000 }, eur(1_001))).to.deep.equal(eur(300));
  });
});
