import { type Instant } from '../domain/calendar.ts';
import { renderText } from '../channels/text/render-text.ts';
import { AppError } from '../domain/errors.ts';
import { type Intake } from './intake.ts';
import { type LinkTo, type WebStore } from './web-backend.ts';

export type ConsoleDeps = {
  readonly intake: Intake;
  readonly store: Pick<WebStore, 'creditor' | 'history'>;
  readonly linkTo: LinkTo;
};

type Said = { readonly id: string; readonly from: string; readonly text: string; readonly at: Instant };

const waitMs = 10_000;
/** What is said without being asked may come before the answer. */
const unaskedMs = 2_000;
const pauseMs = 100;

/**
 * Makes the console: one text in as that phone would send it, one text out with numbered choices, the shape SMS takes. It waits
 * for the turn, wherever it runs, at most ten seconds. Raises NOT_FOUND when it is not clear who is written to.
 */
export function makeConsole(deps: ConsoleDeps): (said: Said) => Promise<readonly { seq: number; text: string }[]> {
  return async ({ id, from, text, at }) => {
    const creditor = await deps.store.creditor(null);
    if (creditor === null) throw new AppError('NOT_FOUND', { what: 'the only creditor' });
    const received = await deps.intake({
      creditorId: creditor.id,
      channel: 'console',
      counterpart: from,
      externalId: `console:${id}`,
      inbound: { text, option: null, files: [], event: null },
      echo: null,
      at,
    });
    await received.turn;
    const ref = { creditorId: creditor.id, conversationId: received.conversationId };
    for (let waited = 0; ; waited += pauseMs) {
      const items = await deps.store.history(ref, received.seq, 50);
      const messages = items.flatMap((item) => (item.from === 'us' ? [item.message] : []));
      const isAnswered = messages.some((message) => message.class === 'reply');
      if (isAnswered || waited >= (messages.length > 0 ? unaskedMs : waitMs)) {
        const rendered = renderText(messages, (message) =>
          (message.files ?? []).map((file) => deps.linkTo(creditor.id, file, message.language)),
        );
        return messages.length === 0 ? [] : [{ seq: items.at(-1)?.seq ?? received.seq, text: rendered.text }];
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
}
