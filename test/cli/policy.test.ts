import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { readPolicy } from '../../bot/policy/read-policy.ts';
import { type EscalationPolicy } from '../../domain/escalation/policy.ts';
import { shippedText, textsFor } from '../bot/policy/a-pack.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type SeededCreditor, seedCreditor, seedDebtor, seedInvoice } from '../support/ledger-rows.ts';
import { type Ended, openShell, type Shell } from '../support/shell.ts';

describe('npm run policy', () => {
  let database: TestDatabase;
  let shell: Shell;
  let creditor: SeededCreditor;
  let folder: string;
  let file: string;
  let policy: EscalationPolicy;

  before(async () => {
    database = await createTestDatabase();
    creditor = await seedCreditor(database.ownerPool, 'lumio');
    const { id } = creditor;
    for (const [handle, role] of [
      ['ada', 'administrator'],
      ['max', 'manager'],
    ])
      await database.ownerPool.query(
        `INSERT INTO staff_users (id, creditor_id, tenant, aad_object_id, name, roles, handle) VALUES ($1, $2, 't', $3::text, 'X', ARRAY[$4::text], $3)`,
        [randomUUID(), id, handle, role],
      );
    shell = await openShell(database.ownerUrl);
    folder = shell.folder;
    await Promise.all([mkdir(join(folder, 'escalation')), mkdir(join(folder, 'texts'))]);
    file = join(folder, 'escalation', 'fr-b2b.yaml');
    const good = await shippedText('fr-b2b');
    await writeFile(file, good);
    const read = readPolicy('x', good).policy;
    if (read === null) expect.fail('the shipped policy is read');
    policy = read;
    const texts: Record<string, Record<string, Record<string, unknown>>> = {};
    for (const { levelId, outlet, language, subject, body } of textsFor(policy))
      ((texts[levelId] ??= {})[outlet] ??= {})[language] = { subject, body };
    await writeFile(join(folder, 'texts', 'fr-b2b.yaml'), stringify(texts));
  });
  after(async () => {
    await shell.close();
    await database.drop();
  });

  const run = (...args: readonly string[]): Promise<Ended> => shell.run('policy', args);

  it('checks a file, and stores nothing of a bad one', async () => {
    expect(await shell.start('policy', ['check', file])).to.include({ code: 0 });
    const bad = join(folder, 'escalation', 'bad.yaml');
    await writeFile(
      bad,
      (await readFile(file, 'utf8')).replace('approval: true\n    legal: formal', 'approval: false\n    legal: formal'),
    );
    for (const act of [
      ['check', bad],
      ['activate', bad, '--from', '2999-01-01', '--as', 'max'],
    ]) {
      const { code, stderr } = await run(...act);
      expect(code).to.equal(1);
      expect(stderr).to.match(
        /bad\.yaml:77: level 5 "formal-notice" needs approval: true \(a formal notice is always approved by a named person\)/,
      );
    }
    expect((await run('list')).stdout).to.equal('No policy is stored.\n');
  });

  it('stores, signs, publishes and compares a policy', async () => {
    const today = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Paris' });
    expect(await run('publish', 'fr-b2b', '--out', join(folder, 'p.html'))).to.include({ code: 1 });
    const stored = await run('activate', file, '--from', today, '--as', 'max');
    expect(stored.stdout, stored.stderr).to.include('is off until an administrator signs it');
    const version = 'fr-b2b-2026-12';
    expect((await run('sign', 'fr-b2b', version, '--as', 'max')).stderr).to.include('only an administrator signs');
    expect(await run('sign', 'fr-b2b', version, '--as', 'ada')).to.include({ code: 0 });
    expect((await run('list')).stdout).to.equal(`fr-b2b ${version}: from ${today}, signed by ada\n`);
    expect(await run('publish', 'fr-b2b', '--out', join(folder, 'p.html'))).to.include({ code: 0 });
    expect(await readFile(join(folder, 'p.html'), 'utf8')).to.include(
      'Une mise en demeure, approuvée par une personne, vous laisse 8 jours.',
    );
    const other = await run('diff', `fr-b2b@${version}`, file);
    expect(other.stdout.split('\n').slice(0, -1)).to.deep.equal(
      today === '2026-12-01' ? ['No difference.'] : [`in force from: ${today} → 2026-12-01`],
    );
  });

  it('shows a text as each customer would read it, and takes none with an unknown placeholder', async () => {
    const wording = join(folder, 'text.txt');
    const args = [
      'text',
      '--policy',
      'fr-b2b',
      '--level',
      'courteous',
      '--outlet',
      'email',
      '--language',
      'fr',
      '--file',
      wording,
    ];
    const good = textsFor(policy).find(({ levelId, outlet }) => levelId === 'courteous' && outlet === 'email');
    await writeFile(wording, `Objet : Vos factures {invoices}\n\n${good?.body ?? ''}`);
    const shown = await run(...args, '--preview');
    expect(shown.stdout, shown.stderr)
      .to.include('As read by: company\n\nVos factures FA-2026-0101')
      .and.include('As read by: sole-trader\n\nUn message concernant votre compte vous attend\n')
      .and.include('À régler : 2\u00a0080,50\u00a0€')
      .and.not.match(/[{}‹›]/);
    await writeFile(wording, 'Objet : Vos factures\n\nBonjour {customer}, {moon}');
    const unread = await run(...args, '--preview');
    expect(unread).to.include({ code: 1, stdout: '' });
    expect(unread.stderr).to.include('level 2 "courteous", email, fr: {moon} is unknown');
    const refused = await run(...args, '--as', 'max');
    expect(refused).to.include({ code: 1 });
    expect(refused.stderr).to.include('{moon} is unknown');
    await writeFile(wording, 'Objet : Vos factures\n\nBonjour {customer}, {lines}');
    expect((await run(...args, '--preview')).stderr).to.include('{lines} stands within a sentence');
  });

  it('shows a text on a real account, and says why it could not leave', async () => {
    const { ownerPool } = database;
    const debtor = await seedDebtor(ownerPool, creditor);
    await ownerPool.query("UPDATE debtors SET kind = 'company', sales_owner = 'max' WHERE id = $1", [debtor.id]);
    await ownerPool.query(
      "UPDATE creditors SET phone = '+33199001234', email = 'bonjour@lumio.example' WHERE id = $1",
      [creditor.id],
    );
    const wording = join(folder, 'real.txt');
    const args = ['text', '--policy', 'fr-b2b', '--level', 'courteous', '--outlet', 'email', '--file', wording];
    const shown = (language: string, ...more: readonly string[]): Promise<Ended> =>
      run(...args, '--language', language, '--preview', '--debtor', debtor.reference, ...more);
    const good = textsFor(policy).find((of) => of.levelId === 'courteous' && of.outlet === 'email');
    await writeFile(wording, `Objet : Vos factures {invoices}\n\n${good?.body ?? ''}`);
    expect((await shown('fr')).stderr).to.include(`nothing may be asked of ${debtor.reference}`);
    await seedInvoice(ownerPool, creditor, debtor, { number: 'FA-77', items: [12_345], lines: [12_345] });
    const seen = await shown('fr', '--as', 'max');
    expect(seen.stdout, seen.stderr)
      .to.include(`As ${debtor.reference} would read it today`)
      .and.include('Vos factures FA-77')
      .and.include('123,45\u00a0€');
    expect(await shown('en')).to.deep.include({ code: 1, stdout: '' });
    expect((await shown('fr', '--as', 'nobody')).stderr).to.include('say who does it');
    expect((await run(...args, '--language', 'fr', '--preview', '--debtor', 'NO-1')).stderr).to.include(
      'no customer NO-1',
    );
    await writeFile(wording, 'Objet : Vos factures\n\nBonjour {customer},\n\n{lines}');
    const lacking = await shown('fr');
    expect([lacking.code, lacking.stdout]).to.deep.equal([1, '']);
    expect(lacking.stderr).to.include('It could not leave like this:').and.include('a mention is missing');
  });

  it('takes a rate with its source, and says why it does not take one', async () => {
    const args = ['rate', '--kind', 'late-payment', '--from', '2026-01-01', '--source', 'ECB', '--as', 'max'];
    expect((await run(...args, '--until', '2026-07-01', '--percent', '1000')).stderr).to.include(
      'above 0 % and below 100 %',
    );
    expect((await run(...args, '--until', '2026-06-30', '--percent', '12')).stderr).to.include('the first day after');
    const entered = await run(...args, '--until', '2026-07-01', '--percent', '12,15', '--json');
    expect(JSON.parse(entered.stdout)).to.deep.equal({ kind: 'entered', replaced: null });
  });

  it('says how it is used', async () => {
    const ended = await Promise.all([
      run(),
      shell.start('policy', ['fly']),
      run('sign', 'fr-b2b'),
      run('activate', file, '--as', 'max'),
    ]);
    expect(ended.map(({ code }) => code)).to.deep.equal([64, 64, 64, 64]);
    for (const { stderr } of ended) expect(stderr).to.include('Usage: npm run policy');
  });
});
