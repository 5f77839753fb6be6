import { chown, lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../domain/errors.ts';

/** The user a server process runs as; null means the user we are. */
export type RunAs = { uid: number; gid: number } | null;

// PostgreSQL refuses to run as root.
const unprivileged = ['postgres', 'nobody', 'daemon'];

/**
 * Chooses who runs the server over `cluster`: the owner of an existing cluster, so that users added to the machine later
 * change nothing; else, for root, an unprivileged user of the machine. Raises DATABASE_UNAVAILABLE when another user owns it.
 */
export async function chooseUser(cluster: string): Promise<RunAs> {
  const ours = process.getuid?.();
  const owner = await lstat(cluster).catch(() => null);
  if (ours !== 0) {
    if (owner === null || ours === undefined || owner.uid === ours) return null;
    const todo = 'The database files belong to another user: run as that user, or set another DATA_DIR.';
    throw new AppError('DATABASE_UNAVAILABLE', { cluster, owner: owner.uid, todo });
  }
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return unprivilegedUser(await readFile('/etc/passwd', 'utf8').catch(() => ''));
}

/** The first of postgres, nobody and daemon that `passwd` lists; 65534, the usual number of nobody, when it lists none. */
export function unprivilegedUser(passwd: string): { uid: number; gid: number } {
  const rows = new Map(passwd.split('\n').map((line) => [line.split(':')[0], line.split(':')]));
  for (const name of unprivileged) {
    const [uid, gid] = (rows.get(name) ?? []).slice(2, 4).map(Number);
    if (uid !== undefined && gid !== undefined && uid > 0 && gid > 0) return { uid, gid };
  }
  return { uid: 65_534, gid: 65_534 };
}

/** Gives a file or folder of ours, and everything in it, to the user who runs the server; does nothing for ourselves. */
export async function giveTo(runAs: RunAs, path: string): Promise<void> {
  if (runAs === null) return;
  try {
    await chown(path, runAs.uid, runAs.gid);
    if (!(await lstat(path)).isDirectory()) return;
    for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
      if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), runAs.uid, runAs.gid);
    }
  } catch (error) {
    const todo = 'DATA_DIR is on a file system that keeps no owners: move it to a local disk, or set DATABASE_URL.';
    throw new AppError('DATABASE_UNAVAILABLE', { path, todo }, error);
  }
}
