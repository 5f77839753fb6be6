import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { AppError } from '../domain/errors.ts';

const staleMs = 5000;
const waitMs = 20_000;
const everyMs = 50;

/**
 * Runs `work` while no other process works on the data folder, which is created when missing. A lock whose holder was
 * killed is taken over after 5 seconds; a holder that lives and does not let go within 20 raises DATABASE_LOCKED.
 */
export async function withDataLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const release = await take(dataDir);
  try {
    return await work();
  } finally {
    // A lock lost meanwhile (the machine slept) has a new holder: there is nothing left to release.
    await release().catch(() => undefined);
  }
}

async function take(dataDir: string): Promise<() => Promise<void>> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    return await lockfile.lock(dataDir, {
      lockfilePath: join(dataDir, 'service.lock'),
      realpath: false,
      stale: staleMs,
      update: 1000,
      retries: { retries: waitMs / everyMs, factor: 1, minTimeout: everyMs, maxTimeout: everyMs },
      // The default throws outside of any caller. PostgreSQL's own interlock still allows one server per folder.
      onCompromised: () => undefined,
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ELOCKED') {
      throw new AppError(
        'DATABASE_LOCKED',
        { dataDir, todo: 'Wait for the other process to start or stop, then try again.' },
        error,
      );
    }
    throw new AppError(
      'DATABASE_UNAVAILABLE',
      { dataDir, todo: 'Make DATA_DIR a folder this user may write to.' },
      error,
    );
  }
}
