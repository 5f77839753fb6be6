import { expect } from 'chai';

import { type Account } from '../../domain/account.ts';
import { accountAfter } from '../../domain/account-after.ts';
import { date } from '../../domain/civil-date.ts';
import { decide } from '../../domain/decide.ts';
import { type DecisionInput } from '../../domain/decision-input.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type Outcome } from '../../domain/outcome.ts';
import { type CheckTerms } from '../../domain/request.ts';
import { accountOf, aHold, aLine, allocated, aPayment, aPolicy, eur, today } from './an-account.ts';
import { anInput } from './an-input.ts';

const account = accountOf([aLine('1', '2026-01-10', 18450), aLine('2', '2026-02-10', 9230)]);

function terms(change: Partial<CheckTerms> = {}): CheckTerms {
  return {
    debtorId: 'debtor',
    lineIds: ['1'],
    reason: 'already-paid',
    claimedOn: date('2026-03-03'),
    claimedAmount: eur(18450),
    note: null,
    evidence: [],
    ...change,
  };
}

function checked(of: CheckTerms, on: Account | null, with_: Partial<DecisionInput> = {}): Outcome {
  return decide({ kind: 'check', terms: of }, anInput(on, with_));
}

describe('looking for a payment someone made', () => {
  it('pauses the asking for the days of the policy, tells a person, and closes nothing', () => {
    const { facts, result } = checked(terms({ evidence: ['blob-1'] }), account);
    expect(facts).to.deep.equal([
      {
        kind: 'hold-opened',
        id: 'id-2',
        debtorId: 'debtor',
        lineId: '1',
        reason: 'check',
        source: 'check:id-1',
        amount: null,
        from: today,
        until: '2026-03-26',
      },
      {
        kind: 'task-opened',
        id: 'id-1',
        debtorId: 'debtor',
        what: 'check',
        reason: 'already-paid',
        note: null,
        dueOn: '2026-03-18',
        terms: JSON.stringify(terms({ evidence: ['blob-1'] })),
      },
      { kind: 'evidence-kept', debtorId: 'debtor', blobIds: ['blob-1'], with: 'check:id-1' },
    ]);
    expect(result).to.deep.equal({ kind: 'done', id: 'id-1', file: null });
    const after = makeLedger(accountAfter(account, facts), today).byLine.get('1');
    expect(after?.open).to.deep.equal(eur(18450));
  });

  it('pauses for the days its policy gives, ten where there is none', () => {
    const until = (policy: DecisionInput['policy']): unknown =>
      checked(terms(), account, { policy }).facts.flatMap((fact) => (fact.kind === 'hold-opened' ? [fact.until] : []));
    expect(until(aPolicy({ checkDays: 3 }))).to.deep.equal(['2026-03-19']);
    expect(until(null)).to.deep.equal(['2026-03-26']);
  });

  it('asked again does not pause for longer', () => {
    const after = accountAfter(account, checked(terms(), account).facts);
    const kinds = checked(terms({ lineIds: ['1', '2'] }), after).facts.flatMap((fact) =>
      fact.kind === 'hold-opened' ? [fact.lineId] : [],
    );
    expect(kinds).to.deep.equal(['2']);
  });

  it('pauses anew once an earlier pause has ended', () => {
    const on = { ...account, holds: [aHold('1', { reason: 'check', until: today })] };
    expect(checked(terms(), on).facts.map(({ kind }) => kind)).to.deep.equal(['hold-opened', 'task-opened']);
  });

  it('has nothing to look for where nothing is open', () => {
    const payment = aPayment('p', '2026-03-01', 18450);
    const paid = { ...account, payments: [payment], allocations: [allocated(payment, '1', 18450)] };
    expect(checked(terms(), paid)).to.deep.include({ refusal: 'nothing-open', facts: [] });
    expect(checked(terms({ lineIds: ['9'] }), account).refusal).to.equal('nothing-open');
  });

  it('is for the customer themselves', () => {
    expect(checked(terms(), null).refusal).to.equal('not-identified');
    expect(checked(terms({ debtorId: 'someone-else' }), account).refusal).to.equal('not-found');
  });
});
