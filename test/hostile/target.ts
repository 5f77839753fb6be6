import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Pool, type QueryResultRow } from 'pg';
import { type Config, readConfig } from '../../bot/config.ts';
import { makeLogging } from '../../bot/log.ts';
import { makeSecrets, type Secrets } from '../../bot/secrets.ts';
import { startService } from '../../bot/wire.ts';
import { createTokens, type Tokens } from '../../channels/direct-line/token.ts';
import { AppError } from '../../domain/errors.ts';
import { openPool } from '../../prisma/pool.ts';
import { readServiceRecord } from '../../prisma/service-json.ts';
import { createDemoDatabase, createTestDatabase } from '../support/database.ts';

/** The whole running service, what it logged, and its database as the owner sees it. */
export type Target = {
  readonly url: string;
  readonly owner: Pool;
  readonly sql: <Row extends QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** The service's own tokens, so that a hundred visitors need not wait for the rate limit of one address. */
  readonly tokens: Tokens;
  readonly secrets: Secrets;
  readonly logged: () => string;
  readonly stop: () => Promise<void>;
};

const tokenSecret = 'a secret of the hostile tests, long enough';
/** A service of its own with its demo portfolio, and with these settings, which may be those of production: then it has none. */
export async function startTarget(env: Readonly<Record<string, string>> = {}): Promise<Target> {
  const database = await (env['NODE_ENV'] === 'production' ? createTestDatabase() : createDemoDatabase());
  const owner = openPool(database.ownerUrl, () => undefined, 5);
  const dataDir = await mkdtemp(join(tmpdir(), 'solde-hostile-'));
  const lines: string[] = [];
  const secrets = makeSecrets(tokenSecret);
  const logging = makeLogging('debug', { write: (line) => void lines.push(line) });
  const service = await startService(configOf(dataDir, database.ownerUrl, env), logging);
  const port = (await readServiceRecord(dataDir)).http?.at(-1)?.port ?? 0;
  return {
    url: `http://127.0.0.1:${port}`,
    owner,
    sql: async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await owner.query<Row>(text, [...values])).rows,
    tokens: createTokens([Buffer.from(secrets.tokenKey).toString('base64')], Date.now),
    secrets,
    logged: () => lines.join(''),
    stop: async () => {
      await service.stop();
      await owner.end();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function configOf(dataDir: string, databaseUrl: string, env: Readonly<Record<string, string>>): Config {
  const config = readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    WEBCHAT_TOKEN_SECRET: tokenSecret,
    ...env,
  });
  if ('problems' in config) throw new AppError('CONFIG_INVALID', { problems: config.problems.join('; ') });
  return config;
}

/** A telephone number that is nobody's. */
export function strangersPhone(): string {
  strangers += 1;
  return `+3363999${String(strangers).padStart(4, '0')}`;
}

let strangers = 0;
