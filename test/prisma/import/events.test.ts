import { expect } from 'chai';
import { type Account } from '../../../domain/account.ts';
import { makeLedger } from '../../../domain/ledger.ts';
import { payablePart } from '../../../domain/payable-part.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { importDay, type ImportRig, openRig } from './import-rig.ts';

const invoices = [
  'number,debtor,issued,due,amount,capacity',
  'OLD-1,C1,2026-08-01,2026-09-01,100.00,professional',
  'OLD-2,C1,2026-09-30,2026-11-30,200.00,professional',
  'DAY-1,C1,2026-10-01,2026-11-01,300.00,professional',
  'NEW-1,C1,2026-10-15,2026-11-15,400.00,professional',
  'OLD-3,P1,2026-08-01,2026-09-01,50.00,private',
  '',
].join('\n');
const judgment =
  'client;événement;date du jugement;bodacc;n° procédure\nC1;Redressement judiciaire;01/10/2026;12/10/2026;2026J00123\n';

describe('what is known beside the accounts, from a file', () => {
  let database: TestDatabase;
  let rig: ImportRig;

  before(async () => {
    database = await createTestDatabase();
  });

  beforeEach(async () => {
    rig = await openRig(database);
    await rig.one('debtors', 'reference,name,kind\nC1,Un,company\nP1,Deux,consumer\n');
    await rig.one('invoices', invoices);
  });

  after(() => database.drop());

  const account = async (reference: string): Promise<Account> => {
    const { rows } = await rig.database.ownerPool.query<{ account: Account }>(
      'SELECT solde_account(creditor_id, id) AS account FROM debtors WHERE creditor_id = $1 AND reference = $2',
      [rig.creditor.id, reference],
    );
    return rows[0]!.account;
  };
  const payable = async (reference: string): Promise<Record<string, number>> => {
    const ledger = makeLedger(await account(reference), importDay);
    const of = ledger.lines.map((view) => [view.invoice.number, payablePart(ledger, view).amount.minor] as const);
    return Object.fromEntries(of.sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  const tasks = async (): Promise<readonly string[]> => {
    const { rows } = await rig.database.ownerPool.query<{ task: string }>(
      "SELECT kind || ' ' || due_on AS task FROM tasks WHERE creditor_id = $1 AND done_at IS NULL ORDER BY kind, due_on",
      [rig.creditor.id],
    );
    return rows.map(({ task }) => task);
  };

  it('splits the claims by the day of the judgment, and has the earlier ones declared in time', async () => {
    expect((await rig.one('events', judgment)).counts).to.include({ created: 1, refused: 0 });
    expect(await payable('C1')).to.deep.equal({ 'DAY-1': 30_000, 'NEW-1': 40_000, 'OLD-1': 0, 'OLD-2': 0 });
    const { holds } = await account('C1');
    expect(holds.map(({ reason, from, until }) => [reason, from, until])).to.deep.equal([
      ['insolvency', '2026-10-01', null],
      ['insolvency', '2026-10-01', null],
    ]);
    // On the 20th of November 22 days are left of two months from the 12th of October.
    expect(await tasks()).to.deep.equal(['declare-claim 2026-12-12', 'declare-claim-soon 2026-12-12']);
    const again = await rig.one('events', judgment);
    expect(again.counts).to.include({ unchanged: 1, created: 0 });
    expect((await tasks()).length).to.equal(2);
    expect((await account('C1')).holds.length).to.equal(2);
  });

  it('freezes an earlier claim that the accounts book later', async () => {
    await rig.one('events', judgment);
    await rig.one('invoices', 'number,debtor,issued,due,amount\nOLD-9,C1,2026-07-01,2026-08-01,10.00\n');
    expect(await payable('C1')).to.include({ 'OLD-9': 0, 'NEW-1': 40_000 });
  });

  it('takes the judgment of the debtors file for the same one, and moves the deadline once it is published', async () => {
    await rig.one('debtors', 'reference,name,kind,insolvency_on\nC1,Un,company,2026-10-01\n');
    expect(await tasks()).to.deep.equal(['declare-claim 2026-12-01', 'declare-claim-soon 2026-12-01']);
    expect((await rig.one('events', judgment)).counts).to.include({ updated: 1, created: 0 });
    expect(await tasks()).to.include('declare-claim 2026-12-12');
    expect((await tasks()).filter((task) => task.startsWith('declare-claim 2'))).to.have.length(1);
  });

  it('frees what was frozen when the judgment never was', async () => {
    await rig.one('events', judgment);
    const annulled = judgment.replace('procédure\n', 'procédure;fin\n').replace('J00123', 'J00123;01/10/2026');
    expect((await rig.one('events', annulled)).counts).to.include({ updated: 1 });
    expect(await payable('C1')).to.include({ 'OLD-1': 10_000, 'OLD-2': 20_000 });
    expect(await tasks()).to.deep.equal([]);
    await rig.one('events', annulled);
    expect(await payable('C1')).to.include({ 'OLD-1': 10_000 });
  });

  it('answers a commission of over-indebtedness within 30 days', async () => {
    await rig.one('events', 'debtor,kind,judged_on,known_on\nP1,surendettement,2026-11-10,2026-11-16\n');
    expect(await payable('P1')).to.deep.equal({ 'OLD-3': 0 });
    expect(await tasks()).to.deep.equal(['answer-commission 2026-12-16', 'answer-commission-soon 2026-12-16']);
  });

  it('holds a filing that was only declared for 30 days and asks for its reference, until a judgment says more', async () => {
    await rig.one('events', 'debtor,kind,known_on\nC1,dépôt de bilan,2026-11-18\n');
    const [hold] = (await account('C1')).holds;
    expect([hold?.reason, hold?.lineId, hold?.from, hold?.until]).to.deep.equal([
      'insolvency',
      null,
      '2026-11-18',
      '2026-12-18',
    ]);
    expect(await payable('C1')).to.include({ 'NEW-1': 0 });
    expect(await tasks()).to.deep.equal(['ask-reference 2026-11-23']);
    await rig.one('events', judgment);
    expect(await payable('C1')).to.include({ 'NEW-1': 40_000, 'OLD-1': 0 });
    expect(await tasks()).not.to.include('ask-reference 2026-11-23');
  });

  it('tells a person of a closure, a move and another manager, once each', async () => {
    const news =
      'debtor,kind,published_on,detail\nC1,fermeture,2026-11-01,\nC1,transfert de siège,2026-11-02,3 rue Neuve\nC1,changement de gérant,2026-11-03,Z\n';
    await rig.one('events', news);
    await rig.one('events', news);
    expect((await tasks()).map((task) => task.split(' ')[0])).to.deep.equal([
      'address-changed',
      'debtor-closed',
      'manager-changed',
    ]);
  });

  it('withdraws a promise about what may no longer be paid', async () => {
    const { ownerPool } = rig.database;
    const client = await ownerPool.connect();
    const { rows } = await client.query<{ line: string; debtor: string }>(
      "SELECT l.id AS line, l.debtor_id AS debtor FROM due_lines l JOIN invoices i ON i.id = l.invoice_id WHERE i.number = 'OLD-1' AND i.creditor_id = $1",
      [rig.creditor.id],
    );
    const { line, debtor } = rows[0]!;
    await client.query(`BEGIN;
      INSERT INTO promises (id, creditor_id, debtor_id, amount_minor, currency, due, made_on, status) VALUES ('${line}', '${rig.creditor.id}', '${debtor}', 10000, 'EUR', '2026-12-10', '2026-09-10', 'open');
      INSERT INTO promise_lines (creditor_id, debtor_id, promise_id, line_id, amount_minor, currency) VALUES ('${rig.creditor.id}', '${debtor}', '${line}', '${line}', 10000, 'EUR');
      INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on) VALUES (gen_random_uuid(), '${rig.creditor.id}', '${debtor}', '${line}', 'promise', 'promise:${line}', 10000, 'EUR', '2026-09-10');
      COMMIT`);
    client.release();
    await rig.one('events', judgment);
    const { promises, holds } = await account('C1');
    expect(promises.map(({ status }) => status)).to.deep.equal(['withdrawn']);
    expect(holds.find(({ reason }) => reason === 'promise')?.until).to.equal(importDay);
  });

  it('names what it refuses by line and column, and changes nothing in a rehearsal', async () => {
    const bad = [
      'debtor,kind,judged_on,published_on',
      'C1,insolvency,,2026-10-01',
      'C9,closure,,',
      'C1,insolvency,2026-10-01,2026-09-01',
      'C1,faillite?,2026-10-01,',
      'C1,insolvency,2027-10-01,',
      '',
    ].join('\n');
    const { refused, imported } = await rig.one('events', bad);
    expect(imported).to.equal(false);
    expect(refused.map(({ line, column, reason }) => [line, column, reason])).to.deep.equal([
      [2, 'judged_on', 'event-undated'],
      [3, 'debtor', 'unknown-debtor'],
      [4, 'published_on', 'before-judgment'],
      [5, 'kind', 'unknown-word'],
      [6, 'judged_on', 'date-in-future'],
    ]);
    expect((await rig.one('events', judgment, { dryRun: true })).counts).to.include({ created: 1 });
    expect(await payable('C1')).to.include({ 'OLD-1': 10_000 });
    const some = `${judgment}C9;closure;;;\n`;
    expect((await rig.one('events', some, { partial: true })).counts).to.include({ created: 1, refused: 1 });
    expect(await payable('C1')).to.include({ 'OLD-1': 0 });
  });
});

describe('credit files', () => {
  let rig: ImportRig;

  before(async () => {
    rig = await openRig();
    await rig.one('debtors', 'reference,name,kind\nC1,Un,company\nC2,Deux,company\n');
  });

  after(() => rig.database.drop());

  const files = async (): Promise<readonly unknown[]> => {
    const { rows } = await rig.database.ownerPool.query<Record<string, unknown>>(
      `SELECT d.reference, c.limit_minor, c.insurer, c.insured_minor, c.currency, c.maximum_extension_days, c.claim_by, c.retention_of_title, c.guarantees, c.key_account
       FROM credit_files c JOIN debtors d ON d.id = c.debtor_id WHERE c.creditor_id = $1 ORDER BY 1`,
      [rig.creditor.id],
    );
    return rows.map((row) => Object.values(row));
  };

  it('are created, updated by what a file tells, and left by what it leaves empty', async () => {
    const first =
      'client;plafond;assureur;montant assuré;prorogation;déclaration avant le;réserve de propriété;garanties;grand compte\n' +
      'C1;10 000,00;Assurance Exemple;8 000,00;60 jours;31/01/2027;oui;caution du gérant; oui\nC2;0,00;;;;;;;non\n';
    expect((await rig.one('credit', first)).counts).to.include({ created: 2, refused: 0 });
    expect(await files()).to.deep.equal([
      ['C1', 1_000_000, 'Assurance Exemple', 800_000, 'EUR', 60, '2027-01-31', true, ['caution du gérant'], true],
      ['C2', 0, null, null, 'EUR', null, null, false, [], false],
    ]);
    expect((await rig.one('credit', first)).counts).to.include({ unchanged: 2 });
    const later = 'debtor,limit,guarantees\nC1,12000.00,pledge; surety\n';
    expect((await rig.one('credit', later)).counts).to.include({ updated: 1 });
    expect((await files())[0]).to.include.members([1_200_000, 'Assurance Exemple']);
  });

  it('are refused where they contradict themselves', async () => {
    const bad =
      'debtor,limit,insured,currency,extension days,key_account\nC1,5,,USD,,\nC2,-1,,,,\nC2,,,,sixty,\nC2,,,,,maybe\nC7,,,,,\n';
    const { refused } = await rig.one('credit', bad);
    expect(refused.map(({ line, reason }) => [line, reason])).to.deep.equal([
      [2, 'credit-other-currency'],
      [3, 'amount-negative'],
      [4, 'not-days'],
      [5, 'unknown-word'],
      [6, 'unknown-debtor'],
    ]);
  });
});
