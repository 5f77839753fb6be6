import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../../bot/config.ts';
import { AppError } from '../../domain/errors.ts';
import { makeLogging } from '../../bot/log.ts';
import { startService } from '../../bot/wire.ts';
import { createDemoDatabase } from './database.ts';

export type TestService = {
  readonly url: string;
  readonly ownerUrl: string;
  readonly dataDir: string;
  readonly stop: () => Promise<void>;
};

/**
 * The whole service with its demo portfolio, on a database and a port of its own; `prepare`: what is done to the database before it
 * starts.
 */
export async function startTestService(
  env: Readonly<Record<string, string>> = {},
  prepare: (ownerUrl: string) => Promise<void> = () => Promise.resolve(),
): Promise<TestService> {
  const database = await createDemoDatabase();
  await prepare(database.ownerUrl);
  const dataDir = await mkdtemp(join(tmpdir(), 'solde-service-'));
  const config = readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: database.ownerUrl,
    LOG_LEVEL: 'error',
    ...env,
  });
  if ('problems' in config) throw new AppError('CONFIG_INVALID', { problems: config.problems.join('; ') });
  const service = await startService(config satisfies Config, makeLogging(config.LOG_LEVEL));
  return {
    url: service.url,
    ownerUrl: database.ownerUrl,
    dataDir,
    stop: async () => {
      await service.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
