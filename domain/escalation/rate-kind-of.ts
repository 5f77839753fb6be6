import { type RateKind } from '../rates.ts';
import { type EscalationPolicy } from './policy.ts';

/** The table a policy's interest is taken from; null when it asks for none. */
export function rateKindOf({ charges, pack }: Pick<EscalationPolicy, 'charges' | 'pack'>): RateKind | null {
  if (charges.interest === 'none') return null;
  if (charges.interest === 'legal-from-notice') return 'legal-professional-creditor';
  if (pack === 'uk') return 'late-payment-uk';
  return pack === 'fr-public' ? 'late-payment-public' : 'late-payment';
}
