import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { AppError } from '../domain/errors.ts';
import { type Cluster, checkVersion, clusterOwner, createCluster, resetPassword, startPostmaster } from './cluster.ts';
import { withDataLock } from './data-lock.ts';
import { findBinaries, installedPostgres } from './embedded-binaries.ts';
import { findPostmaster, folderMark, type Postmaster, stopPostmaster } from './postmaster.ts';
import { identityOf, isRunning } from './process-identity.ts';
import { chooseUser, giveTo } from './run-as.ts';
import { readServiceRecord, updateServiceRecord } from './service-json.ts';

/** A running server; `stop` leaves it, and ends it when no other process uses it. */
export type EmbeddedServer = { ownerUrl: string; stop(): Promise<void> };

export type EmbeddedOptions = {
  dataDir: string;
  log: (line: string) => void;
  /** PostgreSQL settings laid over ours. */
  settings?: Readonly<Record<string, string>>;
};

// Errors and statements are left out of the server's log: they would quote names and texts. Callers get and code them.
const tuned = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/**
 * Joins the PostgreSQL server of a data folder, starting or creating it when needed. Several processes may use one folder;
 * a server that outlived its starter is adopted. Raises DATABASE_UNAVAILABLE or DATABASE_LOCKED, saying what to do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir);
  return withDataLock(dataDir, async () => {
    const { port, password } = await joinServer({ ...options, dataDir });
    const leave = await enter(dataDir);
    const stop = (): Promise<void> => withDataLock(dataDir, () => leaveServer(dataDir, leave, options.log));
    return {
      ownerUrl: `postgresql://${clusterOwner}:${password}@127.0.0.1:${port}/${clusterOwner}`,
      stop: onceOnly(stop),
    };
  });
}

/** The address of the running server of a data folder, for its owner; null when none runs. */
export async function runningServer(dataDir: string): Promise<string | null> {
  const found = await findPostmaster(join(resolve(dataDir), 'postgres'));
  const { postgres } = await readServiceRecord(resolve(dataDir));
  if (found === null || postgres === undefined) return null;
  return `postgresql://${clusterOwner}:${postgres.password}@127.0.0.1:${found.port}/${clusterOwner}`;
}

type Login = { port: number; password: string };

async function joinServer(options: EmbeddedOptions): Promise<Login> {
  const folder = join(options.dataDir, 'postgres');
  const running = await findPostmaster(folder);
  return running === null ? await startServer(options, folder) : await adopt(options, running);
}

async function adopt(options: EmbeddedOptions, running: Postmaster): Promise<Login> {
  const { postgres } = await readServiceRecord(options.dataDir);
  if (postgres === undefined) {
    const todo = 'service.json was lost while PostgreSQL runs: stop that process, then start again.';
    throw new AppError('DATABASE_LOCKED', { pid: running.pid, todo });
  }
  options.log(`database: using the PostgreSQL that runs on port ${running.port}`);
  return { port: running.port, password: postgres.password };
}

async function startServer(options: EmbeddedOptions, folder: string): Promise<Login> {
  const { dataDir, settings = {} } = options;
  const runAs = await chooseUser(folder);
  const caches = runAs === null ? [dataDir] : ['/var/lib/solde', tmpdir()];
  const binaries = await findBinaries(await installedPostgres(), runAs, caches);
  const cluster: Cluster = { dataDir, folder, runAs, binaries };
  const password = await preparedPassword(cluster, settings['fsync'] !== 'off');
  const recorded = (await readServiceRecord(dataDir)).postgres?.port;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await freePort(attempt === 0 ? recorded : undefined);
    const mark = { port: String(port), 'solde.folder': folderMark(folder) };
    if (!(await startPostmaster(cluster, { ...tuned, ...settings, ...mark }))) continue;
    await updateServiceRecord(dataDir, { postgres: { port, password } });
    await createDatabase(port, password);
    options.log(`database: PostgreSQL started on port ${port}, files in ${folder}`);
    return { port, password };
  }
  throw new AppError('DATABASE_UNAVAILABLE', {
    todo: 'No free port on 127.0.0.1 for PostgreSQL: free one, then start again.',
  });
}

/** Whatever moment we are killed at, the recorded password opens the files, or is set or recorded at the next start. */
async function preparedPassword(cluster: Cluster, durable: boolean): Promise<string> {
  const { postgres } = await readServiceRecord(cluster.dataDir);
  const login = postgres ?? { port: await freePort(), password: randomBytes(24).toString('hex') };
  const found = await lstat(cluster.folder).catch(() => null);
  if (found === null) {
    await updateServiceRecord(cluster.dataDir, { postgres: login });
    await createCluster(cluster, login.password, durable);
    return login.password;
  }
  await checkVersion(cluster);
  // Files put back by root, from a backup for instance, belong to root.
  if (found.uid === 0) await giveTo(cluster.runAs, cluster.folder);
  if (postgres === undefined) await resetPassword(cluster, login.password);
  return login.password;
}

async function createDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: clusterOwner, password, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [clusterOwner]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${clusterOwner}`);
  } finally {
    await client.end();
  }
}

async function freePort(preferred = 0): Promise<number> {
  const server = createServer();
  server.listen(preferred, '127.0.0.1');
  const taken = await once(server, 'listening').then(
    () => false,
    () => true,
  );
  if (taken) return freePort();
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Every user of the server is a file named after its process, so that those of dead processes can be told and removed. */
async function enter(dataDir: string): Promise<string> {
  const started = identityOf(process.pid)?.started ?? '';
  const folder = join(dataDir, 'users');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, [process.pid, started, randomBytes(4).toString('hex')].join('-'));
  await writeFile(path, '');
  return path;
}

async function leaveServer(dataDir: string, ownFile: string, log: (line: string) => void): Promise<void> {
  await rm(ownFile, { force: true });
  for (const name of await readdir(join(dataDir, 'users')).catch(() => [])) {
    const [pid = '', started = ''] = name.split('-');
    if (isRunning({ pid: Number(pid), started })) return;
    await rm(join(dataDir, 'users', name), { force: true });
  }
  const running = await findPostmaster(join(dataDir, 'postgres'));
  if (running === null) return;
  await stopPostmaster(running.pid);
  log('database: PostgreSQL stopped');
}

function onceOnly(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}
