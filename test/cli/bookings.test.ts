import { expect } from 'chai';
import { type JournalRow } from '../../domain/journal-row.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { seedCreditor, seedDebtor, type SeededDebtor, seedInvoice } from '../support/ledger-rows.ts';
import { type Ended, openShell, type Shell } from '../support/shell.ts';

describe('npm run book, export, jobs and clock', () => {
  let database: TestDatabase;
  let shell: Shell;
  let debtor: SeededDebtor;

  before(async () => {
    database = await createTestDatabase();
    const creditor = await seedCreditor(database.ownerPool, 'lumio');
    debtor = await seedDebtor(database.ownerPool, creditor);
    await seedInvoice(database.ownerPool, creditor, debtor, { number: 'FA-1', items: [10_000], lines: [10_000] });
    await database.ownerPool.query(
      "INSERT INTO staff_users (id, creditor_id, name, roles, handle) VALUES (gen_random_uuid(), $1, 'Camille', '{manager}', 'camille')",
      [creditor.id],
    );
    shell = await openShell(database.ownerUrl);
  });

  after(async () => {
    await shell.close();
    await database.drop();
  });

  const book = (act: string, ...args: readonly string[]): Promise<Ended> =>
    shell.run('book', [act, '--creditor', 'lumio', '--debtor', debtor.reference, ...args]);
  const journal = (...args: readonly string[]): Promise<Ended> => shell.run('export', ['--journal', ...args]);

  it('enter what is known ahead of the accounts, once, and list it for accounting until it is withdrawn', async () => {
    const payment = ['--amount', '40,50', '--invoice', 'FA-1', '--text', '=cmd', '--number', 'VIR-1'];
    const entered = await book('payment', ...payment);
    expect([entered.code, entered.stdout]).to.deep.equal([0, entered.stdout], entered.stderr);
    expect(entered.stdout).to.match(/^Entered €40\.50, €40\.50 of it on invoices/);
    expect((await book('payment', ...payment)).code).to.equal(1);
    expect((await book('write-off', '--amount', '1000', '--invoice', 'FA-1', '--as', 'camille')).stdout).to.contain(
      'more than what is open',
    );
    const listed = JSON.parse((await shell.start('export', ['--journal', '--json'])).stdout) as readonly JournalRow[];
    expect(listed).to.have.length(1);
    expect(listed[0]).to.deep.include({ kind: 'payment', debtor: debtor.reference, invoice: 'FA-1', number: 'VIR-1' });
    expect(listed[0]?.amount).to.deep.equal({ minor: 4050, currency: 'EUR' });
    const [head, row, ...rest] = (await journal()).stdout.split('\r\n');
    expect(head).to.equal(
      '\ufeffidentifiant;date;nature;client;montant;devise;facture;numéro;moyen;libellé;connu depuis',
    );
    expect(row).to.contain(`;règlement;${debtor.reference};40,50;EUR;FA-1;VIR-1;transfer;'=cmd;`);
    expect(rest).to.deep.equal(['']);
    const id = listed[0]?.id.replace('payment:', '') ?? '';
    expect((await shell.run('book', ['withdraw', id])).code).to.equal(0);
    expect((await journal('--json')).stdout).to.equal('[]\n');
  });

  it('move the clock, and do the work of a day, in development only', async () => {
    expect((await shell.start('clock', ['--as-of', '2027-03-01'])).stdout).to.contain('2027-03-01 10:00');
    const jobs = await shell.run('jobs', ['--json']);
    const [{ creditor, day, jobs: done } = { creditor: '', day: '', jobs: [] }] = JSON.parse(jobs.stdout) as readonly {
      readonly creditor: string;
      readonly day: string;
      readonly jobs: readonly { readonly job: string; readonly did: unknown }[];
    }[];
    expect([creditor, day]).to.deep.equal(['lumio', '2027-03-01']);
    expect(done).to.deep.include.members([
      { job: 'discounts', did: { granted: 0 } },
      { job: 'provisional-entries', did: { tasks: 0 } },
      { job: 'agreements', did: {} },
      { job: 'decisions', did: {} },
    ]);
    expect(done.filter(({ did }) => did === null)).to.deep.equal([]);
    const production = {
      NODE_ENV: 'production',
      PUBLIC_BASE_URL: 'https://x.example',
      WEBCHAT_TOKEN_SECRET: 'x'.repeat(32),
    };
    expect((await shell.run('jobs', [], production)).stderr).to.contain('CONFIG_INVALID');
    expect((await shell.run('clock', ['--real'], production)).code).to.equal(0);
    expect((await shell.start('jobs', ['--as-of', '2027-03-01'], production)).code).to.equal(64);
  });
});
