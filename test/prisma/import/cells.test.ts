import { expect } from 'chai';
import fc from 'fast-check';
import { decimalMarkOf, readAmount } from '../../../prisma/import/read-amount.ts';
import { dateOrderOf, readCellDate } from '../../../prisma/import/read-date.ts';
import { readPhone } from '../../../prisma/import/read-phone.ts';
import { decimalsOf } from '../../../domain/money.ts';
import { readDate } from '../../../domain/civil-date.ts';

const amounts: readonly (readonly [text: string, mark: ',' | '.' | null, read: number | string])[] = [
  ['1 234,56', null, 123_456],
  ['1\u00a0234,56 €', null, 123_456],
  ['1\u202f234,56', null, 123_456],
  ['1.234,56', null, 123_456],
  ['1,234.56', null, 123_456],
  ["1'234.56", null, 123_456],
  ['EUR 12.5', null, 1250],
  ['12,5', null, 1250],
  ['12', null, 1200],
  ['0,05', null, 5],
  ['-12,00', null, -1200],
  ['\u221212,00', null, -1200],
  ['12,00-', null, -1200],
  ['(12.00)', null, -1200],
  ['1.234.567', null, 123_456_700],
  ['1,234', ',', 'amount-decimals'],
  ['1,234', '.', 123_400],
  ['1.234', ',', 123_400],
  ['1,234', null, 'amount-ambiguous'],
  ['0,123', null, 'amount-decimals'],
  ['12,500', ',', 1250],
  ['90071992547409,91', null, 9_007_199_254_740_991],
  ['90071992547409,92', null, 'amount-too-large'],
  ['1E+10', null, 'amount-scientific'],
  ['douze', null, 'not-an-amount'],
  ['1,2,3', null, 'not-an-amount'],
  ['12,34,567.00', null, 'not-an-amount'],
  ['--1', null, 'not-an-amount'],
  ['', null, 'not-an-amount'],
  [',', null, 'not-an-amount'],
];

const dates: readonly (readonly [text: string, order: 'dmy' | 'mdy' | null, read: string])[] = [
  ['2026-03-05', null, '2026-03-05'],
  ['2026-03-05 00:00:00', null, '2026-03-05'],
  ['20260305', null, '2026-03-05'],
  ['05.03.2026', null, '2026-03-05'],
  ['25/03/2026', null, '2026-03-25'],
  ['03/25/2026', null, '2026-03-25'],
  ['05/05/2026', null, '2026-05-05'],
  ['05/03/2026', 'dmy', '2026-03-05'],
  ['05/03/2026', 'mdy', '2026-05-03'],
  ['05/03/2026', null, 'date-ambiguous'],
  ['5-3-26', 'dmy', '2026-03-05'],
  ['1er mars 2026', null, '2026-03-01'],
  ['12-déc-25', null, '2025-12-12'],
  ['3 august 2026', null, '2026-08-03'],
  ['29/02/2026', null, 'not-a-date'],
  ['31/13/2026', null, 'not-a-date'],
  ['46000', null, 'not-a-date'],
  ['demain', null, 'not-a-date'],
];

const phones: readonly (readonly [text: string, country: string, read: string])[] = [
  ['06 39 98 00 01', 'FR', '+33639980001'],
  ['06.39.98.00.01', 'FR', '+33639980001'],
  ['639980001', 'FR', '+33639980001'],
  ['0033 6 39 98 00 01', 'FR', '+33639980001'],
  ['33639980001', 'FR', '+33639980001'],
  ['+33 (0)6 39 98 00 01', 'FR', '+33639980001'],
  ['07700 900003', 'GB', '+447700900003'],
  ['3,3639980001E+10', 'FR', '+33639980001'],
  ['3.3639980001E+10', 'GB', '+33639980001'],
  ['6.39980001E+8', 'FR', '+33639980001'],
  ['3.36E+10', 'FR', 'phone-digits-lost'],
  ['3,364E10', 'FR', 'phone-digits-lost'],
  ['poste 12', 'FR', 'not-a-phone'],
  ['12', 'FR', 'not-a-phone'],
];

describe('what cells mean', () => {
  for (const [text, mark, expected] of amounts) {
    it(`reads the amount ${JSON.stringify(text)} where ${String(mark)} marks decimals as ${String(expected)}`, () => {
      const read = readAmount(text, 'EUR', mark);
      expect('value' in read ? read.value : read.reason).to.equal(expected);
    });
  }

  it('reads currencies without decimals and with three', () => {
    expect(readAmount('1 500', 'JPY', null)).to.deep.equal({ value: 1500 });
    expect(readAmount('1,5', 'JPY', null)).to.deep.equal({ reason: 'amount-decimals' });
    expect(readAmount('1.234', 'KWD', '.')).to.deep.equal({ value: 1234 });
  });

  for (const [text, order, expected] of dates) {
    it(`reads the date ${text} where ${String(order)} is the habit as ${expected}`, () => {
      const read = readCellDate(text, order);
      expect('value' in read ? read.value : read.reason).to.equal(expected);
    });
  }

  for (const [text, country, expected] of phones) {
    it(`reads the phone number ${text} of ${country} as ${expected}`, () => {
      const read = readPhone(text, country);
      expect('value' in read ? read.value : read.reason).to.equal(expected);
    });
  }

  it('reads back every amount in four ways of writing it', () => {
    const styles = [
      ['fr-FR', ','],
      ['en-GB', '.'],
      ['de-DE', ','],
      ['de-CH', '.'],
    ] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: -1e11, max: 1e11 }),
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        fc.constantFrom(...styles),
        (minor, currency, [locale, mark]) => {
          const decimals = decimalsOf(currency);
          const text = new Intl.NumberFormat(locale, { minimumFractionDigits: decimals }).format(
            minor / 10 ** decimals,
          );
          expect(readAmount(text, currency, mark)).to.deep.equal({ value: minor });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never crashes, and never reads an amount or a day that does not exist', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(...'0123456789.,/- ()E+€'.split('')) }),
        ),
        (text) => {
          const amount = readAmount(text, 'EUR', null);
          if ('value' in amount) expect(Number.isSafeInteger(amount.value)).to.equal(true);
          const day = readCellDate(text, 'dmy');
          if ('value' in day) expect(readDate(day.value)).to.equal(day.value);
          const phone = readPhone(text, 'FR');
          if ('value' in phone) expect(phone.value).to.match(/^\+[1-9]\d{4,14}$/);
          decimalMarkOf(text);
          dateOrderOf(text);
        },
      ),
      { numRuns: 500 },
    );
  });
});
