import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedCreditor } from '../support/ledger-rows.ts';

const commands = join(import.meta.dirname, '..', '..', 'cli');

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

describe('npm run origins', () => {
  let database: TestDatabase;
  let folder: string;

  before(async () => {
    database = await createTestDatabase();
    await seedCreditor(database.ownerPool, 'lumio');
    folder = await mkdtemp(join(tmpdir(), 'solde-origins-'));
  });
  after(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const run = async (command: string, ...args: readonly string[]): Promise<Ended> => {
    const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: database.ownerUrl, DATA_DIR: folder };
    try {
      return { code: 0, ...(await promisify(execFile)(process.execPath, [join(commands, command), ...args], { env })) };
    } catch (error) {
      return error as Ended;
    }
  };

  it('shows and changes the list', async () => {
    const add = ['--add', 'https://shop.example', '--add', 'http://localhost:8080'];
    const added = await run('origins.ts', '--creditor', 'lumio', ...add);
    expect([added.code, added.stdout]).to.deep.equal([0, 'http://localhost:8080\nhttps://shop.example\n']);
    const removed = await run(
      'origins.ts',
      '--creditor',
      'lumio',
      ...add.slice(0, 2).with(0, '--remove'),
      '--remove',
      add[3] ?? '',
    );
    expect([removed.code, removed.stdout]).to.deep.equal([0, 'No site may show this chat.\n']);
  });

  it('says what is wrong, and changes nothing', async () => {
    const [inexact, nobody, nothing] = await Promise.all([
      run('origins.ts', '--creditor', 'lumio', '--add', 'https://shop.example/'),
      run('origins.ts', '--creditor', 'nobody'),
      run('origins.ts'),
    ]);
    expect([inexact.code, nobody.code, nothing.code]).to.deep.equal([64, 64, 64]);
    expect(inexact.stderr).to.include('--add: is not an exact origin such as https://shop.example');
    expect(nobody.stderr).to.include('There is no creditor nobody.');
    expect(nothing.stderr).to.include('Usage: npm run origins');
  });

  it('npm run size prints each file and the sum', async () => {
    const { stdout } = await run('size.ts');
    const sizes = [...stdout.matchAll(/ (\d+) bytes/g)].map(([, bytes]) => Number(bytes));
    expect(sizes).to.have.length(7);
    expect(sizes.slice(0, -1).reduce((sum, bytes) => sum + bytes, 0)).to.equal(sizes.at(-1));
  });
});
