import { expect } from 'chai';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedCreditor } from '../support/ledger-rows.ts';
import { type Ended, openShell, type Shell } from '../support/shell.ts';

describe('npm run origins', () => {
  let database: TestDatabase;
  let shell: Shell;

  before(async () => {
    database = await createTestDatabase();
    await seedCreditor(database.ownerPool, 'lumio');
    shell = await openShell(database.ownerUrl);
  });
  after(async () => {
    await shell.close();
    await database.drop();
  });

  const origins = (...args: readonly string[]): Promise<Ended> => shell.run('origins', args);

  it('shows and changes the list', async () => {
    const add = ['--add', 'https://shop.example', '--add', 'http://localhost:8080'];
    const added = await origins('--creditor', 'lumio', ...add);
    expect([added.code, added.stdout]).to.deep.equal([0, 'http://localhost:8080\nhttps://shop.example\n']);
    const removed = await origins(
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
      origins('--creditor', 'lumio', '--add', 'https://shop.example/'),
      origins('--creditor', 'nobody'),
      shell.start('origins'),
    ]);
    expect([inexact.code, nobody.code, nothing.code]).to.deep.equal([64, 64, 64]);
    expect(inexact.stderr).to.include('--add: is not an exact origin such as https://shop.example');
    expect(nobody.stderr).to.include('There is no creditor nobody.');
    expect(nothing.stderr).to.include('Usage: npm run origins');
  });

  it('npm run size prints each file and the sum', async () => {
    const { stdout } = await shell.start('size');
    const sizes = [...stdout.matchAll(/ (\d+) bytes/g)].map(([, bytes]) => Number(bytes));
    expect(sizes).to.have.length(7);
    expect(sizes.slice(0, -1).reduce((sum, bytes) => sum + bytes, 0)).to.equal(sizes.at(-1));
  });
});
