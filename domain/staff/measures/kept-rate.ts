import { type Share } from './collection-effectiveness.ts';

type Counts = Readonly<Record<string, number>>;

function count(counts: Counts, statuses: readonly string[]): number {
  return statuses.reduce((total, status) => total + (counts[status] ?? 0), 0);
}

function rate(counts: Counts, kept: readonly string[], missed: readonly string[]): Share | null {
  const numerator = count(counts, kept);
  const denominator = numerator + count(counts, missed);
  return denominator === 0 ? null : { numerator, denominator };
}

/** Of the promises that were judged, how many were kept whole; one kept in part was not (reference: domain 1.13, the states of SAP and OBC). */
export function promiseKeptRate(counts: Counts): Share | null {
  return rate(counts, ['kept'], ['partly-kept', 'broken']);
}

/** Of the plans that were signed and not called off, how many were completed or are on time. */
export function planKeptRate(counts: Counts): Share | null {
  return rate(counts, ['completed', 'active', 'accepted'], ['late', 'defaulted']);
}
