import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import pg from 'pg';
import { AppError } from '../../domain/errors.ts';
import { findBinaries, installedPostgres } from '../../prisma/embedded-binaries.ts';
import { startEmbedded } from '../../prisma/embedded-server.ts';
import { readPostmaster } from '../../prisma/postmaster.ts';
import { identityOf } from '../../prisma/process-identity.ts';
import { unprivilegedUser } from '../../prisma/run-as.ts';
import { findRunning, recordService } from '../../prisma/service-record.ts';

const settings = { fsync: 'off', shared_buffers: '16MB' };
const asRoot = process.getuid?.() === 0;

async function ask(ownerUrl: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function joinFrom(dataDir: string): Promise<{ child: ChildProcess; ownerUrl: string }> {
  const program = join(import.meta.dirname, 'fixture', 'server-user.ts');
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, ownerUrl: line.toString().trim() };
}

async function end(child: ChildProcess, signal: NodeJS.Signals | null): Promise<void> {
  if (signal === null) child.stdin?.end();
  else child.kill(signal);
  await once(child, 'exit');
}

async function gone(pid: number): Promise<boolean> {
  for (let tried = 0; tried < 2_000 && identityOf(pid) !== null; tried += 1) await sleep(10);
  return identityOf(pid) === null;
}

describe('prisma: the embedded server', function () {
  let base: string;
  let dataDir: string;
  const start = (): ReturnType<typeof startEmbedded> => startEmbedded({ dataDir, log: () => undefined, settings });
  const postmasterPid = async (): Promise<number> => (await readPostmaster(join(dataDir, 'postgres')))?.pid ?? 0;

  // One folder for all, so that each test meets what the one before left, as a real folder does.
  before(async () => {
    base = await mkdtemp(join(tmpdir(), 'solde-embedded-'));
    // As in a home or /root: nobody else may walk through, and it must stay so.
    await chmod(base, 0o700);
    dataDir = join(base, 'data');
  });

  after(async () => {
    const pid = await postmasterPid();
    if (pid > 0 && identityOf(pid) !== null) process.kill(pid, 'SIGQUIT');
    await rm(base, { recursive: true, force: true });
  });

  it('creates its files in a folder only we may enter, and leaves the rights of that folder alone', async () => {
    const server = await start();
    expect(
      await ask(
        server.ownerUrl,
        "SELECT current_setting('server_encoding') AS e, current_setting('lc_collate', true) AS c, version() ~ '^PostgreSQL 18' AS v, datcollate FROM pg_database WHERE datname = current_database()",
      ),
    ).to.deep.equal([{ e: 'UTF8', c: null, v: true, datcollate: 'C' }]);
    await ask(server.ownerUrl, 'CREATE TABLE kept (n int); ');
    await ask(server.ownerUrl, 'INSERT INTO kept VALUES (41), (42)');
    await server.stop();
    expect((await stat(base)).mode & 0o777).to.equal(0o700);
    expect((await stat(join(dataDir, 'service.json'))).mode & 0o777).to.equal(0o600);
    expect((await stat(join(dataDir, 'postgres'))).uid).to.not.equal(0);
  });

  it('listens on this machine alone and asks for the password', async () => {
    const server = await start();
    expect(await ask(server.ownerUrl, 'SHOW listen_addresses')).to.deep.equal([{ listen_addresses: '127.0.0.1' }]);
    expect(await ask(server.ownerUrl, 'SHOW unix_socket_directories')).to.deep.equal([{ unix_socket_directories: '' }]);
    const url = new URL(server.ownerUrl);
    url.password = 'wrong';
    expect(await ask(url.href, 'SELECT 1').catch((error: unknown) => error)).to.have.property('code', '28P01');
    await server.stop();
  });

  it('ends the server when it stops, and keeps data, port and password for the next start', async () => {
    const first = await start();
    const pid = await postmasterPid();
    await first.stop();
    expect(identityOf(pid)).to.equal(null);
    const second = await start();
    expect(second.ownerUrl).to.equal(first.ownerUrl);
    expect(await ask(second.ownerUrl, 'SELECT n FROM kept ORDER BY n')).to.deep.equal([{ n: 41 }, { n: 42 }]);
    await second.stop();
  });

  it('serves two processes that start at the same moment, until the last one leaves', async () => {
    const [one, two] = await Promise.all([joinFrom(dataDir), joinFrom(dataDir)]);
    expect(one.ownerUrl).to.equal(two.ownerUrl);
    const pid = await postmasterPid();
    await end(one.child, null);
    expect(await ask(two.ownerUrl, 'SELECT count(*)::int AS n FROM kept')).to.deep.equal([{ n: 2 }]);
    await end(two.child, null);
    expect(await gone(pid)).to.equal(true);
  });

  it('adopts a server whose only user was killed, and ends it with the next', async () => {
    const killed = await joinFrom(dataDir);
    const pid = await postmasterPid();
    await end(killed.child, 'SIGKILL');
    expect(await ask(killed.ownerUrl, 'SELECT 1 AS one')).to.deep.equal([{ one: 1 }]);
    const server = await start();
    expect(await postmasterPid()).to.equal(pid);
    expect(server.ownerUrl).to.equal(killed.ownerUrl);
    await server.stop();
    expect(identityOf(pid)).to.equal(null);
  });

  it('starts again after the server itself was killed, with what was committed', async () => {
    const user = await joinFrom(dataDir);
    const pid = await postmasterPid();
    await ask(user.ownerUrl, 'INSERT INTO kept VALUES (43)');
    process.kill(pid, 'SIGKILL');
    await end(user.child, 'SIGKILL');
    expect(await postmasterPid()).to.equal(pid);
    const server = await start();
    expect(await ask(server.ownerUrl, 'SELECT max(n) AS n FROM kept')).to.deep.equal([{ n: 43 }]);
    await server.stop();
  });

  it('starts although the number in postmaster.pid now belongs to another process', async () => {
    const user = await joinFrom(dataDir);
    process.kill(await postmasterPid(), 'SIGKILL');
    await end(user.child, 'SIGKILL');
    const path = join(dataDir, 'postgres', 'postmaster.pid');
    const lines = (await readFile(path, 'utf8')).split('\n');
    const owner = await stat(path);
    // Of the same user as the server, for PostgreSQL believes only those.
    const other = spawn('sleep', ['60'], asRoot ? { uid: owner.uid, gid: owner.gid, cwd: '/' } : {});
    await writeFile(path, [String(other.pid), ...lines.slice(1)].join('\n'));
    try {
      const server = await start();
      expect(await ask(server.ownerUrl, 'SELECT max(n) AS n FROM kept')).to.deep.equal([{ n: 43 }]);
      await server.stop();
    } finally {
      other.kill('SIGKILL');
    }
  });

  it('takes over a lock whose holder was killed', async () => {
    const lock = join(dataDir, 'service.lock');
    await mkdir(lock);
    const long = new Date(Date.now() - 60_000);
    await utimes(lock, long, long);
    const server = await start();
    await server.stop();
    expect(await stat(lock).catch(() => null)).to.equal(null);
  });

  it('opens its files again after service.json was lost', async () => {
    await rm(join(dataDir, 'service.json'));
    const server = await start();
    expect(await ask(server.ownerUrl, 'SELECT max(n) AS n FROM kept')).to.deep.equal([{ n: 43 }]);
    await server.stop();
  });

  it('says what to do when service.json is lost while the server runs, and touches nothing', async () => {
    const server = await start();
    await rm(join(dataDir, 'service.json'));
    const refused = await start().catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(AppError).and.to.have.property('code', 'DATABASE_LOCKED');
    expect(await ask(server.ownerUrl, 'SELECT 1 AS one')).to.deep.equal([{ one: 1 }]);
    await server.stop();
  });

  it('takes another port when its own is taken', async () => {
    const server = await start();
    const port = Number(new URL(server.ownerUrl).port);
    await server.stop();
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const moved = await start();
    expect(Number(new URL(moved.ownerUrl).port)).to.not.equal(port);
    await moved.stop();
    squatter.close();
  });

  it('does not take the server of the folder it was copied from', async () => {
    const server = await start();
    const copy = join(base, 'copy');
    await mkdir(copy);
    await cp(join(dataDir, 'service.json'), join(copy, 'service.json'));
    await mkdir(join(copy, 'postgres'), { mode: 0o700 });
    await cp(join(dataDir, 'postgres', 'postmaster.pid'), join(copy, 'postgres', 'postmaster.pid'));
    expect(await findRunning(copy)).to.deep.equal({ ownerUrl: null, httpPort: null });
    expect((await findRunning(dataDir)).ownerUrl).to.equal(server.ownerUrl);
    await server.stop();
  });

  it('refuses files of another version with a sentence that says what to do', async () => {
    const old = join(base, 'old');
    await mkdir(join(old, 'postgres'), { recursive: true });
    await writeFile(join(old, 'postgres', 'PG_VERSION'), '15\n');
    const refused = await startEmbedded({ dataDir: old, log: () => undefined }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(AppError);
    expect((refused as AppError).facts)
      .to.include({ version: '15' })
      .and.to.have.property('todo');
  });

  it('records the HTTP port beside other keys, and forgets it with its process', async () => {
    const path = join(dataDir, 'service.json');
    await writeFile(path, JSON.stringify({ other: { kept: true } }));
    await recordService(dataDir, { httpPort: 3978 });
    expect(await findRunning(dataDir)).to.deep.equal({ ownerUrl: null, httpPort: 3978 });
    const written = JSON.parse(await readFile(path, 'utf8')) as { other: unknown; http: { started: string }[] };
    expect(written.other).to.deep.equal({ kept: true });
    const http = written.http.map((entry) => ({ ...entry, started: '1' }));
    await writeFile(path, JSON.stringify({ ...written, http }));
    expect(await findRunning(dataDir)).to.deep.equal({ ownerUrl: null, httpPort: null });
  });

  it('finds the service that started last, and the one before it once that has ended', async () => {
    const path = join(dataDir, 'service.json');
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
    await once(other, 'spawn');
    const first = { port: 4001, ...identityOf(other.pid ?? 0) };
    await writeFile(path, JSON.stringify({ http: [{ ...first, port: 4000, started: '1' }, first] }));
    await recordService(dataDir, { httpPort: 4002 });
    expect((await findRunning(dataDir)).httpPort).to.equal(4002);
    const { http } = JSON.parse(await readFile(path, 'utf8')) as { http: { port: number }[] };
    expect(http.map(({ port }) => port)).to.deep.equal([4001, 4002]);
    const left = http.map((entry) => (entry.port === 4002 ? { ...entry, started: '1' } : entry));
    await writeFile(path, JSON.stringify({ http: left }));
    expect((await findRunning(dataDir)).httpPort).to.equal(4001);
    await end(other, null);
    expect((await findRunning(dataDir)).httpPort).to.equal(null);
  });
});

describe('prisma: the programs of the embedded server', () => {
  let base: string;
  before(async () => (base = await mkdtemp(join(tmpdir(), 'solde-binaries-'))));
  after(() => rm(base, { recursive: true, force: true }));

  it('are copied when the user who runs them cannot reach them, links restored', async function () {
    if (!asRoot) return;
    const installed = await installedPostgres();
    const closed = join(base, 'closed');
    await mkdir(closed, { mode: 0o700 });
    await cp(join(installed.folder, 'native'), join(closed, 'native'), {
      recursive: true,
      filter: (path) => !path.endsWith('.so') && !path.endsWith('.a'),
    });
    await chmod(base, 0o755);
    const runAs = unprivilegedUser(await readFile('/etc/passwd', 'utf8'));
    const cache = join(base, 'cache');
    const found = await findBinaries({ folder: closed, version: installed.version }, runAs, [cache]);
    expect(found.postgres.startsWith(cache)).to.equal(true);
    expect((await stat(closed)).mode & 0o777).to.equal(0o700);
    const again = await findBinaries({ folder: closed, version: installed.version }, runAs, [cache]);
    expect(again).to.deep.equal(found);
  });

  it('are never taken from a folder someone else may write to', async function () {
    if (!asRoot) return;
    const { version } = await installedPostgres();
    const cache = join(base, 'shared');
    const planted = join(cache, `solde-postgres-${version}-${process.arch}`);
    await mkdir(join(planted, 'bin'), { recursive: true });
    await writeFile(join(planted, 'bin', 'postgres'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    await writeFile(join(planted, 'bin', 'initdb'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    await chmod(planted, 0o777);
    const missing = { folder: join(base, 'missing'), version };
    const refused = await findBinaries(missing, null, [cache]).catch((error: unknown) => error);
    expect(refused).to.have.property('code', 'DATABASE_UNAVAILABLE');
  });

  it('run as postgres, else nobody, else the usual number of nobody, and never as root', () => {
    const nobody = 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin';
    const postgres = 'postgres:x:101:104::/var/lib/postgresql:/bin/bash';
    expect(unprivilegedUser(`root:x:0:0::/root:/bin/sh\n${nobody}\n${postgres}\n`)).to.deep.equal({
      uid: 101,
      gid: 104,
    });
    expect(unprivilegedUser(`root:x:0:0::/root:/bin/sh\n${nobody}\n`)).to.deep.equal({ uid: 65_534, gid: 65_534 });
    expect(unprivilegedUser('postgres:x:0:0::/:/bin/sh')).to.deep.equal({ uid: 65_534, gid: 65_534 });
    expect(unprivilegedUser('')).to.deep.equal({ uid: 65_534, gid: 65_534 });
  });
});
