import { expect } from 'chai';

import { type Account, type Dispute } from '../../domain/account.ts';
import { accountAfter } from '../../domain/account-after.ts';
import { date } from '../../domain/civil-date.ts';
import { decide } from '../../domain/decide.ts';
import { type DecisionInput } from '../../domain/decision-input.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type Outcome, type RefusalCode } from '../../domain/outcome.ts';
import { type DisputeTerms } from '../../domain/request.ts';
import { termsHash } from '../../domain/terms-hash.ts';
import { accountOf, aLine, aPolicy, eur, today } from './an-account.ts';
import { anInput, sha256 } from './an-input.ts';

const account = accountOf([aLine('88', '2026-01-10', 118000), aLine('120', '2026-02-10', 200000)]);

function terms(change: Partial<DisputeTerms> = {}): DisputeTerms {
  return {
    debtorId: 'debtor',
    invoiceId: 'FA-2026-88',
    itemIds: ['parts'],
    parts: [{ lineId: '88', amount: eur(23000) }],
    amount: eur(23000),
    reason: 'price',
    note: 'devis à 180 €',
    evidence: ['blob-1'],
    ...change,
  };
}

function disputed(of: DisputeTerms, on: Account, with_: Partial<DecisionInput> = {}): Outcome {
  const act = { kind: 'dispute', terms: of } as const;
  const confirmation = { how: 'button', hash: termsHash(act, sha256), digits: null } as const;
  return decide({ kind: 'act', act, confirmation }, anInput(on, with_));
}

const standing: Dispute = {
  id: 'dispute-1',
  lineId: '88',
  itemIds: [],
  amount: eur(118000),
  reason: 'quality',
  status: 'open',
  openedOn: today,
  answerBy: date('2026-03-31'),
};

describe('opening a dispute', () => {
  for (const [due, urgent] of [
    ['2026-03-18', '2026-03-16'],
    ['2026-03-16', '2026-03-16'],
  ] as const) {
    it(`of what is collected on ${due} also opens a task for before the debit`, () => {
      const on = accountOf([aLine('88', due, 118000, { means: 'direct-debit' })]);
      const tasks = disputed(terms(), on).facts.filter(({ kind }) => kind === 'task-opened');
      expect(tasks).to.have.length(2);
      expect(tasks[1]).to.deep.include({
        what: 'dispute',
        reason: 'debit',
        note: `${due.slice(8)}/03/2026 FA-2026-88`,
        dueOn: urgent,
      });
    });
  }

  it('of a debit that came back opens no task about it', () => {
    const on = accountOf([aLine('88', '2026-03-15', 118000, { means: 'direct-debit' })]);
    expect(disputed(terms(), on).facts.filter(({ kind }) => kind === 'task-opened')).to.have.length(1);
  });

  it('sets the part aside, tells someone by which day to answer, and keeps the rest payable', () => {
    const { facts, result } = disputed(terms(), account);
    expect(facts).to.deep.equal([
      {
        kind: 'dispute-opened',
        disputes: [{ id: 'id-1', holdId: 'id-2', lineId: '88', amount: eur(23000), itemIds: ['parts'] }],
        debtorId: 'debtor',
        reason: 'price',
        note: 'devis à 180 €',
        evidence: ['blob-1'],
        openedOn: today,
        answerBy: '2026-03-31',
      },
      {
        kind: 'task-opened',
        id: 'id-3',
        debtorId: 'debtor',
        what: 'dispute',
        reason: 'price',
        note: 'devis à 180 €',
        dueOn: '2026-03-31',
        terms: JSON.stringify(terms()),
      },
    ]);
    expect(result).to.deep.equal({ kind: 'done', id: 'id-1', file: null });
    const after = makeLedger(accountAfter(account, facts), today).byLine.get('88');
    expect([after?.open, after?.disputed]).to.deep.equal([eur(118000), eur(23000)]);
  });

  it('needs no code and no director, since it protects the person', () => {
    expect(
      disputed(terms(), account, { channel: 'web', policy: aPolicy({ directorConfirmsFrom: [eur(1)] }) }).refusal,
    ).to.equal(null);
  });

  it('answers on a working day, within the days of the policy or the usual ones', () => {
    const byOf = (policy: DecisionInput['policy']): string | undefined =>
      disputed(terms(), account, { policy }).facts.flatMap((fact) =>
        fact.kind === 'dispute-opened' ? [fact.answerBy] : [],
      )[0];
    expect(byOf(aPolicy({ disputeAnswerDays: 12 }))).to.equal('2026-03-30'); // the 28th is a Saturday
    expect(byOf(null)).to.equal('2026-03-31');
  });

  const refused: readonly (readonly [string, RefusalCode, DisputeTerms, Account])[] = [
    ['nothing', 'nothing-open', terms({ parts: [] }), account],
    ['a line of another invoice', 'not-found', terms({ parts: [{ lineId: '120', amount: eur(1) }] }), account],
    ['a line that is not there', 'not-found', terms({ parts: [{ lineId: '9', amount: eur(1) }] }), account],
    ['more than is open', 'terms-changed', terms({ parts: [{ lineId: '88', amount: eur(118001) }] }), account],
    ['less than nothing', 'terms-changed', terms({ parts: [{ lineId: '88', amount: eur(0) }] }), account],
    ['what is contested already', 'line-disputed', terms(), { ...account, disputes: [standing] }],
    [
      'more than is left uncontested',
      'terms-changed',
      terms(),
      { ...account, disputes: [{ ...standing, amount: eur(95001) }] },
    ],
  ];
  for (const [name, refusal, of, on] of refused) {
    it(`does not take ${name}: ${refusal}`, () => {
      expect(disputed(of, on)).to.deep.include({ refusal, facts: [] });
    });
  }

  it('takes what is left uncontested, to the cent', () => {
    const on = { ...account, disputes: [{ ...standing, amount: eur(95000) }] };
    expect(disputed(terms(), on).refusal).to.equal(null);
  });

  it('confirmed twice is one dispute', () => {
    const whole = terms({ itemIds: [], parts: [{ lineId: '88', amount: eur(118000) }], amount: eur(118000) });
    const after = accountAfter(account, disputed(whole, account).facts);
    expect(disputed(whole, after)).to.deep.include({ refusal: 'line-disputed', facts: [] });
  });
});
