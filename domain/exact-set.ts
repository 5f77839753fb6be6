/** Beyond so many amounts, or so many steps, the answer is "not unique": a coincidence is then too likely to be a direction. */
const amountsMax = 24;
const stepsMax = 100_000;

/** The only set of two or more of the positive amounts whose sum is exactly `target`, as ascending indexes; null when none, several, or too many to look through. */
export function findExactSet(amounts: readonly number[], target: number): readonly number[] | null {
  if (amounts.length > amountsMax) return null;
  const order = amounts.map((minor, index) => ({ minor, index })).sort((a, b) => b.minor - a.minor);
  const rest = order.map((_, at) => order.slice(at).reduce((total, { minor }) => total + minor, 0));
  const found: number[][] = [];
  let steps = 0;
  const search = (at: number, left: number, taken: readonly number[]): void => {
    steps += 1;
    if (left === 0) {
      if (taken.length >= 2) found.push([...taken]);
      return;
    }
    const next = order[at];
    if (next === undefined || left < 0 || (rest[at] ?? 0) < left || found.length > 1 || steps > stepsMax) return;
    search(at + 1, left - next.minor, [...taken, next.index]);
    search(at + 1, left, taken);
  };
  search(0, target, []);
  const [only] = found;
  if (only === undefined || found.length > 1 || steps > stepsMax) return null;
  return only.toSorted((a, b) => a - b);
}
