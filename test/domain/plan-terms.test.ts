import { expect } from 'chai';
import fc from 'fast-check';

import { type Account } from '../../domain/account.ts';
import { agreeable } from '../../domain/agreeable.ts';
import { addDays } from '../../domain/civil-date.ts';
import { invariant } from '../../domain/errors.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { planTerms, type PlanDraft, type PlanGround, type PlanWish } from '../../domain/plan-terms.ts';
import { accountOf, aCalendar, aCreditNote, aDebtor, aHold, aLine, aPolicy, eur, today } from './an-account.ts';

const account = accountOf([aLine('1', '2026-01-10', 18450), aLine('2', '2026-02-10', 9230)]);
const open: PlanWish = { cut: { count: 3 }, first: null, frequency: null, payday: null, downPayment: null };

function ground(on: Account, policy: PlanGround['policy'] = aPolicy()): PlanGround {
  const ledger = makeLedger(on, today);
  const [of] = agreeable(ledger, null);
  invariant(of !== undefined, 'the test account has something to agree on');
  return { ledger, of, policy, calendar: aCalendar() };
}

function drawn(wish: Partial<PlanWish>, on: Account = account, policy: PlanGround['policy'] = aPolicy()): PlanDraft {
  return planTerms({ ...open, ...wish }, ground(on, policy));
}

function daysOf(draft: PlanDraft): readonly string[] {
  return draft.kind === 'impossible' ? [] : draft.terms.instalments.map(({ due }) => due);
}

describe('the terms of a plan', () => {
  const paid28 = { ...account, debtor: aDebtor({ payday: 28 }) };

  it('start on the next payday, or a week ahead, when nothing was said', () => {
    expect(daysOf(drawn({}, paid28))).to.deep.equal(['2026-03-30', '2026-04-28', '2026-05-28']);
    expect(daysOf(drawn({}))[0]).to.equal('2026-03-23');
    expect(daysOf(drawn({}, paid28, null))[0]).to.equal('2026-03-30');
  });

  it('follow the first day someone chose rather than a payday we know', () => {
    expect(daysOf(drawn({ first: today }, paid28))).to.deep.equal(['2026-03-16', '2026-04-16', '2026-05-18']);
  });

  it('follow a payday someone names', () => {
    expect(daysOf(drawn({ payday: 10 }, paid28))).to.deep.equal(['2026-04-10', '2026-05-11', '2026-06-10']);
  });

  it('use the first frequency of the policy when none was said', () => {
    const weekly = drawn({}, account, aPolicy({ frequencies: ['week'] }));
    expect(weekly.kind === 'impossible' ? null : weekly.terms.frequency).to.equal('week');
  });

  it('take the larger of the down payment asked for and the policy’s', () => {
    const first = (draft: PlanDraft): number | undefined =>
      draft.kind === 'impossible' ? undefined : draft.terms.instalments[0]?.amount.minor;
    const policy = aPolicy({ downPaymentPercent: 50 });
    expect(first(drawn({}, account, policy))).to.equal(13840);
    expect(first(drawn({ downPayment: eur(20000) }, account, policy))).to.equal(20000);
    expect(drawn({ downPayment: eur(10000) }, account, policy)).to.deep.include({
      kind: 'beyond',
      reasons: ['down-payment-too-small'],
    });
  });

  it('begin with exactly the smaller first payment that was offered', () => {
    const amounts = (draft: PlanDraft): readonly number[] =>
      draft.kind === 'impossible' ? [] : draft.terms.instalments.map(({ amount }) => amount.minor);
    expect(amounts(drawn({ downPayment: eur(5000) }))).to.deep.equal([5000, 11340, 11340]);
    expect(amounts(drawn({ downPayment: eur(5000), cut: { each: eur(10000) } }))).to.deep.equal([
      5000, 10000, 10000, 2680,
    ]);
  });

  it('net the credits and list contested parts, with no other exclusion', () => {
    const on = {
      ...account,
      creditNotes: [aCreditNote('c', '2026-03-01', 8450)],
      holds: [aHold('2', { reason: 'dispute', amount: eur(230) })],
    };
    const draft = drawn({}, on);
    expect(draft.kind === 'impossible' ? null : draft.terms).to.deep.include({
      lines: [
        { lineId: '1', amount: eur(10000) },
        { lineId: '2', amount: eur(9000) },
      ],
      excluded: [{ lineId: '2', amount: eur(230) }],
      credits: eur(8450),
      total: eur(19000),
      policyVersion: 'test-1',
    });
  });

  const kinds: readonly (readonly [string, Partial<PlanWish>, PlanGround['policy'], object])[] = [
    ['within policy', {}, aPolicy(), { kind: 'within' }],
    ['more often than allowed', { cut: { count: 13 } }, aPolicy(), { kind: 'beyond' }],
    ['without a policy', {}, null, { kind: 'beyond', reasons: ['no-policy'] }],
    ['120 times', { cut: { count: 120 } }, null, { kind: 'beyond' }],
    ['121 times', { cut: { count: 121 } }, null, { kind: 'impossible', why: 'too-many' }],
    ['one cent at a time', { cut: { each: eur(1) } }, null, { kind: 'impossible', why: 'too-many' }],
    ['half an instalment', { cut: { count: 1.5 } }, null, { kind: 'impossible', why: 'too-many' }],
    ['nothing at a time', { cut: { each: eur(0) } }, null, { kind: 'impossible', why: 'amount' }],
  ];
  for (const [name, wish, policy, wanted] of kinds) {
    it(`${name}: ${JSON.stringify(wanted)}`, () => {
      expect(drawn(wish, account, policy)).to.deep.include(wanted);
    });
  }

  it('cannot begin yesterday', () => {
    expect(drawn({ first: addDays(today, -1) })).to.deep.equal({ kind: 'impossible', why: 'date-past' });
  });

  it('add up: lines, total and instalments are the same sum, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 10_000_000 }),
        fc.integer({ min: 1, max: 130 }),
        fc.option(fc.integer({ min: 1, max: 10_000_000 })),
        (minor, count, down) => {
          const on = accountOf([aLine('1', '2026-01-10', minor), aLine('2', '2026-02-10', 1)]);
          const draft = drawn({ cut: { count }, downPayment: down === null ? null : eur(down) }, on);
          if (draft.kind === 'impossible') return;
          const { lines, total, instalments } = draft.terms;
          const sum = (of: readonly { amount: { minor: number } }[]): number =>
            of.reduce((whole, { amount }) => whole + amount.minor, 0);
          expect([sum(lines), sum(instalments), instalments.length]).to.deep.equal([total.minor, total.minor, count]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('what can be agreed on', () => {
  const coming = aLine('3', '2026-04-10', 5000);

  it('is what is due, and what is coming only when nothing is due', () => {
    const due = agreeable(makeLedger(accountOf([aLine('1', '2026-01-10', 100), coming]), today), null);
    expect(due.flatMap(({ lines }) => lines.map(({ lineId }) => lineId))).to.deep.equal(['1']);
    const [only] = agreeable(makeLedger(accountOf([coming]), today), null);
    expect(only?.net).to.deep.equal(eur(5000));
  });

  it('is exactly the named lines', () => {
    const [only] = agreeable(makeLedger(accountOf([aLine('1', '2026-01-10', 100), coming]), today), ['3']);
    expect(only?.lines.map(({ lineId }) => lineId)).to.deep.equal(['3']);
  });
});
