import { expect } from 'chai';
import { formatMoney } from '../../domain/format.ts';
import { type Language } from '../../domain/language.ts';
import { money } from '../../domain/money.ts';

describe('amounts as people write them', () => {
  const cases: readonly (readonly [number, string, Language, string])[] = [
    [30_000, 'GBP', 'fr', '300,00 £'],
    [30_000, 'GBP', 'en', '£300.00'],
    [-123_456, 'GBP', 'fr', '-1 234,56 £'],
    [27_680, 'EUR', 'fr', '276,80 €'],
    [123_456_789, 'EUR', 'fr', '1 234 567,89 €'],
    [31_000, 'EUR', 'en', '€310.00'],
    [30_000, 'USD', 'fr', '300,00 $US'],
    [30_000, 'CAD', 'fr', '300,00 $CA'],
    [300, 'JPY', 'fr', '300 JPY'],
  ];
  for (const [minor, currency, language, written] of cases) {
    it(`${currency} in ${language}: ${written}`, () => {
      expect(formatMoney(money(minor, currency), language).replaceAll('\u00a0', ' ')).to.equal(written);
    });
  }
});
