/** The middle of the sorted values, 0 for none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value below which so many percent of the values lie, 0 for none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}
