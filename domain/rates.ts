import { type CivilDate } from './civil-date.ts';

/** What a rate is for: late payment between professionals (C. com. L441-10), or the legal rate a company may ask of a consumer. */
export type RateKind = 'late-payment' | 'legal-professional-creditor';

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
