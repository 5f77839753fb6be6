import { say } from '../../dialogs/messages/wording.ts';
import { staffDeskTexts } from '../../dialogs/staff/desk-texts.ts';
import { type Calendar, type Instant } from '../../domain/calendar.ts';
import { type Language } from '../../domain/language.ts';
import { type Message } from '../../domain/message.ts';
import { type StaffCaller } from '../../domain/staff/staff-caller.ts';
import { type StaffQuery } from '../../domain/staff/query.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { type Loaded } from '../../domain/turn.ts';
import { type Whole } from '../ports.ts';
import { makeOpaque } from './opaque.ts';
import { readState } from './state.ts';
import { type Answer, type Spoken, type Visit } from './visit.ts';

/** Why somebody is turned away at the door. */
export type TurnedAway = 'unknown-person' | 'disabled-person' | 'guest';

type KeptCard = {
  readonly id: string;
  readonly creditorId: string;
  readonly staffId: string;
  readonly conversationId: string;
  readonly presses: { readonly ids: readonly string[]; readonly query: StaffQuery | null };
  readonly at: Instant;
};

export type StaffTurnDeps = {
  /** Who the caller is to that creditor this moment; null for a stranger. */
  readonly find: (creditorId: string, caller: StaffCaller) => Promise<StaffUser | null>;
  /** Tells the administrators, once a day for each person. */
  readonly tell: (creditorId: string, caller: StaffCaller, why: TurnedAway, at: Instant) => Promise<void>;
  readonly keepCard: (card: KeptCard) => Promise<void>;
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
    const { creditorId, conversationId } = loaded.lease;
    const { caller = null, inputs = {}, text } = loaded.inbound;
    if (caller === null) return null;
    const who = await deps.find(creditorId, caller);
    if (who === null || who.disabled || caller.guest) {
      await deps.tell(creditorId, caller, whyNot(who, caller), now);
      return null;
    }
    const { creditor } = loaded;
    const state = readState(loaded.state);
    const language = state.language ?? loaded.language ?? loaded.inbound.language ?? 'fr';
    const calendar = deps.calendar({ country: 'FR', zone: creditor.zone }, now);
    const at = { today: calendar.today, now };
    const scope = { creditorId, who };
    const visit: Visit = {
      ...{ creditor, who, caller, scope, conversationId, state, language, calendar, now, at, text, inputs },
    };
    return await wholeOf(deps, visit, loaded, await deps.answer(visit, loaded));
  };
}

function whyNot(who: StaffUser | null, { guest }: StaffCaller): TurnedAway {
  if (guest) return 'guest';
  return who === null ? 'unknown-person' : 'disabled-person';
}

async function wholeOf(
  deps: StaffTurnDeps,
  visit: Visit,
  loaded: Loaded,
  answer: Answer & { readonly understood: unknown },
): Promise<Whole> {
  const language: Language = answer.state.language ?? visit.language;
  const messages: Message[] = [];
  for (const said of answer.said) messages.push(await messageOf(deps, visit, said, language));
  const last = messages.at(-1);
  const inResponse = loaded.inbound.inResponse === true;
  const inPlace = inResponse && last !== undefined && answer.inPlace ? [last] : [];
  const response = inResponse && inPlace.length === 0 ? [below(language)] : inPlace;
  const { handle } = visit.who;
  return {
    understood: answer.understood,
    state: answer.state,
    language,
    messages: messages.filter((message) => !response.includes(message)),
    response,
    audit: {
      ...{ kind: 'staff.turn', actor: `staff:${visit.who.id}`, debtorId: null, policyVersion: null },
      detail: { ...answer.facts, said: messages.map(({ key }) => key), via: 'teams', place: visit.caller.place },
      payload: { handle },
    },
  };
}

/** What a press is answered whose real answer is a message of its own. */
function below(language: Language): Message {
  return { key: 'staff.below', class: 'reply', language, text: say(staffDeskTexts, 'below', language) };
}

async function messageOf(deps: StaffTurnDeps, visit: Visit, said: Spoken, language: Language): Promise<Message> {
  const message: Message = { key: said.key, class: 'reply', language, text: said.text };
  if (said.card === undefined) return message;
  if (said.kept === true) return { ...message, card: said.card };
  const id = deps.newId();
  const { card, ids } = makeOpaque(said.card, id);
  if (ids.length > 0) {
    const { creditorId, who } = visit.scope;
    const presses = { ids, query: said.query ?? null };
    await deps.keepCard({
      ...{ id, creditorId, staffId: who.id, conversationId: visit.conversationId, presses, at: visit.now },
    });
  }
  return { ...message, card };
}
