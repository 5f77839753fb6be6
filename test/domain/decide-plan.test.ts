import { expect } from 'chai';
import fc from 'fast-check';

import { type Account } from '../../domain/account.ts';
import { accountAfter } from '../../domain/account-after.ts';
import { addDays, date } from '../../domain/civil-date.ts';
import { decide } from '../../domain/decide.ts';
import { type DecisionInput } from '../../domain/decision-input.ts';
import { AppError } from '../../domain/errors.ts';
import { type Outcome, type RefusalCode } from '../../domain/outcome.ts';
import { type PlanTerms } from '../../domain/request.ts';
import { accountOf, aHold, aLine, aPolicy, eur, today } from './an-account.ts';
import { anInput, aPoint, byWords } from './an-input.ts';

const account = accountOf([aLine('1', '2026-01-10', 18450), aLine('2', '2026-02-10', 9230)], { points: [aPoint()] });

function parts(...minors: readonly number[]): PlanTerms['instalments'] {
  const days = ['2026-03-30', '2026-04-28', '2026-05-28', '2026-06-29'];
  return minors.map((minor, index) => ({
    position: index + 1,
    due: date(days[index] ?? '2026-07-28'),
    amount: eur(minor),
  }));
}

function terms(change: Partial<PlanTerms> = {}): PlanTerms {
  return {
    debtorId: 'debtor',
    lines: [
      { lineId: '1', amount: eur(18450) },
      { lineId: '2', amount: eur(9230) },
    ],
    excluded: [],
    credits: eur(0),
    total: eur(27680),
    frequency: 'month',
    instalments: parts(9226, 9226, 9228),
    policyVersion: 'test-1',
    ...change,
  };
}

const factor = { iban: 'FR1420041010050500013M02606', bic: null, holder: 'Factor', currency: 'EUR' };

function planned(of: PlanTerms, on: Account, with_: Partial<DecisionInput> = {}): Outcome {
  const act = { kind: 'plan', terms: of } as const;
  return decide({ kind: 'act', act, confirmation: byWords(act) }, anInput(on, with_));
}

describe('signing a plan that a person offered', () => {
  const far = terms({ instalments: parts(27600, 80) });
  const offered = (of: PlanTerms): Account => ({
    ...account,
    plans: [{ ...of, id: 'offer', status: 'offered', signedOn: null, termsHash: 'offered' }],
  });

  it('is that plan, whatever the policy', () => {
    for (const policy of [aPolicy({ instalmentMinimum: [eur(30_000)] }), null]) {
      const outcome = planned(far, offered(far), { policy });
      const made = outcome.facts.find(({ kind }) => kind === 'plan-accepted');
      expect(made).to.include({ id: 'offer', termsHash: 'offered' });
      const after = accountAfter(offered(far), outcome.facts);
      expect(after.plans.map(({ id, status }) => [id, status])).to.deep.equal([['offer', 'active']]);
    }
  });

  it('is for a person again where a date, an amount or a line is another, and refused once a date is past', () => {
    const policy = aPolicy({ instalmentMinimum: [eur(30_000)] });
    const other = terms({ instalments: parts(27590, 90) });
    expect(planned(far, offered(other), { policy }).result).to.include({ kind: 'review' });
    const past = terms({ instalments: [{ position: 1, due: addDays(today, -1), amount: eur(27680) }] });
    expect(planned(past, offered(past), { policy }).refusal).to.equal('date-past');
  });
});

describe('signing a plan', () => {
  it('holds its lines, ends promises on them and acknowledges exactly these sums', () => {
    const open = { id: 'old', lines: [{ lineId: '2', amount: eur(9230) }], amount: eur(9230), due: date('2026-03-20') };
    const on: Account = { ...account, promises: [{ ...open, madeOn: today, status: 'open' }] };
    const { facts, result } = planned(terms(), on);
    expect(facts.map(({ kind }) => kind)).to.deep.equal([
      'plan-accepted',
      'hold-opened',
      'hold-opened',
      'acknowledged',
    ]);
    expect(facts[0]).to.deep.include({
      supersedes: ['old'],
      total: eur(27680),
      signedOn: today,
      policyVersion: 'test-1',
    });
    expect(facts[1]).to.deep.include({
      reason: 'plan',
      source: 'plan:id-1',
      lineId: '1',
      amount: eur(18450),
      until: null,
    });
    expect(facts.at(-1)).to.deep.include({ why: 'plan', lines: terms().lines });
    expect(result).to.deep.equal({ kind: 'done', id: 'id-1', file: null });
  });

  it('accepted twice is one plan', () => {
    const once = planned(terms(), account);
    const twice = planned(terms(), accountAfter(account, once.facts));
    expect(twice.facts).to.deep.equal([]);
    expect(twice.result).to.deep.equal({ kind: 'done', id: 'id-1', file: null });
  });

  it('does not take a second plan on the same lines', () => {
    const signed = accountAfter(account, planned(terms(), account).facts);
    const other = terms({ instalments: parts(13840, 13840) });
    expect(planned(other, signed).refusal).to.equal('line-on-plan');
  });

  const refused: readonly (readonly [string, RefusalCode, PlanTerms, Account])[] = [
    ['a line that is not there any more', 'not-found', terms(), accountOf([aLine('1', '2026-01-10', 18450)])],
    [
      'a line contested in the meantime',
      'line-disputed',
      terms(),
      { ...account, holds: [aHold('2', { reason: 'dispute' })] },
    ],
    [
      'a part contested in the meantime',
      'terms-changed',
      terms(),
      {
        ...account,
        holds: [aHold('2', { reason: 'dispute', amount: eur(1) })],
      },
    ],
    [
      'lines of different payees',
      'terms-changed',
      terms(),
      accountOf([aLine('1', '2026-01-10', 18450, { payee: factor }), aLine('2', '2026-02-10', 9230)]),
    ],
    [
      'a line that is time-barred',
      'line-time-barred',
      terms(),
      accountOf([aLine('1', '2024-01-10', 18450, { timeBarredFrom: today }), aLine('2', '2026-02-10', 9230)]),
    ],
  ];
  for (const [name, refusal, of, on] of refused) {
    it(`does not take ${name}: ${refusal}`, () => {
      expect(planned(of, on)).to.deep.include({ refusal, facts: [] });
    });
  }

  it('does not take a first date that has passed', () => {
    const late = terms({ instalments: parts(9226, 9226, 9228).map((of) => ({ ...of, due: addDays(of.due, -15) })) });
    expect(planned(late, account)).to.deep.include({ refusal: 'date-past', facts: [] });
  });

  it('stops when lines, total and instalments do not add up', () => {
    for (const wrong of [terms({ total: eur(27681) }), terms({ instalments: parts(9226, 9226, 9229) })]) {
      expect(() => planned(wrong, account))
        .to.throw(AppError)
        .with.property('code', 'INVARIANT_BROKEN');
    }
  });

  const reviewed: readonly (readonly [string, PlanTerms, DecisionInput['policy']])[] = [
    ['too many instalments', terms(), aPolicy({ instalments: 2 })],
    ['too long', terms(), aPolicy({ months: 1 })],
    ['instalments too small', terms(), aPolicy({ instalmentMinimum: [eur(9300)] })],
    ['no minimum in this currency', terms(), aPolicy({ instalmentMinimum: [] })],
    ['a first date too late', terms(), aPolicy({ firstWithinDays: 7 })],
    ['a frequency the policy does not have', terms(), aPolicy({ frequencies: ['week'] })],
    ['a down payment too small', terms(), aPolicy({ downPaymentPercent: 50 })],
    ['no policy at all', terms(), null],
  ];
  for (const [name, of, policy] of reviewed) {
    it(`leaves to a person, and refuses nothing: ${name}`, () => {
      const outcome = planned(of, account, { policy });
      expect(outcome.refusal).to.equal(null);
      expect(outcome.result).to.include({ kind: 'review', why: 'policy' });
      expect(outcome.facts.map(({ kind }) => kind)).to.deep.equal(['task-opened']);
    });
  }

  it('never adds anything: the instalments of a signed plan are the lines it covers, to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6000, max: 5_000_000 }), fc.integer({ min: 1, max: 4 }), (minor, count) => {
        const on = accountOf([aLine('1', '2026-01-10', minor)], { points: [aPoint()] });
        const each = Math.floor(minor / count);
        const amounts = Array.from({ length: count }, (_, at) => (at < count - 1 ? each : minor - each * (count - 1)));
        const of = terms({
          lines: [{ lineId: '1', amount: eur(minor) }],
          total: eur(minor),
          instalments: parts(...amounts),
        });
        const made = planned(of, on).facts.find((fact) => fact.kind === 'plan-accepted');
        if (made === undefined) return;
        const scheduled = made.instalments.reduce((sum, { amount }) => sum + amount.minor, 0);
        expect(scheduled).to.equal(minor);
        expect(made.total.minor).to.equal(minor);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a plan over what is covered or sold', () => {
  const reasonOf = ({ facts }: Outcome): string | undefined =>
    facts.flatMap((fact) => (fact.kind === 'task-opened' ? [fact.reason] : []))[0];

  it('is for a person when an insurer covers the customer, whatever the policy allows', () => {
    const insured: Account = { ...account, debtor: { ...account.debtor, insured: true } };
    expect(reasonOf(planned(terms(), account))).to.equal(undefined);
    expect(reasonOf(planned(terms(), insured))).to.equal('insured');
  });

  it('is for a person when a factor bought the claim, not when somebody collects for the creditor', () => {
    const sold = (payeeKind: 'factor' | 'collector'): Account => ({
      ...account,
      lines: account.lines.map((line) => ({ ...line, payee: factor, payeeKind })),
    });
    expect(reasonOf(planned(terms(), sold('factor')))).to.equal('factored');
    expect(reasonOf(planned(terms(), sold('collector')))).to.equal(undefined);
  });
});
