/** Draws that are always the same for the same seed: a demo must not differ from one machine to the next. */
export type Random = {
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  /** True so many times in a hundred. */
  chance(percent: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** An id of the shape of a version 4 UUID. */
  uuid(): string;
};

/** The generator known as mulberry32: 32 bits of state, enough for a few hundred thousand draws of a demo. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const int = (least: number, most: number): number => least + (next() % (most - least + 1));
  const hex = (): string => next().toString(16).padStart(8, '0');
  return {
    int,
    chance: (percent) => int(1, 100) <= percent,
    pick: (from) => from[int(0, from.length - 1)] ?? from[0],
    uuid: () => {
      const digits = hex() + hex() + hex() + hex();
      const variant = '89ab'.charAt(int(0, 3));
      const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`];
      return [...parts, variant + digits.slice(17, 20), digits.slice(20)].join('-');
    },
  };
}
