import { say } from '../../dialogs/messages/wording.ts';
import { staffDeskTexts } from '../../dialogs/staff/desk-texts.ts';
import { type Calendar, type Instant } from '../../domain/calendar.ts';
import { type Language } from '../../domain/language.ts';
import { type Message } from '../../domain/message.ts';
import { type StaffCaller } from '../../domain/staff/staff-caller.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { type Loaded } from '../../domain/turn.ts';
import { type Whole } from '../ports.ts';
import { type KeptPress, makePresses } from './presses.ts';
import { readState } from './state.ts';
import { type Answer, type Spoken, type Visit } from './visit.ts';

/** Why somebody is turned away at the door. */
export type TurnedAway = 'unknown-person' | 'disabled-person' | 'guest';

type KeptCard = {
  readonly id: string;
  readonly creditorId: string;
  readonly staffId: string;
  readonly conversationId: string;
  readonly presses: readonly KeptPress[];
  readonly at: Instant;
};

export type StaffTurnDeps = {
  /** Who the caller is to that creditor this moment; null for a stranger. */
  readonly find: (creditorId: string, caller: StaffCaller) => Promise<StaffUser | null>;
  /** Tells the administrators, once a day for each person. */
  readonly tell: (creditorId: string, caller: StaffCaller, why: TurnedAway, at: Instant) => Promise<void>;
  readonly keepCard: (card: KeptCard) => Promise<void>;
  /** The language of words, on clear evidence. */
  readonly languageOf: (text: string) => Language | null;
  readonly answer: (visit: Visit, loaded: Loaded) => Promise<Answer & { readonly understood: unknown }>;
  readonly calendar: (where: { readonly country: string; readonly zone: string }, at: Instant) => Calendar;
  readonly newId: () => string;
};

/**
 * Makes the whole turn of a message in Teams: who is asking is looked up anew, whatever came before. Gives null for whoever is not
 * served, whom the doorman answers; an administrator was told.
 */
export function makeStaffTurn(deps: StaffTurnDeps): (loaded: Loaded, now: Instant) => Promise<Whole | null> {
  return async (loaded, now) => {
    const { creditorId } = loaded.lease;
    const { caller = null } = loaded.inbound;
    if (caller === null) return null;
    const who = await deps.find(creditorId, caller);
    if (who === null || who.disabled || caller.guest) {
      await deps.tell(creditorId, caller, whyNot(who, caller), now);
      return null;
    }
    const visit = visitOf(deps, loaded, { who, caller, now });
    return await wholeOf(deps, visit, loaded, await deps.answer(visit, loaded));
  };
}

function whyNot(who: StaffUser | null, { guest }: StaffCaller): TurnedAway {
  if (guest) return 'guest';
  return who === null ? 'unknown-person' : 'disabled-person';
}

type Caller = { readonly who: StaffUser; readonly caller: StaffCaller; readonly now: Instant };

function visitOf(deps: StaffTurnDeps, loaded: Loaded, { who, caller, now }: Caller): Visit {
  const { creditorId, conversationId } = loaded.lease;
  const { creditor, inbound } = loaded;
  const { inputs = {}, text } = inbound;
  const state = readState(loaded.state);
  const written = state.language ?? deps.languageOf(text);
  const calendar = deps.calendar({ country: 'FR', zone: creditor.zone }, now);
  return {
    ...{ creditor, who, caller, state, calendar, text, inputs },
    language: written ?? loaded.language ?? inbound.language ?? 'fr',
    scope: { creditorId, who, conversation: conversationId },
    at: { today: calendar.today, now },
    presses: makePresses(deps.newId()),
    key: loaded.inboxId,
  };
}

async function wholeOf(
  deps: StaffTurnDeps,
  visit: Visit,
  loaded: Loaded,
  answer: Answer & { readonly understood: unknown },
): Promise<Whole> {
  const { who, scope, at, presses, caller } = visit;
  const language: Language = answer.state.language ?? visit.language;
  const kept = presses.kept();
  if (kept.length > 0) {
    const { creditorId, conversation: conversationId } = scope;
    const card = { id: presses.cardId, creditorId, staffId: who.id, conversationId, presses: kept, at: at.now };
    await deps.keepCard(card);
  }
  const messages = answer.said.map((said) => messageOf(said, language));
  const inResponse = loaded.inbound.inResponse === true;
  const inPlace = inResponse && answer.inPlace ? messages.slice(-1) : [];
  const response = inResponse && inPlace.length === 0 ? [below(language)] : inPlace;
  return {
    understood: answer.understood,
    ...{ state: answer.state, language, response, blobs: answer.blobs ?? [] },
    messages: messages.filter((message) => !response.includes(message)),
    audit: {
      ...{ kind: 'staff.turn', actor: `staff:${who.id}`, debtorId: null, policyVersion: null },
      detail: { ...answer.facts, said: messages.map(({ key }) => key), via: 'teams', place: caller.place },
      payload: null,
    },
  };
}

/** What a press is answered whose real answer is a message of its own. */
function below(language: Language): Message {
  return { key: 'staff.below', class: 'reply', language, text: say(staffDeskTexts, 'below', language) };
}

function messageOf({ key, text, card }: Spoken, language: Language): Message {
  return { key, class: 'reply', language, text, ...(card === undefined ? {} : { card }) };
}
