import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { crashPoints } from '../../bot/ports.ts';
import { type Arrival } from '../../domain/inbound.ts';
import { type TestDatabase } from '../support/database.ts';
import { seedCreditor, type SeededCreditor, seedDebtor } from '../support/ledger-rows.ts';
import { judge, type Judgement } from './oracle.ts';
import { makeRandom, shuffled } from './random.ts';
import { type Death, startWorkers, type Workers } from './workers.ts';

export type ChaosOptions = {
  readonly messages: number;
  readonly kills: number;
  readonly seed: number;
  readonly processes: number;
  /** Whether one process is also suspended for longer than its leases last. */
  readonly suspend: boolean;
};

export type ChaosReport = Judgement & { readonly deaths: readonly Death[]; readonly deliveries: number };

/**
 * Delivers messages to several real processes on one database, each message one to four times and in any order, while those
 * processes are killed at random and at every named point; then compares what is in the database with what should be.
 */
export async function runChaos(db: TestDatabase, options: ChaosOptions): Promise<ChaosReport> {
  const random = makeRandom(options.seed);
  const creditor = await seedCreditor(db.ownerPool);
  const speakers = await seedConversations(db, creditor, Math.max(4, Math.ceil(options.messages / 10)));
  const arrivals = Array.from({ length: options.messages }, (_, n) => messageOf(n, creditor, speakers, random));
  const waiting = shuffled(
    arrivals.flatMap((_, n) => Array.from({ length: 1 + Math.floor(random() * 4) }, () => n)),
    random,
  );
  const deliveries = waiting.length;
  const folder = await mkdtemp(join(tmpdir(), 'solde-chaos-'));
  const carrierLog = join(folder, 'carrier.log');
  await writeFile(carrierLog, '');
  const taken = new Map<number, number>();
  const workers = startWorkers({
    count: options.processes,
    args: [db.appUrl, carrierLog],
    random,
    onLost: (n) => waiting.push(n),
    onTaken: (n) => taken.set(n, taken.get(n) ?? Date.now()),
  });
  const suspended = options.suspend ? workers.suspend('turn:settled', 17_500) : Promise.resolve();
  const another = (): number => arrivals.push(messageOf(arrivals.length, creditor, speakers, random)) - 1;
  await deliverAll(workers, { waiting, arrivals, another, taken, random, kills: options.kills });
  await Promise.all([untilDone(db), suspended]);
  await workers.end();
  const sent = (await readFile(carrierLog, 'utf8')).split('\n').filter((id) => id !== '');
  await rm(folder, { recursive: true });
  const judged = await judge(db, { arrivals, taken, sent, deaths: workers.deaths });
  return { ...judged, deaths: workers.deaths, deliveries };
}

type Speaker = { readonly counterpart: string; readonly channel: 'web' | 'sms' };

/** Conversations of which many speak about the same few accounts, so that their turns get in each other's way. */
async function seedConversations(db: TestDatabase, creditor: SeededCreditor, count: number): Promise<Speaker[]> {
  const debtors = [await seedDebtor(db.ownerPool, creditor), await seedDebtor(db.ownerPool, creditor)];
  const speakers: Speaker[] = [];
  const until = Date.now() + 86_400_000;
  for (let n = 0; n < count; n += 1) {
    const channel = n % 3 === 0 ? 'sms' : 'web';
    const counterpart = channel === 'sms' ? `+336${String(10_000_000 + n)}` : randomUUID();
    const debtor = debtors[n % 8];
    const times = { provedAt: Date.now(), until, idleUntil: until };
    const subject = debtor && { debtorId: debtor.id, contactId: debtor.contactId, level: 2, ...times };
    await db.ownerPool.query(
      'INSERT INTO conversations (id, creditor_id, channel, key, session) VALUES ($1, $2, $3, $4, $5)',
      [randomUUID(), creditor.id, channel, counterpart, { subjects: subject === undefined ? [] : [subject] }],
    );
    speakers.push({ channel, counterpart });
  }
  return speakers;
}

function messageOf(n: number, creditor: SeededCreditor, speakers: readonly Speaker[], random: () => number): Arrival {
  const speaker = speakers[Math.floor(random() * speakers.length)]!;
  const kind = ['hello', 'human', 'ill', 'model'][Math.floor(random() * 4)]!;
  return {
    ...speaker,
    creditorId: creditor.id,
    externalId: `chaos-${String(n)}`,
    inbound: { text: `${kind} ${String(n)}`, option: null, files: [], event: null },
    echo: null,
    at: Date.now(),
  };
}

type Delivering = {
  readonly waiting: number[];
  readonly arrivals: readonly Arrival[];
  /** Makes one more message, never delivered before. */
  readonly another: () => number;
  readonly taken: ReadonlyMap<number, number>;
  readonly random: () => number;
  readonly kills: number;
};

const mostUnderway = 24;

async function deliverAll(
  workers: Workers,
  { waiting, arrivals, another, taken, random, kills }: Delivering,
): Promise<void> {
  const killer = makeKiller(workers, kills, waiting.length, random);
  for (let handed = 0; !isOver();) {
    killer.after(handed);
    // While a kill is due and not done, deliveries slow down and are made up, so that a named point is reached.
    if (killer.isBusy()) await sleep(10);
    // A message that came before runs no turn, and would never bring a process to the point where it is to die.
    if (waiting.length === 0 && workers.underway() === 0 && !killer.isDone()) waiting.push(another());
    const next = workers.underway() < mostUnderway ? waiting.shift() : undefined;
    const arrival = next === undefined ? undefined : arrivals[next];
    if (next === undefined || arrival === undefined) await sleep(5);
    else if (workers.deliver(next, arrival)) handed += 1;
    else {
      waiting.push(next);
      await sleep(20);
    }
  }
  function isOver(): boolean {
    return waiting.length === 0 && workers.underway() === 0 && taken.size === arrivals.length && killer.isDone();
  }
}

type Killer = {
  readonly after: (handed: number) => void;
  readonly isBusy: () => boolean;
  readonly isDone: () => boolean;
};

/** Kills are spread evenly over the deliveries; each named point has its turn before the random ones fill the rest. */
function makeKiller(workers: Workers, kills: number, deliveries: number, random: () => number): Killer {
  const every = Math.max(1, Math.floor(deliveries / (kills + 1)));
  const ways: Death['where'][] = Array.from({ length: kills }, (_, n) => crashPoints[n] ?? 'anywhere');
  const planned = shuffled(ways, random);
  let killing: Promise<void> | null = null;
  return {
    after: (handed) => {
      if (killing !== null || handed < (kills - planned.length + 1) * every) return;
      const where = planned.pop();
      if (where !== undefined) killing = workers.kill(where).finally(() => (killing = null));
    },
    isBusy: () => killing !== null,
    isDone: () => killing === null && planned.length === 0,
  };
}

async function untilDone(db: TestDatabase): Promise<void> {
  const text = `SELECT (SELECT count(*) FROM inbox WHERE state = 'received') + (SELECT count(*) FROM outbox WHERE status IN ('READY', 'SENDING')) AS left`;
  for (let waited = 0; waited < 120_000; waited += 250) {
    const { rows } = await db.ownerPool.query<{ left: number }>(text);
    if (rows[0]?.left === 0) return;
    await sleep(250);
  }
}
