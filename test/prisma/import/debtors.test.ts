import { expect } from 'chai';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type ImportRig, openRig } from './import-rig.ts';

const header = 'reference;name;kind;country';

describe('debtors and contacts from a file', () => {
  let database: TestDatabase;
  let rig: ImportRig;

  before(async () => {
    database = await createTestDatabase();
  });

  beforeEach(async () => {
    rig = await openRig(database);
  });

  it('creates debtors from French headers, in any order, and tells the columns it does not use', async () => {
    const report = await rig.one(
      'debtors',
      'Pays,Couleur,RAISON SOCIALE,Code Client,Type,Né le\nFR,bleu,"Camille, dite Zoé",C1,Particulier,25/04/1988\nFR,rouge,Petit SARL,C2,Société,\n',
    );
    expect(report.counts).to.deep.equal({ created: 2, updated: 0, unchanged: 0, repeated: 0, refused: 0 });
    expect(report.unknownColumns).to.deep.equal(['Couleur']);
    const { debtors } = await rig.ledger();
    expect(debtors).to.have.length(2);
    expect(debtors?.find((row) => (row as { reference: string }).reference === 'C1')).to.include({
      kind: 'consumer',
      name: 'Camille, dite Zoé',
      birth_date: '1988-04-25',
      zone: 'Europe/Paris',
      language: 'fr',
    });
  });

  it('knows the town from its own column, else from the address', async () => {
    await rig.one(
      'debtors',
      `${header};adresse;cp;ville\nC1;Petit;company;FR;1 rue;42000;ST ETIENNE\nC2;Grand;company;FR;"1 rue, 69003 LYON CEDEX 03";69003;\n`,
    );
    const { rows } = await database.ownerPool.query(
      'SELECT reference, city, city_key, region FROM debtors WHERE creditor_id = $1 ORDER BY reference',
      [rig.creditor.id],
    );
    expect(rows).to.deep.equal([
      { reference: 'C1', city: 'St Etienne', city_key: 'saint etienne', region: 'Auvergne-Rhône-Alpes' },
      { reference: 'C2', city: 'Lyon', city_key: 'lyon', region: 'Auvergne-Rhône-Alpes' },
    ]);
  });

  it('shows what would change and changes nothing, then changes it', async () => {
    await rig.one('debtors', `${header};segment\nC1;Petit;company;FR;PME\nC2;Grand;company;FR;\n`);
    const before = await rig.ledger();
    const file = `${header};segment\nC1;Petit et fils;company;FR;\nC2;Grand;company;FR;\nC3;Neuf;company;GB;\n`;
    const rehearsal = await rig.one('debtors', file, { dryRun: true });
    expect(rehearsal.counts).to.include({ created: 1, updated: 1, unchanged: 1 });
    expect(rehearsal.examples).to.deep.equal([
      { action: 'created', line: 4, key: 'C3', changes: null },
      { action: 'updated', line: 2, key: 'C1', changes: { name: ['Petit', 'Petit et fils'] } },
    ]);
    expect(await rig.ledger()).to.deep.equal(before);
    await rig.one('debtors', file);
    const { debtors } = await rig.ledger();
    expect(debtors?.map((row) => (row as { name: string }).name)).to.have.members(['Petit et fils', 'Grand', 'Neuf']);
    expect(debtors?.find((row) => (row as { reference: string }).reference === 'C1')).to.include({ segment: 'PME' });
  });

  it('refuses the same debtor twice with different names, and takes the same row twice as one', async () => {
    const report = await rig.one(
      'debtors',
      `${header}\nC1;Petit;company;FR\nc1;Grand;company;FR\nC2;Moyen;company;FR\nC2;Moyen;company;FR\n`,
      { partial: true },
    );
    expect(report.refused.map(({ line, reason }) => [line, reason])).to.deep.equal([
      [2, 'twice-different'],
      [3, 'twice-different'],
    ]);
    expect(report.counts).to.include({ created: 1, repeated: 1, refused: 2 });
  });

  it('refuses a kind, a country or a zone that is not known, since nobody could be written to at the right hour', async () => {
    const report = await rig.one(
      'debtors',
      `${header}\nC1;A;martian;FR\nC2;B;company;Freedonia\nC3;C;company;US\nC4;;company;FR\n`,
    );
    expect(report.imported).to.equal(false);
    expect(report.refused).to.deep.equal([
      { line: 2, column: 'kind', reason: 'unknown-word' },
      { line: 3, column: 'country', reason: 'not-a-country' },
      { line: 4, column: 'zone', reason: 'zone-missing' },
      { line: 5, column: 'name', reason: 'missing' },
    ]);
    expect((await rig.ledger())['debtors']).to.deep.equal([]);
  });

  it('links subsidiaries to parents wherever they are in the file, and refuses those of a refused one', async () => {
    const file = `${header};parent\nC1;Fille;company;FR;C2\nC2;Mère;company;FR;\nC3;Orpheline;company;FR;C4\nC4;Sans genre;;FR;\nC5;Seule;company;FR;C5\n`;
    const report = await rig.one('debtors', file, { partial: true });
    expect(report.refused.map(({ line, reason }) => [line, reason])).to.deep.equal([
      [4, 'unknown-debtor'],
      [5, 'missing'],
      [6, 'own-parent'],
    ]);
    const { debtors } = await rig.ledger();
    expect(debtors?.map((row) => (row as { parent: string | null }).parent)).to.have.members(['C2', null]);
  });

  it('refuses formulas, NUL and rows wider than the header, and ignores empty cells beyond it', async () => {
    const wide = ';'.repeat(200);
    const report = await rig.one(
      'debtors',
      `${header}\nC1;=HYPERLINK("x");company;FR\nC2;a\0b;company;FR\nC3;C;company;FR;7\nC4;D;company;FR${wide}\nC5;"=""E""";company;FR\n`,
      { partial: true },
    );
    expect(report.refused.map(({ line, reason }) => [line, reason])).to.deep.equal([
      [2, 'formula'],
      [3, 'control'],
      [4, 'cell-count'],
    ]);
    const formula = await rig.one('debtors', `${header}\nC1;"=HYPERLINK(""x"")";company;FR\n`);
    expect(formula.refused).to.deep.equal([{ line: 2, column: 'name', reason: 'formula' }]);
    expect((await rig.ledger())['debtors']).to.have.length(2);
  });

  it('names what makes the whole file unreadable', async () => {
    const problems = [
      await rig.one('debtors', Buffer.from([0x50, 0x4b, 3, 4, 0, 0])),
      await rig.one('debtors', ''),
      await rig.one('debtors', 'name;kind\nA;company\n'),
      await rig.one('debtors', 'reference;name;nom;kind\nA;B;C;company\n'),
    ];
    expect(problems.map(({ problem }) => problem)).to.deep.equal([
      'archive',
      'empty',
      'columns missing: reference',
      'columns there twice: nom',
    ]);
  });

  it('reads a table of 200 columns', async () => {
    const more = Array.from({ length: 196 }, (_, index) => `x${index}`);
    const report = await rig.one('debtors', `${header};${more.join(';')}\nC1;A;company;FR;${more.join(';')}\n`);
    expect(report.counts.created).to.equal(1);
    expect(report.unknownColumns).to.have.length(196);
  });

  it('keeps protection, opt-outs and addresses in quarantine out of reach', async () => {
    await rig.run({ debtors: `${header}\nC1;A;consumer;FR\n`, contacts: 'debtor;name;phone\nC1;Zoé;0639980001\n' });
    const { ownerPool } = rig.database;
    await ownerPool.query("UPDATE debtors SET protection = 'minor', parked = 'look' WHERE creditor_id = $1", [
      rig.creditor.id,
    ]);
    await ownerPool.query("UPDATE contact_points SET quarantined_at = '2026-01-01' WHERE creditor_id = $1", [
      rig.creditor.id,
    ]);
    await rig.run({ debtors: `${header}\nC1;B;consumer;FR\n`, contacts: 'debtor;name;phone\nC1;Zoé;0639980001\n' });
    const { rows } = await ownerPool.query(
      'SELECT d.name, d.protection, d.parked, p.quarantined_at IS NOT NULL AS held FROM debtors d, contact_points p WHERE d.creditor_id = $1 AND p.creditor_id = $1',
      [rig.creditor.id],
    );
    expect(rows).to.deep.equal([{ name: 'B', protection: 'minor', parked: 'look', held: true }]);
  });

  describe('contacts', () => {
    const debtors = `${header}\nC1;A;company;FR\nC2;B;company;GB\n`;

    it('reads phones in national form, of the row’s country, and whatsapp as yes or as a number', async () => {
      const file =
        'client;nom;téléphone;whatsapp;e-mail;pays;rôle\nC1;Zoé;06 39 98 00 01;oui;;;comptable\nC2;Max;07700 900003;+33639980009;MAX@Example.com;GB;directeur\n';
      const refused = await rig.run({ debtors, contacts: file }, { partial: true });
      expect(refused.report.files[1]?.refused).to.deep.equal([{ line: 3, column: 'rôle', reason: 'unknown-word' }]);
      await rig.run({ contacts: file.replace('directeur', 'director') });
      const { contacts } = await rig.ledger();
      expect(contacts?.map((row) => (row as { points: string[] }).points)).to.deep.equal([
        ['email:max@example.com:import', 'sms:+447700900003:import', 'whatsapp:+33639980009:import'],
        ['sms:+33639980001:import', 'whatsapp:+33639980001:import'],
      ]);
    });

    it('makes one person of the rows of one id, for several debtors', async () => {
      const { report } = await rig.run({
        debtors,
        contacts: 'id;debtor;name;phone\nP1;C1;Zoé;0639980001\nP1;C2;Zoé;0639980001\n',
      });
      expect(report.files[1]?.counts.created).to.equal(2);
      const { rows } = await rig.database.ownerPool.query('SELECT count(*) AS n FROM contacts WHERE creditor_id = $1', [
        rig.creditor.id,
      ]);
      expect(rows).to.deep.equal([{ n: 1 }]);
    });

    it('withdraws an address the accounts replace, and brings it back when they do', async () => {
      const file = (phone: string): string => `debtor;name;phone\nC1;Zoé;${phone}\n`;
      const points = async (): Promise<unknown> =>
        (await rig.ledger())['contacts']?.map((row) => (row as { points: unknown }).points);
      await rig.run({ debtors, contacts: file('0639980001') });
      await rig.run({ contacts: file('0639980002') });
      expect(await points()).to.deep.equal([['sms:+33639980001:withdrawn', 'sms:+33639980002:import']]);
      await rig.run({ contacts: file('0639980001') });
      expect(await points()).to.deep.equal([['sms:+33639980001:import', 'sms:+33639980002:withdrawn']]);
      const again = await rig.one('contacts', file('0639980001'));
      expect(again.counts).to.include({ unchanged: 1, updated: 0 });
    });

    it('takes over an address that was given in a conversation, and does not bring back the one it replaced', async () => {
      const file = (phone: string): string => `debtor;name;phone\nC1;Zoé;${phone}\n`;
      await rig.run({ debtors, contacts: file('0639980001') });
      const { ownerPool } = rig.database;
      await ownerPool.query(
        `WITH old AS (UPDATE contact_points SET ended_at = now() WHERE creditor_id = $1 RETURNING creditor_id, contact_id)
         INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, origin, claimed_at)
         SELECT gen_random_uuid(), creditor_id, contact_id, 'sms', '+33639980002', 'conversation', now() FROM old`,
        [rig.creditor.id],
      );
      const points = async (): Promise<unknown> => {
        const { rows } = await ownerPool.query(
          `SELECT right(address, 1) || CASE WHEN ended_at IS NOT NULL THEN ' ended' WHEN claimed_at IS NOT NULL THEN ' claimed' ELSE ' of record' END AS point
             FROM contact_points WHERE creditor_id = $1 ORDER BY address`,
          [rig.creditor.id],
        );
        return rows.map((row: { point: string }) => row.point);
      };
      await rig.run({ contacts: file('0639980001') });
      expect(await points(), 'the accounts do not know yet').to.deep.equal(['1 ended', '2 claimed']);
      await rig.run({ contacts: file('0639980002') });
      expect(await points()).to.deep.equal(['1 ended', '2 of record']);
      expect((await rig.one('contacts', file('0639980002'))).counts).to.include({ unchanged: 1, updated: 0 });
      await rig.run({ contacts: file('0639980001') });
      expect(await points(), 'the accounts went back to it').to.deep.equal(['1 of record', '2 of record']);
    });

    it('refuses a person without an address, an unknown debtor and digits a spreadsheet lost', async () => {
      await rig.run({ debtors });
      const report = await rig.one(
        'contacts',
        'debtor;name;phone;email\nC1;A;;\nC9;B;0639980001;\nC1;C;3.36E+10;\nC1;D;;nobody\n',
      );
      expect(report.refused.map(({ column, reason }) => [column, reason])).to.deep.equal([
        [null, 'no-address'],
        ['debtor', 'unknown-debtor'],
        ['phone', 'phone-digits-lost'],
        ['email', 'not-an-email'],
      ]);
    });
  });
});
