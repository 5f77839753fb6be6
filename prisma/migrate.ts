import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { AppError } from '../domain/errors.ts';
import { isChecksumOf, type MigrationFile, migrationsFolder, readMigrations } from './migration-files.ts';
import { loadSchemaEngine } from './schema-engine.ts';

export type MigrateOptions = {
  log?: (line: string) => void;
  /** Folder of the migrations; ours when absent. */
  folder?: string;
};

// Any number will do, as long as no other program of the same database takes it.
const lockKey = 7_303_014;
const lockWait = '120s';

const markFinished =
  'UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL';

/**
 * Applies the migrations that `ownerUrl` has not seen, in order, one process at a time, without any network. Raises
 * MIGRATION_FAILED naming the first that does not apply, of which nothing is kept, or that was edited since it was applied,
 * and DATABASE_LOCKED after 2 minutes' wait for another process.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<{ applied: string[] }> {
  const folder = options.folder ?? migrationsFolder;
  const wanted = await readMigrations(folder);
  const lock = new pg.Client({ connectionString: ownerUrl, application_name: 'solde migrate' });
  lock.on('error', () => undefined);
  await lock.connect();
  try {
    await takeLock(lock);
    if (await isUpToDate(lock, wanted)) return { applied: [] };
    const applied = await applyAll(ownerUrl, lock, { folder, wanted });
    for (const name of applied) options.log?.(`database: applied migration ${name}`);
    return { applied };
  } finally {
    await lock.end().catch(() => undefined);
  }
}

async function takeLock(lock: pg.Client): Promise<void> {
  try {
    await lock.query(`SET lock_timeout = '${lockWait}'`);
    await lock.query('SELECT pg_advisory_lock($1)', [lockKey]);
  } catch (error) {
    const todo = 'Another process is migrating this database: wait for it to end, then start again.';
    throw new AppError('DATABASE_LOCKED', { todo }, error);
  }
}

/** Spares the start of an engine that would find nothing to do. */
async function isUpToDate(lock: pg.Client, wanted: readonly MigrationFile[]): Promise<boolean> {
  if (!(await hasHistory(lock))) return false;
  const { rows } = await lock.query<Applied>(
    'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  refuseEdited(rows, wanted);
  const done = new Set(rows.map(({ name }) => name));
  return wanted.every((migration) => done.has(migration.name)) && (await unfinished(lock)).length === 0;
}

type Applied = { name: string; checksum: string };

/** An edit of what was applied would never reach this database, which would then differ from the one the program was written for. */
function refuseEdited(applied: readonly Applied[], wanted: readonly MigrationFile[]): void {
  const checksums = new Map(applied.map(({ name, checksum }) => [name, checksum]));
  const edited = wanted.find(({ name, sql }) => {
    const checksum = checksums.get(name);
    return checksum !== undefined && !isChecksumOf(checksum, sql);
  });
  if (edited === undefined) return;
  const todo =
    'This migration was applied here and its file was edited since. In development: delete the data folder (npm start makes ' +
    'a new one). In production: put the released files back; a change to the database is a migration of its own.';
  throw new AppError('MIGRATION_FAILED', { migration: edited.name, todo });
}

async function hasHistory(lock: pg.Client): Promise<boolean> {
  const { rows } = await lock.query<{ there: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there",
  );
  return rows[0]?.there === true;
}

async function unfinished(lock: pg.Client): Promise<string[]> {
  if (!(await hasHistory(lock))) return [];
  const rows = await lock.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
  );
  return rows.rows.map((row) => row.migration_name);
}

type Job = { folder: string; wanted: MigrationFile[] };

async function applyAll(ownerUrl: string, lock: pg.Client, job: Job): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2, application_name: 'solde migrate' });
  const failure: { cause: unknown } = { cause: undefined };
  const SchemaEngine = await loadSchemaEngine();
  const factory = bindMigrationAwareSqlAdapterFactory(oneTransactionPerScript(pool, lock, failure));
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, factory);
  try {
    await forgetUnfinished(engine, lock);
    return await apply(engine, job);
  } catch (error) {
    const [migration = 'unknown'] = await unfinished(lock);
    await forgetUnfinished(engine, lock);
    const todo = 'Nothing of this migration was kept: correct what the cause names, then start again.';
    throw new AppError('MIGRATION_FAILED', { migration, todo }, failure.cause ?? error);
  } finally {
    engine.free();
    await pool.end();
  }
}

async function apply(engine: SchemaEngine, job: Job): Promise<string[]> {
  const { appliedMigrationNames } = await engine.applyMigrations({
    migrationsList: {
      baseDir: job.folder,
      lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
      shadowDbInitScript: '',
      migrationDirectories: job.wanted.map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
      })),
    },
    filters: { externalTables: [], externalEnums: [] },
  });
  return appliedMigrationNames;
}

/** A migration and its end mark are one transaction here, so an unfinished one left no trace and may simply run again. */
async function forgetUnfinished(engine: SchemaEngine, lock: pg.Client): Promise<void> {
  for (const migrationName of await unfinished(lock)) await engine.markMigrationRolledBack({ migrationName });
}

/**
 * Prisma's adapter cuts a script at every semicolon, those of a function's body included, and runs the pieces one by
 * one. Here a script goes to the server whole, as one transaction that also marks the migration as finished.
 */
function oneTransactionPerScript(
  pool: pg.Pool,
  lock: pg.Client,
  failure: { cause: unknown },
): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  const whole = async (): Promise<SqlDriverAdapter> => {
    const adapter = await factory.connect();
    adapter.executeScript = async (script) => {
      const isMigration = (await unfinished(lock)).length > 0;
      try {
        await pool.query(isMigration ? `${script}\n;\n${markFinished}` : script);
      } catch (error) {
        failure.cause = error;
        throw error;
      }
    };
    return adapter;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: whole,
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
}
