import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, date } from '../../domain/civil-date.ts';
import { AppError } from '../../domain/errors.ts';
import { creditsOf, heldAmount, lineView, makeLedger, openAmount } from '../../domain/ledger.ts';
import {
  accountOf,
  aCharge,
  aCreditNote,
  aHold,
  aLine,
  allocated,
  anAccount,
  aPayment,
  eur,
  invoiceOf,
  today,
} from './an-account.ts';
import { anyAccount, anyCurrency, anyDay } from './any-account.ts';

const line = aLine('1', '2026-02-01', 10_000);
const other = aLine('2', '2026-02-10', 5_000);

describe('the ledger', () => {
  it('takes from a line what settled payments gave it, and keeps the rest as a credit', () => {
    const payment = aPayment('p', '2026-02-20', 12_000);
    const ledger = makeLedger(
      accountOf([line], { payments: [payment], allocations: [allocated(payment, '1', 10_000)] }),
      today,
    );
    expect(lineView(ledger, '1').open).to.deep.equal(eur(0));
    expect(creditsOf(ledger, 'EUR')).to.deep.equal(eur(2_000));
    expect(creditsOf(ledger, 'GBP').minor).to.equal(0);
  });

  it('counts a returned payment until the day before it came back, then no more', () => {
    const payment = aPayment('p', '2026-02-20', 10_000, { status: 'returned', returnedOn: date('2026-03-01') });
    const account = accountOf([line], { payments: [payment], allocations: [allocated(payment, '1', 10_000)] });
    expect(openAmount(account, '1', date('2026-02-28')).minor).to.equal(0);
    expect(openAmount(account, '1', date('2026-03-01')).minor).to.equal(10_000);
    expect(creditsOf(makeLedger(account, date('2026-03-01')), 'EUR').minor).to.equal(0);
  });

  it('counts a settled payment that is marked as returned only until that day', () => {
    const payment = aPayment('p', '2026-02-20', 10_000, { returnedOn: date('2026-03-01') });
    const account = accountOf([line], { payments: [payment], allocations: [allocated(payment, '1', 10_000)] });
    expect(openAmount(account, '1', date('2026-02-28')).minor).to.equal(0);
    expect(openAmount(account, '1', date('2026-03-01')).minor).to.equal(10_000);
  });

  it('names what is in credit, the oldest first, by what it came from', () => {
    const payments = [
      aPayment('b', '2026-02-20', 300),
      aPayment('a', '2026-02-20', 200),
      aPayment('late', '2026-03-17', 50),
    ];
    const ledger = makeLedger(accountOf([], { payments, creditNotes: [aCreditNote('n', '2026-02-01', 100)] }), today);
    expect(ledger.credits.map(({ source, on, amount }) => [source.kind, source.id, on, amount.minor])).to.deep.equal([
      ['credit-note', 'n', '2026-02-01', 100],
      ['payment', 'a', '2026-02-20', 200],
      ['payment', 'b', '2026-02-20', 300],
    ]);
  });

  it('owes a charge from the day it was claimed', () => {
    const account = accountOf([line], { charges: [aCharge('c', '1', 400, { on: today })] });
    expect([
      makeLedger(account, date('2026-03-15')).charges.length,
      makeLedger(account, today).charges.length,
    ]).to.deep.equal([0, 1]);
  });

  it('keeps a line settled when one payment came back but another had settled it since', () => {
    const back = aPayment('back', '2026-02-20', 10_000, { status: 'returned', returnedOn: date('2026-03-01') });
    const again = aPayment('again', '2026-03-05', 10_000);
    const allocations = [allocated(back, '1', 10_000), allocated(again, '1', 10_000)];
    const account = accountOf([line], { payments: [back, again], allocations });
    expect(openAmount(account, '1', today).minor).to.equal(0);
  });

  it('lets announced and in-transit money settle nothing, and says how much is on its way', () => {
    const moving = aPayment('t', '2026-03-18', 4_000, { status: 'in-transit' });
    const said = aPayment('s', '2026-03-10', 3_000, { status: 'announced' });
    const allocations = [allocated(moving, '1', 4_000, { on: date('2026-03-15') }), allocated(said, '1', 3_000)];
    const view = lineView(makeLedger(accountOf([line], { payments: [moving, said], allocations }), today), '1');
    expect([view.open.minor, view.inTransit.minor, view.announced.minor]).to.deep.equal([10_000, 4_000, 3_000]);
  });

  it('stops counting an allocation from the day it was reversed, and gives the money back as a credit', () => {
    const payment = aPayment('p', '2026-02-20', 10_000);
    const allocations = [allocated(payment, '1', 10_000, { reversedOn: date('2026-03-10') })];
    const account = accountOf([line], { payments: [payment], allocations });
    expect(openAmount(account, '1', date('2026-03-09')).minor).to.equal(0);
    expect(openAmount(account, '1', date('2026-03-10')).minor).to.equal(10_000);
    expect(creditsOf(makeLedger(account, today), 'EUR').minor).to.equal(10_000);
  });

  it('does not know an invoice before it is issued: nothing is open, and money paid for it early is a credit', () => {
    const payment = aPayment('p', '2026-02-01', 10_000);
    const invoices = [invoiceOf(line, { issued: date('2026-02-15') })];
    const account = anAccount({
      lines: [line],
      invoices,
      payments: [payment],
      allocations: [allocated(payment, '1', 10_000)],
    });
    expect(openAmount(account, '1', date('2026-02-14')).minor).to.equal(0);
    expect(creditsOf(makeLedger(account, date('2026-02-14')), 'EUR').minor).to.equal(10_000);
    expect(creditsOf(makeLedger(account, date('2026-02-15')), 'EUR').minor).to.equal(0);
  });

  it('does not call a line overdue on its due date, nor give a future one a negative age', () => {
    const lines = [aLine('a', '2026-03-16', 100), aLine('b', '2026-03-15', 100), aLine('c', '2026-04-01', 100)];
    const ledger = makeLedger(accountOf(lines), today);
    expect(ledger.lines.map((view) => [view.line.id, view.overdue, view.daysLate])).to.deep.equal([
      ['b', true, 1],
      ['a', false, 0],
      ['c', false, 0],
    ]);
  });

  it('orders lines of one day by invoice number, then position, then id, so that no two are confused', () => {
    const twin = { invoiceId: 'FA-2026-9' };
    const lines = [
      aLine('z', '2026-02-01', 1, { ...twin, position: 2 }),
      aLine('y', '2026-02-01', 1, twin),
      aLine('x', '2026-02-01', 1, twin),
    ];
    const invoices = [invoiceOf(aLine('z', '2026-02-01', 3, twin))];
    const ledger = makeLedger(anAccount({ lines, invoices }), today);
    expect(ledger.lines.map((view) => view.line.id)).to.deep.equal(['x', 'y', 'z']);
  });

  it('keeps a claimed charge open when only the principal was paid, and no other charge', () => {
    const payment = aPayment('p', '2026-02-20', 10_000);
    const charges = [
      aCharge('claimed', '1', 400),
      aCharge('proposed', '1', 500, { status: 'proposed' }),
      aCharge('waived', '1', 600, { status: 'waived' }),
    ];
    const ledger = makeLedger(
      accountOf([line], { payments: [payment], allocations: [allocated(payment, '1', 10_000)], charges }),
      today,
    );
    expect(ledger.charges.map((view) => [view.charge.id, view.open.minor])).to.deep.equal([['claimed', 400]]);
  });

  it('opens a paid charge again when the payment that paid it comes back', () => {
    const payment = aPayment('p', '2026-02-20', 400, { status: 'returned', returnedOn: date('2026-03-01') });
    const paid = allocated(payment, '1', 400, { target: { kind: 'charge', id: 'c' } });
    const account = accountOf([line], {
      payments: [payment],
      allocations: [paid],
      charges: [aCharge('c', '1', 400, { status: 'paid' })],
    });
    expect(makeLedger(account, date('2026-02-25')).charges[0]?.open.minor).to.equal(0);
    expect(makeLedger(account, today).charges[0]?.open.minor).to.equal(400);
  });

  it('counts an open dispute, and a dispute hold that outlives its decision, but never more than is open', () => {
    const dispute = {
      id: 'd',
      lineId: '1',
      itemIds: [],
      amount: eur(23_000),
      reason: 'price',
      status: 'open',
      openedOn: date('2026-03-01'),
      answerBy: today,
    } as const;
    const view = lineView(makeLedger(accountOf([line], { disputes: [dispute] }), today), '1');
    expect(view.disputed.minor).to.equal(10_000);
    const decided = accountOf([line], {
      disputes: [{ ...dispute, status: 'accepted' }],
      holds: [aHold('1', { reason: 'dispute', amount: eur(2_300) })],
    });
    expect(lineView(makeLedger(decided, today), '1').disputed.minor).to.equal(2_300);
    const checked = accountOf([line], { disputes: [{ ...dispute, reason: 'already-paid' }] });
    expect(lineView(makeLedger(checked, today), '1').disputed.minor).to.equal(0);
  });

  it('contests from the day a dispute is opened, and is time-barred from the first day that is', () => {
    const dispute = {
      id: 'd',
      lineId: '1',
      itemIds: [],
      amount: eur(1_000),
      reason: 'vat',
      status: 'open',
      openedOn: today,
      answerBy: today,
    } as const;
    const account = accountOf([{ ...line, timeBarredFrom: today }], { disputes: [dispute] });
    const read = (on: string): [number, boolean] => {
      const view = lineView(makeLedger(account, date(on)), '1');
      return [view.disputed.minor, view.timeBarred];
    };
    expect([read('2026-03-15'), read('2026-03-16')]).to.deep.equal([
      [0, false],
      [1_000, true],
    ]);
  });

  it('holds what effective holds cover: an amount, a line or the whole account, on [from, until)', () => {
    const holds = [
      aHold('1', { reason: 'promise', amount: eur(3_000), until: date('2026-03-16') }),
      aHold('1', { reason: 'manual', amount: eur(1_000), from: date('2026-03-16') }),
    ];
    const ledger = makeLedger(accountOf([line, other], { holds }), today);
    expect(heldAmount(ledger, '1').minor).to.equal(1_000);
    expect(heldAmount(ledger, '2').minor).to.equal(0);
    const whole = makeLedger(accountOf([line, other], { holds: [aHold(null, { reason: 'vulnerable' })] }), today);
    expect(heldAmount(whole, '2').minor).to.equal(5_000);
    expect(heldAmount(whole, '2', ['dispute']).minor).to.equal(0);
  });

  it('refuses an account in which more is allocated than there is', () => {
    const payment = aPayment('p', '2026-02-20', 20_000);
    const overLine = accountOf([line], { payments: [payment], allocations: [allocated(payment, '1', 10_001)] });
    const overPayment = accountOf([line, aLine('3', '2026-02-01', 30_000)], {
      payments: [payment],
      allocations: [allocated(payment, '3', 20_001)],
    });
    for (const account of [overLine, overPayment])
      expect(() => makeLedger(account, today)).to.throw(AppError, 'INVARIANT_BROKEN');
    expect(() => makeLedger(accountOf([line], { allocations: [allocated(payment, '1', 1)] }), today)).to.throw(
      AppError,
    );
    expect(() => lineView(makeLedger(accountOf([line]), today), 'none')).to.throw(AppError);
  });

  it('loses no money: settled and issued amounts = credits + what was paid of lines that exist', () => {
    fc.assert(
      fc.property(anyAccount, anyDay, anyCurrency, (account, day, currency) => {
        const ledger = makeLedger(account, day);
        const paid = ledger.lines
          .filter((view) => view.open.currency === currency)
          .map((view) => view.line.amount.minor - view.open.minor);
        const notes = account.creditNotes.filter((note) => note.issued <= day && note.amount.currency === currency);
        const settled = account.payments.filter(
          ({ status, valueDate, returnedOn, amount }) =>
            amount.currency === currency &&
            valueDate <= day &&
            (status === 'settled' || (status === 'returned' && day < (returnedOn ?? day))),
        );
        const total = [...notes, ...settled].reduce((sum, { amount }) => sum + amount.minor, 0);
        expect(creditsOf(ledger, currency).minor + paid.reduce((a, b) => a + b, 0)).to.equal(total);
      }),
      { numRuns: 300 },
    );
  });

  it('reads the past the same whatever happens later: rows dated after the day change nothing', () => {
    fc.assert(
      fc.property(anyAccount, anyDay, (account, day) => {
        const later = (on: string): boolean => on > day;
        const known = {
          ...account,
          payments: account.payments.map((payment) =>
            payment.status === 'returned' && later(payment.returnedOn ?? day)
              ? { ...payment, status: 'settled' as const, returnedOn: null }
              : payment,
          ),
          allocations: account.allocations
            .filter(({ on }) => !later(on))
            .map((allocation) =>
              later(allocation.reversedOn ?? day) ? { ...allocation, reversedOn: null } : allocation,
            ),
        };
        const [full, cut] = [makeLedger(account, day), makeLedger(known, day)];
        expect(full.lines.map((view) => view.open)).to.deep.equal(cut.lines.map((view) => view.open));
        expect(full.credits).to.deep.equal(cut.credits);
      }),
      { numRuns: 300 },
    );
  });

  it('only closes lines as time goes, when nothing is reversed or returned', () => {
    fc.assert(
      fc.property(anyAccount, anyDay, fc.integer({ min: 0, max: 90 }), (account, day, days) => {
        const steady = {
          ...account,
          payments: account.payments.filter(({ status }) => status !== 'returned'),
          allocations: account.allocations
            .filter(
              ({ source }) => !account.payments.some(({ id, status }) => id === source.id && status === 'returned'),
            )
            .map((allocation) => ({ ...allocation, reversedOn: null })),
        };
        const after = makeLedger(steady, addDays(day, days));
        for (const view of makeLedger(steady, day).lines)
          expect(lineView(after, view.line.id).open.minor).to.be.at.most(view.open.minor);
      }),
      { numRuns: 200 },
    );
  });
});
