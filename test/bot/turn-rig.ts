import { randomUUID } from 'node:crypto';
import { type Pool } from 'pg';
import { demoCarrier } from '../../bot/demo-carrier.ts';
import { type Intake, makeIntake } from '../../bot/intake.ts';
import { makeOutbox, type Outbox } from '../../bot/outbox.ts';
import { type Carrier, type Spoken, type TurnDeps } from '../../bot/ports.ts';
import { type Recovery, startRecovery } from '../../bot/recovery.ts';
import { makeSecrets, sha256 } from '../../bot/secrets.ts';
import { makeTurnQueue, type TurnQueue } from '../../bot/turn-queue.ts';
import { type Arrival } from '../../domain/inbound.ts';
import { decide } from '../../domain/decide.ts';
import { makeSendStore, type PgSendStore } from '../../prisma/stores/send-store.ts';
import { makeTurnStore } from '../../prisma/stores/turn-store.ts';
import { date } from '../../domain/civil-date.ts';
import { countingDialogs, plainUnderstand } from './counting-dialogs.ts';

export const testNow = Date.UTC(2026, 10, 22, 9, 0);

/** One process's share of the service, over a real database and a conversation that counts. */
export type Rig = {
  readonly deps: TurnDeps;
  readonly intake: Intake;
  readonly queue: TurnQueue;
  readonly outbox: Outbox;
  readonly sends: PgSendStore;
  readonly recovery: Recovery;
  readonly spoken: Spoken[];
  readonly stop: () => Promise<void>;
};

export type RigOptions = Partial<TurnDeps> & {
  readonly carrier?: Carrier;
  readonly recoverEveryMs?: number;
  readonly atOnce?: number;
};

/** Joins the real turn, queue, outbox and recovery to a database; any part of it can be replaced. */
export function makeRig(pool: Pool, options: RigOptions = {}): Rig {
  const { carrier = demoCarrier, recoverEveryMs = 60_000, atOnce = 16, ...replaced } = options;
  const secrets = makeSecrets('a secret of at least thirty-two characters');
  const owner = randomUUID();
  const sends = makeSendStore(pool);
  const spoken: Spoken[] = [];
  const deps: TurnDeps = {
    owner,
    store: makeTurnStore(pool, randomUUID),
    understand: plainUnderstand,
    dialogs: countingDialogs,
    gather: () =>
      Promise.resolve({
        named: null,
        point: null,
        subjectKey: 'key',
        decoys: [],
        reachable: ['sms'],
        code: null,
        attempts: { failuresLastDay: 0, codesLastHour: 0, codesLastDay: 0 },
        fresh: secrets.newCode(),
      }),
    decide,
    draw: (_request, outcome) => Promise.resolve({ outcome, blobs: [] }),
    illustrate: (messages) => Promise.resolve(messages),
    policy: () => null,
    calendar: ({ zone }) => ({ zone, today: date('2026-11-22'), holidays: [] }),
    clock: () => testNow,
    newId: randomUUID,
    hash: sha256,
    seal: (text) => secrets.seal(text),
    crashPoint: () => undefined,
    log: () => undefined,
    dispatch: (rows) => {
      outbox.dispatch(rows);
    },
    publish: (said) => spoken.push(said),
    ...replaced,
  };
  const { log, clock, crashPoint } = deps;
  const outbox = makeOutbox({
    owner,
    store: sends,
    carriers: () => carrier,
    open: (sealed) => secrets.open(sealed),
    clock,
    crashPoint,
    log,
  });
  const queue = makeTurnQueue(deps, atOnce);
  const recovery = startRecovery({ turns: deps.store, sends, queue, outbox, clock, log }, recoverEveryMs);
  const stop = async (): Promise<void> => {
    await recovery.stop();
    await queue.stop();
    await outbox.stop();
  };
  return { deps, intake: makeIntake(deps, queue), queue, outbox, sends, recovery, spoken, stop };
}

/** A message of a person, with an id of its own unless one is given. */
export function arrival(creditorId: string, text: string, more: Partial<Arrival> = {}): Arrival {
  return {
    creditorId,
    channel: 'web',
    counterpart: 'dl_1',
    externalId: randomUUID(),
    inbound: { text, option: null, files: [], event: null },
    echo: { type: 'message', text },
    at: testNow,
    ...more,
  };
}
