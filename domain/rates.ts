import { type CivilDate } from './civil-date.ts';

/**
 * What a rate is for: late payment between professionals (ECB + 10, C. com. L441-10) and by public bodies (ECB + 8, CCP R2192-31), the legal rate a
 * company or a private person may ask (CMF L313-2), late payment in the United Kingdom (base + 8, 1998 Act).
 */
export const rateKinds = [
  'late-payment',
  'late-payment-public',
  'legal-professional-creditor',
  'legal-private-creditor',
  'late-payment-uk',
] as const;
export type RateKind = (typeof rateKinds)[number];

/** One dated row of a rate table: in force on [from, until), in millionths a year (12.15 % is 121 500), with its source. */
export type RateRow = {
  readonly id: string;
  readonly kind: RateKind;
  readonly from: CivilDate;
  readonly until: CivilDate;
  readonly yearlyPpm: number;
  readonly source: string;
};

/** The row in force on that day; null when the table has none, which blocks whatever needs it. */
export function rateOn(table: readonly RateRow[], kind: RateKind, day: CivilDate): RateRow | null {
  return table.find((row) => row.kind === kind && row.from <= day && day < row.until) ?? null;
}
