import { expect } from 'chai';
import { addDays, date } from '../../domain/civil-date.ts';
import { freshness } from '../../domain/freshness.ts';

const today = date('2026-11-20');

describe('the freshness of the accounts', () => {
  for (const [days, given, kind] of [
    [0, null, 'fresh'],
    [3, null, 'fresh'],
    [4, null, 'stale'],
    [4, { freshDays: 5 }, 'fresh'],
    [1, { freshDays: 0 }, 'stale'],
  ] as const) {
    it(`${days} days later, ${JSON.stringify(given)}: ${kind}`, () => {
      const knownTo = addDays(today, -days);
      expect(freshness(knownTo, today, given)).to.deep.equal({ kind, knownTo, days });
    });
  }

  it('is unknown where nobody said, and of today when a day ahead was said', () => {
    expect(freshness(null, today, null)).to.deep.equal({ kind: 'unknown' });
    expect(freshness(undefined, today, null)).to.deep.equal({ kind: 'unknown' });
    const ahead = addDays(today, 2);
    expect(freshness(ahead, today, null)).to.deep.equal({ kind: 'fresh', knownTo: ahead, days: 0 });
  });
});
