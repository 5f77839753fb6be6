import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { makeCalendars } from '../bot/calendars.ts';
import { drawNotice } from '../bot/draw-notice.ts';
import { readRates } from '../bot/policy/read-rates.ts';
import { outlets } from '../domain/escalation/policy.ts';
import { tenOf } from '../prisma/business-clock.ts';
import { openDatabase } from '../prisma/database.ts';
import { makeRunOrders } from '../prisma/escalation/make-run-orders.ts';
import { planSweep } from '../prisma/escalation/plan-sweep.ts';
import { runSweep } from '../prisma/escalation/run-sweep.ts';
import { type RunOrder } from '../prisma/escalation/sweep-order.ts';
import { inTenant } from '../prisma/in-tenant.ts';
import { byHand, prepareCreditor, prepareLines, today } from './escalation/prepare.ts';
import { median } from './statistics.ts';

const sizes = [10_000, 100_000, 1_000_000];
const megabyte = 1 << 20;
const most = 500; // debtors of which the sending side is measured

const seconds = async (work: () => Promise<number>): Promise<{ seconds: number; rows: number }> => {
  const began = performance.now();
  const rows = await work();
  return { seconds: (performance.now() - began) / 1000, rows };
};

async function planned(pool: pg.Pool, order: RunOrder, ids: string[]): Promise<number> {
  let rows = 0;
  ids.length = 0;
  for await (const { account, escalation } of planSweep(pool, order, today)) {
    for (const step of escalation?.steps ?? []) {
      if (step.kind !== 'notice') continue;
      ids.push(account.debtor.id);
      rows += step.lines.filter(({ level }) => level > 0).length;
    }
  }
  return rows;
}

async function handWritten(pool: pg.Pool, creditorId: string): Promise<number> {
  return await inTenant(
    pool,
    creditorId,
    async (client) => (await client.query(byHand, [creditorId, today])).rows.length,
  );
}

/**
 * Planning over open due lines, beside one statement that returns the same rows through the same driver, alternating, medians; then
 * reminders committed to the outbox. `--sizes 10000,100000` and `--rounds 1` shorten it.
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
      ...{ production: false, reachable: outlets, zone: 'Europe/Paris', calendar: makeCalendars(), draw: drawNotice },
      ...{ newId: randomUUID, chatUrl: (slug) => `https://bench.example/chat/${slug}` },
      shippedRates: await readRates(new URL('../policies/rates/', import.meta.url)),
    });
    const order = await orderOf(creditorId, await tenOf(database.pool, today, 'Europe/Paris'), true);
    print(
      `${'lines'.padStart(9)}${'due'.padStart(8)}${'by hand'.padStart(9)}${'plan'.padStart(16)}${'by hand'.padStart(16)}  ratio   peak of the process   reminders committed`,
    );
    for (const lines of asked) {
      await prepareLines(owner, creditorId, lines);
      const [ours, theirs, ids]: [number[], number[], string[]] = [[], [], []];
      let [due, found, peak] = [0, 0, 0];
      for (let round = 0; round < rounds; round += 1) {
        const plan = await seconds(() => planned(database.pool, order, ids));
        peak = Math.max(peak, process.memoryUsage().rss);
        const hand = await seconds(() => handWritten(database.pool, creditorId));
        ours.push(plan.seconds);
        theirs.push(hand.seconds);
        [due, found] = [plan.rows, hand.rows];
      }
      const some = ids.slice(0, most);
      const sent = await seconds(async () => {
        const report = await runSweep(database.pool, { ...order, debtorIds: some }, today);
        return report.kind === 'done' ? (report.counts['notice'] ?? 0) : 0;
      });
      const rate = (times: readonly number[]): string => `${(lines / median(times)).toFixed(0)} rows/s`.padStart(16);
      print(
        `${String(lines).padStart(9)}${String(due).padStart(8)}${String(found).padStart(9)}${rate(ours)}${rate(theirs)}  ${(median(ours) / median(theirs)).toFixed(2)}   ${`${(peak / megabyte).toFixed(0)} MB`.padStart(19)}   ${(sent.rows / sent.seconds).toFixed(0)}/s (${sent.rows})`,
      );
    }
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
