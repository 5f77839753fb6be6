/** A whole number that PostgreSQL takes as such; what lies beyond is the last that does. */
export function wholeMinor(value: number): number {
  return Number.isNaN(value)
    ? 0
    : Math.min(Number.MAX_SAFE_INTEGER, Math.max(-Number.MAX_SAFE_INTEGER, Math.trunc(value)));
}

const mostDays = 100_000;

/** A number of days that can be counted from any day of ours. */
export function wholeDays(value: number): number {
  return Math.min(mostDays, Math.max(-mostDays, wholeMinor(value)));
}
