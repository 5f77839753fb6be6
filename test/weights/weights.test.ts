import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { trainWeights } from '../../understanding/train.ts';

/** Apart from the others: training takes longer than all other tests of understanding together. */
describe('the weights of understanding', () => {
  it('are those that training from the utterances gives again, to the byte', () => {
    const kept = readFileSync(new URL('../../understanding/weights.bin', import.meta.url));
    expect(Buffer.from(trainWeights()).equals(kept), 'run: node understanding/train.ts').to.equal(true);
  });
});
