import { expect } from 'chai';
import fc from 'fast-check';
import { type Account } from '../../../domain/account.ts';
import { indemnities, interest } from '../../../domain/charges.ts';
import { addDays, type CivilDate, date, daysBetween } from '../../../domain/civil-date.ts';
import { lineView, makeLedger } from '../../../domain/ledger.ts';
import { money } from '../../../domain/money.ts';
import { type RateKind, type RateRow } from '../../../domain/rates.ts';
import { accountOf, aDebtor, aLine, invoiceOf } from '../an-account.ts';
import { exactInterest, halfUp, plus, simple } from './exact-interest.ts';
import { halfYears, interestCases, percents } from './interest-cases.ts';

/** An amount or a percentage of two decimals as hundredths. */
const hundredths = (text: string): number => Math.round(Number(text) * 100);

const table: readonly RateRow[] = Object.entries(percents).flatMap(([kind, rates]) =>
  rates.map((percent, index): RateRow => ({
    ...{ id: `${kind} ${index}`, kind: kind as RateKind, yearlyPpm: hundredths(percent) * 100, source: 'test' },
    ...{ from: date(halfYears[index]!), until: date(halfYears[index + 1]!) },
  })),
);

type Kind = 'b2b' | 'public' | 'uk' | 'b2c';
const kinds = {
  b2b: { kind: 'company', rate: 'late-payment' },
  public: { kind: 'public-body', rate: 'late-payment-public' },
  uk: { kind: 'company', rate: 'late-payment-uk' },
  b2c: { kind: 'consumer', rate: 'legal-professional-creditor' },
} as const;

type Owed = {
  readonly kind: Kind;
  readonly due: CivilDate;
  readonly minor: number;
  readonly paid: readonly (readonly [CivilDate, number])[];
};

function accountFor({ kind, due, minor, paid }: Owed): Account {
  const currency = kind === 'uk' ? 'GBP' : 'EUR';
  const line = aLine('1', due, minor, { amount: money(minor, currency) });
  const payments = paid.map(([on, part], index) => ({
    ...{
      id: `p${index}`,
      amount: money(part, currency),
      valueDate: on,
      status: 'settled',
      means: 'transfer',
      text: '',
    },
    ...{ confirmed: true, returnedOn: null },
  })) as Account['payments'];
  const allocations = payments.map((of) => ({
    ...{
      id: of.id,
      source: { kind: 'payment', id: of.id },
      target: { kind: 'line', id: '1' },
      amount: of.amount,
      on: of.valueDate,
    },
    ...{ reversedOn: null, by: 'accounts' },
  })) as Account['allocations'];
  return accountOf([line], {
    ...{ payments, allocations },
    debtor: aDebtor({ kind: kinds[kind].kind, country: kind === 'uk' ? 'GB' : 'FR' }),
    invoices: [invoiceOf(line, { issued: date('2024-01-01'), capacity: kind === 'b2c' ? 'private' : 'professional' })],
  });
}

function charged(owed: Owed, on: CivilDate, noticeOn: CivilDate | null, contractPpm: number | null): [number, number] {
  const ledger = makeLedger(accountFor(owed), on);
  const read = interest(ledger, lineView(ledger, '1'), table, { noticeOn, contractPpm });
  const [fixed] = indemnities(ledger, owed.kind === 'uk' ? 'uk-scale' : 'fr-40');
  return [read.kind === 'proposal' ? read.charge.amount.minor : 0, fixed?.amount.minor ?? 0];
}

const rows = interestCases.trim().split('\n');

const nothing = { over: 0n, under: 1n };

/** What stands between two signs, none where there is a dash. */
function parts(text: string, sign: string): readonly (readonly string[])[] {
  return text === '-' ? [] : text.split(' + ').map((of) => of.split(sign));
}

function readRow(row: string): {
  readonly owed: Owed;
  readonly on: CivilDate;
  readonly noticeOn: CivilDate | null;
  readonly contractPpm: number | null;
  readonly stretches: readonly (readonly [number, number, number])[];
  readonly sum: number;
  readonly fixed: number;
} {
  const cells = row.split(' | ');
  const cell = (index: number): string => cells[index]!;
  const [kind, contract] = cell(0).split(' ') as [Kind, string | undefined];
  const paid = parts(cell(5), ' ').map(([day, part]) => [date(day!), hundredths(part!)] as const);
  return {
    owed: { kind, due: date(cell(1)), minor: hundredths(cell(3)), paid },
    on: date(cell(2)),
    noticeOn: cell(4) === '-' ? null : date(cell(4)),
    contractPpm: contract === undefined ? null : hundredths(contract) * 100,
    stretches: parts(cell(6), '×').map(([base, days, rate]) => [hundredths(base!), Number(days), hundredths(rate!)]),
    sum: hundredths(cell(7)),
    fixed: hundredths(cell(8)),
  };
}

describe('interest, case by case', () => {
  it('has two hundred cases', () => {
    expect(new Set(rows).size).to.equal(200);
  });

  for (const row of rows) {
    const { owed, on, noticeOn, contractPpm, stretches, sum, fixed } = readRow(row);
    it(row, () => {
      // By hand: amount × days × rate of each stretch, and the stretches fill no more than the days that bear interest.
      const byHand = stretches.reduce((total, [base, of, rate]) => plus(total, simple(base, of, rate)), nothing);
      expect(halfUp(byHand)).to.equal(sum);
      const days = stretches.reduce((total, [, of]) => total + of, 0);
      expect(days).to.be.at.most(Math.max(0, daysBetween(owed.due, on)));
      expect(charged(owed, on, noticeOn, contractPpm)).to.deep.equal([sum, fixed]);
    });
  }
});

describe('interest against exact fractions', () => {
  const first = date('2024-07-01');
  const anyOwed = fc.record({
    kind: fc.constantFrom<Kind>('b2b', 'public', 'uk', 'b2c'),
    start: fc.integer({ min: 0, max: 500 }),
    days: fc.integer({ min: 0, max: 200 }),
    minor: fc.integer({ min: 1, max: 50_000_000 }),
    parts: fc.array(fc.tuple(fc.integer({ min: -20, max: 220 }), fc.integer({ min: 1, max: 60 })), { maxLength: 3 }),
    notice: fc.option(fc.integer({ min: -10, max: 120 })),
    contract: fc.option(fc.integer({ min: 100, max: 2_000 }), { freq: 3 }),
  });
  const rateOf = (kind: keyof typeof percents, day: CivilDate): number => {
    const index = halfYears.findLastIndex((from) => from <= day);
    return hundredths(percents[kind][index]!);
  };

  it('agrees on ten thousand cases', () => {
    fc.assert(
      fc.property(anyOwed, ({ kind, start, days, minor, parts, notice, contract }) => {
        const due = addDays(first, start);
        const on = addDays(due, days);
        let left = minor;
        const paid = parts.flatMap(([after, percent]) => {
          const part = Math.floor((left * percent) / 100);
          left -= part;
          return part > 0 && addDays(due, after) <= on ? [[addDays(due, after), part] as const] : [];
        });
        const noticeOn = notice === null ? null : addDays(due, notice);
        const after = kind !== 'b2c' ? due : noticeOn === null ? on : noticeOn > due ? noticeOn : due;
        const agreed = kind === 'public' ? null : contract;
        const rateOn = (day: CivilDate): number => {
          if (agreed === null || kind === 'b2c') return rateOf(kinds[kind].rate, day);
          return kind === 'uk' ? agreed : Math.max(agreed, 3 * rateOf('legal-professional-creditor', day));
        };
        const expected = exactInterest(minor, paid, { after, until: on }, rateOn);
        const [found] = charged({ kind, due, minor, paid }, on, noticeOn, agreed === null ? null : agreed * 100);
        if (found !== expected) expect.fail(`${found} is not ${expected}`);
      }),
      { numRuns: 10_000 },
    );
  });
});
