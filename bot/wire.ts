import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { buildAssets } from '../channels/direct-line/assets.ts';
import { type BotReference } from '../channels/bot-framework/backend.ts';
import { type Connector, makeConnector } from '../channels/bot-framework/connector.ts';
import { makeTeamsCarrier } from '../channels/bot-framework/teams-carrier.ts';
import { renderText } from '../channels/text/render-text.ts';
import { dialogs } from '../dialogs/dialogs.ts';
import { decide } from '../domain/decide.ts';
import { sealAudit } from '../prisma/audit.ts';
import { openBusinessClock } from '../prisma/business-clock.ts';
import { type Database, openDatabase, recordService } from '../prisma/database.ts';
import { changeChatOrigins } from '../prisma/chat-origins.ts';
import { claimDemand } from '../prisma/escalation/claim-demand.ts';
import { startSchedule } from '../prisma/jobs/schedule.ts';
import { startListener } from '../prisma/listener.ts';
import { makeBotFrameworkStore } from '../prisma/stores/bot-framework-store.ts';
import { makeCarrierStore } from '../prisma/stores/carrier-store.ts';
import { seedDemo } from '../prisma/demo/seed-demo.ts';
import { makeDocumentStore } from '../prisma/stores/document-store.ts';
import { makeFileStore } from '../prisma/stores/file-store.ts';
import { makeIdentityStore } from '../prisma/stores/identity-store.ts';
import { listOutbox } from '../prisma/stores/outbox-store.ts';
import { makeSentNotices } from '../prisma/stores/notice-store.ts';
import { makeSendStore } from '../prisma/stores/send-store.ts';
import { makeTurnStore } from '../prisma/stores/turn-store.ts';
import { makeWebStore } from '../prisma/stores/web-store.ts';
import { hearsStop } from '../understanding/hears-stop.ts';
import { announced } from './announced.ts';
import { makeAnnouncer } from './announcer.ts';
import { dateIn, makeCalendars } from './calendars.ts';
import { botCredentials } from './bot-credentials.ts';
import { carriersOf } from './carriers-of.ts';
import { reachableOf } from './reachable-of.ts';
import { type Config } from './config.ts';
import { type Demo } from './demo-routes.ts';
import { makeConsole } from './demo-console.ts';
import { makeDraw } from './draw.ts';
import { drawOriginal } from './draw-original.ts';
import { withFetchedMedia } from './fetched-media.ts';
import { makeFileLinks } from './file-links.ts';
import { makeGather } from './gather.ts';
import { withNotices } from './gather-notices.ts';
import { withOriginals } from './gather-originals.ts';
import { illustrate } from './illustrate.ts';
import { type Intake, makeIntake } from './intake.ts';
import { startJanitor } from './janitor.ts';
import { listen } from './listen.ts';
import { type Logging } from './log.ts';
import { makeOutbox, type Outbox } from './outbox.ts';
import { readShipped } from './policy/read-pack.ts';
import { readPolicies } from './policy-files.ts';
import { type TurnDeps } from './ports.ts';
import { startRecovery } from './recovery.ts';
import { makeSaid, type Said } from './said.ts';
import { makeSecrets, type Secrets, sha256 } from './secrets.ts';
import { startSealer } from './sealer.ts';
import { makeServer, type ServerParts } from './server.ts';
import { serviceSecret } from './service-secret.ts';
import { makeTelephone, type Telephone } from './telephone.ts';
import { makeTurnQueue } from './turn-queue.ts';
import { dayWorkOf, runOrdersOf } from './wire-calendar.ts';
import { staffDoorOf, type StaffParts, startHandoffDesk, teamsBackendOf, toldOf } from './wire-staff.ts';
import { mailPartsOf, unsubscribeLinksOf } from './wire-mail.ts';
import { modelOf, staffModelOf, understandingOf } from './wire-model.ts';
import { type LinkTo, makeWebBackend } from './web-backend.ts';

/** A running service. */
export type Service = { readonly url: string; readonly stop: () => Promise<void> };

const crashPoint = (): void => undefined;
const turnsAtOnce = 32;

/** Builds the service from its settings and starts it: database up to date, demo data where wanted, everything listening. */
export async function startService(config: Config, logging: Logging): Promise<Service> {
  const database = await openDatabase({
    databaseUrl: config.DATABASE_URL,
    dataDir: config.DATA_DIR,
    log: logging.line,
  });
  try {
    const clock = await openBusinessClock(database.pool, config.production, Date.now);
    if (config.demo)
      await seedDemo(database, dateIn('Europe/Paris', clock()), drawOriginal, await readShipped(policies));
    return await assemble(config, logging, { ...database, clock });
  } catch (error) {
    await database.close();
    throw error;
  }
}

const policies = new URL('../policies/', import.meta.url);

/** The database, and what time business decides by. */
type Grounds = Database & { readonly clock: TurnDeps['clock'] };

/** What takes messages, runs turns and sends: everything of the service but its web server. */
type Engine = {
  readonly secrets: Secrets;
  readonly said: Said;
  readonly intake: Intake;
  readonly connector: Connector;
  readonly telephone: Telephone;
  readonly parts: Pick<StaffParts, 'policy' | 'outbox' | 'store'>;
  readonly lookForWork: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

async function assemble(config: Config, logging: Logging, database: Grounds): Promise<Service> {
  const address = { url: config.PUBLIC_BASE_URL ?? `http://localhost:${config.PORT}` };
  const publicUrl = (): string => address.url;
  const engine = await startEngine(config, logging, database, publicUrl);
  await engine.telephone.seed();
  const parts = await serverParts(config, { logging, database, engine, publicUrl });
  const web = makeServer(parts);
  const port = await listen(web.server, config);
  if (config.PUBLIC_BASE_URL === undefined) address.url = `http://localhost:${port}`;
  if (config.demo) await allowDemoSite(database, port);
  await recordService(config.DATA_DIR, { httpPort: port });
  await engine.lookForWork();
  const stop = async (): Promise<void> => {
    await web.close();
    await engine.stop();
    await database.close();
  };
  return { url: address.url, stop };
}

/** The demo customer site may show the demo's chat, under either name of this machine. */
async function allowDemoSite(database: Database, port: number): Promise<void> {
  await changeChatOrigins(database, 'lumio', { add: [`http://localhost:${port}`, `http://127.0.0.1:${port}`] });
}

async function startEngine(
  config: Config,
  logging: Logging,
  database: Grounds,
  publicUrl: () => string,
): Promise<Engine> {
  const { pool, clock } = database;
  const { log } = logging;
  const secrets = makeSecrets(config.WEBCHAT_TOKEN_SECRET ?? (await serviceSecret(config.DATA_DIR)));
  const owner = randomUUID();
  const telephone = telephoneOf(config, { database, secrets, publicUrl, log });
  const store = withFetchedMedia(makeTurnStore(pool, randomUUID), telephone.media);
  const orderOf = await runOrdersOf(config, pool, publicUrl);
  const sends = makeSendStore(pool, (ref) => claimDemand(pool, ref, orderOf));
  const announcer = makeAnnouncer({ owner, store, log });
  const said = announced(makeSaid(), announcer);
  const connector = makeConnector({ credentials: botCredentials(config), production: config.production });
  const { referenceOf, markDead } = makeBotFrameworkStore<BotReference>(pool, randomUUID);
  const teams = makeTeamsCarrier({ send: connector.send, referenceOf, markDead, random: Math.random });
  const sending = {
    owner,
    store: sends,
    carriers: carriersOf(config, teams, telephone, mailPartsOf({ database, secrets, publicUrl, log })),
    open: secrets.open,
    clock,
    crashPoint,
    log,
  };
  const outbox = makeOutbox(sending);
  const turns = await turnDeps(config, { owner, store, secrets, database, connector, outbox, orderOf, publicUrl, log });
  const served = { ...turns, publish: said.spoken };
  const queue = makeTurnQueue(served, turnsAtOnce);
  const recovery = startRecovery({ turns: store, sends, queue, outbox, clock, log });
  const janitor = startJanitor({ store: makeCarrierStore(pool, randomUUID), look: telephone.look, clock, log });
  const listener = startListener(database.appUrl, {
    self: owner,
    onSaid: said.changed,
    onGap: said.gap,
    log: logging.line,
  });
  const sealer = startSealer({ seal: () => sealAudit(pool), trouble: logging.trouble });
  const parts = { pool, clock, log, policy: turns.policy, store, outbox, secrets, orderOf, publicUrl };
  const work = inTurn(dayWorkOf({ ...parts, staffFilesDays: config.STAFF_FILES_KEPT_DAYS }), toldOf(parts));
  const handoffs = startHandoffDesk(parts);
  const { ownerUrl, appUrl } = database;
  const schedule = await startSchedule({ ownerUrl, appUrl, work, onTrouble: logging.trouble });
  const stop = async (): Promise<void> => {
    for (const part of [recovery, handoffs, janitor, telephone, queue, outbox, announcer, listener, sealer, schedule])
      await part.stop();
  };
  const intake = makeIntake(served, queue);
  return { secrets, said, intake, connector, telephone, parts, lookForWork: recovery.look, stop };
}

/** One after the other; what the first raises does not keep the second from being done. */
function inTurn(first: () => Promise<void>, second: () => Promise<void>): () => Promise<void> {
  return async () => {
    try {
      await first();
    } finally {
      await second();
    }
  };
}

type FrontParts = {
  readonly logging: Logging;
  readonly database: Grounds;
  readonly engine: Engine;
  readonly publicUrl: () => string;
};

async function serverParts(config: Config, { logging, database, engine, publicUrl }: FrontParts): Promise<ServerParts> {
  const { pool, clock } = database;
  const { secrets, intake, said } = engine;
  const store = makeWebStore(pool, randomUUID);
  const files = makeFileLinks(makeFileStore(pool), secrets.linkKey, clock);
  const linkTo: LinkTo = (creditorId, file, language) =>
    `${publicUrl()}/f/${files.tokenFor(creditorId, file, language)}`;
  const demo: Demo = {
    outbox: (limit) => listOutbox(pool, limit),
    textOf: ({ secret, message }) => (secret === null ? renderText([message], () => []).text : secrets.open(secret)),
    console: makeConsole({ intake, store, linkTo }),
    clock,
    onTrouble: logging.trouble,
  };
  return {
    backend: makeWebBackend({ store, intake, said, publicUrl, links: files }),
    botFramework: {
      connector: engine.connector,
      tenantId: botCredentials(config)?.tenantId ?? null,
      onRefused: (why) => {
        logging.log('warn', 'teams.refused', { why });
      },
      backend: teamsBackendOf(config, pool, { ...engine.parts, intake, log: logging.log }),
    },
    telephone: engine.telephone.webhooks(intake),
    tokenSecret: Buffer.from(secrets.tokenKey).toString('base64'),
    assets: await buildAssets(fileURLToPath(new URL('../web/', import.meta.url))),
    files,
    unsubscribe: unsubscribeLinksOf({ database, secrets }),
    demo: config.production ? null : demo,
    healthy: async () => (await pool.query('SELECT 1').catch(() => null)) !== null,
    publicUrl,
    clock,
    onTrouble: logging.trouble,
  };
}

type TurnParts = Pick<TurnDeps, 'owner' | 'store' | 'log'> & {
  readonly secrets: Secrets;
  readonly database: Grounds;
  readonly connector: Connector;
  readonly outbox: Outbox;
  readonly orderOf: StaffParts['orderOf'];
  readonly publicUrl: () => string;
};

async function turnDeps(config: Config, parts: TurnParts): Promise<Omit<TurnDeps, 'publish'>> {
  const { owner, store, secrets, database, connector, outbox, orderOf, publicUrl, log } = parts;
  const { pool, clock } = database;
  const policy = await readPolicies(policies);
  const model = modelOf(config, pool, clock);
  return {
    owner,
    store,
    ...understandingOf(model),
    dialogs,
    instead: staffDoorOf({
      ...{ pool, clock, policy, store, outbox, secrets, orderOf, publicUrl },
      ...{ keepUnderstood: store.keepUnderstood, connector, model: staffModelOf(model) },
    }),
    gather: withNotices(
      withOriginals(
        makeGather(makeIdentityStore(database.pool), secrets, reachableOf(config)),
        makeDocumentStore(database.pool).isKept,
      ),
      makeSentNotices(database.pool),
    ),
    decide,
    draw: makeDraw(randomUUID, makeDocumentStore(database.pool).original),
    illustrate,
    policy,
    calendar: makeCalendars(),
    clock: database.clock,
    newId: randomUUID,
    hash: sha256,
    reachable: reachableOf(config),
    seal: secrets.seal,
    crashPoint,
    log,
    dispatch: outbox.dispatch,
  };
}

function telephoneOf(
  config: Config,
  parts: Pick<TurnParts, 'secrets' | 'database' | 'log'> & { readonly publicUrl: () => string },
): Telephone {
  const { secrets, publicUrl, log } = parts;
  const { pool, clock } = parts.database;
  const { tokenFor } = makeFileLinks(makeFileStore(pool), secrets.linkKey, clock);
  return makeTelephone(config, {
    isStop: hearsStop,
    store: makeCarrierStore(pool, randomUUID),
    keepFiles: (creditorId, files, at) => makeWebStore(pool, randomUUID).keepFiles(creditorId, files, at),
    open: secrets.open,
    linksOf: (creditorId, { files = [], language }) =>
      files.map((file) => `${publicUrl()}/f/${tokenFor(creditorId, file, language)}`),
    publicUrl,
    clock,
    random: Math.random,
    log,
  });
}
