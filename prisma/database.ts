import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { AppError } from '../domain/errors.ts';
import { appUrl } from './app-url.ts';
import { startEmbedded } from './embedded-server.ts';
import { PrismaClient } from './generated/client.ts';
import { migrate } from './migrate.ts';
import { openPool } from './pool.ts';

export { findRunning, recordService } from './service-record.ts';

export type DatabaseOptions = {
  /** An existing PostgreSQL 15 or later; the embedded one when absent. */
  databaseUrl?: string | undefined;
  dataDir: string;
  log: (line: string) => void;
  /** Connections of the pool, 20 unless told. */
  connections?: number;
};

export type Database = {
  /** For migrations and COPY only: row-level security does not bind the owner. */
  ownerUrl: string;
  appUrl: string;
  pool: pg.Pool;
  prisma: PrismaClient;
  close(): Promise<void>;
};

const oldestVersion = 150_000;

/**
 * Opens the database, up to date: the given one, else the embedded one of the data folder. Raises DATABASE_UNAVAILABLE or
 * DATABASE_LOCKED, whose fact `todo` says what to do, and MIGRATION_FAILED.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const server = options.databaseUrl === undefined ? await startEmbedded(options) : null;
  const ownerUrl = server?.ownerUrl ?? options.databaseUrl ?? '';
  try {
    await checkServer(ownerUrl);
    await migrate(ownerUrl, { log: options.log });
  } catch (error) {
    await server?.stop();
    throw error;
  }
  const url = appUrl(ownerUrl);
  const pool = openPool(url, options.log, options.connections);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const close = async (): Promise<void> => {
    await prisma.$disconnect();
    await pool.end();
    await server?.stop();
  };
  return { ownerUrl, appUrl: url, pool, prisma, close };
}

async function checkServer(ownerUrl: string): Promise<void> {
  const version = await serverVersion(ownerUrl);
  if (version >= oldestVersion) return;
  const todo =
    'DATABASE_URL names a PostgreSQL older than 15: upgrade it, or unset DATABASE_URL to use the embedded one.';
  throw new AppError('DATABASE_UNAVAILABLE', { version, todo });
}

async function serverVersion(ownerUrl: string): Promise<number> {
  try {
    const client = new pg.Client({
      connectionString: ownerUrl,
      connectionTimeoutMillis: 10_000,
      application_name: 'solde',
    });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
    await client.end();
    return Number(rows[0]?.server_version_num);
  } catch (error) {
    const todo =
      'Check that PostgreSQL runs at DATABASE_URL and accepts its user, or unset it to use the embedded one.';
    throw new AppError('DATABASE_UNAVAILABLE', { todo }, error);
  }
}
