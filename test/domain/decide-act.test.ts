import { expect } from 'chai';

import { type Account } from '../../domain/account.ts';
import { accountAfter } from '../../domain/account-after.ts';
import { date } from '../../domain/civil-date.ts';
import { decide } from '../../domain/decide.ts';
import { type DecisionInput } from '../../domain/decision-input.ts';
import { type RefusalCode } from '../../domain/outcome.ts';
import { type Act, type Confirmation, type PromiseTerms } from '../../domain/request.ts';
import { termsHash } from '../../domain/terms-hash.ts';
import { accountOf, aDebtor, aLine, aPolicy, eur } from './an-account.ts';
import { anInput, aPoint, aSubject, byWords, minute, now, sha256, withCode } from './an-input.ts';

const account = accountOf([aLine('1', '2026-01-10', 18450), aLine('2', '2026-02-10', 9230)], { points: [aPoint()] });

function promise(change: Partial<PromiseTerms> = {}): Act {
  const lines = [{ lineId: '1', amount: eur(5000) }];
  const terms = { debtorId: 'debtor', lines, amount: eur(5000), due: date('2026-03-20'), ...change };
  return { kind: 'promise', terms };
}

const hashOf = (act: Act): string => termsHash(act, sha256);

function refusalOf(act: Act, confirmation: Confirmation, input: DecisionInput): RefusalCode | null {
  const outcome = decide({ kind: 'act', act, confirmation }, input);
  if (outcome.refusal !== null) {
    const bound = outcome.facts.filter(({ kind }) => kind !== 'code-tried' && kind !== 'identity-tried');
    expect(bound, 'a refusal binds nothing').to.deep.equal([]);
  }
  return outcome.refusal;
}

describe('the confirmation of an act', () => {
  const input = anInput(account);
  const act = promise();
  const right = byWords(act);
  const onWeb = withCode(input, { termsHash: hashOf(act) });
  const byCode: Confirmation = { how: 'code', hash: hashOf(act), digits: '123456' };
  const other = promise({ amount: eur(5001), lines: [{ lineId: '1', amount: eur(5001) }] });

  const cases: readonly (readonly [string, RefusalCode | null, Act, Confirmation, DecisionInput])[] = [
    ['the typed words with the digits of the recap', null, act, right, input],
    [
      'other digits',
      'confirmation-mismatch',
      act,
      { ...right, digits: right.digits === '0000' ? '0001' : '0000' },
      input,
    ],
    ['the words without digits', 'confirmation-mismatch', act, { ...right, digits: null }, input],
    ['the words for another amount', 'terms-changed', other, right, input],
    ['a button where a code or words are due', 'confirmation-mismatch', act, { ...right, how: 'button' }, input],
    ['typed words on the web', 'confirmation-mismatch', act, right, { ...input, channel: 'web' }],
    ['a proof of identity that is too old', 'identity-expired', act, right, { ...input, now: now + 15 * minute }],
    ['a code sent for exactly these terms', null, act, byCode, onWeb],
    ['a wrong code', 'code-wrong', act, byCode, withCode(input, { termsHash: hashOf(act) }, false)],
    ['a code sent for other terms', 'terms-changed', act, byCode, withCode(input, { termsHash: hashOf(other) })],
    ['a code sent to identify', 'code-expired', act, byCode, withCode(input, { purpose: 'identify' })],
    ['a code after ten minutes', 'code-expired', act, byCode, { ...onWeb, now: now + 10 * minute }],
    ['a code tried five times', 'code-too-many', act, byCode, withCode(input, { termsHash: hashOf(act), tries: 5 })],
    [
      'a code of another customer',
      'not-found',
      act,
      byCode,
      withCode(input, { termsHash: hashOf(act), debtorId: 'someone-else' }),
    ],
    ['nobody identified', 'not-identified', act, right, { ...input, subject: null }],
    ['no account', 'not-identified', act, right, anInput(null)],
  ];
  for (const [name, refusal, of, confirmation, on] of cases) {
    it(`${name}: ${refusal ?? 'binds'}`, () => {
      expect(refusalOf(of, confirmation, on)).to.equal(refusal);
    });
  }

  it('refuses terms of another customer, whoever confirms them', () => {
    const stolen = promise({ debtorId: 'someone-else' });
    expect(refusalOf(stolen, byWords(stolen), input)).to.equal('not-found');
  });

  it('binds nothing on an account that a person must look at first', () => {
    const parked = { ...account, debtor: aDebtor({ parked: 'sums' }) };
    expect(refusalOf(act, right, anInput(parked))).to.equal('account-parked');
  });

  it('writes down that the code was used, before anything else', () => {
    const outcome = decide({ kind: 'act', act, confirmation: byCode }, onWeb);
    expect(outcome.facts.map(({ kind }) => kind)).to.deep.equal([
      'code-tried',
      'promise-made',
      'hold-opened',
      'acknowledged',
    ]);
    expect(outcome.facts[0]).to.deep.equal({ kind: 'code-tried', id: 'code', used: true });
  });

  it('counts a wrong code, so that tries run out', () => {
    const wrong = withCode(input, { termsHash: hashOf(act), tries: 2 }, false);
    const outcome = decide({ kind: 'act', act, confirmation: byCode }, wrong);
    expect(outcome.detail).to.deep.equal({ triesLeft: 2 });
    expect(outcome.facts[0]).to.deep.equal({ kind: 'code-tried', id: 'code', used: false });
  });

  it('sends no confirmation code to an address that opted out or said it is someone else’s', () => {
    for (const point of [aPoint({ optedOut: true }), aPoint({ quarantined: true })]) {
      const on = anInput({ ...account, points: [point] }, { channel: 'web' });
      const request = { kind: 'send-code', maskId: 'point', purpose: 'confirm', hash: hashOf(act) } as const;
      expect(decide(request, on).refusal).to.equal('code-unavailable');
    }
  });
});

describe('acts of a company from an amount on', () => {
  const company = (points: Account['points']): Account => ({
    ...accountOf([aLine('1', '2026-01-10', 2_000_000)], { points }),
    debtor: aDebtor({ kind: 'company' }),
  });
  const big = promise({ amount: eur(1_000_000), lines: [{ lineId: '1', amount: eur(1_000_000) }] });
  const small = promise({ amount: eur(999_999), lines: [{ lineId: '1', amount: eur(999_999) }] });
  const payables = company([aPoint({ role: 'payables' })]);

  it('are handed to a person, and nothing is bound', () => {
    const outcome = decide({ kind: 'act', act: big, confirmation: byWords(big) }, anInput(payables));
    expect(outcome.result).to.include({ kind: 'review', why: 'director' });
    expect(outcome.facts.map(({ kind }) => kind)).to.deep.equal(['task-opened']);
  });

  const bound: readonly (readonly [string, Act, Account, DecisionInput['policy']])[] = [
    ['below the amount', small, payables, aPolicy()],
    ['confirmed from the director’s own address', big, company([aPoint({ role: 'director' })]), aPolicy()],
    ['where the policy names no amount', big, payables, aPolicy({ directorConfirmsFrom: [] })],
    ['of a consumer', big, { ...payables, debtor: aDebtor() }, aPolicy()],
  ];
  for (const [name, act, of, policy] of bound) {
    it(`bind at once ${name}`, () => {
      const outcome = decide({ kind: 'act', act, confirmation: byWords(act) }, anInput(of, { policy }));
      expect(outcome.facts.map(({ kind }) => kind)).to.include('promise-made');
    });
  }

  it('are not bound by another person’s director address', () => {
    const of = company([aPoint({ role: 'payables' }), aPoint({ id: 'p2', contactId: 'boss', role: 'director' })]);
    const outcome = decide({ kind: 'act', act: big, confirmation: byWords(big) }, anInput(of));
    expect(outcome.result.kind).to.equal('review');
  });
});

describe('acts by someone who received or ordered the goods', () => {
  const act = promise();
  const withPoints = (...points: Account['points']): Account => ({ ...account, points });
  const payables = aPoint({ id: 'p2', contactId: 'payables', role: 'payables' });
  const outcomeOf = (of: Account, codeTo: string | null): ReturnType<typeof decide> => {
    const confirmation: Confirmation =
      codeTo === null ? byWords(act) : { how: 'code', hash: hashOf(act), digits: '123456' };
    const input = anInput(of);
    const on = codeTo === null ? input : withCode(input, { termsHash: hashOf(act), contactId: codeTo });
    return decide({ kind: 'act', act, confirmation }, on);
  };

  for (const role of ['site', 'buyer'] as const) {
    it(`are handed to a person and bind nothing: ${role}`, () => {
      for (const codeTo of [null, 'contact']) {
        const outcome = outcomeOf(withPoints(aPoint({ role }), payables), codeTo);
        expect(outcome.result.kind).to.equal('review');
        expect(outcome.facts.filter(({ kind }) => kind !== 'code-tried').map(({ kind }) => kind)).to.deep.equal([
          'task-opened',
        ]);
      }
    });
  }

  it('bind when someone who decides on money confirmed them with a code', () => {
    const outcome = outcomeOf(withPoints(aPoint({ role: 'site' }), payables), 'payables');
    expect(outcome.facts.map(({ kind }) => kind)).to.include('promise-made');
  });
});

describe('the review of terms beyond policy', () => {
  it('opens a task with the terms and the reasons, and changes nothing of the account', () => {
    const act = promise({ due: date('2026-09-01') });
    const outcome = decide({ kind: 'review', act, reasons: ['too-late'] }, anInput(account));
    expect(outcome.facts).to.deep.equal([
      {
        kind: 'task-opened',
        id: 'id-1',
        debtorId: 'debtor',
        what: 'promise-review',
        reason: 'too-late',
        note: null,
        dueOn: date('2026-03-17'), // the working day after
        terms: JSON.stringify(act.terms),
      },
    ]);
    expect(accountAfter(account, outcome.facts)).to.deep.equal(account);
  });

  it('is not for someone who is not identified, nor for terms of another customer', () => {
    const request = { kind: 'review', act: promise(), reasons: [] } as const;
    expect(decide(request, anInput(account, { subject: null })).refusal).to.equal('not-identified');
    const stolen = { ...request, act: promise({ debtorId: 'someone-else' }) };
    expect(decide(stolen, anInput(account, { subject: aSubject() })).refusal).to.equal('not-found');
  });
});
