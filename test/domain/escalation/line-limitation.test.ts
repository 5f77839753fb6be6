import { expect } from 'chai';
import { type DebtorKind, type Invoice } from '../../../domain/account.ts';
import { date } from '../../../domain/civil-date.ts';
import { readCase } from '../../../domain/escalation/case-reading.ts';
import { lineBarredFrom } from '../../../domain/escalation/line-limitation.ts';
import { lineView } from '../../../domain/ledger.ts';
import { type LimitationPeriod, shorterPeriod } from '../../../domain/limitation.ts';
import { aDebtor, aLine, eur, invoiceOf } from '../an-account.ts';
import { aCase, aCompany, aPolicy } from './a-case.ts';
import { told } from './told.ts';

type Kind = readonly [debtor: DebtorKind, capacity: Invoice['capacity'], country?: string];

describe('the day after which nothing of a line is demanded', () => {
  const due = '2024-03-15';
  const barredFrom = (
    [kind, capacity, country = 'FR']: Kind,
    limitation: LimitationPeriod,
    known: string | null,
  ): string | null => {
    const line = aLine('1', due, 10_000, { timeBarredFrom: known === null ? null : date(known) });
    const account = aCompany([line], {
      debtor: aDebtor({ kind, country, address: 'x' }),
      invoices: [invoiceOf(line, { capacity, issued: date('2024-02-15') })],
    });
    const { file, calendar } = aCase(account);
    const reading = readCase(account, file, calendar);
    return lineBarredFrom(reading, lineView(reading.ledger, '1'), { limitation });
  };

  const company: Kind = ['company', 'professional'];
  const consumer: Kind = ['consumer', 'private'];
  const town: Kind = ['public-body', 'professional'];
  const rows: readonly (readonly [of: Kind, policy: LimitationPeriod, known: string | null, barred: string])[] = [
    [company, 'five-years', null, '2029-03-16'],
    [company, 'five-years', '2030-01-01', '2030-01-01'], // the accounts know what interrupted it
    [company, 'two-years', '2029-03-16', '2026-03-16'], // the policy is shorter than the law
    [company, 'one-year', '2029-03-16', '2025-03-16'],
    [company, 'one-year', '2025-01-01', '2025-01-01'],
    [consumer, 'two-years', null, '2026-03-16'],
    [consumer, 'five-years', null, '2026-03-16'], // a policy lengthens nothing
    [consumer, 'five-years', '2026-03-16', '2026-03-16'],
    [consumer, 'one-year', '2026-03-16', '2025-03-16'],
    [town, 'four-calendar-years', null, '2029-01-01'],
    [town, 'five-years', null, '2029-01-01'],
    [['sole-trader', 'private'], 'five-years', null, '2026-03-16'],
    [['sole-trader', 'professional'], 'five-years', null, '2029-03-16'],
    [['company', 'professional', 'GB'], 'five-years', null, '2029-03-16'],
    [['consumer', 'private', 'US'], 'two-years', null, '2026-03-16'], // no law of it is written here: the policy's alone
  ];
  for (const [of, policy, known, barred] of rows)
    it(`${of.join(', ')}; ${policy}; known: ${known ?? 'nothing'}`, () => {
      expect(barredFrom(of, policy, known)).to.equal(barred);
    });

  it('is begun anew by what they acknowledged', () => {
    const line = aLine('1', due, 10_000, { timeBarredFrom: date('2029-03-16') });
    const promise = {
      ...{ id: 'p', lines: [{ lineId: '1', amount: eur(10_000) }], amount: eur(10_000), due: date('2025-03-01') },
      ...{ madeOn: date('2025-02-20'), status: 'broken' as const },
    };
    const account = aCompany([line], { promises: [promise] });
    const { file, calendar } = aCase(account);
    const reading = readCase(account, file, calendar);
    expect(lineBarredFrom(reading, lineView(reading.ledger, '1'), { limitation: 'one-year' })).to.equal('2026-02-21');
  });

  it('is the policy’s figure for the engine: the same line is asked for under one, and not under another', () => {
    const account = aCompany([aLine('1', due, 10_000, { timeBarredFrom: date('2029-03-16') })]);
    const under = (limitation: LimitationPeriod): string[] =>
      told(aCase(account, {}, { policies: [aPolicy({ limitation })] })).filter((line) => line.includes('time-barred'));
    expect([under('five-years'), under('two-years'), under('one-year')].map((of) => of.length)).to.deep.equal([
      0, 1, 1,
    ]);
  });

  it('takes the shorter of two periods', () => {
    const periods = ['one-year', 'two-years', 'four-calendar-years', 'five-years'] as const;
    for (const [index, one] of periods.entries())
      for (const [other, law] of periods.entries())
        expect(shorterPeriod(one, law)).to.equal(periods[Math.min(index, other)]);
    expect(shorterPeriod('two-years', null)).to.equal('two-years');
  });
});
