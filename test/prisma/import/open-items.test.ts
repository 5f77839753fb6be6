import { expect } from 'chai';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { money } from '../../../domain/money.ts';
import { enterBooking } from '../../../prisma/bookings/enter-booking.ts';
import { makeLedger } from '../../../domain/ledger.ts';
import { lastPayment } from '../../../domain/last-payment.ts';
import { type Account } from '../../../domain/account.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type ImportRig, openRig } from './import-rig.ts';

const debtors = 'reference;name;kind\nC1;Petit;company\nC2;Camille;consumer\nC3;Noé;company\n';
const header = 'Client;N° pièce;Échéance;Montant;Solde;Litige';
const first = `${header}
C1;FA-00101;10/02/2026;100,00;100,00;
C1;FA-00102;10/03/2026;50,00;20,00;
C2;FA-00201;10/02/2026;80,00;80,00;non
C2;FA-00202;10/02/2026;30,00;30,00;
C2;FA-00202;10/02/2026;30,00;30,00;
C3;FA-00301;10/05/2026;500,00;500,00;oui
`;

describe('a snapshot of open items', () => {
  let database: TestDatabase;
  let rig: ImportRig;

  before(async () => {
    database = await createTestDatabase();
  });

  beforeEach(async () => {
    rig = await openRig(database);
    await rig.run({ debtors, 'open-items': first });
  });

  after(() => database.drop());

  const without = (...numbers: readonly string[]): string =>
    first
      .split('\n')
      .filter((row) => !numbers.some((number) => row.includes(number)))
      .join('\n');
  const take = async (content: string, today = '2026-11-20', accept = true): Promise<unknown> => {
    const report = await rig.one('open-items', content, { today: today as CivilDate, acceptSmaller: accept });
    expect(report.problem).to.equal(null);
    return report;
  };
  const all = async <T extends object>(query: string): Promise<T[]> =>
    (await database.ownerPool.query<T>(query, [rig.creditor.id])).rows;
  const account = async (reference: string): Promise<Account> => {
    const [row] = await all<{ account: Account }>(
      `SELECT solde_account($1, d.id) AS account FROM debtors d WHERE d.creditor_id = $1 AND d.reference = '${reference}'`,
    );
    return row!.account;
  };
  const cycles = async (): Promise<unknown> =>
    (
      await all<{ number: string; cycle: number }>(
        `SELECT i.number, l.cycle FROM due_lines l JOIN invoices i ON i.id = l.invoice_id WHERE l.creditor_id = $1 AND l.cycle > 1`,
      )
    ).map(({ number, cycle }) => [number, cycle]);

  it('books new lines, what was settled of them before, and two equal ones as two', async () => {
    expect(await rig.open()).to.deep.equal({
      ...{ 'FA-00101': 10_000, 'FA-00102': 2_000, 'FA-00201': 8_000, 'FA-00202': 6_000, 'FA-00301': 50_000 },
    });
    const lines = (await account('C2')).lines.filter(({ amount }) => amount.minor === 3_000);
    expect(lines).to.have.length(2);
    const ledger = makeLedger(await account('C1'), '2026-11-20' as CivilDate);
    expect(ledger.lines.map(({ open }) => open.minor)).to.deep.equal([10_000, 2_000]);
    expect(lastPayment(ledger)).to.equal(null);
    expect(ledger.credits).to.deep.equal([]);
  });

  it('changes nothing the second time', async () => {
    const before = await rig.ledger();
    const report = await rig.one('open-items', first);
    expect(report.counts).to.include({ created: 0, updated: 0, unchanged: 6, refused: 0 });
    expect(await rig.ledger()).to.deep.equal(before);
  });

  it('settles what is absent, opens again what returns, and says so to a person', async () => {
    await take(without('FA-00101', 'FA-00201'));
    expect(await rig.open()).to.deep.include({ 'FA-00101': 0, 'FA-00201': 0, 'FA-00102': 2_000 });
    await take(without('FA-00101', 'FA-00201'));
    await take(first, '2026-11-21');
    expect(await rig.open()).to.deep.include({ 'FA-00101': 10_000, 'FA-00201': 8_000 });
    expect(await cycles()).to.have.deep.members([
      ['FA-00101', 2],
      ['FA-00201', 2],
    ]);
    await take(first, '2026-11-21');
    const tasks = await all<{ reason: string }>(
      `SELECT reason FROM tasks WHERE creditor_id = $1 AND kind = 'reopened'`,
    );
    expect(tasks).to.have.length(2);
    await take(without('FA-00101'), '2026-11-22');
    await take(first, '2026-11-23');
    expect(await cycles()).to.deep.include(['FA-00101', 3]);
  });

  it('says how many lines it settles, lowers, raises and opens again', async () => {
    const less = without('FA-00201').replace(
      'C1;FA-00101;10/02/2026;100,00;100,00',
      'C1;FA-00101;10/02/2026;100,00;35,50',
    );
    const effects = async (content: string): Promise<unknown> =>
      (await rig.one('open-items', content, { acceptSmaller: true })).effects;
    expect(await effects(less)).to.deep.equal({ settled: 1, lowered: 1, raised: 0, reopened: 0 });
    expect(await effects(less)).to.deep.equal({ settled: 0, lowered: 0, raised: 0, reopened: 0 });
    expect(await effects(first)).to.deep.equal({ settled: 0, lowered: 0, raised: 1, reopened: 1 });
  });

  it('lowers and raises one line, and one of two equal lines', async () => {
    await take(first.replace('C1;FA-00101;10/02/2026;100,00;100,00', 'C1;FA-00101;10/02/2026;100,00;35,50'));
    expect((await rig.open())['FA-00101']).to.equal(3_550);
    await take(first.replace('C1;FA-00101;10/02/2026;100,00;100,00', 'C1;FA-00101;10/02/2026;100,00;60,00'));
    expect((await rig.open())['FA-00101']).to.equal(6_000);
    expect(await cycles()).to.deep.equal([]);
    const one = first.replace('C2;FA-00202;10/02/2026;30,00;30,00;\n', '');
    await take(one);
    expect((await rig.open())['FA-00202']).to.equal(3_000);
    await take(one);
    expect((await rig.open())['FA-00202']).to.equal(3_000);
  });

  it('takes the open one of two equal lines for the one that is still listed', async () => {
    const one = first.replace('C2;FA-00202;10/02/2026;30,00;30,00;\n', '');
    await database.ownerPool.query(
      `WITH p AS (INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, confirmed)
         SELECT gen_random_uuid(), creditor_id, id, 'import', 'p' || id, 3000, 'EUR', '2026-11-19', 'settled', 'transfer', true FROM debtors
          WHERE creditor_id = $1 AND reference = 'C2' RETURNING *)
       INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
       SELECT gen_random_uuid(), p.creditor_id, p.debtor_id, p.id, l.id, 3000, 'EUR', '2026-11-19', 'accounts' FROM p JOIN due_lines l ON l.debtor_id = p.debtor_id
         WHERE l.amount_minor = 3000 AND l.position = 1`,
      [rig.creditor.id],
    );
    const report = await rig.one('open-items', one);
    expect(report.effects).to.deep.equal({ settled: 0, lowered: 0, raised: 0, reopened: 0 });
    expect((await rig.open())['FA-00202']).to.equal(3_000);
  });

  it('stops before a much smaller file, an older one, and one whose refused row names no line', async () => {
    const before = await rig.ledger();
    const smaller = await rig.one('open-items', without('FA-00301'));
    expect([smaller.imported, smaller.ask]).to.deep.equal([false, true]);
    expect(smaller.problem).to.equal('it is much smaller than the last one: 34 % of the amount in EUR');
    const older = await rig.one('open-items', first, { today: '2026-11-19' as CivilDate, acceptSmaller: true });
    expect([older.imported, older.ask]).to.deep.equal([false, false]);
    const nameless = await rig.one('open-items', `${first}C1;;10/02/2026;1;1;\n`, { partial: true });
    expect(nameless.problem).to.include('line 8 names no invoice');
    expect(await rig.ledger()).to.deep.equal(before);
  });

  it('leaves the lines of a refused row as they are', async () => {
    const refused = first.replace('C1;FA-00101;10/02/2026;100,00;100,00', 'C1;FA-00101;10/02/2026;100,00;x');
    const report = await rig.one('open-items', refused, { partial: true });
    expect(report.refused.map(({ reason }) => reason)).to.deep.equal(['not-an-amount']);
    expect((await rig.open())['FA-00101']).to.equal(10_000);
  });

  it('refuses more open than the item was of, another debtor, and a line that the invoice does not have', async () => {
    const rows = `${header}
C1;FA-00101;10/02/2026;100,00;120,00;
C1;FA-00201;10/02/2026;80,00;80,00;
C1;FA-00102;10/03/2026;70,00;70,00;
C9;FA-9;10/03/2026;70,00;70,00;
`;
    const { refused } = await rig.one('open-items', rows, { acceptSmaller: true });
    expect(refused.map(({ line, reason }) => [line, reason])).to.deep.equal([
      [2, 'open-too-much'],
      [3, 'other-debtor'],
      [4, 'not-one-line'],
      [5, 'unknown-debtor'],
    ]);
  });

  it('holds what the accounts mark as disputed, as long as they do', async () => {
    const held = async (): Promise<number> =>
      makeLedger(await account('C3'), '2026-11-21' as CivilDate).lines[0]?.disputed.minor ?? -1;
    expect(await held()).to.equal(50_000);
    await take(first.replace('oui', 'non'));
    expect(await held()).to.equal(0);
  });

  it('gives back what it had guessed, and uses the money that waited where the accounts settled more', async () => {
    await rig.run({ payments: 'debtor;amount;date;text\nC1;300;2026-11-21;\n' }, { today: '2026-11-21' as CivilDate });
    // 100 and 20 are placed by law; 180 wait.
    expect(await rig.open()).to.deep.include({ 'FA-00101': 0, 'FA-00102': 0 });
    await take(first, '2026-11-22');
    expect(await rig.open()).to.deep.include({ 'FA-00101': 10_000, 'FA-00102': 2_000 });
    const credit = makeLedger(await account('C1'), '2026-11-22' as CivilDate).credits;
    expect(credit.map(({ amount }) => amount.minor)).to.deep.equal([30_000]);
    await take(without('FA-00101', 'FA-00102'), '2026-11-23');
    const ledger = makeLedger(await account('C1'), '2026-11-23' as CivilDate);
    expect(ledger.lines.map(({ open }) => open.minor)).to.deep.equal([0, 0]);
    expect(ledger.credits.map(({ amount }) => amount.minor)).to.deep.equal([18_000]);
  });

  it('lets the payment, once it is imported, take the place of what the snapshot settled', async () => {
    await take(without('FA-00101', 'FA-00102', 'FA-00201'));
    const open = await rig.open();
    const file = 'debtor;amount;date;text;invoices\nC1;100;2026-11-15;;FA-00101\nC2;50;2026-11-16;VIR;\n';
    await rig.one('payments', file);
    expect(await rig.open()).to.deep.equal(open);
    const ledger = makeLedger(await account('C1'), '2026-11-21' as CivilDate);
    expect(ledger.credits).to.deep.equal([]);
    expect(lastPayment(ledger)?.amount.minor).to.equal(10_000);
    const settled = ledger.lines.flatMap(({ settlements }) =>
      settlements.map(({ source, amount }) => [source.kind, amount.minor]),
    );
    expect(settled).to.have.deep.members([
      ['payment', 10_000],
      ['clearing', 5_000],
    ]);
    const other = makeLedger(await account('C2'), '2026-11-21' as CivilDate);
    expect(other.credits).to.deep.equal([]);
    expect(other.lines[0]?.settlements.map(({ source, amount }) => [source.kind, amount.minor])).to.have.deep.members([
      ['payment', 5_000],
      ['clearing', 3_000],
    ]);
    const before = await rig.ledger();
    await rig.one('payments', file);
    expect(await rig.ledger()).to.deep.equal(before);
    await take(without('FA-00101', 'FA-00102', 'FA-00201'));
    expect(await rig.ledger()).to.deep.equal(before);
  });

  it('does not touch what it settled for a payment that came after it', async () => {
    await take(without('FA-00101'));
    await rig.one('payments', 'debtor;amount;date;text\nC1;5;2026-11-21;VIR\n', { today: '2026-11-21' as CivilDate });
    expect(await rig.open()).to.deep.include({ 'FA-00101': 0, 'FA-00102': 1_500 });
  });

  const enter = async (minor: number, invoice: string | null): Promise<void> => {
    const done = await enterBooking(database.pool, {
      ...{ creditorId: rig.creditor.id, debtor: 'C1', kind: 'payment', amount: money(minor, 'EUR') },
      ...{ on: '2026-11-19' as CivilDate, number: null, invoice, text: '', means: 'transfer', inTransit: false },
      ...{ again: false, actor: 'cli', at: Date.parse('2026-11-20T10:00:00Z'), today: '2026-11-20' as CivilDate },
    });
    expect(done).not.to.have.property('problem');
  };
  const standing = async (): Promise<unknown> =>
    (
      await all<{ minor: number }>(
        `SELECT amount_minor::int AS minor FROM payments WHERE creditor_id = $1 AND entered_on IS NOT NULL AND ended_on IS NULL`,
      )
    ).map(({ minor }) => minor);

  it('counts what was entered here until the accounts have it, and then once', async () => {
    await enter(4_000, 'FA-00101');
    expect((await rig.open())['FA-00101']).to.equal(6_000);
    await take(first);
    expect((await rig.open())['FA-00101']).to.equal(6_000);
    expect(await standing()).to.deep.equal([4_000]);
    const booked = first.replace('C1;FA-00101;10/02/2026;100,00;100,00', 'C1;FA-00101;10/02/2026;100,00;60,00');
    await take(booked);
    await take(booked);
    expect((await rig.open())['FA-00101']).to.equal(6_000);
    expect(await standing()).to.deep.equal([]);
    expect(makeLedger(await account('C1'), '2026-11-21' as CivilDate).credits).to.deep.equal([]);
    await rig.one('payments', 'debtor;amount;date;text;invoices\nC1;40;2026-11-19;;FA-00101\n');
    expect((await rig.open())['FA-00101']).to.equal(6_000);
    expect(makeLedger(await account('C1'), '2026-11-21' as CivilDate).credits).to.deep.equal([]);
  });

  it('settles a line for which money is on its way, and that money waits', async () => {
    await rig.one('payments', 'debtor;amount;date;status;invoices\nC1;100;2026-11-19;en cours;FA-00101\n');
    await take(without('FA-00101'));
    const ledger = makeLedger(await account('C1'), '2026-11-21' as CivilDate);
    expect(ledger.lines.map(({ open, inTransit }) => [open.minor, inTransit.minor])).to.deep.equal([
      [0, 0],
      [2_000, 0],
    ]);
  });

  it('ends what was agreed and contested of a settled line', async () => {
    await database.ownerPool.query(
      `WITH l AS (SELECT l.* FROM due_lines l JOIN invoices i ON i.id = l.invoice_id WHERE i.creditor_id = $1 AND i.number = 'FA-00101'),
         p AS (INSERT INTO promises (id, creditor_id, debtor_id, amount_minor, currency, due, made_on, status)
           SELECT gen_random_uuid(), creditor_id, debtor_id, 5000, currency, '2026-12-01', '2026-11-18', 'open' FROM l RETURNING *),
         h AS (INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, from_on)
           SELECT gen_random_uuid(), l.creditor_id, l.debtor_id, l.id, 'promise', 'promise:' || p.id, '2026-11-18' FROM l, p),
         t AS (INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, facts, opened_at)
           SELECT gen_random_uuid(), creditor_id, 'check', 'already-paid', debtor_id, jsonb_build_object('terms', jsonb_build_object('lineIds', jsonb_build_array(id))), '2026-11-18Z' FROM l)
       INSERT INTO promise_lines (creditor_id, debtor_id, promise_id, line_id, amount_minor, currency)
         SELECT l.creditor_id, l.debtor_id, p.id, l.id, 5000, l.currency FROM l, p`,
      [rig.creditor.id],
    );
    const version = (await account('C1')).debtor.version;
    await take(without('FA-00101'));
    const { promises, holds, debtor } = await account('C1');
    expect(promises.map(({ status }) => status)).to.deep.equal(['kept']);
    expect(holds.map(({ until }) => until)).to.deep.equal(['2026-11-20']);
    expect(debtor.version).to.be.greaterThan(version);
    const [task] = await all<{ done: boolean }>(
      `SELECT done_at IS NOT NULL AS done FROM tasks WHERE creditor_id = $1 AND kind = 'check'`,
    );
    expect(task).to.deep.equal({ done: true });
  });

  it('leaves a dispute of a settled line to a person, and the line held should it come back', async () => {
    await database.ownerPool.query(
      `WITH l AS (SELECT l.* FROM due_lines l JOIN invoices i ON i.id = l.invoice_id WHERE i.creditor_id = $1 AND i.number = 'FA-00201'),
         d AS (INSERT INTO disputes (id, creditor_id, debtor_id, line_id, reason, by_items, amount_minor, currency, status, opened_on, answer_by)
           SELECT gen_random_uuid(), creditor_id, debtor_id, id, 'quality', false, 3000, currency, 'open', '2026-11-18', '2026-12-03' FROM l RETURNING *)
       INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on)
         SELECT gen_random_uuid(), creditor_id, debtor_id, line_id, 'dispute', 'dispute:' || id, 3000, currency, '2026-11-18' FROM d`,
      [rig.creditor.id],
    );
    await take(without('FA-00201'));
    const { disputes } = await account('C2');
    expect(disputes.map(({ status }) => status)).to.deep.equal(['open']);
    expect(await all(`SELECT kind, reason FROM tasks WHERE creditor_id = $1`)).to.deep.equal([
      { kind: 'dispute', reason: 'settled-in-accounts' },
    ]);
    await take(first, '2026-11-21');
    expect(
      makeLedger(await account('C2'), '2026-11-21' as CivilDate).lines.map(({ disputed }) => disputed.minor),
    ).to.include(3_000);
  });

  it('stays right when the payments behind it come without a match, in an order that is not the snapshot’s', async () => {
    await take(first.replace('100,00;100,00', '100,00;70,00').replace('50,00;20,00', '50,00;10,00'));
    const said = await rig.open();
    expect(said).to.include({ 'FA-00101': 7_000, 'FA-00102': 1_000 });
    await rig.one('payments', 'id,debtor,amount,date\nP1,C1,40,2026-11-12\nP2,C1,30,2026-11-13\n');
    expect(await rig.open()).to.deep.equal(said);
    expect(makeLedger(await account('C1'), '2026-11-20' as CivilDate).credits).to.deep.equal([]);
  });

  it('keeps credits that are still available, once, and settles what used them', async () => {
    const withCredit = `${first}C1;AV-1;;-40,00;-40,00;\n`;
    await take(withCredit);
    await take(withCredit);
    const credits = async (): Promise<unknown> =>
      makeLedger(await account('C1'), '2026-11-21' as CivilDate).credits.map(({ amount }) => amount.minor);
    expect(await credits()).to.deep.equal([4_000]);
    await take(
      `${first.replace('C1;FA-00101;10/02/2026;100,00;100,00', 'C1;FA-00101;10/02/2026;100,00;70,00')}C1;AV-1;;-40,00;-10,00;\n`,
    );
    expect(await credits()).to.deep.equal([1_000]);
    expect(await all(`SELECT reason FROM tasks WHERE creditor_id = $1`)).to.deep.equal([]);
    expect((await rig.open())['FA-00101']).to.equal(7_000);
    // It is no longer listed, and nothing here used it.
    for (const today of ['2026-11-21', '2026-11-22'])
      await take(first.replace('C1;FA-00101;10/02/2026;100,00;100,00', 'C1;FA-00101;10/02/2026;100,00;70,00'), today);
    expect(await all(`SELECT reason FROM tasks WHERE creditor_id = $1`)).to.deep.equal([
      { reason: 'credit-not-listed' },
    ]);
  });
});
