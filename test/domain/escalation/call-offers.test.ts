import { expect } from 'chai';
import { type DueLine } from '../../../domain/account.ts';
import { callOffers } from '../../../domain/escalation/call-offers.ts';
import { type CreditFile } from '../../../domain/escalation/case-file.ts';
import { type PlanPolicy } from '../../../domain/plan-policy.ts';
import { accountOf, aLine, eur } from '../an-account.ts';

const policy = { promiseDays: 15, instalments: 4, months: 6 } as PlanPolicy;
const factor = { iban: 'FR7630006000011234567890189', bic: null, holder: 'Factor', currency: 'EUR' } as const;

describe('what may be offered in a call', () => {
  const offered = (with_: Partial<DueLine> = {}, credit: Partial<CreditFile> | null = null, asked = '1'): unknown =>
    callOffers(
      accountOf([aLine('1', '2026-01-31', 100, with_), aLine('2', '2026-02-28', 100)]),
      [{ lineId: asked }],
      { credit: credit as CreditFile | null },
      policy,
    );

  it('is what the plan policy lets the machine agree to', () => {
    expect(offered()).to.equal(policy);
    expect(offered({}, { insured: null })).to.equal(policy);
    expect(offered({ payee: factor, payeeKind: 'collector' })).to.equal(policy);
  });

  it('is nothing where an insurer or a factor has a say', () => {
    expect(offered({}, { insured: eur(100) })).to.equal(null);
    expect(offered({ payee: factor, payeeKind: 'factor' })).to.equal(null);
    expect(offered({ payee: factor, payeeKind: 'factor' }, null, '2'), 'of another line').to.equal(policy);
  });
});
