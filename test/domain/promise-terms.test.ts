import { expect } from 'chai';

import { type Account } from '../../domain/account.ts';
import { addDays, date } from '../../domain/civil-date.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type PromiseWish } from '../../domain/promise-rules.ts';
import { type PromiseDraft, promiseTerms } from '../../domain/promise-terms.ts';
import { type PlanPolicy } from '../../domain/plan-policy.ts';
import { accountOf, aCalendar, aDebtor, aLine, aPolicy, eur, today } from './an-account.ts';

const account = accountOf([aLine('1', '2026-01-10', 18450), aLine('2', '2026-02-10', 9230)]);
const wish: PromiseWish = { lineIds: null, amount: null, due: date('2026-03-20') };

function drawn(
  change: Partial<PromiseWish>,
  on: Account = account,
  policy: PlanPolicy | null = aPolicy(),
): PromiseDraft {
  return promiseTerms({ ...wish, ...change }, makeLedger(on, today), policy, aCalendar());
}

describe('the terms of a promise', () => {
  it('are all that is due, oldest first, when no amount was said', () => {
    const draft = drawn({});
    expect(draft.kind === 'within' ? draft.terms : draft).to.deep.equal({
      debtorId: 'debtor',
      lines: [
        { lineId: '1', amount: eur(18450) },
        { lineId: '2', amount: eur(9230) },
      ],
      amount: eur(27680),
      due: '2026-03-20',
    });
  });

  it('cover a part exactly', () => {
    const draft = drawn({ amount: eur(20000) });
    expect(draft.kind === 'within' ? draft.terms.lines : draft).to.deep.equal([
      { lineId: '1', amount: eur(18450) },
      { lineId: '2', amount: eur(1550) },
    ]);
  });

  it('cover what is coming when nothing is due', () => {
    const draft = drawn({}, accountOf([aLine('3', '2026-04-10', 5000)]));
    expect(draft.kind === 'within' ? draft.terms.amount : draft).to.deep.equal(eur(5000));
  });

  const lines = [{ lineId: '1', amount: eur(5000) }];
  const broken = { lines, amount: eur(5000), due: today, madeOn: addDays(today, -9), status: 'broken' as const };
  const twice = {
    ...account,
    promises: [
      { ...broken, id: 'a' },
      { ...broken, id: 'b' },
    ],
  };
  const kinds: readonly (readonly [string, Partial<PromiseWish>, Account, PlanPolicy | null, object])[] = [
    ['on the last day of the policy', { due: addDays(today, 35) }, account, aPolicy(), { kind: 'within' }],
    [
      'a day later',
      { due: addDays(today, 36) },
      account,
      aPolicy(),
      { kind: 'beyond', why: 'too-late', latest: addDays(today, 35) },
    ],
    [
      'after the next payday',
      { due: date('2026-03-31') },
      { ...account, debtor: aDebtor({ payday: 28 }) },
      aPolicy(),
      { kind: 'beyond', why: 'too-late', latest: '2026-03-30' },
    ],
    ['a third time', {}, twice, aPolicy(), { kind: 'beyond', why: 'too-many' }],
    ['on another line than those two', { lineIds: ['2'] }, twice, aPolicy(), { kind: 'within' }],
    ['without a policy', {}, account, null, { kind: 'beyond', why: 'no-policy', latest: null }],
    ['in ten years, for a person to decide', { due: date('2036-03-16') }, account, null, { kind: 'beyond' }],
    ['yesterday', { due: addDays(today, -1) }, account, aPolicy(), { kind: 'refused', why: 'date-past' }],
    ['of more than there is', { amount: eur(27681) }, account, aPolicy(), { kind: 'refused', why: 'amount-too-high' }],
    ['of nothing', { amount: eur(0) }, account, aPolicy(), { kind: 'refused', why: 'amount-too-low' }],
    ['where nothing is open', {}, accountOf([]), null, { kind: 'refused', why: 'nothing-open' }],
  ];
  for (const [name, change, on, policy, wanted] of kinds) {
    it(`${name}: ${JSON.stringify(wanted)}`, () => {
      expect(drawn(change, on, policy)).to.deep.include(wanted);
    });
  }

  it('beyond policy are drawn in full all the same, so that a person can decide them', () => {
    const draft = drawn({ due: addDays(today, 200), amount: eur(5000) });
    expect(draft.kind === 'beyond' ? draft.terms : draft).to.deep.include({
      amount: eur(5000),
      due: addDays(today, 200),
    });
  });
});
