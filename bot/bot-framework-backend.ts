import {
  type BotComingTo,
  type BotFrameworkBackend,
  type BotHandoffStatus,
  type BotMessage,
  type BotReference,
  type TakenMessage,
} from '../channels/bot-framework/backend.ts';
import { type Instant } from '../domain/calendar.ts';
import { type Message } from '../domain/message.ts';
import { type StaffCaller } from '../domain/staff/staff-caller.ts';
import { type Intake } from './intake.ts';
import { type Log } from './ports.ts';

/** What conversations over the Bot Framework keep in the database. */
export type BotFrameworkStore = {
  readonly keepReference: (creditorId: string, counterpart: string, reference: BotReference) => Promise<void>;
  /** The app was taken away: nothing is sent there any more, until it is written from there again. */
  readonly markLeft: (creditorId: string, counterpart: string) => Promise<void>;
  /** The answer stored with the message; null while its turn has not ended. */
  readonly responseOf: (creditorId: string, inboxId: string) => Promise<readonly Message[] | null>;
};

type Person = Pick<StaffCaller, 'tenant' | 'objectId'>;

/** Who works for whom. */
export type StaffPlaces = {
  /** The creditors a person works for, the one that answers first; empty for a stranger. */
  readonly creditorsOf: (who: Person) => Promise<readonly string[]>;
  /** Whose door a stranger stands at; null where there is no creditor. */
  readonly doorOf: (tenant: string | null) => Promise<string | null>;
  /** Tells the administrators, once a day for each person. */
  readonly tellForeign: (creditorId: string, tenant: string, objectId: string | null, at: Instant) => Promise<void>;
};

export type BotFrameworkBackendDeps = {
  readonly store: BotFrameworkStore;
  readonly places: StaffPlaces;
  /** The directory of a tool on the developer's machine that names none; null in production. */
  readonly localTenant: string | null;
  readonly handoff: BotFrameworkBackend['handoff'];
  readonly intake: Intake;
  readonly log: Log;
};

const pauseMs = 100;

/** Takes what comes over the Bot Framework into the inbox of the creditor whose person wrote, with the way back kept first. */
export function makeBotFrameworkBackend(deps: BotFrameworkBackendDeps): BotFrameworkBackend {
  return {
    intake: (message) => intake(deps, placed(deps, message)),
    coming: (coming) => come(deps, placed(deps, coming)),
    foreign: async ({ tenant, objectId }, at) => {
      const door = await deps.places.doorOf(null);
      if (door !== null) await deps.places.tellForeign(door, tenant, objectId, at);
    },
    handoff: (status) => deps.handoff(placed(deps, status)),
    responseOf: (taken, timeoutMs) => responseOf(deps.store, taken, timeoutMs),
  };
}

/** A tool on this machine may leave out the directory. */
function placed<Came extends BotMessage | BotComingTo | BotHandoffStatus>(
  { localTenant }: BotFrameworkBackendDeps,
  came: Came,
): Came {
  const { tenantId, aadObjectId, channelId, conversationType } = came.reference;
  if (localTenant === null || tenantId !== null || aadObjectId === null || channelId !== 'msteams') return came;
  const place = (conversationType ?? 'personal') === 'personal' ? 'personal' : 'shared';
  return { ...came, caller: { tenant: localTenant, objectId: aadObjectId, guest: false, place } };
}

async function creditorOf(
  { places, log }: BotFrameworkBackendDeps,
  caller: StaffCaller | null,
): Promise<string | null> {
  const [first] = caller === null ? [] : await places.creditorsOf(caller);
  const found = first ?? (await places.doorOf(caller?.tenant ?? null));
  if (found === null) log('warn', 'teams.no-creditor', {});
  return found;
}

async function intake(deps: BotFrameworkBackendDeps, message: BotMessage): Promise<TakenMessage | null> {
  const creditorId = await creditorOf(deps, message.caller);
  if (creditorId === null) return null;
  const { counterpart, externalId, text, option, language, reference, at, caller, inputs, inResponse, attached } =
    message;
  await deps.store.keepReference(creditorId, counterpart, reference);
  const { inboxId, turn } = await deps.intake({
    creditorId,
    channel: 'teams',
    counterpart,
    externalId,
    inbound: {
      ...{ text, option, files: [], event: null, language, caller, inputs, inResponse },
      ...(attached.length === 0 ? {} : { attached }),
    },
    echo: null,
    at,
  });
  return { creditorId, inboxId, turn };
}

/** Only those who work for a creditor are greeted; in a group nobody asked for it. */
async function come(deps: BotFrameworkBackendDeps, coming: BotComingTo): Promise<void> {
  const { caller, came, counterpart, externalId, language, reference, at } = coming;
  const [creditorId] = caller === null ? [] : await deps.places.creditorsOf(caller);
  if (creditorId === undefined) return;
  if (came === 'left') {
    await deps.store.markLeft(creditorId, counterpart);
    return;
  }
  await deps.store.keepReference(creditorId, counterpart, reference);
  if (came !== 'installed' || caller?.place !== 'personal') return;
  const inbound = { text: '', option: null, files: [], event: 'opened', language, caller } as const;
  await deps.intake({ creditorId, channel: 'teams', counterpart, externalId, inbound, echo: null, at });
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
