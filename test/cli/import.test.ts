import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { type ImportReport } from '../../prisma/import/report.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedCreditor } from '../support/ledger-rows.ts';
import { type Ended, openShell, type Shell } from '../support/shell.ts';

describe('npm run import', () => {
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

  const run = (...args: readonly string[]): Promise<Ended> => shell.run('import', args);

  it('imports files, writes the refused rows beside them, and says so as JSON on stdout', async () => {
    await writeFile(
      join(shell.folder, 'a.csv'),
      Buffer.from('Code client;Nom;Type\nC1;Café;société\nC2;Sans;genre\n', 'latin1'),
    );
    await writeFile(join(shell.folder, 'b.csv'), 'number;debtor;issued;due;amount\nF1;C1;2026-01-10;2026-02-10;5\n');
    const args = [
      '--creditor',
      'lumio',
      '--debtors',
      'a.csv',
      '--invoices',
      'b.csv',
      '--fresh-to',
      '2026-11-20',
      '--json',
    ];
    const ended = await run(...args, '--partial');
    expect(ended.code).to.equal(1);
    const report = JSON.parse(ended.stdout) as ImportReport;
    expect(report.files.map(({ kind, counts }) => [kind, counts.created, counts.refused])).to.deep.equal([
      ['debtors', 1, 1],
      ['invoices', 1, 0],
    ]);
    const refused = await readFile(join(shell.folder, 'a.csv.refused.csv'), 'utf8');
    expect(refused).to.match(
      /^\ufeffCode client;Nom;Type;solde_line;solde_column;solde_reason;solde_import\r\nC2;Sans;genre;3;Type;unknown-word: /,
    );
    await writeFile(join(shell.folder, 'a2.csv'), refused.replace('genre;', 'particulier;'));
    const second = await run('--creditor', 'lumio', '--debtors', 'a2.csv', '--invoices', 'b.csv');
    expect(second.stdout).to.include('debtors: a2.csv: 1 rows; created 1, updated 0, unchanged 0, refused 0');
    expect(second.stdout).to.include('invoices: b.csv: 1 rows; created 0, updated 0, unchanged 1, refused 0');
    expect(second.code).to.equal(0);
  });

  it('stops with 2 before a snapshot that is much smaller than the last, until it is said to be whole', async () => {
    const row = (number: number): string => `S${number};C1;2026-02-10;10,00\n`;
    await writeFile(join(shell.folder, 'e.csv'), `number;debtor;due;open\n${row(1)}${row(2)}`);
    await writeFile(join(shell.folder, 'e2.csv'), `number;debtor;due;open\n${row(1)}`);
    const whole = await run('--creditor', 'lumio', '--open-items', 'e.csv', '--accept-smaller');
    expect(whole.stdout).to.include('open-items: e.csv: 2 rows; created 2');
    const stopped = await run('--creditor', 'lumio', '--open-items', 'e2.csv');
    expect(stopped.code).to.equal(2);
    expect(stopped.stdout).to.include('e2.csv is not booked: it is much smaller than the last one: 1 lines against 2');
    const accepted = await run('--creditor', 'lumio', '--open-items', 'e2.csv', '--accept-smaller', '--json');
    expect(accepted.code).to.equal(0);
    expect((JSON.parse(accepted.stdout) as ImportReport).files[0]?.counts).to.include({ unchanged: 1, refused: 0 });
  });

  it('is of no day to come in production', async () => {
    const production = {
      NODE_ENV: 'production',
      WEBCHAT_TOKEN_SECRET: 'a secret of thirty-two characters',
      PUBLIC_BASE_URL: 'https://solde.test',
    };
    await writeFile(join(shell.folder, 'p.csv'), 'Code client;Nom;Type\nP1;Café;société\n');
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(Date.now());
    const args = ['--creditor', 'lumio', '--debtors', 'p.csv', '--as-of'];
    const [other, same] = await Promise.all(
      ['2199-01-31', today].map((day) => shell.run('import', [...args, day], production)),
    );
    expect(other?.code).to.equal(64);
    expect(other?.stderr).to.include('--as-of 2199-01-31 is after today');
    expect(other?.stdout).to.equal('');
    expect([same?.code, same?.stderr]).to.deep.equal([0, '']);
    expect(same?.stdout).to.include('created 1');
  });

  it('says how it is used, and of an unknown creditor that there is none', async () => {
    const [nothing, absent, noFolder, unknown] = await Promise.all([
      shell.start('import', ['--creditor', 'lumio', '--nonsense']),
      run('--creditor', 'lumio', '--debtors', 'absent.csv'),
      run('--creditor', 'lumio', '--documents', 'a.csv'),
      run('--creditor', 'nobody', '--debtors', 'a.csv'),
    ]);
    expect(nothing.code).to.equal(64);
    expect(nothing.stderr).to.include('Usage: npm run import');
    expect([absent.code, absent.stderr]).to.deep.equal([66, 'Cannot be read: absent.csv\n']);
    expect([noFolder.code, noFolder.stderr]).to.deep.equal([66, 'Cannot be read: a.csv\n']);
    expect(unknown.code).to.equal(64);
    expect(unknown.stderr).to.include('There is no creditor nobody.');
  });
});
