import { type ContactPoint } from './account.ts';
import { type Instant } from './calendar.ts';

/**
 * Whether an address proves something: it came from the accounts, or a code sent to it came back, and 24 hours have passed since.
 * What someone only typed in a conversation proves nothing, else whoever types it could prove themselves with it.
 */
export function isOfRecord({ usableFrom }: Pick<ContactPoint, 'usableFrom'>, now: Instant): boolean {
  return usableFrom === undefined || (usableFrom !== null && usableFrom <= now);
}

/** A code never goes to an address that opted out, that said "not me", or that is not of record. */
export function mayReceiveCode(point: ContactPoint, now: Instant): boolean {
  return !point.optedOut && !point.quarantined && isOfRecord(point, now);
}
