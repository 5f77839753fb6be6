import { expect } from 'chai';
import fc from 'fast-check';
import { type Account, type PromiseToPay } from '../../domain/account.ts';
import { addDays, date } from '../../domain/civil-date.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { money } from '../../domain/money.ts';
import { checkPromise, judgePromise, promiseLimit, type PromiseWish } from '../../domain/promise-rules.ts';
import {
  accountOf,
  aCalendar,
  aCreditNote,
  aDebtor,
  aHold,
  aLine,
  allocated,
  aPayment,
  aPolicy,
  eur,
  today,
} from './an-account.ts';
import { anyDay } from './any-account.ts';

const company = aPolicy({ promiseDays: 15, promiseUntilPayday: false });
const consumer = aPolicy({ promiseDays: 35, promiseUntilPayday: true });
const calendar = aCalendar();
const lines = [aLine('1', '2026-01-01', 18_450), aLine('2', '2026-02-01', 9_230)];

const promise: PromiseToPay = {
  id: 'promise',
  lines: [{ lineId: '1', amount: eur(10_000) }],
  amount: eur(10_000),
  due: date('2026-03-20'),
  madeOn: date('2026-03-10'),
  status: 'open',
};

function check(
  wish: Partial<PromiseWish>,
  with_: Partial<Account> = {},
  policy = company,
): ReturnType<typeof checkPromise> {
  const ledger = makeLedger(accountOf(lines, with_), today);
  return checkPromise({ lineIds: null, amount: null, due: date('2026-03-20'), ...wish }, ledger, policy, calendar);
}

function said(verdict: ReturnType<typeof checkPromise>): string {
  if (verdict.kind !== 'ok') return `${verdict.kind} ${verdict.why}`;
  return verdict.lines.map(({ lineId, amount }) => `${lineId}:${amount.minor}`).join(' ');
}

describe('the last day of a promise', () => {
  it('is fifteen days ahead for a company, the next payday within 35 for a consumer', () => {
    expect(promiseLimit(company, calendar, 28)).to.equal('2026-03-31');
    expect(promiseLimit(consumer, calendar, 28)).to.equal('2026-03-30'); // the 28th is a Saturday
    expect(promiseLimit(consumer, calendar, 16)).to.equal('2026-04-16');
    expect(promiseLimit(consumer, calendar, null)).to.equal('2026-04-20');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 31 }), (day, payday) => {
        const limit = promiseLimit(consumer, aCalendar(day), payday);
        expect(limit > day && limit <= addDays(day, 35)).to.equal(true);
      }),
    );
  });
});

describe('a promise', () => {
  it('covers the oldest lines first, or the named ones, or all', () => {
    expect(said(check({}))).to.equal('1:18450 2:9230');
    expect(said(check({ amount: eur(20_000) }))).to.equal('1:18450 2:1550');
    expect(said(check({ amount: eur(5_000), lineIds: ['2'] }))).to.equal('2:5000');
  });

  it('leaves out what is contested and deducts what is in credit', () => {
    const holds = [aHold('1', { reason: 'dispute', amount: eur(8_450) })];
    expect(said(check({}, { holds, creditNotes: [aCreditNote('AV', '2026-03-01', 1_000)] }))).to.equal('1:9000 2:9230');
  });

  it('is made on the last day allowed; a day later is a deferral, never a refusal', () => {
    expect(said(check({ due: date('2026-03-31') }))).to.equal('1:18450 2:9230');
    expect(check({ due: date('2026-04-01') })).to.deep.equal({
      kind: 'deferral',
      why: 'too-late',
      latest: date('2026-03-31'),
    });
    const payday = { debtor: aDebtor({ payday: 28 }) };
    expect(said(check({ due: date('2026-03-30') }, payday, consumer))).to.equal('1:18450 2:9230');
    expect(said(check({ due: date('2026-03-31') }, payday, consumer))).to.equal('deferral too-late');
  });

  it('is made at most twice on a line; a kept one does not count', () => {
    const before = (status: PromiseToPay['status'], id: string): PromiseToPay => ({ ...promise, id, status });
    const twice = [before('broken', 'a'), before('withdrawn', 'b')];
    expect(said(check({ lineIds: ['1'] }, { promises: twice }))).to.equal('deferral too-many');
    expect(said(check({ lineIds: ['2'] }, { promises: twice }))).to.equal('2:9230');
    expect(said(check({ lineIds: ['1'] }, { promises: [before('broken', 'a'), before('kept', 'b')] }))).to.equal(
      '1:18450',
    );
  });

  it('is refused for yesterday, for nothing, for more than is owed, and in a currency nobody owes', () => {
    expect(said(check({ due: date('2026-03-15') }))).to.equal('refused date-past');
    expect(said(check({ due: today }))).to.equal('1:18450 2:9230');
    expect(said(check({ amount: eur(0) }))).to.equal('refused amount-too-low');
    expect(check({ amount: eur(27_681) })).to.deep.equal({
      kind: 'refused',
      why: 'amount-too-high',
      most: eur(27_680),
    });
    expect(said(check({ amount: money(100, 'GBP') }))).to.equal('refused currency-unclear');
    expect(said(check({ lineIds: [] }))).to.equal('refused nothing-open');
    const held = check({}, { holds: [aHold(null, { reason: 'insolvency' })] });
    expect(held).to.deep.equal({ kind: 'refused', why: 'nothing-open', because: 'held' });
  });

  it('asks which currency when several are owed and none was said', () => {
    const mixed = accountOf([...lines, aLine('3', '2026-01-01', 500, { amount: money(500, 'GBP') })]);
    const wish = { lineIds: null, amount: null, due: date('2026-03-20') };
    expect(checkPromise(wish, makeLedger(mixed, today), company, calendar)).to.deep.equal({
      kind: 'refused',
      why: 'currency-unclear',
      currencies: ['EUR', 'GBP'],
    });
  });
});

describe('the judgement of a promise', () => {
  const tolerance = { days: 3, percent: 0 };
  const judge = (on: string, paid: readonly (readonly [string, number])[], of = promise, with_ = tolerance): string => {
    const payments = paid.map(([day, minor], index) => aPayment(`p${index}`, day, minor));
    const account = accountOf(lines, {
      payments,
      allocations: payments.map((payment) => allocated(payment, '1', payment.amount.minor)),
    });
    return judgePromise(of, makeLedger(account, date(on)), with_);
  };

  it('is kept when what was promised is no longer open, by a payment that was already on its way', () => {
    expect(judge('2026-06-01', [['2026-03-09', 18_450]])).to.equal('kept');
    expect(judge('2026-06-01', [['2026-03-09', 9_450]])).to.equal('partly-kept'); // 90.00 open of 100.00 promised
  });

  it('waits until its day and tolerance are over', () => {
    expect(judge('2026-03-23', [])).to.equal('open');
    expect(judge('2026-03-24', [])).to.equal('broken');
    expect(judge('2026-03-23', [['2026-03-15', 4_000]])).to.equal('open');
    expect(judge('2026-03-24', [['2026-03-15', 4_000]])).to.equal('partly-kept');
    expect(judge('2026-03-12', [['2026-03-11', 10_000]])).to.equal('kept');
  });

  it('goes by value dates: paid in the tolerance is kept, later is not, nor what was paid before it was made', () => {
    expect(judge('2026-06-01', [['2026-03-23', 10_000]])).to.equal('kept');
    expect(judge('2026-06-01', [['2026-03-24', 10_000]])).to.equal('broken');
    expect(judge('2026-06-01', [['2026-03-10', 8_000]])).to.equal('partly-kept'); // on the day it was made
    expect(judge('2026-06-01', [['2026-03-09', 8_000]])).to.equal('broken'); // 104.50 still open of that line
  });

  it('counts a payment imported after the judgement day by its value date', () => {
    const payment = aPayment('late', '2026-03-19', 10_000);
    const account = accountOf(lines, {
      payments: [payment],
      allocations: [allocated(payment, '1', 10_000, { on: date('2026-03-30') })],
    });
    expect(judgePromise(promise, makeLedger(account, date('2026-03-29')), tolerance)).to.equal('broken');
    expect(judgePromise(promise, makeLedger(account, date('2026-03-30')), tolerance)).to.equal('kept');
  });

  it('is judged again when the payment that kept it comes back, whatever it was judged before', () => {
    const payment = aPayment('p', '2026-03-19', 10_000, { status: 'returned', returnedOn: date('2026-04-10') });
    const account = accountOf(lines, { payments: [payment], allocations: [allocated(payment, '1', 10_000)] });
    const kept = { ...promise, status: 'kept' } as const;
    expect(judgePromise(kept, makeLedger(account, date('2026-04-09')), tolerance)).to.equal('kept');
    expect(judgePromise(kept, makeLedger(account, date('2026-04-10')), tolerance)).to.equal('broken');
  });

  it('is kept by what a snapshot of the accounts settled since, not by what it had settled that morning', () => {
    const on = (day: string): Account => {
      const clearing = {
        ...allocated(aPayment('c', day, 10_000), '1', 10_000),
        source: { kind: 'clearing', id: 'c' },
      } as const;
      return accountOf(lines, { allocations: [clearing] });
    };
    const verdict = (day: string, asOf: string): string =>
      judgePromise(promise, makeLedger(on(day), date(asOf)), tolerance);
    expect(verdict('2026-03-18', '2026-03-18')).to.equal('kept');
    expect(verdict('2026-03-27', '2026-03-27')).to.equal('kept'); // the first accounts since: nobody knows the day
    expect(
      judgePromise({ ...promise, status: 'broken' }, makeLedger(on('2026-03-27'), date('2026-03-27')), tolerance),
    ).to.equal('broken');
    expect(verdict('2026-03-10', '2026-03-24')).to.equal('partly-kept'); // 84.50 still open of that line
  });

  it('is not kept by the money of another promise of the same line', () => {
    const second: PromiseToPay = {
      ...promise,
      id: 'second',
      lines: [{ lineId: '1', amount: eur(8_000) }],
      amount: eur(8_000),
      due: date('2026-03-30'),
    };
    const both = (minor: number): string[] => {
      const payment = aPayment('p', '2026-03-18', minor);
      const account = accountOf(lines, {
        promises: [promise, second],
        payments: [payment],
        allocations: [allocated(payment, '1', minor)],
      });
      return [promise, second].map((of) => judgePromise(of, makeLedger(account, date('2026-06-01')), tolerance));
    };
    expect(both(10_000)).to.deep.equal(['kept', 'broken']);
    expect(both(14_000)).to.deep.equal(['kept', 'partly-kept']);
    expect(both(18_000)).to.deep.equal(['kept', 'kept']);
  });

  it('forgives the tolerated share, and never revives a withdrawn promise', () => {
    expect(judge('2026-06-01', [['2026-03-15', 9_500]], promise, { days: 3, percent: 5 })).to.equal('kept');
    expect(judge('2026-06-01', [['2026-03-15', 9_499]], promise, { days: 3, percent: 5 })).to.equal('partly-kept');
    expect(judge('2026-06-01', [['2026-03-15', 10_000]], { ...promise, status: 'withdrawn' })).to.equal('withdrawn');
  });

  it('gives the same verdict on every later day, and judging a judged promise changes nothing', () => {
    const anyPaid = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 4_000 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(anyPaid, fc.integer({ min: 0, max: 60 }), (drawn, days) => {
        const paid = drawn.map(([after, minor]) => [addDays(date('2026-03-01'), after), minor] as const);
        const first = judge('2026-04-01', paid);
        const later = addDays(date('2026-04-01'), days);
        expect(judge(later, paid)).to.equal(first);
        expect(judge(later, paid, { ...promise, status: first as PromiseToPay['status'] })).to.equal(first);
      }),
      { numRuns: 200 },
    );
  });
});
