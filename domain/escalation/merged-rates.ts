import { type RateRow } from '../rates.ts';

/** One table of the rates that are shipped and those a creditor entered, whose word stands where both speak of the same days. */
export function mergedRates(shipped: readonly RateRow[], own: readonly RateRow[]): readonly RateRow[] {
  const isTaken = (row: RateRow): boolean =>
    own.some(({ kind, from, until }) => kind === row.kind && from < row.until && row.from < until);
  return [...shipped.filter((row) => !isTaken(row)), ...own];
}
