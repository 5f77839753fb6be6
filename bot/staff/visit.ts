import { type Creditor } from '../../domain/account.ts';
import { type Calendar, type Instant } from '../../domain/calendar.ts';
import { type Card } from '../../domain/card.ts';
import { type Language } from '../../domain/language.ts';
import { type StaffCaller } from '../../domain/staff/staff-caller.ts';
import { type StaffQuery } from '../../domain/staff/query.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { type StaffState } from './state.ts';

/** One message of somebody who was recognised, with all it is answered from. */
export type Visit = {
  readonly creditor: Creditor;
  readonly who: StaffUser; // with the roles they have at this very turn
  readonly caller: StaffCaller;
  readonly scope: { readonly creditorId: string; readonly who: StaffUser };
  readonly conversationId: string;
  readonly state: StaffState;
  readonly language: Language;
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly at: { readonly today: Calendar['today']; readonly now: Instant };
  readonly text: string;
  readonly inputs: Readonly<Record<string, string>>;
};

/** One thing that is said: a card with the same in words, or words alone. `query`: what its buttons refine. */
export type Spoken = {
  readonly key: string;
  readonly text: string;
  readonly card?: Card;
  readonly query?: StaffQuery;
  readonly kept?: boolean; // its buttons are those of a card that was shown before
};

/** What a message is answered. `inPlace`: the last card takes the place of the one whose button was pressed. */
export type Answer = {
  readonly state: StaffState;
  readonly said: readonly Spoken[];
  readonly inPlace: boolean;
  readonly facts: Readonly<Record<string, unknown>>; // for the trail: codes, ids and counts
};

/** An answer in words alone. */
export function inWords(visit: Visit, key: string, text: string, state: StaffState = visit.state): Answer {
  return { state, said: [{ key, text }], inPlace: true, facts: {} };
}
