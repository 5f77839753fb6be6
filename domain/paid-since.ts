import { type CivilDate } from './civil-date.ts';
import { type Settlement } from './ledger.ts';

/**
 * Whether a settlement counts towards what was agreed on a day: money of that day or later. What the accounts settled on their
 * word, without saying by what, counts from the next day: the morning's accounts were known when it was agreed.
 */
export function isPaidSince({ source, on }: Settlement, agreedOn: CivilDate): boolean {
  return source.kind === 'payment' ? on >= agreedOn : source.kind === 'clearing' && on > agreedOn;
}
