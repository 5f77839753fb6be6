import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { AppError } from '../../domain/errors.ts';
import { openDatabase } from '../../prisma/database.ts';
import { migrationsFolder, readMigrations } from '../../prisma/migration-files.ts';
import { migrate } from '../../prisma/migrate.ts';
import { createEmptyDatabase } from '../support/database.ts';

// Semicolons inside bodies, texts, names and comments: what cutting at semicolons would break.
const withBodies = `
-- one; two
CREATE TABLE "semi;colon" (id int PRIMARY KEY, note text DEFAULT 'a;b');
CREATE FUNCTION doubled(n int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE result int;
BEGIN
  result := n * 2; -- not; an end
  RETURN result;
END;
$$;
DO $outer$ BEGIN EXECUTE $$INSERT INTO "semi;colon" (id) VALUES (1);$$; END; $outer$`;

async function rows(ownerUrl: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const history = `SELECT migration_name AS name, finished_at IS NOT NULL AS finished, rolled_back_at IS NOT NULL AS undone,
  applied_steps_count AS steps FROM _prisma_migrations ORDER BY started_at`;

describe('prisma: migrations', () => {
  let base: string;
  let database: { ownerUrl: string; drop: () => Promise<void> };

  const put = async (name: string, sql: string): Promise<void> => {
    await mkdir(join(base, name), { recursive: true });
    await writeFile(join(base, name, 'migration.sql'), sql);
  };

  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'solde-migrations-'));
    database = await createEmptyDatabase();
  });

  afterEach(async () => {
    await database.drop();
    await rm(base, { recursive: true, force: true });
  });

  it('apply whole scripts, function bodies included, once and in order', async () => {
    await put('2_bodies', withBodies);
    await put('1_first', 'CREATE TABLE first (id int);');
    const options = { folder: base };
    expect(await migrate(database.ownerUrl, options)).to.deep.equal({ applied: ['1_first', '2_bodies'] });
    expect(await migrate(database.ownerUrl, options)).to.deep.equal({ applied: [] });
    expect(await rows(database.ownerUrl, 'SELECT id, note, doubled(21) AS d FROM "semi;colon"')).to.deep.equal([
      { id: 1, note: 'a;b', d: 42 },
    ]);
    await put('3_last', 'DROP TABLE first;');
    expect(await migrate(database.ownerUrl, options)).to.deep.equal({ applied: ['3_last'] });
    expect(await rows(database.ownerUrl, history)).to.deep.equal(
      ['1_first', '2_bodies', '3_last'].map((name) => ({ name, finished: true, undone: false, steps: 1 })),
    );
  });

  it('keep nothing of one that fails, name it, and go on once it is corrected', async () => {
    await put('1_good', 'CREATE TABLE good (id int);');
    await put('2_bad', 'CREATE TABLE half (id int); INSERT INTO half VALUES (1); SELECT 1/0;');
    const failed = await migrate(database.ownerUrl, { folder: base }).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(AppError).and.to.have.property('code', 'MIGRATION_FAILED');
    expect((failed as AppError).facts).to.have.property('migration', '2_bad');
    expect((failed as AppError).cause).to.have.property('code', '22012');
    expect(
      await rows(database.ownerUrl, "SELECT to_regclass('good')::text AS good, to_regclass('half') AS half"),
    ).to.deep.equal([{ good: 'good', half: null }]);
    await put('2_bad', 'CREATE TABLE half (id int);');
    expect(await migrate(database.ownerUrl, { folder: base })).to.deep.equal({ applied: ['2_bad'] });
  });

  it('are refused when one that was applied is edited, whatever else waits, but for its line ends', async () => {
    const options = { folder: base };
    await put('1_first', 'CREATE TABLE first (\n  id int\n);\n');
    await migrate(database.ownerUrl, options);
    await put('1_first', 'CREATE TABLE first (\r\n  id int\r\n);\r\n');
    expect(await migrate(database.ownerUrl, options)).to.deep.equal({ applied: [] });
    await put('1_first', 'CREATE TABLE first (\n  id bigint\n);\n');
    await put('2_next', 'CREATE TABLE next (id int);');
    const refused = await migrate(database.ownerUrl, options).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(AppError).and.to.have.property('code', 'MIGRATION_FAILED');
    expect((refused as AppError).facts).to.have.property('migration', '1_first');
    expect((refused as AppError).facts['todo'])
      .to.include('delete the data folder')
      .and.include('released files');
    expect(await rows(database.ownerUrl, "SELECT to_regclass('next') AS next")).to.deep.equal([{ next: null }]);
  });

  it('run again after a death between their start and their end', async () => {
    await put('1_good', 'CREATE TABLE good (id int);');
    await migrate(database.ownerUrl, { folder: base });
    await rows(
      database.ownerUrl,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES ('x', 'x', '2_next', now())`,
    );
    await put('2_next', 'CREATE TABLE next (id int);');
    expect(await migrate(database.ownerUrl, { folder: base })).to.deep.equal({ applied: ['2_next'] });
  });

  it('apply once when two processes start together', async () => {
    await put('1_slow', 'SELECT pg_sleep(0.3); CREATE TABLE slow (id int);');
    const program = join(import.meta.dirname, 'fixture', 'migrator.ts');
    const runs = [0, 1].map(async () => {
      const child = spawn(process.execPath, [program, database.ownerUrl, base], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
      await once(child, 'close');
      return JSON.parse(said) as string[];
    });
    const applied = await Promise.all(runs);
    expect(applied.flat()).to.deep.equal(['1_slow']);
  });

  it('are the same on a PostgreSQL of one’s own, and open as the service does', async () => {
    const options = { databaseUrl: database.ownerUrl, dataDir: join(base, 'never'), log: () => undefined };
    const opened = await openDatabase(options);
    const shipped = (await readMigrations(migrationsFolder)).map((migration) => migration.name);
    expect((await rows(database.ownerUrl, history)).map((row) => (row as { name: string }).name)).to.deep.equal(
      shipped,
    );
    expect(await opened.prisma.$queryRaw`SELECT current_user::text AS who`).to.deep.equal([{ who: 'solde_app' }]);
    expect((await opened.pool.query('SELECT current_user::text AS who')).rows).to.deep.equal([{ who: 'solde_app' }]);
    await opened.close();
  });

  it('say what to do when the database of one’s own does not answer', async () => {
    const databaseUrl = 'postgresql://nobody:secret@127.0.0.1:1/none';
    const failed = await openDatabase({ databaseUrl, dataDir: base, log: () => undefined }).catch(
      (error: unknown) => error,
    );
    expect(failed).to.have.property('code', 'DATABASE_UNAVAILABLE');
    expect(JSON.stringify((failed as AppError).facts))
      .to.include('DATABASE_URL')
      .and.not.include('secret');
  });
});
