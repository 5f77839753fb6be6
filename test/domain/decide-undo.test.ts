import { expect } from 'chai';

import { type Account, type Dispute, type Plan, type PromiseToPay } from '../../domain/account.ts';
import { accountAfter } from '../../domain/account-after.ts';
import { addDays, date } from '../../domain/civil-date.ts';
import { decide } from '../../domain/decide.ts';
import { type Outcome } from '../../domain/outcome.ts';
import { accountOf, aHold, aLine, eur, today } from './an-account.ts';
import { anInput, aPoint } from './an-input.ts';

const yesterday = addDays(today, -1);
const lines = [{ lineId: '1', amount: eur(5000) }];
const promise: PromiseToPay = {
  id: 'p',
  lines,
  amount: eur(5000),
  due: date('2026-03-20'),
  madeOn: today,
  status: 'open',
};
const plan: Plan = {
  id: 'n',
  lines,
  total: eur(5000),
  frequency: 'month',
  instalments: [],
  status: 'active',
  signedOn: today,
  termsHash: 'h',
};
const dispute: Dispute = {
  id: 'd',
  lineId: '1',
  itemIds: ['i'],
  amount: eur(100),
  reason: 'price',
  status: 'open',
  openedOn: today,
  answerBy: date('2026-03-31'),
};
const base = accountOf([aLine('1', '2026-01-10', 18450), aLine('2', '2026-02-10', 9230)]);
const full: Account = { ...base, promises: [promise], plans: [plan], disputes: [dispute] };

function undone(what: 'promise' | 'plan' | 'dispute', id: string, on: Account | null): Outcome {
  return decide({ kind: 'undo', what, id }, anInput(on));
}

describe('taking an act back', () => {
  for (const [what, id] of [
    ['promise', 'p'],
    ['plan', 'n'],
    ['dispute', 'd'],
  ] as const) {
    it(`withdraws a ${what} of today, and its hold with it`, () => {
      const on = { ...full, holds: [aHold('1', { reason: what, source: `${what}:${id}` })] };
      const { facts } = undone(what, id, on);
      expect(facts).to.deep.equal([{ kind: 'withdrawn', what, id, debtorId: 'debtor', on: today }]);
      expect(accountAfter(on, facts).holds[0]?.until).to.equal(today);
      expect(undone(what, id, accountAfter(on, facts)).refusal, 'once').to.equal('nothing-to-undo');
    });
  }

  const kept: readonly (readonly [string, 'promise' | 'plan' | 'dispute', string, Account])[] = [
    ['a promise of yesterday', 'promise', 'p', { ...full, promises: [{ ...promise, madeOn: yesterday }] }],
    ['a promise that was kept', 'promise', 'p', { ...full, promises: [{ ...promise, status: 'kept' }] }],
    ['a plan of yesterday', 'plan', 'n', { ...full, plans: [{ ...plan, signedOn: yesterday }] }],
    ['a plan that is late', 'plan', 'n', { ...full, plans: [{ ...plan, status: 'late' }] }],
    ['a dispute of yesterday', 'dispute', 'd', { ...full, disputes: [{ ...dispute, openedOn: yesterday }] }],
    ['a dispute under study', 'dispute', 'd', { ...full, disputes: [{ ...dispute, status: 'investigating' }] }],
    ['something unknown', 'plan', 'x', full],
  ];
  for (const [name, what, id, on] of kept) {
    it(`leaves ${name} to a person`, () => {
      expect(undone(what, id, on)).to.deep.include({ refusal: 'nothing-to-undo', facts: [] });
    });
  }

  it('takes all rows of one dispute, and only those', () => {
    const same = accountOf([aLine('1', '2026-01-10', 100), aLine('2', '2026-02-10', 100, { invoiceId: 'FA-2026-1' })]);
    const rows = [dispute, { ...dispute, id: 'd2', lineId: '2' }, { ...dispute, id: 'd3', itemIds: ['other'] }];
    const ids = undone('dispute', 'd', { ...same, invoices: same.invoices.slice(0, 1), disputes: rows }).facts;
    expect(ids.flatMap((fact) => (fact.kind === 'withdrawn' ? [fact.id] : []))).to.deep.equal(['d', 'd2']);
  });

  for (const role of ['site', 'buyer'] as const) {
    it(`is a person's to decide when someone asks who could not have agreed on it: ${role}`, () => {
      const on = { ...full, points: [aPoint({ role })] };
      for (const [what, id] of [
        ['promise', 'p'],
        ['plan', 'n'],
      ] as const) {
        const { facts, result, refusal } = undone(what, id, on);
        expect([refusal, result.kind]).to.deep.equal([null, 'review']);
        expect(facts).to.have.lengthOf(1);
        expect(facts[0]).to.deep.include({ kind: 'task-opened', what: 'undo-review', debtorId: 'debtor' });
      }
      expect(undone('dispute', 'd', on).facts[0]?.kind, 'what they may open').to.equal('withdrawn');
    });
  }

  for (const role of ['self', 'payables', 'director', 'representative'] as const) {
    it(`is done for whoever may agree: ${role}`, () => {
      const on = { ...full, points: [aPoint({ role: 'site', id: 'other', contactId: 'other' }), aPoint({ role })] };
      expect(undone('plan', 'n', on).facts[0]?.kind).to.equal('withdrawn');
    });
  }

  it('is for the customer themselves', () => {
    expect(undone('promise', 'p', null).refusal).to.equal('not-identified');
  });
});
