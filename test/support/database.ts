import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { dateIn } from '../../bot/calendars.ts';
import { drawOriginal } from '../../bot/draw-original.ts';
import { readShipped } from '../../bot/policy/read-pack.ts';
import { appUrl } from '../../prisma/app-url.ts';
import { seedDemo } from '../../prisma/demo/seed-demo.ts';
import { type EmbeddedServer, runningServer, startEmbedded } from '../../prisma/embedded-server.ts';
import { startSchedule } from '../../prisma/jobs/schedule.ts';
import { PrismaClient } from '../../prisma/generated/client.ts';
import { migrate } from '../../prisma/migrate.ts';
import { migrationsFolder, readMigrations } from '../../prisma/migration-files.ts';
import { openPool } from '../../prisma/pool.ts';
import { identityOf, isRunning } from '../../prisma/process-identity.ts';

/** A database of its own, with every migration applied. */
export type TestDatabase = {
  /** As the service: role `solde_app`, bound by row-level security. */
  pool: pg.Pool;
  /** As the owner, who sees everything. */
  ownerPool: pg.Pool;
  prisma: PrismaClient;
  appUrl: string;
  ownerUrl: string;
  drop: () => Promise<void>;
};

const root = join(import.meta.dirname, '..', '..');
// Inside the clone, so that two clones never share, one clone pays initdb once, and removing it removes everything.
const dataDir = join(root, 'node_modules', '.cache', 'solde-test-database');
// A power cut may lose a test's data.
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '400' };
const lockKey = 7_303_015;
const keptTemplates = 4;
/** The process of this test run: mocha runs several files at once in processes of its own. */
const runner = process.env['MOCHA_WORKER_ID'] === undefined ? process.pid : process.ppid;

type Server = { embedded: EmbeddedServer; admin: pg.Pool };

const open = new Set<() => Promise<void>>();
let starting: Promise<Server> | null = null;
let template: Promise<string> | null = null;
let demo: Promise<string> | null = null;
let made = 0;

/** Copies the migrated template (about 0.1 s). The server is shared by all test processes of this clone. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  template ??= buildTemplate(server);
  const { ownerUrl, drop } = await createDatabase(server, await template);
  const url = appUrl(ownerUrl);
  const pool = openPool(url, () => undefined, 20);
  const ownerPool = openPool(ownerUrl, () => undefined, 5);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const dropAll = dropOnce(async () => {
    await prisma.$disconnect();
    await Promise.all([pool.end(), ownerPool.end()]);
    await drop();
  });
  return { pool, ownerPool, prisma, appUrl: url, ownerUrl, drop: dropAll };
}

/** Copies a database with the demo portfolio of today, which the first call of a test run makes. */
export async function createDemoDatabase(): Promise<{ ownerUrl: string; drop: () => Promise<void> }> {
  const server = await testServer();
  template ??= buildTemplate(server);
  const from = await template;
  demo ??= builtOnce(server, nameOf(runner, 'demo'), async (building) => {
    await server.admin.query(`CREATE DATABASE ${building} TEMPLATE ${from}`);
    await fillDemo(urlOf(server, building));
  });
  const { ownerUrl, drop } = await createDatabase(server, await demo);
  return { ownerUrl, drop: dropOnce(drop) };
}

async function fillDemo(ownerUrl: string): Promise<void> {
  const pool = openPool(appUrl(ownerUrl), () => undefined, 4);
  const policies = await readShipped(new URL('../../policies/', import.meta.url));
  await seedDemo({ pool }, dateIn('Europe/Paris', Date.now()), drawOriginal, policies);
  // The queue's tables take longer to make than all of a copy.
  const nothing = { work: () => Promise.resolve(), onTrouble: () => undefined };
  const schedule = await startSchedule({ ownerUrl, appUrl: appUrl(ownerUrl), ...nothing });
  await schedule.stop();
  await pool.query('DELETE FROM pgboss.job');
  await pool.end();
}

/** A database without any table, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<{ ownerUrl: string; drop: () => Promise<void> }> {
  const { ownerUrl, drop } = await createDatabase(await testServer(), 'template0');
  return { ownerUrl, drop: dropOnce(drop) };
}

/**
 * Drops what this process created and leaves the shared server; for the end of a test run, in the process that began it: what the
 * processes left that it ran tests in goes with them.
 */
export async function stopTestServer(): Promise<void> {
  if (starting === null && (await runningServer(dataDir)) === null) return;
  const server = await testServer();
  for (const drop of open) await drop();
  await dropOrphans(server.admin);
  await dropDatabase(server.admin, nameOf(runner, 'demo'));
  await server.admin.end();
  await server.embedded.stop();
  starting = null;
  template = null;
  demo = null;
}

function testServer(): Promise<Server> {
  return (starting ??= startServer());
}

async function startServer(): Promise<Server> {
  const embedded = await startEmbedded({ dataDir, log: () => undefined, settings });
  const admin = openPool(embedded.ownerUrl, () => undefined, 4);
  await dropOrphans(admin);
  return { embedded, admin };
}

/** The databases of test processes that were killed. */
async function dropOrphans(admin: pg.Pool): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'",
  );
  for (const { datname } of rows) {
    const [, pid = '', started = ''] = datname.split('_');
    if (!isRunning({ pid: Number(pid), started })) await dropDatabase(admin, datname);
  }
}

async function createDatabase(server: Server, from: string): Promise<{ ownerUrl: string; drop: () => Promise<void> }> {
  made += 1;
  const name = nameOf(process.pid, made);
  await server.admin.query(`CREATE DATABASE ${name} TEMPLATE ${from}`);
  return { ownerUrl: urlOf(server, name), drop: () => dropDatabase(server.admin, name) };
}

function nameOf(pid: number, mark: number | string): string {
  return ['test', pid, identityOf(pid)?.started ?? '', mark].join('_');
}

function dropOnce(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  const drop = (): Promise<void> => {
    open.delete(drop);
    return (done ??= work());
  };
  open.add(drop);
  return drop;
}

async function dropDatabase(admin: pg.Pool, name: string): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}

function urlOf(server: Server, database: string): string {
  const url = new URL(server.embedded.ownerUrl);
  url.pathname = database;
  return url.href;
}

/** One template per content of the migrations. */
async function buildTemplate(server: Server): Promise<string> {
  const name = `template_${await migrationsHash()}`;
  return builtOnce(server, name, async (building) => {
    await server.admin.query(`CREATE DATABASE ${building} TEMPLATE template0`);
    await migrate(urlOf(server, building));
    await dropOldTemplates(server.admin);
  });
}

/** A database that several processes copy: built once under a lock, and by another name until it is complete. */
async function builtOnce(server: Server, name: string, build: (building: string) => Promise<void>): Promise<string> {
  const lock = await server.admin.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [lockKey]);
    const found = await lock.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 1) return name;
    await dropDatabase(server.admin, 'building');
    await build('building');
    await allSessionsGone(lock, 'building');
    await lock.query('ALTER DATABASE building ALLOW_CONNECTIONS false');
    await lock.query(`ALTER DATABASE building RENAME TO ${name}`);
    return name;
  } finally {
    await lock.query('SELECT pg_advisory_unlock_all()');
    lock.release();
  }
}

async function migrationsHash(): Promise<string> {
  const migrations = await readMigrations(migrationsFolder);
  return createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16);
}

async function allSessionsGone(lock: Pick<pg.Pool, 'query'>, database: string): Promise<void> {
  for (let tried = 0; tried < 6_000; tried += 1) {
    const { rowCount } = await lock.query('SELECT FROM pg_stat_activity WHERE datname = $1', [database]);
    if (rowCount === 0) return;
    await sleep(10);
  }
}

async function dropOldTemplates(admin: pg.Pool): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%' ORDER BY oid DESC OFFSET $1",
    [keptTemplates],
  );
  for (const { datname } of rows) await dropDatabase(admin, datname);
}
