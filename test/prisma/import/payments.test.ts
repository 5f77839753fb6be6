import { expect } from 'chai';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type ImportRig, openRig } from './import-rig.ts';

const base = {
  debtors: 'reference;name;kind\nC1;Petit;company\nC2;Camille;consumer\n',
  invoices:
    'number;debtor;issued;due;amount\nFA-00101;C1;2026-01-10;2026-02-10;100\nFA-00102;C1;2026-01-10;2026-03-10;50\nFA-00103;C1;2026-01-10;2026-04-10;30\nFA-00201;C2;2026-01-10;2026-02-10;80\n',
};
const header = 'debtor;amount;date;text;invoices';

type Row = Readonly<Record<string, unknown>>;

describe('payments and credits from a file', () => {
  let database: TestDatabase;
  let rig: ImportRig;

  before(async () => {
    database = await createTestDatabase();
  });

  beforeEach(async () => {
    rig = await openRig(database);
    await rig.run(base);
  });

  const placed = async (): Promise<unknown> =>
    (await rig.ledger())['allocations']
      ?.map((row): [string, number, string] => [
        (row as Row)['number'] as string,
        (row as Row)['amount_minor'] as number,
        (row as Row)['by'] as string,
      ])
      .sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -1 : 1));
  const reasonsOf = async (kind: 'payments' | 'credits', file: string): Promise<unknown> =>
    (await rig.one(kind, file)).refused.map(({ line, column, reason }) => [line, column, reason]);

  it('keeps two equal transfers of one day two, however often the file comes', async () => {
    const file = `${header}\nC2;20;2026-03-01;VIR;\nC2;20;2026-03-01;VIR;\n`;
    const first = await rig.one('payments', file);
    expect(first.counts.created).to.equal(2);
    const before = await rig.ledger();
    const second = await rig.one('payments', file);
    expect(second.counts).to.include({ created: 0, unchanged: 2 });
    expect(await rig.ledger()).to.deep.equal(before);
    const third = await rig.one('payments', `${file}C2;20;2026-03-01;VIR;\n`);
    expect(third.counts).to.include({ created: 1, unchanged: 2 });
    expect((await rig.open())['FA-00201']).to.equal(2_000);
  });

  it('places money where the accounts matched it, on the oldest line first, and leaves the rest a credit', async () => {
    await rig.one('payments', `${header}\nC1;40;2026-03-01;a;FA-00102\nC1;40;2026-03-02;b;FA-00102\n`);
    expect(await placed()).to.deep.equal([
      ['FA-00102', 1_000, 'accounts'],
      ['FA-00102', 4_000, 'accounts'],
    ]);
    expect(await rig.open()).to.deep.include({ 'FA-00101': 10_000, 'FA-00102': 0 });
  });

  it('spreads one payment over the invoices it names, with or without amounts', async () => {
    await rig.one(
      'payments',
      `${header}\nC1;120;2026-03-01;;FA-00103, FA-00102, FA-00101\nC2;50;2026-03-01;;"FA-00201=30"\n`,
    );
    expect(await rig.open()).to.deep.equal({ 'FA-00101': 6_000, 'FA-00102': 0, 'FA-00103': 0, 'FA-00201': 5_000 });
  });

  it('places what nobody matched by its text, by its amount, else by law', async () => {
    await rig.one(
      'payments',
      `${header}\nC1;10;2026-03-01;VIREMENT FA 00103;\nC1;50;2026-03-02;merci;\nC1;5;2026-03-03;merci;\n`,
    );
    expect(await placed()).to.deep.equal([
      ['FA-00101', 500, 'law'],
      ['FA-00102', 5_000, 'debtor'],
      ['FA-00103', 1_000, 'debtor'],
    ]);
  });

  it('lets the accounts’ matching displace what the rules had guessed, and places that money again', async () => {
    await rig.one('payments', `id;${header}\nP1;C1;100;2026-03-01;merci;\n`);
    expect(await placed()).to.deep.equal([['FA-00101', 10_000, 'debtor']]);
    const file = `id;${header}\nP1;C1;100;2026-03-01;merci;\nP2;C1;100;2026-03-05;;FA-00101\n`;
    await rig.one('payments', file);
    expect(await placed()).to.deep.equal([
      ['FA-00101', 10_000, 'accounts'],
      ['FA-00102', 5_000, 'law'],
      ['FA-00103', 3_000, 'law'],
    ]);
    const before = await rig.ledger();
    expect((await rig.one('payments', file)).counts).to.include({ unchanged: 2 });
    expect(await rig.ledger()).to.deep.equal(before);
  });

  it('follows the accounts when they match a payment elsewhere', async () => {
    const file = (invoice: string): string => `id;${header}\nP1;C1;30;2026-03-01;;${invoice}\n`;
    await rig.one('payments', file('FA-00101'));
    const report = await rig.one('payments', file('FA-00102'));
    expect(report.counts.updated).to.equal(1);
    expect(await rig.open()).to.deep.include({ 'FA-00101': 10_000, 'FA-00102': 2_000 });
    expect((await rig.one('payments', file('FA-00102'))).counts.unchanged).to.equal(1);
  });

  it('matches later a payment that has no id, without counting it twice', async () => {
    await rig.one('payments', `${header}\nC1;30;2026-03-01;x;\nC1;30;2026-03-01;x;\n`);
    await rig.one('payments', `${header}\nC1;30;2026-03-01;x;FA-00101\nC1;30;2026-03-01;x;\n`);
    const { payments } = await rig.ledger();
    expect(payments).to.have.length(2);
    expect(Object.values(await rig.open()).reduce((a, b) => a + b, 0)).to.equal(26_000 - 6_000);
  });

  it('lets a returned payment open its invoice again, and never goes back', async () => {
    const file = (status: string, returned: string): string =>
      `id;${header};statut;rejeté le\nP1;C1;100;2026-03-01;;FA-00101;${status};${returned}\n`;
    await rig.one('payments', file('en cours', ''));
    await rig.one('payments', file('encaissé', ''));
    expect((await rig.open())['FA-00101']).to.equal(0);
    expect(await reasonsOf('payments', file('rejeté', ''))).to.deep.equal([[2, 'rejeté le', 'return-undated']]);
    expect((await rig.one('payments', file('rejeté', '2026-03-20'))).counts.updated).to.equal(1);
    expect((await rig.open())['FA-00101']).to.equal(10_000);
    expect(await reasonsOf('payments', file('encaissé', ''))).to.deep.equal([[2, 'statut', 'status-backwards']]);
  });

  it('restarts limitation where a line is paid in part, as the law says', async () => {
    await rig.one('payments', `${header}\nC2;30;2026-05-01;;FA-00201\n`);
    const { lines } = await rig.ledger();
    expect(lines?.find((row) => (row as Row)['number'] === 'FA-00201')).to.include({ time_barred_from: '2028-05-02' });
  });

  it('refuses what cannot be booked', async () => {
    const rows = ['C1;5;2026-03-01;;FA-00101=4;FA-00102=2', 'C1;-5;2026-03-01;;', 'C1;5;2027-03-01;;', 'C1;5;;;'];
    const quoted = rows.map((row) => row.replace('FA-00101=4;FA-00102=2', '"FA-00101=4;FA-00102=2"'));
    expect(await reasonsOf('payments', `${header}\n${quoted.join('\n')}\n`)).to.deep.equal([
      [2, 'invoices', 'matched-too-much'],
      [3, 'amount', 'amount-not-positive'],
      [4, 'date', 'date-in-future'],
      [5, 'date', 'missing'],
    ]);
    await rig.one('payments', `id;${header}\nP1;C1;5;2026-03-01;;\n`);
    expect(await reasonsOf('payments', `id;${header}\nP1;C1;6;2026-03-01;;\n`)).to.deep.equal([
      [2, 'amount', 'booked-otherwise'],
    ]);
    expect(await reasonsOf('payments', `id;${header}\nP2;C1;6;2026-03-01;;\nP2;C1;7;2026-03-01;;\n`)).to.deep.equal([
      [2, 'id', 'twice-different'],
      [3, 'id', 'twice-different'],
    ]);
  });

  it('books credits: on the invoice they correct, else as a credit of the account', async () => {
    const file =
      'avoir;client;date;montant;facture\nAV-1;C1;2026-03-01;-20,00;FA-00101\nAV-2;C1;2026-03-01;15,00;\n;C1;2026-03-01;7;\n;C1;2026-03-01;7;\n';
    const report = await rig.one('credits', file);
    expect(report.counts.created).to.equal(4);
    expect(await placed()).to.deep.equal([['FA-00101', 2_000, 'accounts']]);
    const before = await rig.ledger();
    expect((await rig.one('credits', file)).counts.unchanged).to.equal(4);
    expect(await rig.ledger()).to.deep.equal(before);
    expect(
      await reasonsOf(
        'credits',
        'avoir;client;date;montant;facture\nAV-1;C1;2026-03-01;21;FA-00101\nAV-3;C2;2026-03-01;5;FA-00101\nAV-4;C1;2026-03-01;5;FA-9\n',
      ),
    ).to.deep.equal([
      [2, 'avoir', 'booked-otherwise'],
      [3, 'facture', 'other-debtor'],
      [4, 'facture', 'unknown-invoice'],
    ]);
  });

  it('ends the search for a payment that was announced once it is found, and no other', async () => {
    await rig.database.ownerPool.query(
      `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, facts, opened_at)
       SELECT gen_random_uuid(), d.creditor_id, 'check', 'already-paid', d.id, jsonb_build_object('terms', jsonb_build_object('lineIds',
         (SELECT jsonb_agg(l.id) FROM due_lines l JOIN invoices i ON i.id = l.invoice_id WHERE i.creditor_id = $1 AND i.number = x.number),
         'claimedOn', x.day, 'claimedAmount', jsonb_build_object('minor', x.minor, 'currency', 'EUR'))), '2026-11-18Z'
       FROM debtors d CROSS JOIN (VALUES ('FA-00102', '2026-11-12', 2000), ('FA-00103', '2026-11-12', 1500)) AS x (number, day, minor)
       WHERE d.creditor_id = $1 AND d.reference = 'C1'`,
      [rig.creditor.id],
    );
    await rig.database.ownerPool.query(
      `INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, from_on, until_on)
       SELECT gen_random_uuid(), creditor_id, debtor_id, (facts -> 'terms' -> 'lineIds' ->> 0)::uuid, 'check', 'check:' || id, '2026-11-18', '2026-11-28' FROM tasks
        WHERE creditor_id = $1`,
      [rig.creditor.id],
    );
    await rig.one('payments', `${header}\nC1;20;2026-11-16;VIR;\nC1;15;2026-11-18;VIR;\n`);
    const { rows } = await rig.database.ownerPool.query(
      `SELECT (t.facts -> 'terms' -> 'claimedAmount' ->> 'minor')::int AS minor, t.done_at IS NOT NULL AS done, h.until_on AS until FROM tasks t
        JOIN holds h ON h.source = 'check:' || t.id WHERE t.creditor_id = $1 ORDER BY 1`,
      [rig.creditor.id],
    );
    expect(rows).to.deep.equal([
      { minor: 1_500, done: false, until: '2026-11-28' },
      { minor: 2_000, done: true, until: '2026-11-20' },
    ]);
  });

  it('lets the payment that was announced take its own place', async () => {
    await rig.database.ownerPool.query(
      `WITH p AS (INSERT INTO payments (id, creditor_id, debtor_id, provider, provider_id, amount_minor, currency, value_date, status, means, confirmed)
         SELECT gen_random_uuid(), creditor_id, id, 'solde', 'a' || id, 8000, 'EUR', '2026-11-18', 'announced', 'transfer', false FROM debtors
          WHERE creditor_id = $1 AND reference = 'C2' RETURNING *)
       INSERT INTO allocations (id, creditor_id, debtor_id, payment_id, line_id, amount_minor, currency, on_date, by)
       SELECT gen_random_uuid(), p.creditor_id, p.debtor_id, p.id, l.id, 8000, 'EUR', '2026-11-18', 'debtor' FROM p JOIN due_lines l ON l.debtor_id = p.debtor_id`,
      [rig.creditor.id],
    );
    await rig.one('payments', `${header}\nC2;80;2026-11-16;VIR;FA-00201\n`);
    expect(await placed()).to.deep.equal([['FA-00201', 8_000, 'accounts']]);
  });

  it('leaves to money on its way what it pays, whatever else names the same invoice', async () => {
    const rows = 'id;debtor;amount;date;status;text;invoices\n';
    await rig.one('payments', `${rows}T1;C2;70;2026-11-25;in transit;;FA-00201\n`);
    const report = await rig.one('payments', `${rows}P2;C2;50;2026-11-19;settled;FA-00201;\n`);
    expect(report.counts).to.include({ created: 1, refused: 0 });
    expect((await rig.open())['FA-00201']).to.equal(0); // 70 on its way, 10 paid, 40 a credit
  });

  it('lets what came take the place of what was announced, and what was announced find its own when it comes', async () => {
    const rows = 'id;debtor;amount;date;status;text;invoices\n';
    await rig.one('payments', `${rows}A1;C1;100;2026-11-25;announced;;\n`);
    await rig.one('payments', `${rows}P2;C1;90;2026-11-19;settled;;FA-00101\n`);
    expect(await placed()).to.deep.equal([['FA-00101', 9_000, 'accounts']]);
    await rig.one('payments', `${rows}A1;C1;100;2026-11-20;settled;;\n`);
    expect(await rig.open()).to.include({ 'FA-00101': 0, 'FA-00102': 0, 'FA-00103': 0 });
  });
});
