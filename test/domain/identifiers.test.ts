import { expect } from 'chai';
import fc from 'fast-check';
import { formatIban, isIban } from '../../domain/iban.ts';
import { hasSirenKey, readSiren } from '../../domain/siren.ts';

describe('an IBAN', () => {
  const valid = 'FR7630006000011234567890189';

  it('holds with its check digits, spaces and case aside', () => {
    expect([valid, 'fr76 3000 6000 0112 3456 7890 189', 'GB82WEST12345698765432'].every(isIban)).to.equal(true);
    expect(['', 'FR76', `${valid}0`, 'not an iban', 'FR763000600001123456789018!'].some(isIban)).to.equal(false);
    expect(formatIban(valid)).to.equal('FR76 3000 6000 0112 3456 7890 189');
  });

  it('never holds with one digit changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: valid.length - 1 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digit = (Number(valid.charAt(at)) + by) % 10;
        expect(isIban(`${valid.slice(0, at)}${digit}${valid.slice(at + 1)}`)).to.equal(false);
      }),
    );
  });
});

describe('a SIREN', () => {
  it('is nine digits, spaces aside, whether or not its key holds', () => {
    expect([readSiren('732 829 320'), readSiren('732829320'), readSiren('123456789')]).to.deep.equal([
      '732829320',
      '732829320',
      '123456789',
    ]);
    expect(['', '12345678', '1234567890', 'FR732829320'].map(readSiren)).to.deep.equal([null, null, null, null]);
    expect([hasSirenKey('732829320'), hasSirenKey('732829321'), hasSirenKey('')]).to.deep.equal([true, false, false]);
  });
});
