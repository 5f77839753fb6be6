import { expect } from 'chai';
import { holdReasons } from '../../../domain/account.ts';
import { addDays, type CivilDate } from '../../../domain/civil-date.ts';
import { type Condition } from '../../../domain/escalation/condition.ts';
import { holdEffects } from '../../../domain/escalation/hold-effects.ts';
import { isStale } from '../../../domain/escalation/known-money.ts';
import { type ConditionFacts, meets } from '../../../domain/escalation/meets.ts';
import { planDefault } from '../../../domain/escalation/plan-default.ts';
import { money } from '../../../domain/money.ts';
import { aCalendar, aHold, aLine, eur } from '../an-account.ts';
import { aCase, aCompany, day, daysAgo } from './a-case.ts';
import { told } from './told.ts';

describe('conditions', () => {
  const facts: ConditionFacts = {
    ...{
      daysLate: 10,
      open: eur(50_000),
      count: 2,
      contactsWithoutReply: 3,
      daysSinceReply: 20,
      promiseLevel: 1,
      risk: 60,
    },
    ...{ segment: 'retail', kind: 'company', tags: ['vip', 'north'], causes: ['cash'] },
  };
  const numbers = {
    ...{ 'days-late': 10, count: 2, 'contacts-without-reply': 3, 'days-since-reply': 20, 'promise-level': 1, risk: 60 },
  } as const;

  for (const [fact, value] of Object.entries(numbers) as [keyof typeof numbers, number][])
    it(`${fact} is compared on both sides, the limit included`, () => {
      const at = (is: 'at-least' | 'at-most', limit: number): boolean => meets({ fact, is, value: limit }, facts);
      expect([at('at-least', value - 1), at('at-least', value), at('at-least', value + 1)]).to.deep.equal([
        true,
        true,
        false,
      ]);
      expect([at('at-most', value - 1), at('at-most', value), at('at-most', value + 1)]).to.deep.equal([
        false,
        true,
        true,
      ]);
    });

  it('an amount is compared in its own currency, and in no other', () => {
    const at = (is: 'at-least' | 'at-most', ...value: ReturnType<typeof eur>[]): boolean =>
      meets({ fact: 'open', is, value }, facts);
    expect([
      at('at-least', eur(50_000)),
      at('at-least', eur(50_001)),
      at('at-most', eur(50_000)),
      at('at-most', eur(49_999)),
    ]).to.deep.equal([true, false, true, false]);
    expect([
      at('at-least', money(1, 'GBP')),
      at('at-most', money(999_999, 'GBP')),
      at('at-least', money(999_999, 'GBP'), eur(1)),
    ]).to.deep.equal([false, false, true]);
  });

  it('names are one of a list', () => {
    const names: readonly (readonly ['segment' | 'kind' | 'tag' | 'cause', string])[] = [
      ['segment', 'retail'],
      ['kind', 'company'],
      ['tag', 'north'],
      ['cause', 'cash'],
    ];
    for (const [fact, name] of names) {
      expect(meets({ fact, is: 'one-of', value: ['x', name] }, facts), fact).to.equal(true);
      expect(meets({ fact, is: 'one-of', value: ['x'] }, facts), fact).to.equal(false);
    }
    expect(meets({ fact: 'segment', is: 'one-of', value: ['retail'] }, { ...facts, segment: null })).to.equal(false);
  });

  it('what is not known meets nothing, and who never answered did so longest ago', () => {
    const unknown = { ...facts, risk: null, daysSinceReply: null };
    expect(meets({ fact: 'risk', is: 'at-least', value: 0 }, unknown)).to.equal(false);
    expect(meets({ fact: 'risk', is: 'at-most', value: 100 }, unknown)).to.equal(false);
    expect(meets({ fact: 'days-since-reply', is: 'at-least', value: 999 }, unknown)).to.equal(true);
    expect(meets({ fact: 'days-since-reply', is: 'at-most', value: 999 }, unknown)).to.equal(false);
  });

  it('joins by all, any and not', () => {
    const [yes, no]: Condition[] = [
      { fact: 'count', is: 'at-least', value: 1 },
      { fact: 'count', is: 'at-least', value: 9 },
    ];
    const read = (of: Condition): boolean => meets(of, facts);
    expect([read({ all: [yes!, yes!] }), read({ all: [yes!, no!] }), read({ all: [] })]).to.deep.equal([
      true,
      false,
      true,
    ]);
    expect([read({ any: [no!, yes!] }), read({ any: [no!, no!] }), read({ any: [] })]).to.deep.equal([
      true,
      false,
      false,
    ]);
    expect([read({ not: yes! }), read({ not: no! }), read({ not: { all: [yes!, { not: no! }] } })]).to.deep.equal([
      false,
      true,
      false,
    ]);
  });
});

describe('what holds stop', () => {
  it('is contact, whatever the reason, and never limitation', () => {
    expect(Object.keys(holdEffects).toSorted()).to.deep.equal([...holdReasons].toSorted());
    for (const reason of holdReasons) {
      const whole = told(aCase(aCompany([aLine('1', daysAgo(5), 10_000)], { holds: [aHold('1', { reason })] })));
      expect(whole, reason).to.have.length(1);
      const account = aCompany([aLine('1', daysAgo(5), 10_000)], {
        holds: [aHold('1', { reason, amount: eur(4_000), from: day })],
      });
      if (reason !== 'insolvency') expect(told(aCase(account))[0], reason).to.include('1@2=6000');
      const barred = aCompany([aLine('1', daysAgo(5), 10_000, { timeBarredFrom: day })], {
        holds: [aHold('1', { reason })],
      });
      expect(told(aCase(barred))[0], reason).to.match(reason === 'insolvency' ? /insolvency/ : /time-barred/);
    }
  });

  it('gives days back for what was ours alone', () => {
    const levels = Object.fromEntries(holdReasons.map((reason) => [reason, holdEffects[reason].level]));
    expect(levels).to.deep.equal({
      ...{ dispute: 'given-back-if-accepted', promise: 'runs', plan: 'runs', check: 'given-back', legal: 'runs' },
      ...{ insolvency: 'runs', vulnerable: 'runs', manual: 'runs', representative: 'runs' },
    });
    expect(holdReasons.filter((reason) => holdEffects[reason].interest)).to.deep.equal([
      'dispute',
      'plan',
      'insolvency',
      'vulnerable',
    ]);
  });
});

describe('known accounts', () => {
  it('are stale after so many working days, holidays left out, and when nobody said', () => {
    const at = (knownTo: string | null, today: string, days: number): boolean =>
      isStale(knownTo as CivilDate | null, aCalendar(today as CivilDate, ['2026-05-14' as CivilDate]), days);
    expect([at('2026-06-12', '2026-06-15', 1), at('2026-06-12', '2026-06-16', 1)]).to.deep.equal([false, true]); // over a weekend
    expect([at('2026-05-13', '2026-05-15', 1), at('2026-05-12', '2026-05-15', 1)]).to.deep.equal([false, true]); // over Ascension
    expect([at(null, '2026-06-15', 9), at('2026-06-20', '2026-06-15', 0)]).to.deep.equal([true, false]);
  });
});

describe('the end of a plan', () => {
  const of = (status: 'active' | 'late', counted: number | null): string => {
    const on = counted === null ? null : addDays(day, -counted);
    const read = planDefault({ status }, addDays(day, -20), on, { policy: { defaultNoticeDays: 8 }, today: day });
    return read.kind === 'running' ? `running ${read.until}` : read.kind;
  };

  it('is a person’s to decide, after a written notice and its days', () => {
    expect([of('active', 15), of('late', null), of('late', 8), of('late', 9)]).to.deep.equal([
      'none',
      'notice',
      'running 2026-06-16',
      'decision',
    ]);
  });

  it('needs a notice of this delay, not of one before', () => {
    expect([of('late', 20), of('late', 21)]).to.deep.equal(['decision', 'notice']);
  });
});
