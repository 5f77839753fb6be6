import { expect } from 'chai';
import { decimalsOf } from '../../../domain/money.ts';
import { largeAmount, largeAmounts } from '../../../domain/staff/large-amount.ts';

/** Every currency that the platform knows. */
const currencies = Intl.supportedValuesOf('currency');

describe('from which amount on an account is large', () => {
  it('is by currency, in its own minor units', () => {
    expect(['EUR', 'GBP', 'JPY', 'KWD'].map((of) => largeAmount(of).minor)).to.deep.equal([
      ...[500_000, 500_000, 800_000, 1_500_000],
    ]);
  });

  it('is what the database is told, for every currency there is', () => {
    const { byCurrency, otherwise } = largeAmounts;
    expect(currencies.length).to.be.greaterThan(150);
    for (const currency of currencies)
      expect(byCurrency[currency] ?? otherwise, currency).to.equal(largeAmount(currency).minor);
    for (const currency of currencies.filter((each) => decimalsOf(each) !== 2))
      expect(byCurrency, currency).to.have.property(currency);
  });
});
