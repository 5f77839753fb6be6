import { type Instant } from '../../../domain/calendar.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { type StaffUser } from '../../../domain/staff/staff-user.ts';
import { type StaffOrder } from '../staff-order.ts';

/** Who is asking, of which creditor, and in which conversation; their roles are read again each time. */
export type ActScope = {
  readonly creditorId: string;
  readonly who: Pick<StaffUser, 'id' | 'handle'>;
  readonly conversation: string | null; // a card shown in one is not pressed in another
};

export type ActMoment = { readonly today: CivilDate; readonly now: Instant };

/** As the functions of people's decisions take it: in Teams, as that person. */
export function orderOf(
  { creditorId, who }: Pick<ActScope, 'creditorId' | 'who'>,
  { now }: Pick<ActMoment, 'now'>,
): StaffOrder {
  return { creditorId, by: who.handle, at: now, via: 'teams' };
}
