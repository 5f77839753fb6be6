import { type AnswerLook } from '../../dialogs/staff/cards/answer-card.ts';
import { type Creditor } from '../../domain/account.ts';
import { type Calendar, type Instant } from '../../domain/calendar.ts';
import { type Card } from '../../domain/card.ts';
import { type Language } from '../../domain/language.ts';
import { type NewBlob } from '../../domain/turn.ts';
import { type StaffCaller } from '../../domain/staff/staff-caller.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { type Presses } from './presses.ts';
import { type StaffState } from './state.ts';

/** One message of somebody who was recognised, with all it is answered from. */
export type Visit = {
  readonly creditor: Creditor;
  readonly who: StaffUser; // with the roles they have at this very turn
  readonly caller: StaffCaller;
  readonly scope: { readonly creditorId: string; readonly who: StaffUser; readonly conversation: string };
  readonly state: StaffState;
  readonly language: Language;
  readonly calendar: Calendar;
  readonly at: { readonly today: Calendar['today']; readonly now: Instant };
  readonly text: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly presses: Presses;
  readonly key: string; // of this message: what it causes elsewhere is caused once
};

/** One thing that is said: a card with the same in words, or words alone. */
export type Spoken = { readonly key: string; readonly text: string; readonly card?: Card };

/** What a message is answered. `inPlace`: the last card takes the place of the one whose button was pressed. */
export type Answer = {
  readonly state: StaffState;
  readonly said: readonly Spoken[];
  readonly inPlace: boolean;
  readonly facts: Readonly<Record<string, unknown>>; // for the trail: codes, ids and counts
  readonly blobs?: readonly NewBlob[];
};

/** How cells are worded for who asks. */
export type Look = Pick<AnswerLook, 'language' | 'words' | 'zone'>;

/** An answer in words alone. */
export function inWords(visit: Visit, key: string, text: string, facts: Answer['facts'] = {}): Answer {
  return { state: visit.state, said: [{ key, text }], inPlace: true, facts };
}
