import { expect } from 'chai';
import fc from 'fast-check';
import { findExactSet } from '../../domain/exact-set.ts';

/** Every subset, the slow and certain way. */
function allSets(amounts: readonly number[], target: number): number[][] {
  const found: number[][] = [];
  for (let mask = 0; mask < 2 ** amounts.length; mask += 1) {
    const set = amounts.flatMap((_, index) => (mask & (1 << index) ? [index] : []));
    if (set.length >= 2 && set.reduce((total, index) => total + amounts[index]!, 0) === target) found.push(set);
  }
  return found;
}

describe('an exact set of amounts', () => {
  it('is found exactly when there is one and only one', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 9 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 200 }), (of, target) => {
        const all = allSets(of, target);
        expect(findExactSet(of, target)).to.deep.equal(all.length === 1 ? all[0] : null);
      }),
      { numRuns: 500 },
    );
  });

  it('is not looked for among more than 24 amounts, nor for ever', () => {
    const powers = Array.from({ length: 25 }, (_, index) => 2 ** index);
    expect(findExactSet(powers.slice(0, 24), 3)).to.deep.equal([0, 1]);
    expect(findExactSet(powers, 3)).to.equal(null);
    const coincidences = Array.from({ length: 24 }, (_, index) => 100_003 + 997 * index);
    expect(findExactSet(coincidences, 100_003 * 12 + 1)).to.equal(null); // given up after 100,000 steps, at once
    const even = Array.from({ length: 24 }, (_, index) => 2 * (1000 + index));
    expect(findExactSet(even, 24_001)).to.equal(null);
  });
});
