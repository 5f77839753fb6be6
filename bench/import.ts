import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { openDatabase } from '../prisma/database.ts';
import { customers } from './import/invoice-table.ts';
import { type RunOrder, type RunResult } from './import/run.ts';
import { median } from './statistics.ts';

const sizes = [10_000, 100_000, 1_000_000];
const megabyte = 1 << 20;

/**
 * Invoices imported from a table made on the fly (read, judged, booked under every constraint, row-level security on), beside COPY of
 * the same rows into a bare table; each run in a process of its own, import and COPY alternating, medians. `--sizes 10000,100000`
 * and `--rounds 1` shorten it.
 */
export async function benchImport(args: readonly string[]): Promise<void> {
  const asked = valueIn(args, '--sizes')?.split(',').map(Number) ?? sizes;
  const rounds = Number(valueIn(args, '--rounds') ?? 3);
  const dataDir = await mkdtemp(join(tmpdir(), 'solde-bench-'));
  const database = await openDatabase({ dataDir, log: () => undefined });
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  try {
    await owner.connect();
    const creditorId = await prepare(owner);
    const base = { ownerUrl: database.ownerUrl, appUrl: database.appUrl, creditorId };
    print(
      `${'rows'.padStart(9)}${'import'.padStart(16)}${'COPY'.padStart(16)}  ratio   peak of the process   peak of its session`,
    );
    for (const rows of asked) {
      const imports: RunResult[] = [];
      const copies: RunResult[] = [];
      for (let round = 0; round < rounds; round += 1) {
        // What is booked is never deleted; only the owner can empty the tables.
        await owner.query('TRUNCATE invoices, imports CASCADE');
        imports.push(await run({ ...base, what: 'import', rows }));
        copies.push(await run({ ...base, what: 'copy', rows }));
      }
      print(lineOf(rows, imports, copies));
    }
  } finally {
    await owner.end();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function prepare(owner: pg.Client): Promise<string> {
  const id = randomUUID();
  await owner.query(
    "INSERT INTO creditors (id, slug, name, legal_name, role, address, zone) VALUES ($1, 'bench', 'Bench', 'Bench', 'first-party', '', 'Europe/Paris')",
    [id],
  );
  await owner.query(
    `INSERT INTO debtors (id, creditor_id, reference, kind, name, language, zone, country)
     SELECT gen_random_uuid(), $1, 'C' || n, 'company', 'Company ' || n, 'fr', 'Europe/Paris', 'FR' FROM generate_series(0, $2::int - 1) n`,
    [id, customers],
  );
  await owner.query('ANALYZE');
  return id;
}

async function run(order: RunOrder): Promise<RunResult> {
  const child = fork(fileURLToPath(new URL('./import/run-process.ts', import.meta.url)), [JSON.stringify(order)]);
  const [result] = (await once(child, 'message')) as [RunResult];
  return result;
}

function lineOf(rows: number, imports: readonly RunResult[], copies: readonly RunResult[]): string {
  const rate = (runs: readonly RunResult[]): number => rows / median(runs.map(({ seconds }) => seconds));
  const peak = (read: (run: RunResult) => number): string =>
    `${(Math.max(...imports.map(read)) / megabyte).toFixed(0)} MB`;
  const [ours, copy] = [rate(imports), rate(copies)];
  const perSecond = (value: number): string => `${value.toFixed(0)} rows/s`.padStart(16);
  return `${String(rows).padStart(9)}${perSecond(ours)}${perSecond(copy)}  ${(ours / copy).toFixed(3)}   ${peak(({ ownBytes }) => ownBytes).padStart(19)}   ${peak(({ sessionBytes }) => sessionBytes).padStart(19)}`;
}

function valueIn(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at === -1 ? undefined : args[at + 1];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
