import { type CivilDate } from '../civil-date.ts';
import { missingRates } from '../escalation/missing-rates.ts';
import { type RateRow } from '../rates.ts';
import { type StaffEvent } from './staff-event.ts';

/** The rates that are in use and of which one is missing today, or soon will be: charges that need it wait. */
export function ratesMissing(
  rates: readonly RateRow[],
  { today }: { readonly today: CivilDate },
): readonly StaffEvent[] {
  const kinds = [...new Set(rates.map(({ kind }) => kind))];
  return missingRates(rates, kinds, today).map(({ kind, from }) => ({
    ...{ topic: 'rate-missing', about: `${kind}:${from}`, account: null, salesOwner: null, amount: null },
    detail: `${kind} ${from}`,
  }));
}
