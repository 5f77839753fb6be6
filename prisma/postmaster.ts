import { constants, readFileSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';
import { identityOf, isRunning } from './process-identity.ts';

/** The server that `postmaster.pid` of a data folder speaks of. */
export type Postmaster = { pid: number; port: number; status: string };

const stopMs = 30_000;
// Beyond the largest process number of any system, so never a running process.
const nobodyPid = 2_147_483_647;

/** A setting given to our servers so that their command line, readable to all, tells which folder they serve. */
export function folderMark(cluster: string): string {
  const { dev, ino } = statSync(cluster);
  return `${dev}-${ino}`;
}

/** Reads `postmaster.pid`; null when there is none or it is being written. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]));
  return pid > 0 ? { pid, port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() } : null;
}

/**
 * The server that runs over this folder, once it takes connections; null when none runs. A `postmaster.pid` left by a
 * killed server is disarmed: while another process or a zombie has its number, PostgreSQL would refuse to start.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  for (let waited = 0; waited < stopMs; waited += 50) {
    const found = await readPostmaster(cluster);
    if (found === null) return null;
    if (!servesFolder(found.pid, cluster)) {
      await disarm(cluster);
      return null;
    }
    if (found.status === 'ready') return found;
    await sleep(50);
  }
  throw new AppError('DATABASE_LOCKED', {
    cluster,
    todo: 'A PostgreSQL server over this folder neither starts nor stops: end it.',
  });
}

/** Stops a server: clients are cut off, nothing committed is lost. */
export async function stopPostmaster(pid: number): Promise<void> {
  const identity = identityOf(pid);
  if (identity === null) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < stopMs; waited += 10) {
    if (!isRunning(identity)) return;
    await sleep(10);
  }
  process.kill(pid, 'SIGQUIT');
}

function servesFolder(pid: number, cluster: string): boolean {
  if (identityOf(pid) === null) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`solde.folder=${folderMark(cluster)}\0`);
  } catch {
    return false;
  }
}

/** Changes the number alone: the shared memory named below it keeps PostgreSQL from starting beside orphaned backends. */
async function disarm(cluster: string): Promise<void> {
  const path = join(cluster, 'postmaster.pid');
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  // The folder is another user's when we are root: never write through a link put there.
  const flag = constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW;
  if (lines.length > 1) await writeFile(path, [String(nobodyPid), ...lines.slice(1)].join('\n'), { flag });
}
