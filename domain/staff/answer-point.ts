import { type Account, type ContactPoint, type ContactRole } from '../account.ts';
import { isOfRecord } from '../address-of-record.ts';
import { type Instant } from '../calendar.ts';

/** Who hears what was decided, the first that can be written to. */
const roles: readonly ContactRole[] = ['self', 'representative', 'payables', 'buyer', 'director'];

/**
 * Where an answer with numbers and amounts can be written: an e-mail address of record, whose body only its owner reads; a telephone
 * shows its messages to whoever stands by, so that there a letter or a call takes its place.
 */
export function answerPoint(account: Account, at: Instant): ContactPoint | null {
  const usable = account.points.filter(
    (point) => point.channel === 'email' && !point.optedOut && !point.quarantined && isOfRecord(point, at),
  );
  return roles.flatMap((role) => usable.filter((point) => point.role === role))[0] ?? null;
}
