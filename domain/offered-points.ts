import { type ContactPoint, type ContactRole } from './account.ts';
import { type Instant } from './calendar.ts';
import { type MaskChannel, maskOrder } from './mask.ts';
import { mayReceiveCode } from './address-of-record.ts';

/** Whose address is offered first: who most likely writes to us about the account. */
const firstServed: readonly ContactRole[] = [
  'self',
  'payables',
  'director',
  'representative',
  'adviser',
  'buyer',
  'site',
];

function byPreference(a: ContactPoint, b: ContactPoint): number {
  return (
    firstServed.indexOf(a.role) - firstServed.indexOf(b.role) ||
    (b.verifiedAt ?? 0) - (a.verifiedAt ?? 0) ||
    maskOrder.indexOf(a.channel) - maskOrder.indexOf(b.channel) ||
    (a.id < b.id ? -1 : 1)
  );
}

/**
 * The addresses a stranger may choose between for an identification code: one telephone at most, then one e-mail at most, so
 * that how many a customer has is never shown. Of several the one proved last, of the person most likely to write.
 */
export function offeredPoints(
  points: readonly ContactPoint[],
  reachable: readonly MaskChannel[],
  now: Instant,
): readonly ContactPoint[] {
  const usable = points
    .filter((point) => mayReceiveCode(point, now) && reachable.includes(point.channel))
    .toSorted(byPreference);
  const phone = usable.find(({ channel }) => channel !== 'email');
  const email = usable.find(({ channel }) => channel === 'email');
  return [phone, email].filter((point) => point !== undefined);
}
