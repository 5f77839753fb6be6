import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, date } from '../../domain/civil-date.ts';
import { money } from '../../domain/money.ts';
import { checkPlan, downPaymentOf, firstDay, planOffers } from '../../domain/plan-rules.ts';
import { type ScheduleTerms } from '../../domain/plan-schedule.ts';
import { aCalendar, aPolicy, eur, today } from './an-account.ts';

const calendar = aCalendar();
const policy = aPolicy();

function terms(with_: Partial<ScheduleTerms> = {}): ScheduleTerms {
  return {
    total: eur(27_680),
    cut: { count: 3 },
    first: date('2026-03-28'),
    frequency: 'month',
    payday: 28,
    downPayment: null,
    ...with_,
  };
}

describe('a plan within policy', () => {
  it('is agreed by the machine', () => {
    expect(checkPlan(terms(), policy, calendar)).to.deep.equal({ kind: 'within' });
  });

  for (const [reason, of, with_] of [
    ['currency', terms({ total: money(27_680, 'USD') }), {}],
    ['frequency', terms(), { frequencies: ['week'] }],
    ['too-many-instalments', terms(), { instalments: 2 }],
    ['too-long', terms(), { months: 1 }],
    ['instalment-too-small', terms({ cut: { count: 10 } }), {}],
    ['down-payment-too-small', terms(), { downPaymentPercent: 40 }],
    ['first-too-late', terms({ first: date('2026-05-10') }), {}],
  ] as const) {
    it(`goes to a person when beyond it: ${reason}`, () => {
      expect(checkPlan(of, aPolicy(with_), calendar)).to.deep.equal({ kind: 'beyond', reasons: [reason] });
    });
  }

  it('may have a smaller last instalment when the amounts are equal', () => {
    expect(checkPlan(terms({ cut: { each: eur(9_000) } }), policy, calendar).kind).to.equal('within'); // 90, 90, 90, 6.80
    expect(checkPlan(terms({ cut: { each: eur(2_900) } }), policy, calendar)).to.deep.equal({
      kind: 'beyond',
      reasons: ['instalment-too-small'],
    });
  });

  it('cannot be in the past, of nothing, or cut finer than its cents', () => {
    const why = (of: ScheduleTerms): string => {
      const verdict = checkPlan(of, policy, calendar);
      return verdict.kind === 'impossible' ? verdict.why : verdict.kind;
    };
    expect(why(terms({ first: addDays(today, -1) }))).to.equal('date-past');
    expect(why(terms({ total: eur(0) }))).to.equal('amount');
    expect(why(terms({ cut: { each: eur(-5) } }))).to.equal('amount');
    expect(why(terms({ cut: { count: 0 } }))).to.equal('too-small-to-split');
    expect(why(terms({ cut: { count: 2.5 } }))).to.equal('too-small-to-split');
    expect(why(terms({ cut: { count: 1_000_000 } }))).to.equal('too-small-to-split');
    expect(why(terms({ cut: { each: eur(1) } }))).to.equal('too-small-to-split');
  });

  it('may start today, last exactly as long as the policy says, and have 120 instalments at most', () => {
    expect(checkPlan(terms({ first: today, payday: null }), aPolicy({ months: 2 }), calendar).kind).to.equal('within');
    expect(checkPlan(terms({ first: date('2026-04-30'), payday: null }), policy, calendar).kind).to.equal('within'); // 45 days
    const long = (count: number): string =>
      checkPlan(terms({ total: eur(1_000_000), cut: { count } }), policy, calendar).kind;
    expect([long(120), long(121)]).to.deep.equal(['beyond', 'impossible']);
  });

  it('asks the down payment rounded up, and none where the policy wants none', () => {
    expect(downPaymentOf(eur(1_001), aPolicy({ downPaymentPercent: 30 }))).to.deep.equal(eur(301));
    expect(downPaymentOf(eur(1_001), policy)).to.equal(null);
  });

  it('starts on the next payday, else in a week, never later than the policy lets it', () => {
    expect(firstDay({ payday: 28 }, policy, calendar)).to.equal('2026-03-28');
    expect(firstDay({ payday: null }, policy, calendar)).to.equal('2026-03-23');
    expect(firstDay({ payday: 15 }, aPolicy({ firstWithinDays: 10 }), calendar)).to.equal('2026-03-26');
  });
});

describe('ready plans', () => {
  const at = { debtor: { payday: 28 }, policy, calendar };

  it('are in three and six times and the longest, for an ordinary amount', () => {
    expect(planOffers(eur(27_680), at).map(({ count }) => count)).to.deep.equal([3, 6, 9]);
    expect(planOffers(eur(100_000), at).map(({ count }) => count)).to.deep.equal([3, 6, 12]);
  });

  it('hold three instalments on the 28th for 276.80 where the policy allows up to four', () => {
    const offers = planOffers(eur(27_680), { ...at, policy: aPolicy({ instalments: 4 }) });
    expect(offers.map(({ count }) => count)).to.deep.equal([2, 3, 4]);
    expect(offers[1]?.instalments.map(({ due, amount }) => `${due} ${amount.minor}`)).to.deep.equal([
      '2026-03-30 9226',
      '2026-04-28 9226',
      '2026-05-28 9228',
    ]);
  });

  it('are none when the amount is too small to be cut', () => {
    expect(planOffers(eur(5_999), at)).to.deep.equal([]);
    expect(planOffers(eur(6_000), at).map(({ count }) => count)).to.deep.equal([2]);
  });

  it('are always within the policy, at most three, and each of exactly the total', () => {
    const anyPolicy = fc
      .record({
        instalments: fc.integer({ min: 1, max: 24 }),
        months: fc.integer({ min: 1, max: 24 }),
        downPaymentPercent: fc.integer({ min: 0, max: 60 }),
      })
      .map(aPolicy);
    fc.assert(
      fc.property(
        anyPolicy,
        fc.integer({ min: 1, max: 500_000 }),
        fc.option(fc.integer({ min: 1, max: 31 })),
        (drawn, minor, payday) => {
          const offers = planOffers(eur(minor), { debtor: { payday }, policy: drawn, calendar });
          expect(offers.length).to.be.at.most(3);
          for (const offer of offers) {
            expect(checkPlan(offer.terms, drawn, calendar)).to.deep.equal({ kind: 'within' });
            expect(offer.instalments.reduce((total, { amount }) => total + amount.minor, 0)).to.equal(minor);
            expect(offer.instalments.length).to.equal(offer.count);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
