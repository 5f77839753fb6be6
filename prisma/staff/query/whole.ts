import { type Range } from '../../../domain/staff/query.ts';

const mostDays = 100_000; // so many can be counted from any day of ours

function clamped(value: number, most: number): number {
  return Number.isNaN(value) ? 0 : Math.min(most, Math.max(-most, value));
}

function whole({ min, max }: Range<number>, most: number): Range<number> {
  return {
    min: min === null ? null : clamped(Math.ceil(min), most),
    max: max === null ? null : clamped(Math.floor(max), most),
  };
}

/** The whole minor units that lie in a range; an end beyond what is exact is the last that is. */
export function wholeMinor(range: Range<number>): Range<number> {
  return whole(range, Number.MAX_SAFE_INTEGER);
}

/** The whole days that lie in a range. */
export function wholeDays(range: Range<number>): Range<number> {
  return whole(range, mostDays);
}
