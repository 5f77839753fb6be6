import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { invariant } from '../domain/errors.ts';
import { type Cell, type StaffAnswer } from '../domain/staff/answer.ts';
import { type StaffQuery } from '../domain/staff/query.ts';
import { openDatabase } from '../prisma/database.ts';
import { inTenant } from '../prisma/in-tenant.ts';
import { makeStaffQueries } from '../prisma/staff/query/make-staff-queries.ts';
import { preparePortfolio, today } from './staff/prepare.ts';
import { others, questions } from './staff/questions.ts';
import { percentile } from './statistics.ts';

type Times = { readonly ours: number[]; readonly theirs: number[] };

/** Milliseconds of processor that the servers of the pool's connections have had; 0 where the system does not tell. */
async function processorOf(owner: pg.Pool): Promise<number> {
  const { rows } = await owner.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE usename = 'solde_app' OR application_name = 'solde'",
  );
  const ticks = rows.map(({ pid }) => {
    const file = `/proc/${pid}/stat`;
    if (!existsSync(file)) return 0;
    const cells = readFileSync(file, 'utf8').split(' ');
    return Number(cells[13]) + Number(cells[14]);
  });
  return 10 * ticks.reduce((sum, one) => sum + one, 0); // a tick is a hundredth of a second
}

function plain(cell: Cell | null | undefined): unknown {
  if (cell === null || cell === undefined) return null;
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'code':
      return cell.code;
    case 'money':
      return cell.money.minor;
    case 'count':
      return cell.count;
    case 'days':
      return cell.days;
    case 'date':
      return cell.date;
    case 'account':
      return cell.reference;
    default:
      return null;
  }
}

function shown(answer: StaffAnswer, columns: readonly string[]): readonly (readonly unknown[])[] {
  const places = columns.map((key) => answer.columns.findIndex((column) => column.key === key));
  return answer.rows.map((row) => places.map((place) => plain(row[place])));
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const value = await work();
  times.push(performance.now() - began);
  return value;
}

function valueIn(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const ms = (times: readonly number[], percent: number): string =>
  `${percentile(times, percent).toFixed(0)} ms`.padStart(9);

/**
 * Twelve questions of staff about a portfolio of due lines, each beside a statement written by hand that returns the same rows through the same
 * driver, alternating. `--lines 100000`, `--rounds 5` and `--open 10` (per cent of old lines that are open) change what is measured.
 */
export async function benchStaff(args: readonly string[]): Promise<void> {
  const lines = Number(valueIn(args, '--lines') ?? 1_000_000);
  const rounds = Number(valueIn(args, '--rounds') ?? 20);
  const dataDir = await mkdtemp(join(tmpdir(), 'solde-bench-'));
  const database = await openDatabase({ dataDir, log: () => undefined });
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  try {
    const { id: creditorId, open } = await preparePortfolio(owner, lines, Number(valueIn(args, '--open') ?? 15));
    print(`${lines} due lines, ${open} of them open, ${lines / 10} debtors; ${rounds} rounds`);
    const queries = makeStaffQueries({ pool: database.pool });
    const who = { id: randomUUID(), handle: 'bench', name: 'Bench', roles: ['manager'], disabled: false } as const;
    const answer = async (query: StaffQuery): Promise<StaffAnswer> => {
      const found = await queries.answer({ creditorId, who }, query, { today, now: Date.parse(`${today}T09:00:00Z`) });
      invariant('columns' in found, 'the question makes sense');
      return found;
    };
    const byHand = (text: string): Promise<readonly (readonly unknown[])[]> =>
      inTenant(database.pool, creditorId, async (client) => {
        await client.query("SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true)"); // as our own have it
        return (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
      });
    print(
      `${''.padEnd(46)}${'p50'.padStart(9)}${'p95'.padStart(9)}${'by hand p50'.padStart(13)}${'p95'.padStart(9)}  ratio p50   p95`,
    );
    const all: number[] = [];
    for (const { name, query, columns, byHand: text } of questions) {
      const times: Times = { ours: [], theirs: [] };
      const [mine, theirs] = [shown(await answer(query), columns), await byHand(text)]; // not counted
      invariant(
        JSON.stringify(mine) === JSON.stringify(theirs),
        `both find the same rows: ${name} ${JSON.stringify([mine[0], theirs[0]])}`,
      );
      invariant(mine.length > 0, `somebody is found: ${name}`);
      const spent = [0, 0];
      for (let round = 0; round < rounds; round += 1) {
        const marks = [await processorOf(owner)];
        await timed(times.ours, () => answer(query));
        marks.push(await processorOf(owner));
        await timed(times.theirs, () => byHand(text));
        marks.push(await processorOf(owner));
        for (const side of [0, 1]) spent[side] = (spent[side] ?? 0) + (marks[side + 1] ?? 0) - (marks[side] ?? 0);
      }
      all.push(percentile(times.ours, 95));
      const ratio = (percent: number): string =>
        (percentile(times.ours, percent) / percentile(times.theirs, percent)).toFixed(2);
      const processor = spent.map((of) => (of / rounds).toFixed(0)).join(' / ');
      print(
        `${name.padEnd(46)}${ms(times.ours, 50)}${ms(times.ours, 95)}${ms(times.theirs, 50).padStart(13)}${ms(times.theirs, 95)}  ${ratio(50).padStart(9)}  ${ratio(95)}   ${processor}`,
      );
    }
    for (const { name, query } of others) {
      const times: number[] = [];
      for (let round = 0; round < Math.min(rounds, 5); round += 1) await timed(times, () => answer(query));
      print(`${name.padEnd(46)}${ms(times, 50)}${ms(times, 95)}`);
    }
    print(`worst p95 of the twelve: ${Math.max(...all).toFixed(0)} ms`);
  } finally {
    await owner.end();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
