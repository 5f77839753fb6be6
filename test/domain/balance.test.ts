import { expect } from 'chai';
import fc from 'fast-check';
import { ageing, ageClasses, ageClassOf } from '../../domain/ageing.ts';
import { balance } from '../../domain/balance.ts';
import { date } from '../../domain/civil-date.ts';
import { lastPayment } from '../../domain/last-payment.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { money } from '../../domain/money.ts';
import { accountOf, aCharge, aCreditNote, aHold, aLine, allocated, aPayment, eur, today } from './an-account.ts';
import { anyAccount, anyDay } from './any-account.ts';

describe('the balance', () => {
  it('nets a partial payment and an unallocated credit note: 1,180 + 2,400 − 400 − 100 = 3,080', () => {
    const payment = aPayment('p', '2026-02-01', 40_000);
    const account = accountOf([aLine('1', '2026-01-01', 118_000), aLine('2', '2026-01-31', 240_000)], {
      payments: [payment],
      allocations: [allocated(payment, '2', 40_000)],
      creditNotes: [aCreditNote('AV-1', '2026-02-10', 10_000)],
    });
    const [only] = balance(makeLedger(account, today));
    expect([only?.overdue.minor, only?.credits.minor, only?.net.minor]).to.deep.equal([318_000, 10_000, 308_000]);
  });

  it('keeps what is due today with what is coming, and currencies apart in the order of their codes', () => {
    const lines = [
      aLine('1', '2026-03-16', 100),
      aLine('2', '2026-03-15', 200),
      aLine('3', '2026-03-01', 31_000, { amount: money(31_000, 'GBP') }),
    ];
    const read = balance(makeLedger(accountOf(lines), today)).map(({ currency, overdue, comingDue }) => [
      currency,
      overdue.minor,
      comingDue.minor,
    ]);
    expect(read).to.deep.equal([
      ['EUR', 200, 100],
      ['GBP', 31_000, 0],
    ]);
  });

  it('asks neither for time-barred lines, nor for those written off or handed over, and names them apart', () => {
    const lines = [
      aLine('1', '2024-01-01', 100, { timeBarredFrom: date('2026-01-02') }),
      aLine('2', '2026-01-01', 200, { closed: 'written-off' }),
      aLine('3', '2026-01-01', 300, { closed: 'insolvency' }),
      aLine('4', '2026-01-01', 400),
    ];
    const [only] = balance(makeLedger(accountOf(lines), today));
    expect([only?.overdue, only?.net, only?.timeBarred, only?.elsewhere].map((amount) => amount?.minor)).to.deep.equal([
      400, 400, 100, 300,
    ]);
  });

  it('adds claimed charges to the net, says what is on its way, and is negative when we owe', () => {
    const moving = aPayment('t', '2026-03-18', 5_000, { status: 'in-transit' });
    const account = accountOf(
      [aLine('1', '2026-01-01', 1_000), aLine('9', '2024-01-01', 10, { timeBarredFrom: date('2026-01-02') })],
      {
        payments: [moving, aPayment('p', '2026-03-01', 9_000)],
        charges: [aCharge('c', '1', 250), aCharge('barred', '9', 70)],
      },
    );
    const [only] = balance(makeLedger(account, today));
    expect([only?.claimedCharges, only?.inTransit, only?.net].map((amount) => amount?.minor)).to.deep.equal([
      250, 5_000, -7_750,
    ]);
  });

  it('says how much of it is contested', () => {
    const holds = [aHold('1', { reason: 'dispute', amount: eur(300) })];
    expect(
      balance(makeLedger(accountOf([aLine('1', '2026-01-01', 1_000)], { holds }), today))[0]?.disputed.minor,
    ).to.equal(300);
  });

  it('is empty when all is settled', () => {
    const payment = aPayment('p', '2026-03-01', 1_000);
    const account = accountOf([aLine('1', '2026-01-01', 1_000)], {
      payments: [payment],
      allocations: [allocated(payment, '1', 1_000)],
    });
    expect(balance(makeLedger(account, today))).to.deep.equal([]);
  });

  it('is the sum of its parts: net, ages, and the open amounts of every line', () => {
    fc.assert(
      fc.property(anyAccount, anyDay, (account, day) => {
        const ledger = makeLedger(account, day);
        for (const of of balance(ledger)) {
          expect(of.net.minor).to.equal(
            of.overdue.minor + of.comingDue.minor + of.claimedCharges.minor - of.credits.minor,
          );
          const ages = ageing(ledger, of.currency);
          const aged = ageClasses.reduce((total, age) => total + ages[age].minor, 0);
          expect(aged).to.equal(of.overdue.minor + of.comingDue.minor);
          expect(ages['not-due'].minor).to.equal(of.comingDue.minor);
          const open = ledger.lines
            .filter((view) => view.open.currency === of.currency && view.line.closed !== 'written-off')
            .reduce((total, view) => total + view.open.minor, 0);
          expect(aged + of.timeBarred.minor + of.elsewhere.minor).to.equal(open);
          expect(of.disputed.minor).to.be.at.most(aged);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('ages', () => {
  it('change the day after 30, 60 and 90 days', () => {
    expect([0, 1, 30, 31, 60, 61, 90, 91].map(ageClassOf)).to.deep.equal([
      'not-due',
      '1-30',
      '1-30',
      '31-60',
      '31-60',
      '61-90',
      '61-90',
      'over-90',
    ]);
  });
});

describe('the last payment', () => {
  it('is the latest settled one of the day read, returned, announced and later ones left out', () => {
    const payments = [
      aPayment('a', '2026-01-10', 1),
      aPayment('a2', '2026-02-10', 1),
      aPayment('b', '2026-02-10', 1),
      aPayment('a1', '2026-02-09', 1),
      aPayment('c', '2026-02-20', 1, { status: 'returned', returnedOn: date('2026-03-01') }),
      aPayment('d', '2026-03-10', 1, { status: 'announced' }),
      aPayment('e', '2026-03-20', 1),
    ];
    const last = (day: string): string | undefined =>
      lastPayment(makeLedger(accountOf([], { payments }), date(day)))?.id;
    expect([last('2026-01-09'), last('2026-02-10'), last('2026-02-25'), last('2026-03-01')]).to.deep.equal([
      undefined,
      'b',
      'c',
      'b',
    ]);
  });
});
