/** What a period began and ended with, in minor units of one currency; `current` is the part of the end that is not overdue. */
export type CollectionPeriod = {
  readonly opening: number;
  readonly sales: number;
  readonly ending: number;
  readonly current: number;
};

/** A share as two whole numbers, so that nothing is lost before somebody rounds it. */
export type Share = { readonly numerator: number; readonly denominator: number };

/**
 * Collection effectiveness index: of what could be collected in the period, how much was (reference: domain 1.13, eCredit formulas):
 * (opening + sales − ending) / (opening + sales − current). Between 0 and 1 where nothing was written down; null where nothing could be collected.
 */
export function collectionEffectiveness({ opening, sales, ending, current }: CollectionPeriod): Share | null {
  const denominator = opening + sales - current;
  return denominator <= 0 ? null : { numerator: opening + sales - ending, denominator };
}
