import { type CivilDate, daysBetween } from './civil-date.ts';
import { type PlanPolicy } from './plan-policy.ts';

/** How well the accounts are known: `unknown` when nobody ever said up to which day. */
export type Freshness =
  | { readonly kind: 'fresh' | 'stale'; readonly knownTo: CivilDate; readonly days: number }
  | { readonly kind: 'unknown' };

/** Where no policy is written, in days: a weekend. */
const freshDays = 3;

/**
 * Judges accounts known up to `knownTo`. Only fresh accounts may be demanded on: stale and unknown ones fail closed, since what was
 * paid meanwhile is not seen. A day ahead of today counts as today.
 */
export function freshness(
  knownTo: CivilDate | null | undefined,
  today: CivilDate,
  policy: Pick<PlanPolicy, 'freshDays'> | null,
): Freshness {
  if (knownTo === null || knownTo === undefined) return { kind: 'unknown' };
  const days = Math.max(0, daysBetween(knownTo, today));
  return { kind: days > (policy?.freshDays ?? freshDays) ? 'stale' : 'fresh', knownTo, days };
}
