import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';
import type { Binaries } from './embedded-binaries.ts';
import { readPostmaster } from './postmaster.ts';
import { giveTo, type RunAs } from './run-as.ts';

/** One PostgreSQL data folder, the programs that serve it and the user they run as. */
export type Cluster = { dataDir: string; folder: string; runAs: RunAs; binaries: Binaries };

/** The superuser and owner of everything in an embedded cluster. */
export const clusterOwner = 'solde';

const startMs = 120_000;
const orphansMs = 15_000;
// A longer log is begun anew at the next start.
const logBytes = 10_000_000;

/** Creates the cluster's files; a creation that is killed half-way leaves nothing in their place. */
export async function createCluster(cluster: Cluster, password: string, durable: boolean): Promise<void> {
  const draft = `${cluster.folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await giveTo(cluster.runAs, draft);
  await withPasswordFile(cluster, password, async (path, descriptor) => {
    const options = ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', `--username=${clusterOwner}`];
    const args = [...options, `--pwfile=${path}`, ...(durable ? [] : ['--no-sync'])];
    await run({ ...cluster, folder: draft }, cluster.binaries.initdb, args, descriptor);
  });
  await rename(draft, cluster.folder);
}

/** Sets the owner's password in a cluster that is not running, for a data folder whose `service.json` was lost. */
export async function resetPassword(cluster: Cluster, password: string): Promise<void> {
  const statement = `ALTER ROLE ${clusterOwner} PASSWORD '${password}';\n`;
  await withPasswordFile(cluster, statement, async (_path, descriptor) => {
    await run(cluster, cluster.binaries.postgres, ['--single', '-j', 'postgres'], descriptor);
  });
}

/**
 * Starts the server and waits until it takes connections, crash recovery included. It is its own session and logs to a
 * file, so that neither Ctrl-C in our terminal nor our death takes it down; false when its port was taken.
 */
export async function startPostmaster(cluster: Cluster, settings: Readonly<Record<string, string>>): Promise<boolean> {
  const path = join(cluster.dataDir, 'postgres.log');
  for (let waited = 0; ; waited += 200) {
    const said = await tryToStart(cluster, settings, path);
    if (said === null) return true;
    if (said.includes('could not create any TCP/IP sockets')) return false;
    // The backends of a killed server end by themselves, at the latest when the statement they run does.
    if (!said.includes('shared memory block') || waited >= orphansMs) {
      const todo = `The embedded PostgreSQL did not start; the reason is at the end of ${path}.`;
      throw new AppError('DATABASE_UNAVAILABLE', { todo }, said);
    }
    await sleep(200);
  }
}

/** Null once the server is ready, else what it said before it ended. */
async function tryToStart(
  cluster: Cluster,
  settings: Readonly<Record<string, string>>,
  path: string,
): Promise<string | null> {
  const before = (await stat(path).catch(() => null))?.size ?? 0;
  const log = openSync(path, before > logBytes ? 'w' : 'a', 0o600);
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = launch(cluster, cluster.binaries.postgres, args, { input: 'ignore', output: log, detached: true });
  closeSync(log);
  child.unref();
  if (await becomesReady(child, cluster.folder)) return null;
  return (await readFile(path)).subarray(before > logBytes ? 0 : before).toString();
}

async function becomesReady(child: ChildProcess, folder: string): Promise<boolean> {
  const end = { reached: false };
  for (const event of ['error', 'exit']) child.once(event, () => (end.reached = true));
  for (let waited = 0; waited < startMs; waited += 10) {
    const found = await readPostmaster(folder);
    if (found?.pid === child.pid && found?.status === 'ready') return true;
    if (end.reached) return false;
    await sleep(10);
  }
  child.kill('SIGQUIT');
  return false;
}

/** Raises DATABASE_UNAVAILABLE when the files are those of another major version, which this server cannot read. */
export async function checkVersion(cluster: Cluster): Promise<void> {
  const version = (await readFile(join(cluster.folder, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (version === '18') return;
  const todo = 'The database files are not those of PostgreSQL 18: restore them, or set another DATA_DIR.';
  throw new AppError('DATABASE_UNAVAILABLE', { folder: cluster.folder, version, todo });
}

/**
 * The server's user may be unable to walk the path to the data folder (a home of mode 0700), and that path is not ours to
 * open. So the file is handed over as an open descriptor, and the folder as the working directory we enter as root.
 */
const viaProc = process.platform === 'linux';

async function withPasswordFile(
  cluster: Cluster,
  text: string,
  work: (path: string, descriptor: number) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(cluster.dataDir, '.password-'));
  try {
    const path = join(folder, 'password');
    await writeFile(path, text, { mode: 0o600 });
    await giveTo(cluster.runAs, path);
    const descriptor = openSync(path, 'r');
    await work(viaProc ? '/proc/self/fd/0' : path, descriptor).finally(() => {
      closeSync(descriptor);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(cluster: Cluster, program: string, args: readonly string[], input: number): Promise<void> {
  const child = launch(cluster, program, args, { input, output: 'pipe', detached: false });
  const said: string[] = [];
  child.stdout?.on('data', (bytes: Buffer) => said.push(bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => said.push(bytes.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  const todo = 'The embedded PostgreSQL could not prepare its files; the cause says why.';
  throw new AppError('DATABASE_UNAVAILABLE', { folder: cluster.folder, todo }, said.join(''));
}

type Launch = { input: 'ignore' | number; output: 'pipe' | number; detached: boolean };

function launch(cluster: Cluster, program: string, args: readonly string[], how: Launch): ChildProcess {
  const single = args[0] === '--single' ? ['--single'] : [];
  const folder = viaProc ? '/proc/self/cwd' : cluster.folder;
  return spawn(program, [...single, '-D', folder, ...args.slice(single.length)], {
    ...cluster.runAs,
    cwd: cluster.folder,
    detached: how.detached,
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin', TZ: 'UTC' },
    stdio: [how.input, how.output, how.output],
  });
}
