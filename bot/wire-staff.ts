import { randomBytes, randomUUID } from 'node:crypto';
import { type BotReference } from '../channels/bot-framework/backend.ts';
import { type Connector } from '../channels/bot-framework/connector.ts';
import { afterPerson } from '../dialogs/staff/after-person.ts';
import { disputeAnswer } from '../dialogs/staff/dispute-answer.ts';
import { handoffWords } from '../dialogs/staff/handoff-words.ts';
import { paymentDetails } from '../dialogs/staff/payment-details.ts';
import { planAnswer } from '../dialogs/staff/plan-answer.ts';
import { drawDefaultNotice } from './draw-default-notice.ts';
import { staffMessage } from '../dialogs/staff/staff-message.ts';
import { type StaffTelling, type Told, type Written } from '../domain/staff/telling.ts';
import { type Instant } from '../domain/calendar.ts';
import { ratesMissing } from '../domain/staff/rates-missing.ts';
import { type Database } from '../prisma/database.ts';
import { playgroundTenant } from '../prisma/demo/staff.ts';
import { type makeRunOrders } from '../prisma/escalation/make-run-orders.ts';
import { listCreditors } from '../prisma/jobs/list-creditors.ts';
import { makeStaffActs } from '../prisma/staff/acts/make-staff-acts.ts';
import { chooseCreditor, findCreditors, findDoor, findInDirectory, nameOfCreditor } from '../prisma/staff/directory.ts';
import { handoffIn } from '../prisma/staff/handoff/handoff-in.ts';
import { makeHandoffs } from '../prisma/staff/handoff/make-handoffs.ts';
import { findCard, forgetCards, keepCard } from '../prisma/staff/kept-cards.ts';
import { makeAccountFiles } from '../prisma/staff/make-account-files.ts';
import { makeStaffQueries } from '../prisma/staff/query/make-staff-queries.ts';
import { reachableStaff } from '../prisma/staff/reachable-staff.ts';
import { disputesDue, readEvents } from '../prisma/staff/read-events.ts';
import { readNotes } from '../prisma/staff/read-notes.ts';
import { tellStaff } from '../prisma/staff/tell-staff.ts';
import { tellStranger } from '../prisma/staff/tell-stranger.ts';
import { keepToldSettings, readToldSettings } from '../prisma/staff/told-settings.ts';
import { makeBotFrameworkStore } from '../prisma/stores/bot-framework-store.ts';
import { makeFileStore } from '../prisma/stores/file-store.ts';
import { detectLanguage } from '../understanding/local-engine.ts';
import { sanitise } from '../understanding/sanitise.ts';
import { makeReadStaff } from '../understanding/staff/make-read-staff.ts';
import { readStaff } from '../understanding/staff/read-staff.ts';
import { type StaffSituation } from '../understanding/staff/situation.ts';
import { makeBotFrameworkBackend } from './bot-framework-backend.ts';
import { makeCalendars } from './calendars.ts';
import { type Config } from './config.ts';
import { makeFileLinks } from './file-links.ts';
import { makeHandoffStatus } from './handoff-status.ts';
import { type Periodic, startPeriodic } from './periodic.ts';
import { type Intake } from './intake.ts';
import { type Outbox } from './outbox.ts';
import { type Log, type TurnDeps, type TurnStore } from './ports.ts';
import { type Secrets, sha256 } from './secrets.ts';
import { makeStaffDoor } from './staff-door.ts';
import { type AttachDesk } from './staff/attach.ts';
import { makeAnswerStaff } from './staff/answer-staff.ts';
import { type ReadStaff } from './staff/desk.ts';
import { type SaidRef } from './staff/handoff.ts';
import { makeHandoffDesk } from './staff/handoff-desk.ts';
import { makeStaffTurn } from './staff/staff-turn.ts';
import { makeTold } from './staff/told.ts';
import { makeExports } from './staff/make-export.ts';
import { rememberFor } from './staff/remember.ts';
import { type staffModelOf } from './wire-model.ts';

type Pool = Database['pool'];

export type StaffParts = Pick<TurnDeps, 'clock' | 'policy'> & {
  readonly pool: Pool;
  readonly store: Pick<TurnStore, 'announce'>;
  readonly outbox: Outbox;
  readonly secrets: Secrets;
  readonly orderOf: ReturnType<typeof makeRunOrders>;
  readonly publicUrl: () => string;
};

/** How long a debtor waits for a person. */
const answerMs = 5 * 60_000;
/** How long the words of a creditor's data are taken as they were read: a new city is understood a minute later. */
const vocabularyMs = 60_000;

const calendars = makeCalendars();

/** Conversations that people hold. */
export function handoffsOf({ pool, policy }: Pick<StaffParts, 'pool' | 'policy'>): ReturnType<typeof makeHandoffs> {
  return makeHandoffs({
    ...{ pool, calendars, answerMs },
    words: {
      ...{ ...handoffWords, message: staffMessage, afterwards: afterPerson },
      payment: ({ account, language, channel, now }) => {
        const { country, zone } = account.debtor;
        return paymentDetails({
          ...{ creditor: account.creditor, account, policy: policy(account), now, channel, language, text: '' },
          ...{ calendar: calendars({ country, zone }, now), hash: sha256 },
        });
      },
    },
  });
}

/** Lets what was said in debtors' conversations leave: a carrier takes it, or open chats look again. */
export function dispatchOf({ outbox, store }: Pick<StaffParts, 'outbox' | 'store'>) {
  return async (said: readonly SaidRef[]): Promise<void> => {
    outbox.dispatch(said.filter(({ send }) => send));
    await store.announce(said.filter(({ send }) => !send).map(({ conversationId }) => conversationId));
  };
}

type ReadParts = Parameters<ReadStaff>[1];

function situationOf({ visit, previous, vocabulary }: ReadParts): StaffSituation {
  const [currency = 'EUR'] = vocabulary.currencies;
  const { language, at } = visit;
  return { today: at.today, language, currency, previous, vocabulary };
}

const readHere: ReadStaff = (text, of) =>
  Promise.resolve({ command: readStaff(text, situationOf(of)), source: 'local' });

function readerOf(model: ReturnType<typeof staffModelOf>): ReadStaff {
  if (model === null) return readHere;
  return (text, of) => makeReadStaff({ model: model(of.visit.scope.creditorId) })(text, situationOf(of));
}

type ActRules = Parameters<typeof makeStaffActs>[0]['rules'];

type DoorParts = StaffParts & {
  readonly keepUnderstood: TurnStore['keepUnderstood'];
  readonly connector: Pick<Connector, 'attachment'>;
  readonly model: ReturnType<typeof staffModelOf>; // null: nobody is asked
};

/** Files are where the conversation is: whoever wrote in it said where that is. */
function fetchFileOf({ pool, connector }: Pick<DoorParts, 'pool' | 'connector'>): AttachDesk['fetchFile'] {
  const { referenceOf } = makeBotFrameworkStore<BotReference>(pool, randomUUID);
  return async ({ creditorId, conversation }, attachment, index) => {
    const reference = await referenceOf(creditorId, conversation);
    return reference === null ? { why: 'file-unreachable' } : await connector.attachment(reference, attachment, index);
  };
}

/** Reads rules, as they are now, for what people do from a card. */
function rulesOf({ orderOf, clock }: Pick<StaffParts, 'orderOf' | 'clock'>): ActRules {
  return (place) => orderOf(place.creditorId, clock(), false, place);
}

/** Who answers in Teams. */
export function staffDoorOf(parts: DoorParts): NonNullable<TurnDeps['instead']> {
  const { pool, policy, clock, secrets, orderOf, publicUrl } = parts;
  const { earlierResponse } = makeBotFrameworkStore<BotReference>(pool, randomUUID);
  const { answer, vocabulary } = makeStaffQueries({ pool });
  const links = makeFileLinks(makeFileStore(pool), secrets.linkKey, clock);
  const handoffs = handoffsOf(parts);
  const desk = makeAnswerStaff({
    findCard: (of) => findCard(pool, of),
    earlier: earlierResponse,
    creditors: {
      creditorsOf: (caller) => findCreditors(pool, caller),
      choose: (creditorId, caller, at) => chooseCreditor(pool, creditorId, caller, at),
      nameOf: (creditorId) => nameOfCreditor(pool, creditorId),
    },
    queries: {
      answer,
      vocabulary: rememberFor(
        vocabularyMs,
        ({ creditorId, who }) => `${creditorId} ${who.id} ${who.roles.join()}`,
        vocabulary,
      ),
    },
    files: makeAccountFiles({
      ...{ pool, calendar: calendars, notes: readNotes },
      rules: async (creditorId) => {
        const { policies, rates, reachable } = await orderOf(creditorId, clock());
        return { policies, rates, reachable };
      },
    }),
    acts: makeStaffActs({
      ...{ pool, calendars, policy },
      rules: rulesOf(parts),
      newToken: () => randomBytes(16).toString('base64url'),
      words: { dispute: disputeAnswer, planNotice: drawDefaultNotice, plan: planAnswer, message: staffMessage },
    }),
    handoffs: { ...handoffs, dispatch: dispatchOf(parts) },
    fetchFile: fetchFileOf(parts),
    settings: {
      read: (creditorId, staffId) => readToldSettings(pool, creditorId, staffId),
      keep: (creditorId, staffId, settings) => keepToldSettings(pool, creditorId, staffId, settings),
    },
    linkTo: (creditorId, file, language) => `${publicUrl()}/f/${links.staffToken(creditorId, file, language)}`,
    makeExport: makeExports(),
    newId: randomUUID,
    ...{ readHere, read: readerOf(parts.model), keepUnderstood: parts.keepUnderstood },
  });
  return makeStaffDoor(
    makeStaffTurn({
      find: (creditorId, caller) => findInDirectory(pool, creditorId, caller),
      tell: (creditorId, { tenant, objectId }, why, at) =>
        tellStranger(pool, { creditorId, tenant, objectId, why, at }),
      keepCard: (card) => keepCard(pool, card),
      languageOf: (text) => detectLanguage(sanitise(text)),
      answer: desk,
      calendar: calendars,
      newId: randomUUID,
    }),
  );
}

export type DeskParts = StaffParts & { readonly log: Log };

/** What tells people things unasked. */
function tellingOf({ pool, clock, outbox, log }: DeskParts) {
  return {
    creditors: (at: Instant) => listCreditors(pool, at),
    reachable: (creditorId: string) => reachableStaff(pool, creditorId),
    tell: (telling: StaffTelling, write: (fresh: readonly Told[]) => Written) => tellStaff(pool, telling, write),
    ...{ dispatch: outbox.dispatch, calendar: calendars, clock, newId: randomUUID, log },
  };
}

/** Digests and alerts; to be called every ten minutes. */
export function toldOf(parts: DeskParts): () => Promise<void> {
  const { pool, orderOf } = parts;
  const told = makeTold({
    ...tellingOf(parts),
    events: async (of) => [...(await readEvents(pool, of)), ...ratesMissing(await orderOf(of.creditorId, of.at), of)],
    disputesDue: (of) => disputesDue(pool, of),
    queries: makeStaffQueries({ pool }),
  });
  return async () => {
    await told();
    for (const { id } of await listCreditors(pool, parts.clock())) await forgetCards(pool, id, parts.clock());
  };
}

const handoffEveryMs = 2_000;

/** Shows conversations to those who may take them, as long as the service runs. */
export function startHandoffDesk(parts: DeskParts): Periodic {
  const desk = makeHandoffDesk({ ...tellingOf(parts), handoffs: handoffsOf(parts), leave: dispatchOf(parts) });
  return startPeriodic(desk, handoffEveryMs, (why) => {
    parts.log('error', 'handoff.trouble', { why });
  });
}

/** What takes in what comes over the Bot Framework. */
export function teamsBackendOf(
  config: Config,
  pool: Pool,
  parts: Pick<StaffParts, 'policy' | 'outbox' | 'store'> & { readonly intake: Intake; readonly log: Log },
): ReturnType<typeof makeBotFrameworkBackend> {
  const handoffs = handoffsOf({ ...parts, pool });
  return makeBotFrameworkBackend({
    store: makeBotFrameworkStore<BotReference>(pool, randomUUID),
    places: {
      creditorsOf: (who) => findCreditors(pool, who),
      doorOf: (tenant) => findDoor(pool, tenant),
      tellForeign: (creditorId, tenant, objectId, at) =>
        tellStranger(pool, { creditorId, tenant, objectId, why: 'foreign-tenant', at }),
    },
    handoff: makeHandoffStatus({
      creditorsOf: (who) => findCreditors(pool, who),
      find: (creditorId, who) => findInDirectory(pool, creditorId, who),
      handoffIn: (creditorId, conversationId) => handoffIn(pool, creditorId, conversationId),
      desk: {
        accept: (scope, { id }, at) => handoffs.accept(scope, id, at),
        decline: (scope, { id }, at) => handoffs.decline(scope, id, at),
        back: (scope, wish, at) => handoffs.back(scope, wish, at),
      },
      dispatch: dispatchOf(parts),
    }),
    localTenant: config.production ? null : playgroundTenant,
    intake: parts.intake,
    log: parts.log,
  });
}
