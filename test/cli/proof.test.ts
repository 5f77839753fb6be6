import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { checkDossier } from '../../cli/proof/check-dossier.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  type SeededCreditor,
  seedCreditor,
  seedDebtor,
  type SeededDebtor,
  seedInvoice,
} from '../support/ledger-rows.ts';
import { type Ended, openShell, type Shell } from '../support/shell.ts';

describe('npm run proof', () => {
  let database: TestDatabase;
  let creditor: SeededCreditor;
  let shell: Shell;
  let debtor: SeededDebtor;
  let other: SeededDebtor;
  let text: string;

  const proof = (...args: readonly string[]): Promise<Ended> => shell.run('proof', args);
  const append = async (of: SeededDebtor, words: string): Promise<void> => {
    const event = { kind: 'turn', actor: 'person', debtor: of.id, facts: { said: ['x'] }, payload: { note: words } };
    await database.ownerPool.query('SELECT audit_append($1, now(), $2)', [creditor.id, JSON.stringify([event])]);
  };
  const pathOf = (name: string): string => join(shell.folder, name);

  before(async () => {
    database = await createTestDatabase();
    creditor = await seedCreditor(database.ownerPool, 'lumio');
    debtor = await seedDebtor(database.ownerPool, creditor);
    other = await seedDebtor(database.ownerPool, creditor);
    await seedInvoice(database.ownerPool, creditor, debtor, { number: 'FA-1', items: [10_000], lines: [10_000] });
    shell = await openShell(database.ownerUrl);
    for (const words of ['première « é » \\ parole', 'seconde']) {
      await append(other, 'ce que dit un autre');
      await append(debtor, words);
    }
    const message = { key: 'balance.summary', class: 'reply', language: 'fr', text: 'Il reste 100,00 €.' };
    await database.ownerPool.query(
      `INSERT INTO outbox (id, creditor_id, contact_point_id, debtor_id, channel, address, class, message, dedupe_key, status, queued_at)
       VALUES (gen_random_uuid(), $1, $2, $3, 'sms', $4, 'reply', $5, 'one', 'SENT', '2026-11-20T10:00:00Z')`,
      [creditor.id, debtor.pointId, debtor.id, debtor.address, JSON.stringify(message)],
    );
    const made = await proof('--debtor', debtor.reference, '--out', shell.folder);
    expect(made.code, made.stderr).to.equal(0);
    text = await readFile(pathOf('dossier.json'), 'utf8');
  });

  after(async () => {
    await shell.close();
    await database.drop();
  });

  it('holds what was said, in its words, and of everybody else digests alone', () => {
    expect(text).to.include('Il reste 100,00 €.').and.include('FA-1').and.include('première « é »');
    for (const foreign of [other.id, other.reference, other.address, 'ce que dit un autre'])
      expect(text).not.to.include(foreign);
    const report = checkDossier(text, null);
    expect(report).to.deep.include({ ok: true, events: 3, broken: null, fromSeal: 1 });
    expect(report.others).to.equal(2);
  });

  it('is checked where there is no database', async () => {
    const nowhere = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none' };
    const checked = await shell.start('verify', ['--file', pathOf('dossier.json')], nowhere);
    expect(checked.code, checked.stderr).to.equal(0);
    expect(checked.stdout).to.match(/^3 events verify among 2 others, .* with its PDF; head [0-9a-f]{64}\n$/);
    expect((await shell.run('verify', ['--file', pathOf('no.json')], nowhere)).code).to.equal(66);
    const changed = text.replace('Il reste 100,00', 'Il reste 900,00');
    await writeFile(pathOf('changed.json'), changed);
    const found = await shell.run('verify', ['--file', pathOf('changed.json')], nowhere);
    expect([found.code, found.stdout]).to.deep.equal([1, 'BROKEN: the contents were changed\n']);
    const trail = await shell.run('verify', ['--creditor', 'lumio']);
    expect(trail.code, trail.stdout).to.equal(0);
  });

  it('is broken by the change of any one byte, and by another PDF', async () => {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += 7) {
      const copy = Buffer.from(bytes);
      copy[at] = copy[at]! ^ 1;
      expect(checkDossier(copy.toString('utf8'), null).ok, `byte ${String(at)}`).to.equal(false);
    }
    const pdf = await readFile(pathOf('dossier.pdf'));
    expect(checkDossier(text, pdf).ok).to.equal(true);
    expect(checkDossier(text, Buffer.concat([pdf, Buffer.from(' ')])).broken).to.equal('the PDF was changed');
  });

  it('says what was erased under a rule, and still fits', async () => {
    await database.ownerPool.query("SELECT audit_erase($1, $2, 'R3', now())", [creditor.id, debtor.id]);
    const out = pathOf('later');
    expect((await proof('--debtor', debtor.reference, '--out', out)).code).to.equal(0);
    const later = await readFile(join(out, 'dossier.json'), 'utf8');
    expect(later).not.to.include('première');
    expect(checkDossier(later, null)).to.deep.include({ ok: true, erased: 2 });
  });

  it('tells who asked wrongly what to do', async () => {
    expect((await shell.start('proof', ['--debtor', debtor.reference])).code).to.equal(64);
    const unknown = await proof('--debtor', 'NOBODY', '--out', shell.folder);
    expect([unknown.code, unknown.stderr]).to.deep.equal([64, 'There is no debtor NOBODY.\n']);
  });
});
