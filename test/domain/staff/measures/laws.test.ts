import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, date } from '../../../../domain/civil-date.ts';
import { whyNotAnswer } from '../../../../domain/staff/measures/allowed.ts';
import { collectionEffectiveness } from '../../../../domain/staff/measures/collection-effectiveness.ts';
import { countbackDays } from '../../../../domain/staff/measures/countback.ts';
import { planKeptRate, promiseKeptRate } from '../../../../domain/staff/measures/kept-rate.ts';
import { monthsOf } from '../../../../domain/staff/measures/months.ts';
import { priorityOf } from '../../../../domain/staff/measures/priority.ts';

const minor = fc.integer({ min: 0, max: 10 ** 12 });
const periods = fc.array(fc.record({ sales: minor, days: fc.integer({ min: 1, max: 31 }) }), { maxLength: 24 });

describe('staff: days sales outstanding by countback', () => {
  it('of a known case: November’s sales and a third of October’s are owed', () => {
    const months = [
      { sales: 300_000, days: 30 },
      { sales: 310_000, days: 31 },
    ];
    expect(countbackDays(300_000 + 103_333, months)).to.equal(40.3);
    expect(countbackDays(0, months)).to.equal(0);
    expect(countbackDays(1_000_000, months), 'more than was sold').to.equal(61);
  });

  it('is receivables × days / sales where sales are even', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 7 }), fc.integer({ min: 0, max: 700 }), (aDay, days) => {
        const even = Array.from({ length: 24 }, () => ({ sales: aDay * 30, days: 30 }));
        expect(countbackDays(aDay * days, even)).to.equal(days);
      }),
    );
  });

  it('never falls when more is owed, never exceeds the days that are counted, and is no less than the best', () => {
    fc.assert(
      fc.property(minor, minor, periods, (current, overdue, of) => {
        const [best, dso] = [countbackDays(current, of), countbackDays(current + overdue, of)];
        expect(dso).to.be.at.least(best);
        expect(dso).to.be.at.most(of.reduce((days, period) => days + period.days, 0));
      }),
    );
  });
});

describe('staff: the collection effectiveness index', () => {
  it('is one when all that was due is collected, zero when nothing is', () => {
    expect(collectionEffectiveness({ opening: 100, sales: 50, ending: 50, current: 50 })).to.deep.equal({
      numerator: 100,
      denominator: 100,
    });
    expect(collectionEffectiveness({ opening: 100, sales: 0, ending: 100, current: 0 })).to.deep.equal({
      numerator: 0,
      denominator: 100,
    });
    expect(collectionEffectiveness({ opening: 0, sales: 50, ending: 50, current: 50 })).to.equal(null);
  });

  it('lies between zero and one where money only came in', () => {
    fc.assert(
      fc.property(
        minor,
        minor,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (opening, sales, kept, young) => {
          const ending = Math.floor((opening + sales) * kept);
          const share = collectionEffectiveness({ opening, sales, ending, current: Math.floor(ending * young) });
          if (share === null) return;
          expect(share.numerator).to.be.at.least(0);
          expect(share.numerator).to.be.at.most(share.denominator);
        },
      ),
    );
  });
});

describe('staff: what was kept', () => {
  it('counts a promise kept in part as not kept, and what is open or withdrawn not at all', () => {
    expect(promiseKeptRate({ kept: 3, 'partly-kept': 1, broken: 2, open: 7, withdrawn: 9 })).to.deep.equal({
      numerator: 3,
      denominator: 6,
    });
    expect(promiseKeptRate({ open: 7 })).to.equal(null);
  });

  it('counts a plan that is on time as kept', () => {
    expect(planKeptRate({ active: 2, completed: 1, late: 1, defaulted: 1, offered: 5, cancelled: 5 })).to.deep.equal({
      numerator: 3,
      denominator: 5,
    });
  });
});

describe('staff: whom to call first', () => {
  const facts = fc.record({
    amount: fc.integer({ min: 1, max: 10 ** 9 }),
    age: fc.integer({ min: 1, max: 2000 }),
    broken: fc.integer({ min: 0, max: 5 }),
    silence: fc.option(fc.integer({ min: 0, max: 400 })),
    paid: fc.boolean(),
  });

  it('is the sum of its reasons, of a hundred at most, the weightiest first', () => {
    fc.assert(
      fc.property(facts, (of) => {
        const { points, reasons } = priorityOf(of);
        expect(points).to.equal(reasons.reduce((sum, reason) => sum + reason.points, 0));
        expect(points).to.be.within(0, 100);
        expect(reasons.map((reason) => reason.points)).to.deep.equal(
          reasons.map((reason) => reason.points).toSorted((a, b) => b - a),
        );
      }),
    );
  });

  it('never falls with a larger amount, an older line, another broken promise or a longer silence', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 500 }), (of, more) => {
        const { points } = priorityOf(of);
        expect(priorityOf({ ...of, amount: of.amount + more * 1000 }).points).to.be.at.least(points);
        expect(priorityOf({ ...of, age: of.age + more }).points).to.be.at.least(points);
        expect(priorityOf({ ...of, broken: of.broken + more }).points).to.be.at.least(points);
        expect(priorityOf({ ...of, silence: of.silence === null ? null : of.silence + more }).points).to.be.at.least(
          points,
        );
      }),
    );
  });
});

describe('staff: months of a span', () => {
  it('follow each other, end with the span, and begin no later than it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1500 }),
        fc.integer({ min: 0, max: 3000 }),
        fc.constantFrom(1 as const, 3 as const),
        (length, shift, months) => {
          const to = addDays(date('2020-01-01'), shift);
          const spans = monthsOf({ from: addDays(to, -length), to }, months);
          expect(spans.at(-1)?.to).to.equal(to);
          for (const [index, span] of spans.entries()) {
            expect(span.from.endsWith('-01')).to.equal(true);
            const next = spans[index + 1];
            if (next !== undefined) expect(addDays(span.to, 1)).to.equal(next.from);
          }
          const [first] = spans;
          if (spans.length < 60 && first !== undefined) expect(first.from <= addDays(to, -length)).to.equal(true);
        },
      ),
    );
  });
});

describe('staff: a question that makes no sense', () => {
  const base = {
    measure: 'open',
    filters: [],
    groupBy: null,
    order: null,
    limit: null,
    offset: 0,
    asOf: null,
  } as const;

  it('is refused for what does not fit, the first reason first', () => {
    const today = '2026-12-01';
    expect(whyNotAnswer(base, today)).to.equal(null);
    expect(whyNotAnswer({ ...base, groupBy: 'promise' }, today)).to.deep.equal({
      refused: 'grouping-does-not-fit',
      about: 'promise',
    });
    expect(
      whyNotAnswer({ ...base, filters: [{ field: 'dispute-status', oneOf: ['open'], not: false }] }, today),
    ).to.deep.equal({ refused: 'filter-does-not-fit', about: 'dispute-status' });
    expect(whyNotAnswer({ ...base, order: { by: 'priority', descending: true } }, today)).to.deep.equal({
      refused: 'order-does-not-fit',
      about: 'priority',
    });
    expect(
      whyNotAnswer({ ...base, filters: [{ field: 'days-overdue', range: { min: 9, max: 3 } }] }, today),
    ).to.deep.equal({ refused: 'range-empty', about: 'days-overdue' });
    expect(whyNotAnswer({ ...base, asOf: date('2026-12-02') }, today)).to.deep.equal({
      refused: 'as-of-ahead',
      about: null,
    });
    for (const odd of [{ limit: 0 }, { limit: 10_001 }, { limit: 1.5 }, { offset: -1 }, { limit: Number.NaN }])
      expect(whyNotAnswer({ ...base, ...odd }, today)).to.deep.equal({ refused: 'too-much', about: null });
  });
});
