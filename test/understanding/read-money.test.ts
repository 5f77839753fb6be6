import { expect } from 'chai';
import fc from 'fast-check';
import { type Currency, decimalsOf, money } from '../../domain/money.ts';
import { formatMoney, toDecimal } from '../../domain/format.ts';
import { languages } from '../../domain/language.ts';
import { fold } from '../../understanding/fold.ts';
import { digitise } from '../../understanding/number-words.ts';
import { readMoney } from '../../understanding/read-money.ts';
import { sanitise } from '../../understanding/sanitise.ts';

function read(text: string, fallback: Currency = 'EUR', bare = false): readonly string[] {
  return readMoney(digitise(fold(sanitise(text))), fallback, bare).map(({ value }) =>
    value?.kind === 'money' ? `${toDecimal(value.money)} ${value.money.currency}` : 'refused',
  );
}

const spaces = [' ', '\u00a0', '\u202f', '\u2009', '\u2007', '\u2002', '\u3000', '\u205f'];

describe('readMoney', () => {
  it('reads back every amount any of our locales writes, with any Unicode space', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('fr-FR', 'fr-CA', 'en-GB', 'en-US', 'de-CH'),
        fc.constantFrom('EUR', 'GBP', 'USD', 'CAD', 'CHF', 'JPY', 'KWD', 'TND', 'MAD'),
        fc.integer({ min: 1, max: 99_999_999_99 }),
        fc.constantFrom(...spaces),
        (locale, currency, minor, space) => {
          const amount = money(minor, currency);
          const decimals = decimalsOf(currency);
          const format = new Intl.NumberFormat(locale, {
            style: 'currency',
            currency,
            minimumFractionDigits: decimals,
          });
          const written = format
            .format(toDecimal(amount) as Intl.StringNumericLiteral)
            .replace(/[\s\u00a0\u202f]/g, space);
          fc.pre(minor <= 999_999_999 * 10 ** decimals);
          expect(read(`je paie ${written} demain`, currency), written).to.deep.equal([
            `${toDecimal(amount)} ${currency}`,
          ]);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('reads back every amount as we write it, whatever the account is kept in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...languages),
        fc.constantFrom('EUR', 'GBP', 'USD', 'CAD', 'CHF', 'JPY', 'KWD', 'TND', 'MAD'),
        fc.constantFrom('EUR', 'GBP'),
        fc.integer({ min: 1, max: 99_999_999_99 }),
        (language, currency, fallback, minor) => {
          const amount = money(minor, currency);
          fc.pre(minor <= 999_999_999 * 10 ** decimalsOf(currency));
          const written = formatMoney(amount, language);
          expect(read(written, fallback), written).to.deep.equal([`${toDecimal(amount)} ${currency}`]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  const table: readonly (readonly [string, readonly string[]])[] = [
    ['1 250,00 €', ['1250.00 EUR']],
    ['1.234,56 €', ['1234.56 EUR']],
    ['€1,234.56', ['1234.56 EUR']],
    ["CHF 1'250", ['1250.00 CHF']],
    ['1 234,56\u202f€', ['1234.56 EUR']],
    ['50 balles', ['50.00 EUR']],
    ['50e', ['50.00 EUR']],
    ['50€/mois', ['50.00 EUR']],
    ['cinquante euros', ['50.00 EUR']],
    ['deux cents euros', ['200.00 EUR']],
    ['mille deux cents euros', ['1200.00 EUR']],
    ['deux cent cinquante-trois euros', ['253.00 EUR']],
    ['quatre-vingt-dix-neuf euros', ['99.00 EUR']],
    ['fifty pounds', ['50.00 GBP']],
    ['one thousand two hundred and fifty pounds', ['1250.00 GBP']],
    ['1,2k€', ['1200.00 EUR']],
    ['$10K', ['10000.00 USD']],
    ['EUR 1,250.00', ['1250.00 EUR']],
    ['20 euros et 43 centimes', ['20.43 EUR']],
    ['50€20', ['50.20 EUR']],
    ['20 dollars 43 cents', ['20.43 USD']],
    ['KWD 1.250', ['1.250 KWD']],
    ['100 € puis 200 €', ['100.00 EUR', '200.00 EUR']],
    ['une facture', []],
    ['50', []],
    ['-50 €', ['refused']],
    ['€-50', ['refused']],
    ['0 €', ['refused']],
    ['0,001 €', ['refused']],
    ['1.2.3 €', []],
    ['1e3 €', []],
    ['0x10 €', []],
    ['99999999999999999999 €', []],
    ['999999999999 €', ['refused']],
    ['NaN €', []],
    ['Infinity €', []],
    ['١٢٣ €', ['123.00 EUR']],
    ['５０ €', ['50.00 EUR']],
    ['50 %', []],
  ];
  for (const [text, amounts] of table) {
    it(`reads ${JSON.stringify(text)} as ${amounts.join(' and ') || 'nothing'}`, () => {
      expect(read(text)).to.deep.equal(amounts);
    });
  }
});
