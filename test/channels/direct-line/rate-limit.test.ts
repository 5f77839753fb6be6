import { expect } from 'chai';
import fc from 'fast-check';
import { addressKey } from '../../../channels/direct-line/address-key.ts';
import { createRateLimit } from '../../../channels/direct-line/rate-limit.ts';

describe('createRateLimit', () => {
  it('never allows more than the burst and what was refilled since', () => {
    const step = fc.record({ wait: fc.integer({ min: -1000, max: 20_000 }), key: fc.constantFrom('a', 'b') });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 120 }),
        fc.array(step),
        (burst, perMinute, steps) => {
          let now = 0;
          let forward = 0;
          const allowed = { a: 0, b: 0 };
          const limit = createRateLimit({ burst, perMinute }, () => now);
          for (const { wait, key } of steps) {
            now += wait;
            forward += Math.max(0, wait);
            if (limit(key)) allowed[key] += 1;
            expect(allowed[key]).to.be.at.most(burst + (forward * perMinute) / 60_000 + 1e-6);
          }
        },
      ),
    );
  });

  it('gives back one request after a minute’s share', () => {
    let now = 0;
    const limit = createRateLimit({ burst: 2, perMinute: 20 }, () => now);
    expect([limit('a'), limit('a'), limit('a'), limit('b')]).to.deep.equal([true, true, false, true]);
    now = 2999;
    expect(limit('a')).to.equal(false);
    now = 3000;
    expect(limit('a')).to.equal(true);
  });
});

describe('addressKey', () => {
  const cases: [string | undefined, string][] = [
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:DB8::9', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    [undefined, 'unknown'],
  ];
  for (const [address, key] of cases) {
    it(`counts ${String(address)} as ${key}`, () => {
      expect(addressKey(address)).to.equal(key);
    });
  }
});
