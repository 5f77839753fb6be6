import { expect } from 'chai';
import fc from 'fast-check';
import { date } from '../../domain/civil-date.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type RiskFacts, riskIndex } from '../../domain/risk-index.ts';
import { accountOf, aLine, aPayment, eur, today } from './an-account.ts';
import { anyAccount } from './any-account.ts';

const none: RiskFacts = { credit: null, proceedings: [], closed: false };
const since = date('2025-03-16');

describe('the risk index', () => {
  it('is nothing where nothing is late', () => {
    expect(riskIndex(makeLedger(accountOf([aLine('1', '2026-04-01', 100)]), today), none, since)).to.deep.equal({
      points: 0,
      reasons: [],
    });
  });

  it('names each reason with what it weighs', () => {
    const back = aPayment('P1', '2026-01-05', 100, { status: 'returned', returnedOn: date('2026-01-09') });
    const ledger = makeLedger(accountOf([aLine('1', '2026-01-15', 20_000)], { payments: [back] }), today);
    const facts: RiskFacts = {
      credit: { limit: eur(10_000), insured: eur(0) },
      proceedings: [{ kind: 'declared' }],
      closed: false,
    };
    expect(riskIndex(ledger, facts, since)).to.deep.equal({
      points: 75,
      reasons: [
        { reason: 'proceedings-declared', points: 25 },
        { reason: 'late-days:30', points: 15 },
        { reason: 'payments-returned:1', points: 10 },
        { reason: 'over-limit', points: 15 },
        { reason: 'cover-withdrawn', points: 10 },
      ],
    });
  });

  it('is the sum of its reasons, from 0 to 100, for any account', () => {
    fc.assert(
      fc.property(anyAccount, fc.boolean(), (account, closed) => {
        const { points, reasons } = riskIndex(makeLedger(account, today), { ...none, closed }, since);
        const sum = reasons.reduce((total, reason) => total + reason.points, 0);
        expect(points).to.equal(Math.min(100, sum));
        expect(reasons.every((reason) => reason.points > 0)).to.equal(true);
      }),
      { numRuns: 200 },
    );
  });
});
