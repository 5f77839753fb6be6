import { expect } from 'chai';
import { limitationPeriod, timeBarredFrom } from '../../../domain/limitation.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type ImportRig, openRig } from './import-rig.ts';

const debtors =
  'reference;name;kind\nC1;Petit;company\nC2;Camille;consumer\nC3;Artisan;sole-trader\nC4;Mairie;public-body\n';
const header = 'number;debtor;issued;due;amount';

describe('invoices from a file', () => {
  let database: TestDatabase;
  let rig: ImportRig;

  before(async () => {
    database = await createTestDatabase();
  });

  beforeEach(async () => {
    rig = await openRig(database);
    await rig.run({ debtors });
  });

  const reasonsOf = async (file: string, options = {}): Promise<unknown> =>
    (await rig.one('invoices', file, options)).refused.map(({ line, column, reason }) => [line, column, reason]);

  it('makes one item and one due line of an invoice of one row', async () => {
    await rig.one('invoices', `${header}\nFA-1;C1;2026-01-10;2026-02-10;1 180,00\n`);
    const { items, lines } = await rig.ledger();
    expect(items).to.deep.equal([
      { number: 'FA-1', label: 'Facture FA-1', quantity: '1', amount_minor: 118_000, vat_rate: '' },
    ]);
    expect(lines?.[0]).to.include({ due: '2026-02-10', amount_minor: 118_000, means: 'transfer', position: 1 });
  });

  it('makes items of named rows and due lines of due dates', async () => {
    await rig.one(
      'invoices',
      `${header};item;item_amount\nFA-1;C1;2026-01-10;;;Location;950\nFA-1;C1;2026-01-10;;;Remise;-50\nFA-1;C1;2026-01-10;2026-03-10;400;;\nFA-1;C1;2026-01-10;2026-02-10;500;;\n`,
    );
    const { items, lines } = await rig.ledger();
    expect(items?.map((row) => (row as { amount_minor: number }).amount_minor)).to.have.members([95_000, -5_000]);
    expect(lines).to.have.length(2);
    expect(lines?.map((row) => [(row as { due: string }).due, (row as { position: number }).position])).to.deep.equal([
      ['2026-02-10', 1],
      ['2026-03-10', 2],
    ]);
  });

  it('gives each line the first day on which it is time-barred, as the rules of the domain do', async () => {
    await rig.one(
      'invoices',
      `${header};capacity\nF1;C1;2026-01-10;2026-02-28;1;\nF2;C2;2024-01-10;2024-02-29;1;\nF3;C3;2026-01-10;2026-02-10;1;private\nF4;C4;2026-01-10;2026-02-10;1;\n`,
    );
    const { lines } = await rig.ledger();
    const of = (number: string): unknown =>
      (lines?.find((row) => (row as { number: string }).number === number) as { time_barred_from: string })
        .time_barred_from;
    const expected = (
      due: string,
      kind: 'company' | 'consumer' | 'sole-trader' | 'public-body',
      capacity: 'private' | 'professional',
    ): string | null =>
      timeBarredFrom(due as CivilDate, limitationPeriod({ country: 'FR', debtor: kind, capacity }), []);
    expect(of('F1')).to.equal(expected('2026-02-28', 'company', 'professional'));
    expect(of('F2')).to.equal(expected('2024-02-29', 'consumer', 'private'));
    expect(of('F3')).to.equal(expected('2026-02-10', 'sole-trader', 'private'));
    expect(of('F4')).to.equal(expected('2026-02-10', 'public-body', 'professional'));
  });

  it('follows the law of the debtor’s country, and leaves open what it does not know', async () => {
    const rows = 'GB1;Robin;consumer;GB\nBE1;Lou;consumer;BE\n';
    await rig.one('debtors', `reference;name;kind;country\n${rows}`);
    await rig.one('invoices', `${header}\nG1;GB1;2026-01-10;2026-02-10;1\nB1;BE1;2026-01-10;2026-02-10;1\n`);
    const { lines } = await rig.ledger();
    const barred = lines?.map((row) => row as { number: string; time_barred_from: string | null });
    expect(barred?.map(({ number, time_barred_from: from }) => [number, from])).to.have.deep.members([
      ['G1', '2031-02-11'],
      ['B1', null],
    ]);
  });

  it('refuses what cannot be an invoice, each with its line, column and reason', async () => {
    const rows = [
      'F1;C1;2026-01-10;2026-02-10;-5,00',
      'F2;C1;2026-01-10;2026-02-10;0',
      'F3;C1;2027-01-10;2027-02-10;5',
      'F4;C1;2026-01-10;2026-01-09;5',
      'F5;C9;2026-01-10;2026-02-10;5',
      'F6;C1;;2026-02-10;5',
      'F7;C1;2026-01-10;2126-02-10;5',
      'F8;C3;2026-01-10;2026-02-10;5',
      'F9;C1;2026-01-10;2026-02-10;1,234,5',
      ';C1;2026-01-10;2026-02-10;5',
      'F10;C1;2026-01-10;2026-02-10;5',
      'f10;C2;2026-01-10;2026-02-10;5',
    ];
    expect(await reasonsOf(`${header}\n${rows.join('\n')}\n`, { partial: true })).to.deep.equal([
      [2, 'amount', 'amount-not-positive'],
      [3, 'amount', 'amount-not-positive'],
      [4, 'issued', 'date-in-future'],
      [5, 'due', 'due-before-issue'],
      [6, 'debtor', 'unknown-debtor'],
      [7, 'issued', 'missing'],
      [8, 'due', 'date-out-of-range'],
      [9, 'capacity', 'capacity-missing'],
      [10, 'amount', 'not-an-amount'],
      [11, 'number', 'missing'],
      [12, 'number', 'twice-different'],
      [13, 'number', 'twice-different'],
    ]);
  });

  it('refuses a missing currency, and takes the one that was said', async () => {
    const file = `${header}\nF1;C1;2026-01-10;2026-02-10;5\n`;
    expect(await reasonsOf(file, { currency: null })).to.deep.equal([[2, 'currency', 'currency-missing']]);
    expect(await reasonsOf(file, { currency: 'GBP' })).to.deep.equal([]);
    expect(
      await reasonsOf(`${header};devise\nF2;C1;2026-01-10;2026-02-10;5;EURO\nF3;C1;2026-01-10;2026-02-10;5;€\n`),
    ).to.deep.equal([[2, 'devise', 'not-a-currency']]);
  });

  it('refuses totals, items and VAT that do not sum', async () => {
    const file = `${header};total;item;item_amount;net;vat\nF1;C1;2026-01-10;2026-02-10;5;6;;;;\nF2;C1;2026-01-10;2026-02-10;5;;Location;4;;\nF3;C1;2026-01-10;2026-02-10;12;;;;10;2,10\n`;
    expect(await reasonsOf(file)).to.deep.equal([
      [2, 'total', 'total-mismatch'],
      [3, 'item_amount', 'items-mismatch'],
      [4, 'vat', 'vat-mismatch'],
    ]);
  });

  it('never doubles an invoice whose row is there twice', async () => {
    const row = 'F1;C1;2026-01-10;2026-02-10;5';
    expect(await reasonsOf(`${header}\n${row}\n${row}\n`)).to.deep.equal([
      [2, 'number', 'twice-same'],
      [3, 'number', 'twice-same'],
    ]);
    expect(await reasonsOf(`${header};position\n${row};1\n${row};2\n`)).to.deep.equal([]);
  });

  it('refuses an invoice whole when one of its rows is', async () => {
    const file = `${header};item\nF1;C1;2026-01-10;2026-02-10;5;Location\nF1;C1;2026-01-10;2026-02-10;x;Transport\nF2;C1;2026-01-10;2026-02-10;5;\n`;
    expect(await reasonsOf(file, { partial: true })).to.deep.equal([
      [2, 'number', 'sibling-refused'],
      [3, 'amount', 'not-an-amount'],
    ]);
    expect(await rig.open()).to.deep.equal({ F2: 500 });
  });

  it('never edits what is booked, and still learns how a line is paid', async () => {
    await rig.one('invoices', `${header}\nF1;C1;2026-01-10;2026-02-10;5\nF2;C1;2026-01-10;2026-02-10;7\n`);
    for (const row of [
      'F1;C1;2026-01-10;2026-02-10;6',
      'F1;C2;2026-01-10;2026-02-10;5',
      'F1;C1;2026-01-11;2026-02-10;5',
      'F1;C1;2026-01-10;2026-02-11;5',
    ]) {
      expect(await reasonsOf(`${header}\n${row}\n`)).to.deep.equal([[2, 'number', 'booked-otherwise']]);
    }
    const report = await rig.one(
      'invoices',
      `${header};means;commande\nF1;C1;2026-01-10;2026-02-10;5;prélèvement;PO-1\nF2;C1;2026-01-10;2026-02-10;7;;\n`,
    );
    expect(report.counts).to.include({ updated: 1, unchanged: 1, created: 0 });
    const { lines, invoices } = await rig.ledger();
    expect(lines?.[0]).to.include({ number: 'F1', means: 'direct-debit' });
    expect(invoices?.find((row) => (row as { number: string }).number === 'F1')).to.include({ order_number: 'PO-1' });
  });

  it('reads a factor’s IBAN with spaces and refuses a wrong one', async () => {
    const file = `${header};iban;factor\nF1;C1;2026-01-10;2026-02-10;5;FR76 3000 6000 0112 3456 7890 189;Facto SA\n`;
    expect(await reasonsOf(file)).to.deep.equal([]);
    expect((await rig.ledger())['lines']?.[0]).to.include({ payee_iban: 'FR7630006000011234567890189' });
    expect(await reasonsOf(file.replace('F1', 'F2').replace('189', '188'))).to.deep.equal([[2, 'iban', 'not-an-iban']]);
    expect(await reasonsOf(file.replace('F1', 'F2').replace('Facto SA', ''))).to.deep.equal([[2, 'factor', 'missing']]);
  });

  it('reads a day of March by the 25th of another row, and refuses it where nothing tells', async () => {
    const comma = header.replaceAll(';', ',');
    expect(await reasonsOf(`${comma}\nF1,C1,05/03/2026,06/04/2026,5.00\n`)).to.deep.equal([
      [2, 'issued', 'date-ambiguous'],
    ]);
    expect(await reasonsOf(`${comma}\nF1,C1,05/03/2026,06/04/2026,5.00\n`, { dateOrder: 'mdy' })).to.deep.equal([]);
    expect(
      await reasonsOf(`${comma}\nF2,C1,05/03/2026,06/04/2026,5.00\nF3,C1,25/03/2026,26/04/2026,5.00\n`),
    ).to.deep.equal([]);
    const { invoices } = await rig.ledger();
    expect(invoices?.map((row) => (row as { issued: string }).issued)).to.have.members([
      '2026-05-03',
      '2026-03-05',
      '2026-03-25',
    ]);
  });

  it('reads 1,234 by 5,678.90 of another row', async () => {
    const comma = header.replaceAll(';', ',');
    expect(await reasonsOf(`${comma}\nF1,C1,2026-01-10,2026-02-10,"1,234"\n`)).to.deep.equal([
      [2, 'amount', 'amount-ambiguous'],
    ]);
    expect(
      await reasonsOf(`${comma}\nF1,C1,2026-01-10,2026-02-10,"1,234"\nF2,C1,2026-01-10,2026-02-10,"5,678.90"\n`),
    ).to.deep.equal([]);
    expect(await rig.open()).to.deep.equal({ F1: 123_400, F2: 567_890 });
  });
});
