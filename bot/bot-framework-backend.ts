import {
  type BotFrameworkBackend,
  type BotMessage,
  type BotReference,
  type TakenMessage,
} from '../channels/bot-framework/backend.ts';
import { type Message } from '../domain/message.ts';
import { type Intake } from './intake.ts';
import { type Log } from './ports.ts';

/** What conversations over the Bot Framework keep in the database. */
export type BotFrameworkStore = {
  readonly keepReference: (creditorId: string, counterpart: string, reference: BotReference) => Promise<void>;
  /** The answer stored with the message; null while its turn has not ended. */
  readonly responseOf: (creditorId: string, inboxId: string) => Promise<readonly Message[] | null>;
};

export type BotFrameworkBackendDeps = {
  readonly store: BotFrameworkStore;
  /** The only creditor; null when there is none or several. */
  readonly creditor: () => Promise<{ readonly id: string } | null>;
  readonly intake: Intake;
  readonly log: Log;
};

const pauseMs = 100;

/** Takes what comes over the Bot Framework into the inbox, with the way back kept first. */
export function makeBotFrameworkBackend(deps: BotFrameworkBackendDeps): BotFrameworkBackend {
  return {
    intake: (message) => intake(deps, message),
    responseOf: (taken, timeoutMs) => responseOf(deps.store, taken, timeoutMs),
  };
}

async function intake(deps: BotFrameworkBackendDeps, message: BotMessage): Promise<TakenMessage | null> {
  const creditor = await deps.creditor();
  if (creditor === null) {
    deps.log('warn', 'teams.no-creditor', {});
    return null;
  }
  const { counterpart, externalId, text, option, language, reference, at } = message;
  await deps.store.keepReference(creditor.id, counterpart, reference);
  const { inboxId, turn } = await deps.intake({
    creditorId: creditor.id,
    channel: 'teams',
    counterpart,
    externalId,
    inbound: { text, option, files: [], event: null, language },
    echo: null,
    at,
  });
  return { creditorId: creditor.id, inboxId, turn };
}

/** The turn may run here, or in another process that does not tell. */
async function responseOf(
  store: BotFrameworkStore,
  { creditorId, inboxId, turn }: TakenMessage,
  timeoutMs: number,
): Promise<readonly Message[] | null> {
  const until = performance.now() + timeoutMs;
  await Promise.race([turn, sleep(timeoutMs)]);
  for (;;) {
    const messages = await store.responseOf(creditorId, inboxId);
    if (messages !== null || performance.now() >= until) return messages;
    await sleep(pauseMs);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
