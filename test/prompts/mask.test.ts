import { expect } from 'chai';
import fc from 'fast-check';
import { maskText } from '../../prompts/mask.ts';
import { timeSpent } from '../support/time-spent.ts';

describe('maskText', () => {
  it('replaces addresses, accounts, references, phones, names and long numbers', () => {
    const table: readonly (readonly [string, string])[] = [
      ['mon mail est a.b@exemple.org', 'mon mail est <EMAIL_1>'],
      ['virement sur FR76 3000 6000 0112 3456 7890 189 ?', 'virement sur <IBAN_1> ?'],
      ['la facture FA-2026-0101', 'la facture <REF_1>'],
      ['appelez le 06 39 98 00 01', 'appelez le <PHONE_1>'],
      ['je suis Madame Durand', 'je suis Madame <NAME_1>'],
      ['code 123456', 'code <NUM_1>'],
      ['en 3 fois, 50 €', 'en 3 fois, 50 €'],
    ];
    for (const [typed, masked] of table) expect(maskText(typed).text).to.equal(masked);
  });

  it('gives back what was written, and nobody can write a placeholder', () => {
    expect(maskText('code <NUM_1> et 123456').text).to.equal('code (NUM_1) et <NUM_1>');
    fc.assert(
      fc.property(
        fc.string({
          maxLength: 80,
          unit: fc.constantFrom(...'Jean Dupont 0612345678 FA-2026 @exemple.fr é<>'.split('')),
        }),
        (typed) => {
          const { text, restore } = maskText(typed);
          expect(restore(text)).to.equal(typed.replace(/</g, '(').replace(/>/g, ')'));
          expect(text.replace(/<[A-Z]+_\d+>/g, '')).not.to.match(/\d{4}/);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('stays quick on long hostile text', () => {
    for (const unit of ['a', '1', '1 ', 'A ', 'Aa ', '@a.', 'aa11', '+1 ', '<N_1>']) {
      expect(
        timeSpent(() => maskText(unit.repeat(1000))),
        unit,
      ).to.be.below(100);
    }
  });
});
