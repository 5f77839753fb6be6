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
import { findAccounts } from '../prisma/staff/find-accounts.ts';
import { makeStaffQueries } from '../prisma/staff/query/make-staff-queries.ts';
import { preparePortfolio, today } from './staff/prepare.ts';
import { names, others, type Question, questions } from './staff/questions.ts';
import { statementByHand } from './staff/by-hand.ts';
import { percentile } from './statistics.ts';

/** Rows of a page, and totals in each currency where they are more than the rows say. */
type Found = { readonly rows: readonly (readonly unknown[])[]; readonly totals?: readonly (readonly unknown[])[] };

type Times = { readonly ours: number[]; readonly theirs: number[] };

/** Milliseconds of processor that the servers of the pool's connections have had; 0 where the system does not tell. */
async function processorOf(owner: pg.Pool): Promise<number> {
  const { rows } = await owner.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE usename = 'solde_app' OR application_name = 'solde'",
  );
  const times = rows.map(({ pid }) => {
    const file = `/proc/${pid}/schedstat`; // nanoseconds on a processor, then some that are of no matter here
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[0]) : 0;
  });
  return times.reduce((sum, one) => sum + one, 0) / 1e6;
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

function found(answer: StaffAnswer, columns: readonly string[], withTotals: boolean): Found {
  const rows = shown(answer, columns);
  return withTotals ? { rows, totals: [answer.totals.map(({ cell }) => plain(cell))] } : { rows };
}

function mustBeSame(name: string, mine: Found, theirs: Found): void {
  const [ours, other] = [JSON.stringify(mine), JSON.stringify(theirs)];
  invariant(ours === other, `both find the same: ${name} ${ours} ${other}`);
  invariant(mine.rows.length > 0, `somebody is found: ${name}`);
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

type Bench = {
  readonly rounds: number;
  readonly owner: pg.Pool;
  readonly answer: (query: StaffQuery) => Promise<StaffAnswer>;
  readonly byHand: (text: string) => Promise<Found>;
};

/** A question and its statement in turns; gives the ninety-fifth of a hundred times of ours. */
async function compare({ rounds, owner, answer, byHand }: Bench, question: Question): Promise<number> {
  const { name, query, columns } = question;
  const text = statementByHand(question.byHand, columns.length);
  const times: Times = { ours: [], theirs: [] };
  const answered = await answer(query); // not counted, as the next
  const theirs = await byHand(text);
  mustBeSame(name, found(answered, columns, theirs.totals !== undefined), theirs);
  const spent = { ours: 0, theirs: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const began = await processorOf(owner);
    await timed(times.ours, () => answer(query));
    const between = await processorOf(owner);
    await timed(times.theirs, () => byHand(text));
    spent.ours += between - began;
    spent.theirs += (await processorOf(owner)) - between;
  }
  const ratio = (percent: number): string =>
    (percentile(times.ours, percent) / percentile(times.theirs, percent)).toFixed(2);
  const [mine, other] = [spent.ours / rounds, spent.theirs / rounds];
  print(
    `${name.padEnd(46)}${ms(times.ours, 50)}${ms(times.ours, 95)}${ms(times.theirs, 50).padStart(13)}${ms(times.theirs, 95)}  ${ratio(50).padStart(9)}  ${ratio(95)}   ${mine.toFixed(1)} / ${other.toFixed(1)}  ${(mine / other).toFixed(2)}`,
  );
  return percentile(times.ours, 95);
}

/** Work that nobody would write as one statement. */
async function measure({ rounds, owner }: Bench, name: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  const before = await processorOf(owner);
  const asked = Math.min(rounds, 5);
  for (let round = 0; round < asked; round += 1) await timed(times, work);
  const processor = ((await processorOf(owner)) - before) / asked;
  print(`${name.padEnd(46)}${ms(times, 50)}${ms(times, 95)}   ${processor.toFixed(1)}`);
}

/**
 * Twelve questions of staff about a portfolio of due lines, each beside a statement written by hand that returns the same rows and totals through
 * the same driver, alternating. `--lines 100000`, `--rounds 5` and `--open 10` (per cent of old lines that are open) change what is measured.
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
    const scope = { creditorId, who };
    const bench: Bench = {
      ...{ rounds, owner },
      answer: async (query) => {
        const answered = await queries.answer(scope, query, { today, now: Date.parse(`${today}T09:00:00Z`) });
        invariant('columns' in answered, 'the question makes sense');
        return answered;
      },
      byHand: (text) =>
        inTenant(database.pool, creditorId, async (client) => {
          await client.query(
            "SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '2', true)",
          ); // as our own have it
          const { rows: answers } = await client.query<Found>(text);
          return answers[0] ?? { rows: [] };
        }),
    };
    print(
      `${''.padEnd(46)}${'p50'.padStart(9)}${'p95'.padStart(9)}${'by hand p50'.padStart(13)}${'p95'.padStart(9)}  ratio p50   p95   processor, ours / by hand`,
    );
    const all: number[] = [];
    for (const question of questions) all.push(await compare(bench, question));
    for (const { name, query } of others) await measure(bench, name, () => bench.answer(query));
    for (const text of names) await measure(bench, `find "${text}"`, () => findAccounts(database.pool, scope, text));
    print(`worst p95 of the twelve: ${Math.max(...all).toFixed(0)} ms`);
  } finally {
    await owner.end();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
