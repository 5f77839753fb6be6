import { type Message } from '../../domain/message.ts';
import { renderText } from '../text/render-text.ts';
import { typeset } from '../text/typeset.ts';
import { adaptiveCard } from './adaptive-card.ts';
import { type Element } from './adaptive-card-text.ts';

type InvokeResponse = { readonly status: number; readonly body: unknown };

/** Buttons of our own cards; anything else an invoke may ask is not ours to answer. */
export const knownInvokes: readonly string[] = ['adaptiveCard/action'];

export const unknownInvoke: InvokeResponse = { status: 501, body: null };

const stillWorking = 'Nous y travaillons encore, la réponse arrive.\n\nStill working on it, the answer is on its way.';

/** Universal Actions: the outer status is HTTP's, the inner one the action's. */
function actionResponse(type: string, value: unknown): InvokeResponse {
  return { status: 200, body: { statusCode: 200, type, value } };
}

/** The last card of what was said takes the place of the pressed one; what was said without a card comes above it. */
function cardOf(said: readonly Message[]): Element | null {
  const last = said.findLast(({ card }) => card !== undefined);
  if (last?.card === undefined) return null;
  const beside = said.filter(({ card }) => card === undefined).map(({ text }) => ({ part: 'text', text }) as const);
  return adaptiveCard({ ...last.card, parts: [...beside, ...last.card.parts] }, last.language);
}

/**
 * The answer to a button of a card: what the turn said, or a card that says the answer is still to come, with a button that asks
 * for it; `inboxId`: the message of that press.
 */
export function invokeResponseOf(messages: readonly Message[] | null, inboxId: string | null): InvokeResponse {
  if (messages !== null) {
    const said = messages.flatMap((message) => [...(message.before ?? []), message]);
    const shown = cardOf(said);
    if (shown !== null) return actionResponse('application/vnd.microsoft.card.adaptive', shown);
    const { text } = renderText(messages.map(typeset), () => []);
    return actionResponse('application/vnd.microsoft.activity.message', text);
  }
  const ask = { kind: 'press', id: `answer:${inboxId ?? ''}`, label: 'Voir · Show' } as const;
  return actionResponse(
    'application/vnd.microsoft.card.adaptive',
    adaptiveCard({ title: stillWorking, parts: [], actions: inboxId === null ? [] : [ask] }, 'fr'),
  );
}
