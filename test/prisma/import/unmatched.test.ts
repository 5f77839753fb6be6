import { expect } from 'chai';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { completeTask } from '../../../prisma/staff/complete-task.ts';
import {
  dismissUnmatched,
  listUnmatched,
  placeUnmatched,
  type PlaceOrder,
  type UnmatchedPayment,
} from '../../../prisma/staff/unmatched.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type ImportRig, openRig } from './import-rig.ts';

const base = {
  debtors: 'reference;name;kind\nLUM-7001;SARL Boulangerie Pétit;company\nLUM-7002;Camille Maquette;consumer\n',
  invoices:
    'number;debtor;issued;due;amount\nFA-00101;LUM-7001;2026-09-10;2026-10-10;100\nFA-00102;LUM-7001;2026-09-10;2026-10-20;50\nFA-00201;LUM-7002;2026-09-10;2026-10-10;80\n',
};
const header = 'id;client;montant;date;libellé;lettrage;donneur d’ordre;iban payeur';
const at = Date.parse('2026-11-20T10:00:00Z');

describe('payments that nobody could place', () => {
  let database: TestDatabase;
  let rig: ImportRig;

  before(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    rig = await openRig(database);
    await rig.run(base);
    await query(
      `INSERT INTO staff_users (id, creditor_id, name, roles, handle)
       SELECT gen_random_uuid(), $1, x.handle, ARRAY[x.role], x.handle FROM (VALUES ('noa', 'clerk'), ('lou', 'reader'), ('sacha', 'sales')) AS x (handle, role)`,
    );
  });
  after(() => database.drop());

  type Row = Readonly<Record<string, unknown>>;
  const query = async (text: string): Promise<readonly Row[]> =>
    (await database.ownerPool.query<Row>(text, [rig.creditor.id])).rows;
  const bring = (...rows: string[]): ReturnType<ImportRig['one']> =>
    rig.one('payments', [header, ...rows, ''].join('\n'));
  const as = (by = 'noa'): { creditorId: string; by: string; at: number } => ({ creditorId: rig.creditor.id, by, at });
  const kept = async (by = 'noa'): Promise<readonly UnmatchedPayment[]> => {
    const found = await listUnmatched(database.pool, as(by));
    return found.kind === 'listed' ? found.rows : expect.fail(found.why);
  };
  const one = async (): Promise<UnmatchedPayment> => (await kept())[0] ?? expect.fail('one is kept');
  const ends = (): Promise<readonly Row[]> =>
    query('SELECT key, ended_how AS how FROM unmatched_payments WHERE creditor_id = $1 ORDER BY key');
  const tasks = async (): Promise<number> =>
    (await query("SELECT FROM tasks WHERE creditor_id = $1 AND kind = 'unmatched-payment' AND done_at IS NULL")).length;
  const place = async (wish: Partial<PlaceOrder> = {}): ReturnType<typeof placeUnmatched> =>
    placeUnmatched(database.pool, {
      ...{
        ...as(),
        unmatchedId: wish.unmatchedId ?? (await one()).id,
        debtor: 'LUM-7001',
        invoice: null,
        again: false,
      },
      ...wish,
    });

  /** What of it holds back the demands to whom. */
  const holding = async (): Promise<readonly string[]> => {
    const rows = await query(
      `SELECT d.reference || ' ' || k.minor AS held FROM debtors d JOIN solde_kept_cash($1, ARRAY(SELECT id FROM debtors WHERE creditor_id = $1), ${at}) k ON k.debtor_id = d.id
        WHERE d.creditor_id = $1 ORDER BY 1`,
    );
    return rows.map(({ held }) => String(held));
  };

  it('are kept with all that was told of them, and put before a person', async () => {
    const report = await bring(
      'P1;;61,00;2026-11-18;VIR SEPA;;M. Jean Exemple;FR7612345678901234567890123',
      'P2;LUM-9999;62,00;2026-11-18;;;;',
      'P3;LUM-7001;63,00;2026-11-18;;FA-99999;;',
      'P4;LUM-7001;10,00;2026-11-18;;FA-00101;;',
    );
    expect(report).to.deep.include({ imported: true, unmatched: 3, refused: [] });
    expect(report.counts).to.include({ created: 4, refused: 0 });
    expect(report.examples.map(({ key }) => key)).to.include.members(['not placed: P1', 'P4']);
    const [first, second, third] = await kept();
    const bare = { invoices: null, payer: null, payerIban: null, text: '', means: 'transfer', on: '2026-11-18' };
    const told = [first, second, third].find((row) => row?.why === 'debtor-missing') ?? expect.fail();
    expect(told).to.deep.include({
      ...{ ...bare, why: 'debtor-missing', amount: { minor: 6_100, currency: 'EUR' }, customer: null },
      ...{ payer: 'M. Jean Exemple', payerIban: 'FR7612345678901234567890123', text: 'VIR SEPA' },
    });
    expect([first, second, third].map((row) => row?.why)).to.have.members([
      'debtor-missing',
      'unknown-debtor',
      'unknown-invoice',
    ]);
    expect(await tasks()).to.equal(3);
    const again = await bring(
      'P1;;61,00;2026-11-18;VIR SEPA;;M. Jean Exemple;FR7612345678901234567890123',
      'P2;LUM-9999;62,00;2026-11-18;;;;',
      'P3;LUM-7001;63,00;2026-11-18;;FA-99999;;',
      'P4;LUM-7001;10,00;2026-11-18;;FA-00101;;',
    );
    expect(again.counts).to.include({ created: 0, unchanged: 4 });
    expect(await tasks()).to.equal(3);
  });

  it('are two where two equal ones came without an id', async () => {
    const file = [';;61,00;2026-11-18;VIR;;;', ';;61,00;2026-11-18;VIR;;;'];
    expect((await bring(...file)).unmatched).to.equal(2);
    expect((await bring(...file, ';;61,00;2026-11-18;VIR;;;')).counts).to.include({ created: 1, unchanged: 2 });
  });

  const pointing: readonly (readonly [what: string, row: string, held: readonly string[]])[] = [
    ['its reference', 'P;LUM-7001;61,00;2026-11-18;;FA-99999;;', ['LUM-7001 6100']],
    ['its reference among the words', 'P;;61,00;2026-11-18;client LUM 7001 merci;;;', ['LUM-7001 6100']],
    ['an invoice among the words', 'P;;61,00;2026-11-18;VIR FA 00201;;;', ['LUM-7002 6100']],
    ['its name as the bank writes it', 'P;;61,00;2026-11-18;;;BOULANGERIE PETIT SAS;', ['LUM-7001 6100']],
    ['a name turned round, with a title', 'P;;61,00;2026-11-18;;;MME MAQUETTE CAMILLE;', ['LUM-7002 6100']],
    ['its name among the words', 'P;;61,00;2026-11-18;VIREMENT DE MAQUETTE CAMILLE;;;', ['LUM-7002 6100']],
    ['the amount of a line', 'P;;80,00;2026-11-18;;;;', ['LUM-7002 8000']],
    ['the amount of all its lines', 'P;;150,00;2026-11-18;;;;', ['LUM-7001 15000']],
    ['nothing', 'P;;61,00;2026-11-18;merci;;Jean Exemple;', []],
    ['a part of its name alone', 'P;;61,00;2026-11-18;;;Camille Exemple;', []],
  ];
  for (const [what, row, held] of pointing)
    it(`hold back who they may be of: ${what}`, async () => {
      await bring(row);
      expect(await holding()).to.deep.equal(held);
    });

  it('are placed by a person, count at once, and give way to the accounts’ own booking', async () => {
    await bring('P1;;100,00;2026-11-18;VIR;;;');
    expect(await place({ by: 'lou' })).to.deep.equal({ kind: 'not-done', why: 'not-allowed' });
    expect(await place({ by: 'sacha' })).to.deep.equal({ kind: 'not-done', why: 'not-allowed' });
    expect(await place({ debtor: 'LUM-0' })).to.deep.equal({ kind: 'not-done', why: 'unknown-debtor' });
    expect(await place({ invoice: 'FA-00201' })).to.deep.equal({ kind: 'not-done', why: 'unknown-invoice' });
    const { id } = await one();
    expect(await place()).to.deep.equal({ kind: 'placed', amount: { minor: 10_000, currency: 'EUR' }, placed: 10_000 });
    expect(await kept()).to.deep.equal([]);
    expect(await tasks()).to.equal(0);
    expect(await holding()).to.deep.equal([]);
    expect((await rig.open())['FA-00101']).to.equal(0);
    expect(await place({ unmatchedId: id })).to.deep.equal({ kind: 'not-done', why: 'ended-before' });
    const trail = await query(
      "SELECT kind, actor FROM audit_events WHERE creditor_id = $1 AND kind LIKE '%payment%' ORDER BY id",
    );
    expect(trail.map(({ kind, actor }) => `${String(kind)} ${String(actor)}`)).to.deep.equal([
      'payment.entered by shell, as noa',
      'unmatched-payment.placed by shell, as noa',
    ]);
    // The accounts find out too, under an id of their own.
    expect((await bring('P1;LUM-7001;100,00;2026-11-18;VIR;FA-00101;;')).counts).to.include({ created: 1 });
    expect(await rig.open()).to.deep.include({ 'FA-00101': 0, 'FA-00102': 5_000 });
    const live = await query('SELECT id FROM payments WHERE creditor_id = $1 AND ended_on IS NULL');
    expect(live).to.have.length(1);
  });

  it('are not entered where the account has them already, unless somebody says that it is another one', async () => {
    await bring('P1;;30,00;2026-11-18;VIR;;;', 'P2;LUM-7001;30,00;2026-11-18;VIR;;;');
    expect(await place()).to.deep.equal({ kind: 'not-done', why: 'in-accounts' });
    expect(await place({ again: true })).to.include({ kind: 'placed' });
  });

  it('end when the accounts book them, by their id or by what they say, and no other does', async () => {
    await bring('P1;;61,00;2026-11-18;VIR;;;', ';;62,00;2026-11-18;VIR;;;', ';;62,00;2026-11-18;VIR;;;');
    await bring('P1;LUM-7001;61,00;2026-11-18;VIR;;;', ';LUM-7001;62,00;2026-11-18;VIR;;;');
    expect((await ends()).map(({ how }) => how)).to.have.members(['booked', 'booked', null]);
    expect(await tasks()).to.equal(1);
  });

  it('stay where the file lists equal money of a customer beside them', async () => {
    await bring(';;62,00;2026-11-18;VIR;;;');
    await bring(';;62,00;2026-11-18;VIR;;;', ';LUM-7001;62,00;2026-11-18;VIR;;;');
    expect((await ends()).map(({ how }) => how)).to.deep.equal([null]);
  });

  it('end when the bank takes them back', async () => {
    const file = 'id;client;montant;date;statut;rejeté le';
    await rig.one('payments', `${file}\nP1;;61,00;2026-11-18;encaissé;\n`);
    await rig.one('payments', `${file}\nP1;;61,00;2026-11-18;rejeté;2026-11-19\n`);
    expect(await ends()).to.deep.equal([{ key: 'P1', how: 'returned' }]);
    expect(await tasks()).to.equal(0);
  });

  it('are dismissed with a reason, by who may', async () => {
    await bring('P1;;80,00;2026-11-18;VIR;;;');
    const { id: unmatchedId } = await one();
    const dismiss = (by: string, note: string): ReturnType<typeof dismissUnmatched> =>
      dismissUnmatched(database.pool, { ...as(by), unmatchedId, note });
    expect(await dismiss('lou', 'x')).to.deep.equal({ kind: 'not-done', why: 'not-allowed' });
    expect(await dismiss('noa', ' ')).to.deep.equal({ kind: 'not-done', why: 'note-missing' });
    const [task] = await query("SELECT id FROM tasks WHERE creditor_id = $1 AND kind = 'unmatched-payment'");
    const closed = await completeTask(
      database.pool,
      {
        ...as(),
        taskId: String(task?.['id']),
        note: null,
        on: null as CivilDate | null,
        tracking: null,
        presentation: null,
      },
      () => Promise.reject(new Error('it is no letter')),
    );
    expect(closed).to.deep.equal({ kind: 'not-done', why: 'use-unmatched' });
    expect(await dismiss('noa', 'A refund of ours.')).to.deep.include({ kind: 'dismissed' });
    expect(await holding()).to.deep.equal([]);
    expect(await tasks()).to.equal(0);
    expect(await kept('sacha')).to.deep.equal([]);
  });

  it('are refused where they are only on their way, or where the file is of strangers', async () => {
    const announced = await rig.one('payments', 'id;client;montant;date;statut\nP1;;61,00;2026-11-18;en cours\n');
    expect(announced.refused.map(({ reason }) => reason)).to.deep.equal(['missing']);
    const strangers = await bring('P1;X-1;61,00;2026-11-18;;;;', 'P2;X-2;61,00;2026-11-18;;;;');
    expect(strangers).to.deep.include({ imported: false, problem: 'none of the customers it names is known' });
    expect(await ends()).to.deep.equal([]);
  });
});
