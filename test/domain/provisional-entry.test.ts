import { expect } from 'chai';
import { date } from '../../domain/civil-date.ts';
import { money } from '../../domain/money.ts';
import { type EntryWish, placeEntry } from '../../domain/provisional-entry.ts';
import { accountOf, aHold, aLine, eur, today } from './an-account.ts';

const lines = [aLine('1', '2026-01-10', 10_000), aLine('2', '2026-02-10', 6_000)];
const account = accountOf(lines, { holds: [aHold('1', { reason: 'dispute', amount: eur(4_000) })] });
const numberOf = (lineId: string): string =>
  account.invoices.find(({ id }) => id === lines.find((line) => line.id === lineId)?.invoiceId)?.number ?? '';

function placed(wish: Partial<EntryWish>): string {
  const whole: EntryWish = {
    ...{ id: 'e', kind: 'payment', amount: eur(5_000), on: date('2026-03-01'), invoice: null, text: '' },
    ...wish,
  };
  const verdict = placeEntry(whole, account, today);
  if (verdict.kind === 'refused') return verdict.why;
  const parts = verdict.allocations.map(({ target, amount, by }) => `${target.id}:${amount.minor} ${by}`);
  return [verdict.amount.minor, ...parts].join(', ');
}

describe('money entered ahead of the accounts', () => {
  it('goes where its invoice, its text or the law puts it, as a payment does', () => {
    expect(placed({ invoice: numberOf('2') })).to.equal('5000, 2:5000 debtor');
    expect(placed({ invoice: numberOf('2').toLowerCase(), amount: null })).to.equal('6000, 2:6000 debtor');
    expect(placed({})).to.equal('5000, 1:5000 law');
    expect(placed({ amount: eur(20_000) })).to.equal('20000, 1:6000 law, 2:6000 law');
  });

  it('corrects its invoice, contested or not, when it is a credit note or a write-off', () => {
    expect(placed({ kind: 'write-off', invoice: numberOf('1'), amount: null })).to.equal('10000, 1:10000 law');
    expect(placed({ kind: 'credit-note', invoice: numberOf('2'), amount: eur(7_000) })).to.equal('7000, 2:6000 law');
    expect(placed({ kind: 'credit-note' })).to.equal('5000');
  });

  it('is refused when it cannot be', () => {
    expect(placed({ on: date('2027-01-01') })).to.equal('date-in-future');
    expect(placed({ on: date('2027-01-01'), inTransit: true })).to.equal('5000, 1:5000 law');
    expect(placed({ amount: null })).to.equal('invoice-missing');
    expect(placed({ kind: 'write-off' })).to.equal('invoice-missing');
    expect(placed({ invoice: 'none' })).to.equal('unknown-invoice');
    expect(placed({ amount: eur(0) })).to.equal('amount-not-positive');
    expect(placed({ amount: money(100, 'GBP'), invoice: numberOf('1') })).to.equal('other-currency');
    expect(placed({ kind: 'write-off', invoice: numberOf('2'), amount: eur(6_001) })).to.equal('more-than-open');
  });
});
