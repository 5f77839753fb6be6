import { expect } from 'chai';

import { type Account, type PromiseToPay } from '../../domain/account.ts';
import { accountAfter } from '../../domain/account-after.ts';
import { date } from '../../domain/civil-date.ts';
import { decide } from '../../domain/decide.ts';
import { type DecisionInput } from '../../domain/decision-input.ts';
import { type Outcome, type RefusalCode } from '../../domain/outcome.ts';
import { type PromiseTerms } from '../../domain/request.ts';
import { accountOf, aCreditNote, aDebtor, aHold, aLine, eur, today } from './an-account.ts';
import { anInput, aPoint, byWords } from './an-input.ts';

const account = accountOf([aLine('1', '2026-01-10', 18450), aLine('2', '2026-02-10', 9230)], { points: [aPoint()] });

function terms(minor: number, change: Partial<PromiseTerms> = {}): PromiseTerms {
  const lines = [{ lineId: '1', amount: eur(minor) }];
  return { debtorId: 'debtor', lines, amount: eur(minor), due: date('2026-03-20'), ...change };
}

function promised(of: PromiseTerms, on: Account, with_: Partial<DecisionInput> = {}): Outcome {
  const act = { kind: 'promise', terms: of } as const;
  return decide({ kind: 'act', act, confirmation: byWords(act) }, anInput(on, with_));
}

function earlier(change: Partial<PromiseToPay> = {}): PromiseToPay {
  const lines = [{ lineId: '1', amount: eur(5000) }];
  return { id: 'old', lines, amount: eur(5000), due: date('2026-03-18'), madeOn: today, status: 'open', ...change };
}

describe('recording a promise', () => {
  it('holds exactly its amount until it is judged, and acknowledges it', () => {
    const { facts, result } = promised(terms(5000), account);
    expect(facts).to.deep.equal([
      {
        kind: 'promise-made',
        id: 'id-1',
        debtorId: 'debtor',
        lines: [{ lineId: '1', amount: eur(5000) }],
        amount: eur(5000),
        due: '2026-03-20',
        madeOn: today,
        supersedes: [],
      },
      {
        kind: 'hold-opened',
        id: 'id-2',
        debtorId: 'debtor',
        lineId: '1',
        reason: 'promise',
        source: 'promise:id-1',
        amount: eur(5000),
        from: today,
        until: null,
      },
      {
        kind: 'acknowledged',
        debtorId: 'debtor',
        lines: [{ lineId: '1', amount: eur(5000) }],
        on: today,
        why: 'promise',
      },
    ]);
    expect(result).to.deep.equal({ kind: 'done', id: 'id-1', file: null });
  });

  it('accepted twice is one promise', () => {
    const once = promised(terms(5000), account);
    const twice = promised(terms(5000), accountAfter(account, once.facts));
    expect(twice.facts).to.deep.equal([]);
    expect(twice.result).to.deep.equal({ kind: 'done', id: 'id-1', file: null });
  });

  it('replaces an open promise on the same line', () => {
    const made = promised(terms(6000), { ...account, promises: [earlier()] }).facts[0];
    expect(made).to.include({ kind: 'promise-made' }).and.to.have.deep.property('supersedes', ['old']);
  });

  const both = [
    { lineId: '1', amount: eur(18450) },
    { lineId: '2', amount: eur(9230) },
  ];
  const refused: readonly (readonly [string, RefusalCode, PromiseTerms, Account])[] = [
    ['a day that has passed', 'date-past', terms(5000, { due: date('2026-03-15') }), account],
    [
      'a day after the next payday',
      'promise-too-late',
      terms(5000, { due: date('2026-03-31') }),
      {
        ...account,
        debtor: aDebtor({ payday: 28 }),
      },
    ],
    ['a day beyond the policy', 'promise-too-late', terms(5000, { due: date('2026-04-21') }), account],
    ['nothing', 'nothing-open', terms(5000, { lines: [] }), account],
    ['a line that is not there', 'not-found', terms(5000, { lines: [{ lineId: '9', amount: eur(5000) }] }), account],
    ['more than the line is open for', 'terms-changed', terms(18451), account],
    [
      'another currency',
      'terms-changed',
      terms(5000, { lines: [{ lineId: '1', amount: { minor: 5000, currency: 'GBP' } }] }),
      account,
    ],
    ['less than nothing', 'terms-changed', terms(-1), account],
    [
      'what a credit pays already',
      'terms-changed',
      terms(27680, { lines: both }),
      {
        ...account,
        creditNotes: [aCreditNote('c', '2026-03-01', 1)],
      },
    ],
    [
      'a line that is time-barred',
      'line-time-barred',
      terms(5000),
      accountOf([aLine('1', '2024-01-10', 18450, { timeBarredFrom: today })]),
    ],
    [
      'a line with an agency',
      'account-held',
      terms(5000),
      accountOf([aLine('1', '2026-01-10', 18450, { closed: 'agency' })]),
    ],
    [
      'an account that only a person handles',
      'account-held',
      terms(5000),
      { ...account, holds: [aHold(null, { reason: 'insolvency' })] },
    ],
    [
      'a line that is contested',
      'line-disputed',
      terms(5000),
      { ...account, holds: [aHold('1', { reason: 'dispute' })] },
    ],
    [
      'more than the part that is not contested',
      'terms-changed',
      terms(8451),
      {
        ...account,
        holds: [aHold('1', { reason: 'dispute', amount: eur(10000) })],
      },
    ],
    [
      'a line that will be debited',
      'line-in-transit',
      terms(5000),
      accountOf([aLine('1', '2026-03-17', 18450, { means: 'direct-debit' })]),
    ],
    [
      'a third date for the same line',
      'already-promised',
      terms(5000),
      {
        ...account,
        promises: [earlier({ status: 'broken' }), earlier({ id: 'older', status: 'withdrawn' })],
      },
    ],
  ];
  for (const [name, refusal, of, on] of refused) {
    it(`does not take ${name}: ${refusal}`, () => {
      const outcome = promised(of, on);
      expect(outcome.refusal).to.equal(refusal);
      expect(outcome.facts).to.deep.equal([]);
    });
  }

  it('tells the last day it can take', () => {
    expect(promised(terms(5000, { due: date('2026-06-01') }), account).detail).to.deep.equal({ latest: '20/04/2026' });
  });

  it('takes the part that is not contested, to the cent', () => {
    const on = { ...account, holds: [aHold('1', { reason: 'dispute', amount: eur(10000) })] };
    expect(promised(terms(8450), on).refusal).to.equal(null);
  });

  it('does not count a kept promise against a line', () => {
    const kept = [earlier({ status: 'kept' }), earlier({ id: 'older', status: 'kept' })];
    expect(promised(terms(5000), { ...account, promises: kept }).refusal).to.equal(null);
  });

  it('leaves to a person what no policy covers', () => {
    expect(promised(terms(5000), account, { policy: null }).refusal).to.equal('account-held');
  });
});
