import { expect } from 'chai';
import fc from 'fast-check';
import { isWorkingDay } from '../../domain/calendar.ts';
import { addDays, type CivilDate, date, daysInMonth, partsOf } from '../../domain/civil-date.ts';
import { AppError } from '../../domain/errors.ts';
import { money } from '../../domain/money.ts';
import { countOf, instalmentAmounts, paydayAfter, schedule, type ScheduleTerms } from '../../domain/plan-schedule.ts';
import { aCalendar, eur, today } from './an-account.ts';
import { anyCurrency, anyDay } from './any-account.ts';

function terms(with_: Partial<ScheduleTerms>): ScheduleTerms {
  return {
    total: eur(27_680),
    cut: { count: 3 },
    first: date('2026-03-27'),
    frequency: 'month',
    payday: null,
    downPayment: null,
    ...with_,
  };
}

function said(with_: Partial<ScheduleTerms>, holidays: readonly CivilDate[] = []): string[] {
  return schedule(terms(with_), aCalendar(today, holidays)).map(
    ({ position, due, amount }) => `${position} ${due} ${amount.minor}`,
  );
}

describe('a schedule', () => {
  it('cuts 276.80 into three, the odd cents on the last, each on the payday or the next working day', () => {
    // 28 March and 28 June 2026 are no working days; 28 April is one.
    expect(said({ first: date('2026-03-28'), payday: 28 })).to.deep.equal([
      '1 2026-03-30 9226',
      '2 2026-04-28 9226',
      '3 2026-05-28 9228',
    ]);
  });

  it('falls on the last day of a month without the payday, and comes back to it after', () => {
    const days = said({ first: date('2026-01-30'), payday: 31, cut: { count: 4 } }).map((line) => line.split(' ')[1]);
    expect(days).to.deep.equal(['2026-01-30', '2026-03-02', '2026-03-31', '2026-04-30']);
  });

  it('goes by weeks and fortnights, around holidays', () => {
    expect(said({ frequency: 'week', first: date('2026-04-27') }, [date('2026-05-04')])).to.deep.equal([
      '1 2026-04-27 9226',
      '2 2026-05-05 9226',
      '3 2026-05-11 9228',
    ]);
    expect(said({ frequency: 'fortnight', first: date('2026-04-27') })[1]).to.equal('2 2026-05-11 9226');
  });

  it('keeps dates apart when a long closure pushes two onto one day', () => {
    const closure = Array.from({ length: 20 }, (_, index) => addDays(date('2026-04-27'), index));
    const days = said({ frequency: 'week', first: date('2026-04-27') }, closure).map((line) => line.split(' ')[1]);
    expect(days).to.deep.equal(['2026-05-18', '2026-05-19', '2026-05-20']);
  });

  it('keeps dates apart when one is pushed onto the next', () => {
    const closure = Array.from({ length: 7 }, (_, index) => addDays(date('2026-04-27'), index));
    const days = said({ frequency: 'week', first: date('2026-04-27') }, closure).map((line) => line.split(' ')[1]);
    expect(days).to.deep.equal(['2026-05-04', '2026-05-05', '2026-05-11']);
  });

  it('cuts into equal amounts with what is left on the last', () => {
    const cut = { each: eur(10_000) };
    expect(countOf(eur(27_680), cut)).to.equal(3);
    expect(instalmentAmounts(terms({ cut })).map(({ minor }) => minor)).to.deep.equal([10_000, 10_000, 7_680]);
    expect(instalmentAmounts(terms({ cut: { each: eur(30_000) } })).map(({ minor }) => minor)).to.deep.equal([27_680]);
  });

  it('starts with the down payment when it is more than an even part', () => {
    expect(instalmentAmounts(terms({ downPayment: eur(15_000) })).map(({ minor }) => minor)).to.deep.equal([
      15_000, 6_340, 6_340,
    ]);
    expect(instalmentAmounts(terms({ downPayment: eur(9_000) })).map(({ minor }) => minor)).to.deep.equal([
      9_226, 9_226, 9_228,
    ]);
    expect(instalmentAmounts(terms({ downPayment: eur(99_000) })).map(({ minor }) => minor)).to.deep.equal([
      27_678, 1, 1,
    ]);
  });

  it('refuses a plan of nothing, and one with more instalments than cents', () => {
    expect(() => instalmentAmounts(terms({ total: eur(0) }))).to.throw(AppError);
    expect(() => instalmentAmounts(terms({ total: eur(2) }))).to.throw(AppError);
    expect(() => instalmentAmounts(terms({ cut: { each: eur(0) } }))).to.throw(AppError);
  });

  const anyTerms = fc
    .record({
      minor: fc.integer({ min: 1, max: 1_000_000_000 }),
      currency: anyCurrency,
      count: fc.integer({ min: 1, max: 120 }),
      byAmount: fc.boolean(),
      first: anyDay,
      frequency: fc.constantFrom('week' as const, 'fortnight' as const, 'month' as const),
      payday: fc.option(fc.integer({ min: 1, max: 31 })),
      down: fc.option(fc.integer({ min: 1, max: 1_000_000_000 })),
    })
    .map(({ minor, currency, count, byAmount, down, ...rest }): ScheduleTerms => {
      const few = Math.min(count, minor);
      const cut = byAmount ? { each: money(Math.ceil(minor / few), currency) } : { count: few };
      const left = minor - few;
      const downPayment = down === null || left < 1 ? null : money((down % left) + 1, currency);
      return { ...rest, total: money(minor, currency), cut, downPayment };
    });

  it('always sums to the total exactly, in positive amounts: a plan adds nothing', () => {
    fc.assert(
      fc.property(anyTerms, (of) => {
        const amounts = instalmentAmounts(of).map(({ minor }) => minor);
        expect(amounts.reduce((a, b) => a + b, 0)).to.equal(of.total.minor);
        expect(Math.min(...amounts)).to.be.greaterThan(0);
        expect(amounts[0]).to.be.at.least(Math.min(of.downPayment?.minor ?? 0, of.total.minor - (amounts.length - 1)));
        if ('count' in of.cut)
          expect(
            Math.max(...amounts.slice(1, -1), 0) - Math.min(...amounts.slice(1, -1), amounts[1] ?? 0),
          ).to.be.at.most(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('always falls on working days, each after the one before and never before its nominal day', () => {
    const holidays = [
      date('2026-01-01'),
      date('2026-04-06'),
      date('2026-05-01'),
      date('2026-05-14'),
      date('2026-05-25'),
    ];
    fc.assert(
      fc.property(anyTerms, (of) => {
        const calendar = aCalendar(today, holidays);
        const days = schedule(of, calendar).map(({ due }) => due);
        expect(days.every((day) => isWorkingDay(calendar, day))).to.equal(true);
        expect(days.every((day, index) => index === 0 || day > days[index - 1]!)).to.equal(true);
        expect(days[0]! >= of.first).to.equal(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the next payday', () => {
  it('is after the day asked, in its month or the next, clamped to the month', () => {
    expect(paydayAfter(date('2026-03-16'), 28)).to.equal('2026-03-28');
    expect(paydayAfter(date('2026-03-28'), 28)).to.equal('2026-04-28');
    expect(paydayAfter(date('2026-01-31'), 31)).to.equal('2026-02-28');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 31 }), (after, payday) => {
        const next = paydayAfter(after, payday);
        const { year, month, day } = partsOf(next);
        expect(next > after).to.equal(true);
        expect(day).to.equal(Math.min(payday, daysInMonth(year, month)));
      }),
    );
  });
});
