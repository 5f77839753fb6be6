import { AppError } from '../../domain/errors.ts';
import { type ClaimedSend } from '../../domain/outbox-row.ts';
import { type Message } from '../../domain/message.ts';
import { renderText } from '../text/render-text.ts';
import { typeset } from '../text/typeset.ts';
import { adaptiveCard } from './adaptive-card.ts';
import { type Element } from './adaptive-card-text.ts';
import { type BotReference } from './backend.ts';
import { type Connector } from './connector.ts';

type SendEnd =
  { readonly sent: string } | { readonly refused: string } | { readonly later: number; readonly why: string };

export type TeamsCarrierDeps = {
  readonly send: Connector['send'];
  readonly referenceOf: (creditorId: string, conversationId: string) => Promise<BotReference | null>;
  /** The conversation is not there any more, or the person does not want us: nothing more is sent there. */
  readonly markDead: (creditorId: string, conversationId: string, reference: BotReference) => Promise<void>;
  readonly random: () => number; // in [0, 1)
};

/** Shorter than what the outbox waits for a carrier: a silent service is asked again, because a double is harmless here. */
const patienceMs = 8_000;
const mostAttempts = 12;
const firstPauseMs = 1_000;
const longestPauseMs = 300_000;

/** Not there any more, or the person does not want us: asking again changes nothing. */
const final = new Set([400, 403, 404, 405, 410, 413]);
const gone = new Set([403, 404, 410]);

/** Sends over the Bot Framework, again and again for about half an hour while the service does not take it. */
export function makeTeamsCarrier(deps: TeamsCarrierDeps): {
  readonly demo: false;
  readonly send: (send: ClaimedSend, text: string) => Promise<SendEnd>;
} {
  return {
    demo: false,
    send: async (send, text) => {
      const { conversationId, creditorId } = send;
      let reference: BotReference | null = null;
      try {
        reference = conversationId === null ? null : await deps.referenceOf(creditorId, conversationId);
        if (reference === null || conversationId === null) return { refused: 'teams-no-reference' };
        const { words, cards } = shownIn({ ...send.message, text });
        const id = await patiently(deps.send(reference, words, cards));
        return { sent: `teams:${send.id}${id === '' ? '' : `:${id}`}` };
      } catch (error) {
        if (reference !== null && conversationId !== null && gone.has(statusOf(error)))
          await deps.markDead(creditorId, conversationId, reference).catch(() => undefined);
        return endOf(error, send.attempt, deps.random());
      }
    },
  };
}

/** A message with a card is its card: the words beside it say the same, and stay for those before it alone. */
function shownIn(message: Message): { readonly words: string; readonly cards: readonly Element[] } {
  const { card, language, before = [] } = message;
  if (card === undefined) return { words: renderText([typeset(message)], () => []).text, cards: [] };
  return { words: renderText(before.map(typeset), () => []).text, cards: [adaptiveCard(card, language)] };
}

async function patiently(sending: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new AppError('SEND_UNKNOWN', { why: 'teams-silent' }));
    }, patienceMs);
  });
  try {
    return await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}

function endOf(error: unknown, attempt: number, random: number): SendEnd {
  if (error instanceof AppError && error.code === 'SEND_FAILED')
    return { refused: `teams-${String(error.facts['why'])}` };
  const status = statusOf(error);
  if (final.has(status)) return { refused: `teams-${status}` };
  if (attempt >= mostAttempts) return { refused: 'teams-unreachable' };
  const pause = Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
  return { later: Math.round(pause * (0.5 + random / 2)), why: status === 0 ? 'teams-silent' : `teams-${status}` };
}

/** What the service answered; 0 when it did not. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 0;
  return typeof status === 'number' ? status : 0;
}
