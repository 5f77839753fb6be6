import { expect } from 'chai';
import { date } from '../../../domain/civil-date.ts';
import {
  allowanceOf,
  type DemandRates,
  jumpOf,
  shippedLimits,
  stageOn,
} from '../../../domain/escalation/mass-guards.ts';

const rates = (sent: number, of: Partial<DemandRates> = {}): DemandRates => ({
  ...{ sent, stops: 0, strangers: 0, failures: 0 },
  ...of,
});

describe('guards against writing to everybody', () => {
  const table: readonly (readonly [string, DemandRates, string | null])[] = [
    ['nothing wrong', rates(500), null],
    ['too few to say', rates(19, { stops: 19 }), null],
    ['three in a hundred are ordinary', rates(100, { stops: 3 }), null],
    ['more STOP than that', rates(100, { stops: 4 }), 'stops 4 of 100'],
    ['strangers', rates(100, { strangers: 4 }), 'wrong-party 4 of 100'],
    ['failures up to one in ten', rates(50, { failures: 5 }), null],
    ['more failures', rates(50, { failures: 6 }), 'failures 6 of 50'],
    ['STOP is told before failures', rates(20, { stops: 1, failures: 20 }), 'stops 1 of 20'],
  ];
  for (const [what, of, why] of table) it(what, () => expect(jumpOf(of, shippedLimits)).to.equal(why));

  const stages: readonly (readonly [percent: number, planned: number, sent: number, left: number])[] = [
    [1, 150, 0, 200], // a small portfolio is not held back
    [1, 50_000, 0, 500],
    [1, 49_500, 500, 0], // run again the same day
    [10, 50_000, 0, 5_000],
    [100, 50_000, 0, Infinity],
    [1, 0, 700, 0], // never below nothing
  ];
  for (const [percent, planned, sent, left] of stages)
    it(`lets ${String(left)} more go at ${percent} % of ${planned}, ${sent} of them sent`, () =>
      expect(allowanceOf({ percent, planned, sent }, shippedLimits)).to.equal(left));

  it('moves a release on by one stage on each later day of sending, and never back', () => {
    const percents: number[] = [];
    let stage = null;
    for (const day of ['2026-12-01', '2026-12-01', '2026-12-04', '2026-12-03', '2026-12-05', '2026-12-06']) {
      stage = stageOn(date(day), stage);
      percents.push(stage.percent);
    }
    expect(percents).to.deep.equal([1, 1, 10, 10, 100, 100]);
  });
});
