/** A stretch of days and what was invoiced in it, in minor units. */
export type SalesPeriod = { readonly sales: number; readonly days: number };

/** Tenths of a day, rounded half up, of an exact fraction. */
function tenths(numerator: bigint, denominator: bigint): number {
  return Number((numerator * 20n + denominator) / (denominator * 2n));
}

/**
 * Days sales outstanding by countback: how many days of sales, the latest first, make up what is owed (reference: domain 1.13; UPF "DSO countback").
 * Where sales are even it is receivables × days / sales; unlike that ratio it does not move because last year sold more. With current (not overdue)
 * receivables it is the best possible DSO; the difference of the two, average days delinquent, is never negative. In days, to a tenth; what the
 * periods do not make up counts all their days and no more.
 */
export function countbackDays(receivable: number, periods: readonly SalesPeriod[]): number {
  let left = BigInt(receivable);
  let days = 0;
  for (const { sales, days: length } of periods) {
    if (left <= 0n) break;
    const sold = BigInt(sales);
    if (sold >= left) return (days * 10 + tenths(left * BigInt(length), sold)) / 10;
    left -= sold;
    days += length;
  }
  return days;
}
