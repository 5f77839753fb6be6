import { expect } from 'chai';
import fc from 'fast-check';
import { type Account } from '../../domain/account.ts';
import { indemnities, interest } from '../../domain/charges.ts';
import { addDays, type CivilDate, date } from '../../domain/civil-date.ts';
import { lineView, makeLedger } from '../../domain/ledger.ts';
import { money } from '../../domain/money.ts';
import { type RateRow, rateOn } from '../../domain/rates.ts';
import {
  accountOf,
  aCharge,
  aCreditNote,
  aDebtor,
  aHold,
  aLine,
  allocated,
  aPayment,
  eur,
  invoiceOf,
  today,
} from './an-account.ts';

const company = { debtor: aDebtor({ kind: 'company' }) };
const professional = (lines: ReturnType<typeof aLine>[]): Account['invoices'] =>
  lines.map((line) => invoiceOf(line, { capacity: 'professional' }));

const table: RateRow[] = [
  {
    id: 's2-2024',
    kind: 'late-payment',
    from: date('2024-07-01'),
    until: date('2025-01-01'),
    yearlyPpm: 142_500,
    source: 'ECB 4.25 % + 10',
  },
  {
    id: 's2-2025',
    kind: 'late-payment',
    from: date('2025-07-01'),
    until: date('2026-01-01'),
    yearlyPpm: 121_500,
    source: 'ECB 2.15 % + 10',
  },
  {
    id: 's1-2026',
    kind: 'late-payment',
    from: date('2026-01-01'),
    until: date('2026-07-01'),
    yearlyPpm: 122_000,
    source: 'test',
  },
  {
    id: 'legal-s1-2026',
    kind: 'legal-professional-creditor',
    from: date('2026-01-01'),
    until: date('2026-07-01'),
    yearlyPpm: 26_200,
    source: 'arrêté du 15 décembre 2025',
  },
];

function indemnified(lines: ReturnType<typeof aLine>[], with_: Partial<Account> = {}, on: CivilDate = today): string {
  const account = accountOf(lines, { ...company, invoices: professional(lines), ...with_ });
  return indemnities(makeLedger(account, on))
    .map(({ lineId, amount }) => `${lineId}:${amount.minor}`)
    .join(' ');
}

describe('the fixed indemnity', () => {
  const lines = [aLine('1', '2026-01-01', 10_000), aLine('2', '2026-02-01', 10_000), aLine('3', '2026-03-01', 10_000)];

  it('is 40 € for each of three late invoices, one of them partly paid', () => {
    const payment = aPayment('p', '2026-02-10', 9_999);
    expect(indemnified(lines, { payments: [payment], allocations: [allocated(payment, '2', 9_999)] })).to.equal(
      '1:4000 2:4000 3:4000',
    );
  });

  it('is nothing for an invoice paid on its due date, and 40 € when paid a day later', () => {
    const of = (on: string): string => {
      const payment = aPayment('p', on, 10_000);
      return indemnified([lines[0]!], { payments: [payment], allocations: [allocated(payment, '1', 10_000)] });
    };
    expect([of('2026-01-01'), of('2026-01-02')]).to.deep.equal(['', '1:4000']);
  });

  it('is nothing on the due date itself', () => {
    expect(indemnified([lines[0]!], {}, date('2026-01-01'))).to.equal('');
    expect(indemnified([lines[0]!], {}, date('2026-01-02'))).to.equal('1:4000');
  });

  it('is once an invoice, whatever its due lines, and never again once proposed, paid or waived', () => {
    const two = [
      aLine('1', '2026-01-01', 100, { invoiceId: 'i' }),
      aLine('2', '2026-02-01', 100, { invoiceId: 'i', position: 2 }),
    ];
    const invoices = [invoiceOf(two[0]!, { capacity: 'professional' })];
    expect(indemnified(two, { invoices })).to.equal('1:4000');
    for (const status of ['proposed', 'claimed', 'paid', 'waived'] as const) {
      expect(
        indemnified(two, { invoices, charges: [aCharge('c', '2', 4_000, { kind: 'indemnity', status })] }),
        status,
      ).to.equal('');
    }
  });

  it('is nothing for what a person bought for themselves', () => {
    const invoices = [invoiceOf(lines[0]!, { capacity: 'professional' })];
    expect(indemnified([lines[0]!], { debtor: aDebtor({ kind: 'consumer' }), invoices })).to.equal('');
    expect(indemnified([lines[0]!], { debtor: aDebtor({ kind: 'sole-trader' }), invoices })).to.equal('1:4000');
    expect(
      indemnified([lines[0]!], { debtor: aDebtor({ kind: 'sole-trader' }), invoices: [invoiceOf(lines[0]!)] }),
    ).to.equal('');
    expect(indemnified([lines[0]!], { debtor: aDebtor({ kind: 'public-body' }), invoices })).to.equal('1:4000');
  });

  it('is nothing in insolvency, on contested, barred or handed-over lines, or in another currency', () => {
    const [line] = lines;
    const none: Record<string, [ReturnType<typeof aLine>, Partial<Account>]> = {
      insolvency: [line!, { holds: [aHold(null, { reason: 'insolvency' })] }],
      contested: [line!, { holds: [aHold('1', { reason: 'dispute' })] }],
      barred: [{ ...line!, timeBarredFrom: date('2026-03-01') }, {}],
      agency: [{ ...line!, closed: 'agency' }, {}],
      pounds: [{ ...line!, amount: money(10_000, 'GBP') }, {}],
    };
    for (const [why, [of, with_]] of Object.entries(none)) expect(indemnified([of], with_), why).to.equal('');
  });

  it('is nothing when a credit note shows that nothing was owed', () => {
    const note = aCreditNote('AV', '2026-03-01', 10_000);
    const placed = {
      ...allocated(aPayment('AV', '2026-03-01', 10_000), '1', 10_000),
      source: { kind: 'credit-note', id: 'AV' },
    } as const;
    expect(indemnified([lines[0]!], { creditNotes: [note], allocations: [placed] })).to.equal('');
  });
});

describe('interest', () => {
  const accrued = (account: Account, on: CivilDate, notice: CivilDate | null = null): string => {
    const ledger = makeLedger(account, on);
    const reading = interest(ledger, lineView(ledger, '1'), table, { noticeOn: notice });
    if (reading.kind === 'proposal') return `${reading.charge.amount.minor} ${reading.charge.rateRows.join('+')}`;
    return reading.kind === 'blocked' ? `blocked ${reading.on}` : 'none';
  };
  const owed = (due: string, minor: number, with_: Partial<Account> = {}): Account => {
    const lines = [aLine('1', due, minor)];
    return accountOf(lines, {
      ...company,
      invoices: lines.map((line) => invoiceOf(line, { capacity: 'professional', issued: date('2024-01-01') })),
      ...with_,
    });
  };

  it('runs from the day after the due date, actual days over 365, halves up', () => {
    expect(accrued(owed('2026-01-31', 100_000), date('2026-01-31'))).to.equal('none');
    // 1,000.00 × 12.2 % × 1 / 365 = 0.334
    expect(accrued(owed('2026-01-31', 100_000), date('2026-02-01'))).to.equal('33 s1-2026');
    // 10,000.00 × 12.2 % × 28 / 365 = 93.589
    expect(accrued(owed('2026-01-31', 1_000_000), date('2026-02-28'))).to.equal('9359 s1-2026');
  });

  it('is cut where the rate changes: 31 December still bears the old one', () => {
    // 100,000.00 × (12.15 % × 1 + 12.2 % × 1) / 365 = 33.288 + 33.425 = 66.71
    expect(accrued(owed('2025-12-30', 10_000_000), date('2026-01-01'))).to.equal('6671 s2-2025+s1-2026');
  });

  it('keeps the legal default of a semester even below three times the legal rate, which only bounds contracts', () => {
    // 10,000.00 × 14.25 % × 92 / 365 = 359.178
    expect(accrued(owed('2024-09-30', 1_000_000), date('2024-12-31'))).to.equal('35918 s2-2024');
  });

  it('is blocked on the first day without a rate, and not by a day nothing was owed', () => {
    expect(accrued(owed('2024-12-01', 100_000), date('2025-01-15'))).to.equal('blocked 2025-01-01');
    const payment = aPayment('p', '2024-12-11', 100_000);
    const paid = { payments: [payment], allocations: [allocated(payment, '1', 100_000)] };
    expect(accrued(owed('2024-12-01', 100_000, paid), date('2025-01-15'))).to.equal('390 s2-2024'); // ten days
  });

  it('runs on what was open day by day, and on a returned payment as if it never came', () => {
    const payment = aPayment('p', '2026-02-10', 600_000);
    const paid = { payments: [payment], allocations: [allocated(payment, '1', 600_000)] };
    // 10,000 × 10 days, then 4,000 × 18 days: (100,000 + 72,000) × 12.2 % / 365 = 57.490
    expect(accrued(owed('2026-01-31', 1_000_000, paid), date('2026-02-28'))).to.equal('5749 s1-2026');
    const back = { ...payment, status: 'returned', returnedOn: date('2026-02-20') } as const;
    expect(accrued(owed('2026-01-31', 1_000_000, { ...paid, payments: [back] }), date('2026-02-28'))).to.equal(
      '9359 s1-2026',
    );
  });

  it('runs for a consumer from the formal notice only, at the legal rate, never before the due date', () => {
    const consumer = { debtor: aDebtor(), invoices: [invoiceOf(aLine('1', '2026-01-31', 1_000_000))] };
    expect(accrued(owed('2026-01-31', 1_000_000, consumer), date('2026-02-28'))).to.equal('none');
    // 10,000.00 × 2.62 % × 18 / 365 = 12.921
    expect(accrued(owed('2026-01-31', 1_000_000, consumer), date('2026-02-28'), date('2026-02-10'))).to.equal(
      '1292 legal-s1-2026',
    );
    // 28 days, since the notice was before the due date: 20.099
    expect(accrued(owed('2026-01-31', 1_000_000, consumer), date('2026-02-28'), date('2026-01-10'))).to.equal(
      '2010 legal-s1-2026',
    );
  });

  it('names its rule, its rate rows and the line it is for, and owes nothing yet', () => {
    const ledger = makeLedger(owed('2026-01-31', 1_000_000), date('2026-02-28'));
    const reading = interest(ledger, lineView(ledger, '1'), table, { noticeOn: null });
    expect(reading.kind === 'proposal' && reading.charge).to.deep.equal({
      lineId: '1',
      kind: 'interest',
      amount: eur(9_359),
      status: 'proposed',
      basis: 'C. com. L441-10 II',
      on: date('2026-02-28'),
      rateRows: ['s1-2026'],
    });
  });

  it('is nothing in insolvency and on what is contested, and runs on the rest', () => {
    expect(accrued(owed('2026-01-31', 1_000_000, { holds: [aHold('1', { reason: 'insolvency' })] }), today)).to.equal(
      'none',
    );
    expect(accrued(owed('2026-01-31', 1_000_000, { holds: [aHold('1', { reason: 'dispute' })] }), today)).to.equal(
      'none',
    );
    const part = { holds: [aHold('1', { reason: 'dispute', amount: eur(400_000) })] } as const;
    // 6,000.00 × 12.2 % × 28 / 365 = 56.153
    expect(accrued(owed('2026-01-31', 1_000_000, part), date('2026-02-28'))).to.equal('5615 s1-2026');
  });

  it('agrees with a day-by-day sum, whatever was paid when', () => {
    const anyPaid = fc.array(fc.tuple(fc.integer({ min: -20, max: 200 }), fc.integer({ min: 1, max: 20_000 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 80_000, max: 10_000_000 }),
        anyPaid,
        fc.integer({ min: 1, max: 180 }),
        (minor, paid, days) => {
          const due = date('2025-12-01');
          const payments = paid.map(([after, part], index) => aPayment(`p${index}`, addDays(due, after), part));
          const account = owed(due, minor, {
            payments,
            allocations: payments.map((of) => allocated(of, '1', of.amount.minor)),
          });
          const on = addDays(due, days);
          let total = 0n; // minor units × millionths
          for (let day = addDays(due, 1); day <= on; day = addDays(day, 1)) {
            const before = payments
              .filter(({ valueDate }) => valueDate < day)
              .reduce((sum, { amount }) => sum + amount.minor, 0);
            total += BigInt(minor - before) * BigInt(rateOn(table, 'late-payment', day)!.yearlyPpm);
          }
          const [whole, rest] = [total / 365_000_000n, total % 365_000_000n];
          const expected = Number(whole) + (rest * 2n >= 365_000_000n ? 1 : 0);
          expect(Number(accrued(account, on).split(' ')[0])).to.equal(expected);
        },
      ),
      { numRuns: 100 },
    );
  });
});
