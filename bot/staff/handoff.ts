import { cardText } from '../../channels/text/card-text.ts';
import { briefCard, handoffRefusal, handoffText, waitingCard } from '../../dialogs/staff/handoff-cards.ts';
import { type Card } from '../../domain/card.ts';
import { type Brief, type HandoffListed } from '../../domain/handoff/handoff.ts';
import { privateOnly } from './ask.ts';
import { lookOf } from './look.ts';
import { type Answer, inWords, type Visit } from './visit.ts';

type Scope = Visit['scope'];
type Moment = Visit['at'];
/** Something that was said in a debtor's conversation: a carrier must take it, or open chats are told. */
export type SaidRef = {
  readonly creditorId: string;
  readonly conversationId: string;
  readonly outboxId: string;
  readonly send: boolean;
};
type Refusal = { readonly kind: 'refused'; readonly why: string; readonly word?: string };
/** A file that goes to a debtor. */
export type SentFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array };
type Said = { readonly said: readonly SaidRef[] };

/** Conversations that people hold in the bot's place. */
export type HandoffDesk = {
  readonly list: (scope: Scope, at: Moment) => Promise<readonly HandoffListed[]>;
  readonly brief: (scope: Scope, id: string, at: Moment) => Promise<Brief | null>;
  readonly accept: (
    scope: Scope,
    id: string,
    at: Moment,
  ) => Promise<
    | (Said & { readonly kind: 'accepted'; readonly before: boolean })
    | { readonly kind: 'taken'; readonly by: string | null }
    | Refusal
  >;
  readonly decline: (scope: Scope, id: string, at: Moment) => Promise<{ readonly kind: 'declined' } | Refusal>;
  readonly reply: (
    scope: Scope,
    wish: { readonly id: string; readonly text: string; readonly key: string },
    at: Moment,
  ) => Promise<(Said & { readonly kind: 'said' }) | Refusal>;
  readonly attach: (
    scope: Scope,
    wish: { readonly id: string; readonly file: SentFile; readonly key: string },
    at: Moment,
  ) => Promise<(Said & { readonly kind: 'said' }) | Refusal>;
  readonly sendPayment: (
    scope: Scope,
    wish: { readonly id: string; readonly key: string },
    at: Moment,
  ) => Promise<(Said & { readonly kind: 'said' }) | Refusal>;
  readonly back: (
    scope: Scope,
    wish: { readonly id: string; readonly summary: string },
    at: Moment,
  ) => Promise<(Said & { readonly kind: 'returned' }) | Refusal>;
  /** Lets what was said leave. */
  readonly dispatch: (said: readonly SaidRef[]) => Promise<void>;
};

function asCard(visit: Visit, key: string, card: Card, facts: Answer['facts']): Answer {
  return { state: visit.state, said: [{ key, text: cardText(card, visit.language), card }], inPlace: true, facts };
}

function refused(visit: Visit, { why, word }: Refusal): Answer {
  const forgets = why === 'not-held' || why === 'over' || why === 'unknown';
  const state = forgets ? { ...visit.state, handoffId: null } : visit.state;
  const text = handoffRefusal(why, word, visit.language);
  return inWords({ ...visit, state }, `staff.handoff.refused.${why}`, text, { refused: why });
}

/** The conversations that wait, and those that are held. */
export async function listHandoffs(desk: HandoffDesk, visit: Visit): Promise<Answer> {
  if (visit.caller.place === 'shared') return privateOnly(visit);
  const listed = await desk.list(visit.scope, visit.at);
  const press = visit.presses.of(null);
  const card = waitingCard(listed, (handoffId) => press({ kind: 'see-handoff', handoffId }), lookOf(visit));
  return { ...asCard(visit, 'staff.handoffs', card, { waiting: listed.length }), inPlace: false };
}

/** Brief and transcript of one. */
export async function seeHandoff(desk: HandoffDesk, visit: Visit, handoffId: string): Promise<Answer> {
  if (visit.caller.place === 'shared') return privateOnly(visit);
  const brief = await desk.brief(visit.scope, handoffId, visit.at);
  if (brief === null) return refused(visit, { kind: 'refused', why: 'unknown' });
  return asCard(visit, 'staff.handoff', briefFor(visit, brief), { handoff: handoffId });
}

/** The card of a brief, with what this person may press. */
export function briefFor(
  visit: Pick<Visit, 'presses' | 'who' | 'language'> & { readonly creditor: Pick<Visit['creditor'], 'zone'> },
  brief: Brief,
): Card {
  const press = visit.presses.of(null);
  const { id: handoffId, holder, account } = brief;
  const holds = holder === visit.who.handle;
  const free = holder === null;
  const ids = {
    take: free ? press({ kind: 'take', handoffId }) : null,
    decline: free ? press({ kind: 'decline', handoffId }) : null,
    back: holds ? press({ kind: 'hand-back', handoffId }) : null,
    payment: holds && brief.identified ? press({ kind: 'send-payment', handoffId }) : null,
    open: account === null ? null : press({ kind: 'open', debtorId: account.debtorId }),
  };
  return briefCard(brief, ids, lookOf(visit));
}

/** Takes a conversation; from now on what this person writes goes to the debtor. */
export async function takeHandoff(desk: HandoffDesk, visit: Visit, handoffId: string): Promise<Answer> {
  const taken = await desk.accept(visit.scope, handoffId, visit.at);
  if (taken.kind === 'refused') return refused(visit, taken);
  if (taken.kind === 'taken')
    return inWords(visit, 'staff.handoff.taken', handoffText('taken', visit.language, { by: taken.by ?? '?' }));
  await desk.dispatch(taken.said);
  const holding = { ...visit, state: { ...visit.state, handoffId } };
  return await seeHandoff(desk, holding, handoffId);
}

/** Leaves it to others. */
export async function declineHandoff(desk: HandoffDesk, visit: Visit, handoffId: string): Promise<Answer> {
  const declined = await desk.decline(visit.scope, handoffId, visit.at);
  if (declined.kind === 'refused') return refused(visit, declined);
  return inWords(visit, 'staff.handoff.declined', handoffText('declined', visit.language), { handoff: handoffId });
}

/** Writes to the debtor whose conversation is held; the same message is never sent twice. */
export async function sayToDebtor(
  desk: HandoffDesk,
  visit: Visit,
  wish: { readonly id: string; readonly text: string },
): Promise<Answer> {
  const said = await desk.reply(visit.scope, { ...wish, key: visit.key }, visit.at);
  if (said.kind === 'refused') return refused(visit, said);
  await desk.dispatch(said.said);
  return inWords(visit, 'staff.handoff.sent', handoffText('sent', visit.language), {
    handoff: wish.id,
    did: 'replied',
  });
}

/** Sends the debtor how to pay what is open. */
export async function sendPayment(desk: HandoffDesk, visit: Visit, handoffId: string): Promise<Answer> {
  const said = await desk.sendPayment(visit.scope, { id: handoffId, key: visit.key }, visit.at);
  if (said.kind === 'refused') return refused(visit, said);
  await desk.dispatch(said.said);
  const text = handoffText('paymentSent', visit.language);
  return { ...inWords(visit, 'staff.handoff.payment', text, { handoff: handoffId }), inPlace: false };
}

/** The debtor is told what was agreed: it is asked for on the conversation's card. */
async function askSummary(desk: HandoffDesk, visit: Visit, handoffId: string): Promise<Answer> {
  const shown = await seeHandoff(desk, visit, handoffId);
  const words = handoffText('summaryMissing', visit.language);
  const said = shown.said.map((one) =>
    one.card === undefined
      ? one
      : {
          ...one,
          card: { ...one.card, parts: [{ part: 'text', text: words, weight: 'strong' } as const, ...one.card.parts] },
        },
  );
  return { ...shown, said };
}

/** Gives the conversation back to the assistant, with what was agreed. */
export async function handBack(
  desk: HandoffDesk,
  visit: Visit,
  handoffId: string | null,
  summary: string,
): Promise<Answer> {
  if (handoffId === null) return inWords(visit, 'staff.handoff.none', handoffText('noneHeld', visit.language));
  if (summary.trim() === '') return await askSummary(desk, visit, handoffId);
  const returned = await desk.back(visit.scope, { id: handoffId, summary }, visit.at);
  if (returned.kind === 'refused') return refused(visit, returned);
  await desk.dispatch(returned.said);
  const state = { ...visit.state, handoffId: null };
  const text = handoffText('returned', visit.language);
  return inWords({ ...visit, state }, 'staff.handoff.returned', text, { handoff: handoffId });
}
