import { randomUUID } from 'node:crypto';
import { type BotReference } from '../channels/bot-framework/backend.ts';
import { type Database } from '../prisma/database.ts';
import { playgroundTenant } from '../prisma/demo/staff.ts';
import {
  chooseCreditor,
  findCreditors,
  findDoor,
  findInDirectory,
  nameOfCreditor,
} from '../prisma/staff/directory.ts';
import { findCard, keepCard } from '../prisma/staff/kept-cards.ts';
import { tellStranger } from '../prisma/staff/tell-stranger.ts';
import { makeBotFrameworkStore } from '../prisma/stores/bot-framework-store.ts';
import { makeBotFrameworkBackend } from './bot-framework-backend.ts';
import { makeCalendars } from './calendars.ts';
import { type Config } from './config.ts';
import { type Intake } from './intake.ts';
import { type Log, type TurnDeps } from './ports.ts';
import { makeStaffDoor } from './staff-door.ts';
import { makeAnswerStaff } from './staff/answer-staff.ts';
import { makeStaffTurn } from './staff/staff-turn.ts';

type Pool = Database['pool'];

/** Who answers in Teams. */
export function staffDoorOf(pool: Pool): NonNullable<TurnDeps['instead']> {
  const { earlierResponse } = makeBotFrameworkStore<BotReference>(pool, randomUUID);
  const answer = makeAnswerStaff({
    findCard: (of) => findCard(pool, of),
    earlier: earlierResponse,
    creditorsOf: (caller) => findCreditors(pool, caller),
    choose: (creditorId, caller, at) => chooseCreditor(pool, creditorId, caller, at),
    nameOf: (creditorId) => nameOfCreditor(pool, creditorId),
  });
  return makeStaffDoor(
    makeStaffTurn({
      find: (creditorId, caller) => findInDirectory(pool, creditorId, caller),
      tell: (creditorId, { tenant, objectId }, why, at) =>
        tellStranger(pool, { creditorId, tenant, objectId, why, at }),
      keepCard: (card) => keepCard(pool, card),
      answer,
      calendar: makeCalendars(),
      newId: randomUUID,
    }),
  );
}

/** What takes in what comes over the Bot Framework. */
export function teamsBackendOf(
  config: Config,
  pool: Pool,
  parts: { readonly intake: Intake; readonly log: Log },
): ReturnType<typeof makeBotFrameworkBackend> {
  return makeBotFrameworkBackend({
    store: makeBotFrameworkStore<BotReference>(pool, randomUUID),
    places: {
      creditorsOf: (who) => findCreditors(pool, who),
      doorOf: (tenant) => findDoor(pool, tenant),
      tellForeign: (creditorId, tenant, objectId, at) =>
        tellStranger(pool, { creditorId, tenant, objectId, why: 'foreign-tenant', at }),
    },
    localTenant: config.production ? null : playgroundTenant,
    ...parts,
  });
}
