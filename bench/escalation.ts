import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { makeCalendars } from '../bot/calendars.ts';
import { makeDrawNotice } from '../bot/draw-notice.ts';
import { readPolicies } from '../bot/policy-files.ts';
import { readRates } from '../bot/policy/read-rates.ts';
import { invariant } from '../domain/errors.ts';
import { outlets } from '../domain/escalation/policy.ts';
import { tenOf } from '../prisma/business-clock.ts';
import { openDatabase } from '../prisma/database.ts';
import { makeRunOrders } from '../prisma/escalation/make-run-orders.ts';
import { planSweep } from '../prisma/escalation/plan-sweep.ts';
import { runSweep } from '../prisma/escalation/run-sweep.ts';
import { type RunOrder } from '../prisma/escalation/sweep-order.ts';
import { inTenant } from '../prisma/in-tenant.ts';
import { byHand } from './escalation/by-hand.ts';
import { prepareCreditor, prepareLines, today } from './escalation/prepare.ts';
import { countServed } from './escalation/served-seconds.ts';
import { median } from './statistics.ts';

const sizes = [10_000, 100_000, 1_000_000];
const megabyte = 1 << 20;
const most = { messages: 2000, calls: 200 }; // debtors of whom the sending side is measured

/** What planning found: its rows, and who is to be written to or called. */
type Found = { readonly rows: string[]; readonly messages: string[]; readonly calls: string[] };

type Timed<T> = {
  readonly seconds: number; // by the clock
  readonly process: number; // seconds of processor, ours and the server's
  readonly server: number;
  readonly value: T;
};

async function timed<T>(owner: pg.Pool, work: () => Promise<T>): Promise<Timed<T>> {
  const served = await countServed(owner);
  const [began, used] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(used);
  return { seconds, process: (user + system) / 1e6, server: await served(), value };
}

async function planned(pool: pg.Pool, order: RunOrder): Promise<Found> {
  const found: Found = { rows: [], messages: [], calls: [] };
  for await (const { account, escalation } of planSweep(pool, order, today)) {
    for (const step of escalation?.steps ?? []) {
      if (step.kind !== 'notice') continue;
      const isMessage = step.outlets[0]?.pointId != null && step.outlets[0].outlet !== 'phone';
      found[isMessage ? 'messages' : 'calls'].push(account.debtor.id);
      for (const { lineId, level, claim } of step.lines)
        if (level > 0) found.rows.push(`${account.debtor.id} ${lineId} ${level} ${claim.minor}`);
    }
  }
  return found;
}

type HandRow = { readonly debtor_id: string; readonly line_id: string; readonly level: number; readonly minor: string };

async function handWritten(pool: pg.Pool, creditorId: string): Promise<readonly HandRow[]> {
  return await inTenant(pool, creditorId, async (client) => {
    await client.query("SET LOCAL work_mem = '32MB'"); // as those who are looked at are found with
    return (await client.query<HandRow>(byHand, [creditorId, today])).rows;
  });
}

/** Both must find the same lines, with the same level and amount. */
function compare({ rows }: Found, theirs: readonly HandRow[]): void {
  const hand = theirs.map(
    ({ debtor_id: debtor, line_id: line, level, minor }) => `${debtor} ${line} ${level} ${minor}`,
  );
  const known = new Set(hand);
  invariant(
    hand.length === rows.length && rows.every((row) => known.has(row)),
    'planning and the statement written by hand find the same rows',
  );
}

type Bench = { readonly pool: pg.Pool; readonly owner: pg.Pool };

/** How many a second are written down, in the outbox or for people. */
async function sending({ pool, owner }: Bench, order: RunOrder, debtorIds: readonly string[]): Promise<string> {
  const { seconds, value: report } = await timed(owner, () => runSweep(pool, { ...order, debtorIds }, today));
  invariant(report.kind === 'done', 'nobody else sweeps here');
  const done = report.counts['notice'] ?? 0;
  return `${(done / seconds).toFixed(0)}/s (${done})`;
}

type Round = { readonly plan: Timed<Found>; readonly hand: Timed<readonly HandRow[]> };

const of = (rounds: readonly Round[], side: keyof Round, what: 'seconds' | 'process' | 'server'): number =>
  median(rounds.map((round) => round[side][what]));

/** So often both sides run before any is measured: planning has two connections, and each reads all of it once only after it was the other. */
const unmeasured = 2;

/** Both sides for the caches of both, then by turns. */
async function alternate({ pool, owner }: Bench, order: RunOrder, rounds: number): Promise<readonly Round[]> {
  const done: Round[] = [];
  for (let round = 0; round < unmeasured + rounds; round += 1) {
    const plan = await timed(owner, () => planned(pool, order));
    const hand = await timed(owner, () => handWritten(pool, order.creditorId));
    compare(plan.value, hand.value);
    if (round >= unmeasured) done.push({ plan, hand });
  }
  return done;
}

async function benchSize(bench: Bench, order: RunOrder, lines: number, rounds: number): Promise<void> {
  await prepareLines(bench.owner, order.creditorId, lines);
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
  const done = await alternate(bench, order, rounds);
  clearInterval(watch);
  const last = done.at(-1)?.plan.value ?? { rows: [], messages: [], calls: [] };
  const messages = await sending(bench, order, last.messages.slice(0, most.messages));
  const calls = await sending(bench, order, last.calls.slice(0, most.calls));
  const side = (name: keyof Round): string => {
    const [seconds, ours, server] = [of(done, name, 'seconds'), of(done, name, 'process'), of(done, name, 'server')];
    return (
      `${(lines / seconds).toFixed(0)} rows/s`.padStart(16) + `${ours.toFixed(2)} + ${server.toFixed(2)} s`.padStart(15)
    );
  };
  const ratio = of(done, 'plan', 'seconds') / of(done, 'hand', 'seconds');
  print(
    `${String(lines).padStart(9)}${String(last.rows.length).padStart(8)}${side('plan')}${side('hand')}  ${ratio.toFixed(2)}   ${`${(peak / megabyte).toFixed(0)} MB`.padStart(11)}   ${messages.padStart(20)}   ${calls.padStart(15)}`,
  );
}

/**
 * Planning over open due lines, beside one statement that returns the same rows through the same driver, alternating, medians, with the
 * seconds of processor of this process and of the server; then reminders committed to the outbox, and call scripts drawn and kept for
 * people. `--sizes 10000,100000` and `--rounds 1` shorten it.
 */
export async function benchEscalation(args: readonly string[]): Promise<void> {
  const asked = valueIn(args, '--sizes')?.split(',').map(Number) ?? sizes;
  const rounds = Number(valueIn(args, '--rounds') ?? 3);
  const dataDir = await mkdtemp(join(tmpdir(), 'solde-bench-'));
  const database = await openDatabase({ dataDir, log: () => undefined });
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  try {
    const creditorId = await prepareCreditor(owner, database.pool);
    const orderOf = makeRunOrders(database.pool, {
      ...{ production: false, reachable: outlets, zone: 'Europe/Paris', calendar: makeCalendars() },
      draw: makeDrawNotice(await readPolicies(new URL('../policies/', import.meta.url))),
      ...{ newId: randomUUID, chatUrl: (slug) => `https://bench.example/chat/${slug}` },
      shippedRates: await readRates(new URL('../policies/rates/', import.meta.url)),
    });
    const order = await orderOf(creditorId, await tenOf(database.pool, today, 'Europe/Paris'), true);
    print(
      `${'lines'.padStart(9)}${'due'.padStart(8)}${'plan'.padStart(16)}${'processor'.padStart(15)}${'by hand'.padStart(16)}${'processor'.padStart(15)}  ratio   peak memory   messages to outbox   calls to people`,
    );
    for (const lines of asked) await benchSize({ pool: database.pool, owner }, order, lines, rounds);
  } finally {
    await owner.end();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function valueIn(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
