import { expect } from 'chai';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type Files, type ImportRig, openRig } from './import-rig.ts';

const debtors = 'reference;name;kind\nC1;Petit;company\nC2;Camille;consumer\n';
const invoices = 'number;debtor;issued;due;amount';
const payments = 'debtor;amount;date;text;invoices';

/** The rows of a file of refused rows, as a user who corrects `wrong` into `right` saves it. */
function corrected(refused: string | undefined, wrong: string, right: string): string {
  return (refused ?? '').replaceAll(wrong, right);
}

describe('an import', () => {
  let database: TestDatabase;
  let rig: ImportRig;

  before(async () => {
    database = await createTestDatabase();
  });

  beforeEach(async () => {
    rig = await openRig(database);
  });

  it('changes nothing of a file with a refused row, and does not look at the files that need it', async () => {
    const { report } = await rig.run({
      debtors: `${debtors}C3;;company\n`,
      invoices: `${invoices}\nF1;C1;2026-01-10;2026-02-10;5\n`,
    });
    expect(report.files.map(({ kind, imported }) => [kind, imported])).to.deep.equal([['debtors', false]]);
    expect(report.notAttempted).to.deep.equal(['invoices.csv']);
    expect((await rig.ledger())['debtors']).to.deep.equal([]);
  });

  it('takes the good rows in when asked, and gives the others back as a table with line, column and reason', async () => {
    const { report, refused } = await rig.run({ debtors: `${debtors}C3;"A; ""B""";martian\n` }, { partial: true });
    expect(report.files[0]?.counts).to.include({ created: 2, refused: 1 });
    expect(refused.debtors?.split('\r\n')).to.deep.equal([
      'reference;name;kind;solde_line;solde_column;solde_reason;solde_import',
      `C3;"A; ""B""";martian;4;kind;unknown-word: the value is not one of those documented;${report.files[0]?.importId ?? ''}`,
      '',
    ]);
    const second = await rig.one('debtors', corrected(refused.debtors, 'martian', 'company'));
    expect(second.counts).to.include({ created: 1, refused: 0 });
    expect(second.unknownColumns).to.deep.equal([]);
    expect((await rig.ledger())['debtors']).to.have.length(3);
  });

  it('tells a corrected transfer from an equal one that was imported before it', async () => {
    await rig.run({ debtors });
    const file = `${payments}\nC1;20;2026-03-01;VIR;\nC1;20;2026-03-41;VIR;\nC1;20;2026-03-41;VIR;\n`;
    const { refused } = await rig.run({ payments: file }, { partial: true });
    const fixed = corrected(refused.payments, '2026-03-41', '2026-03-01');
    expect((await rig.one('payments', fixed)).counts).to.include({ created: 2, unchanged: 0 });
    expect((await rig.one('payments', fixed)).counts).to.include({ created: 0, unchanged: 2 });
    expect((await rig.one('payments', file.replaceAll('-41', '-01'))).counts).to.include({ created: 0, unchanged: 3 });
    expect((await rig.ledger())['payments']).to.have.length(3);
  });

  it('rehearses several files as one, and leaves no trace', async () => {
    const before = await rig.ledger();
    const files = {
      debtors,
      invoices: `${invoices}\nF1;C1;2026-01-10;2026-02-10;5\n`,
      payments: `${payments}\nC1;2;2026-02-01;;F1\n`,
    };
    const { report } = await rig.run(files, { dryRun: true });
    expect(report.files.map(({ counts }) => counts.created)).to.deep.equal([2, 1, 1]);
    expect(await rig.ledger()).to.deep.equal(before);
    const { rows } = await rig.database.ownerPool.query('SELECT count(*) AS n FROM imports WHERE creditor_id = $1', [
      rig.creditor.id,
    ]);
    expect(rows).to.deep.equal([{ n: 0 }]);
  });

  it('records what it read, how fresh it is, and one event of the trail a file', async () => {
    const { report } = await rig.run({ debtors });
    const { rows } = await rig.database.ownerPool.query(
      'SELECT i.sha256, i.fresh_to, i.accepted, i.refused, e.kind, e.facts FROM imports i JOIN audit_events e ON e.facts ->> $2 = i.id::text WHERE i.creditor_id = $1',
      [rig.creditor.id, 'import'],
    );
    expect(rows).to.have.length(1);
    expect(rows[0]).to.deep.include({
      accepted: 2,
      refused: 0,
      fresh_to: '2026-11-20',
      kind: 'import.booked',
      sha256: report.files[0]?.sha256,
    });
  });

  it('sees and changes one creditor’s accounts only', async () => {
    const other = await openRig(rig.database);
    await other.run({ debtors });
    const report = await rig.one('invoices', `${invoices}\nF1;C1;2026-01-10;2026-02-10;5\n`);
    expect(report.refused[0]?.reason).to.equal('unknown-debtor');
    await rig.run({ debtors: debtors.replace('Petit', 'Autre') });
    expect((await other.ledger())['debtors']?.[0]).to.include({ name: 'Petit' });
  });

  it('raises the version of the accounts it changes, and of no other', async () => {
    await rig.run({ debtors, invoices: `${invoices}\nF1;C1;2026-01-10;2026-02-10;5\n` });
    const { rows } = await rig.database.ownerPool.query(
      'SELECT reference, version FROM debtors WHERE creditor_id = $1 ORDER BY 1',
      [rig.creditor.id],
    );
    expect(rows).to.deep.equal([
      { reference: 'C1', version: 2 },
      { reference: 'C2', version: 1 },
    ]);
  });

  it('waits for another import of the same accounts instead of booking twice', async () => {
    await rig.run({ debtors });
    const file = { payments: `${payments}\nC1;20;2026-03-01;VIR;\nC1;20;2026-03-01;VIR;\n` };
    await Promise.all([rig.run(file), rig.run(file), rig.run(file)]);
    expect((await rig.ledger())['payments']).to.have.length(2);
  });

  it('reads a file in Windows-1252 whose only accent stands at its end', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => `C${index};Client ${index};company`);
    const file = Buffer.from(`reference;name;kind\n${rows.join('\n')}\nC9999;Café de la Gare;company\n`, 'latin1');
    expect((await rig.one('debtors', file)).counts.created).to.equal(3001);
    expect(
      (await rig.ledger())['debtors']?.some((row) => (row as { name: string }).name === 'Café de la Gare'),
    ).to.equal(true);
  });
});

const debtorRefs = ['C1', 'C2', 'C3'] as const;

type Booked = {
  readonly invoices: readonly string[];
  readonly payments: readonly string[];
  readonly credits: readonly string[];
};

/** Small accounts: invoices of one to three rows, payments with and without matching, credits; amounts that meet by chance. */
const accounts: fc.Arbitrary<Booked> = fc.record({
  invoices: fc
    .array(
      fc.tuple(
        fc.constantFrom(...debtorRefs),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4 })), {
          minLength: 1,
          maxLength: 3,
        }),
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((list) =>
      list.flatMap(([debtor, rows], index) =>
        rows.map(
          ([amount, month], at) =>
            `FA-0000${index};${debtor};2026-01-0${index + 1};2026-0${month + 1}-10;${amount * 10};Article ${at}`,
        ),
      ),
    ),
  payments: fc.array(
    fc
      .tuple(
        fc.constantFrom(...debtorRefs),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom('', '', 'VIR', 'FA 00001'),
        fc.constantFrom('', '', 'FA-00000'),
      )
      .map(([debtor, amount, day, text, invoice]) => `${debtor};${amount * 10};2026-05-0${day};${text};${invoice}`),
    { maxLength: 6 },
  ),
  credits: fc.array(
    fc
      .tuple(fc.constantFrom(...debtorRefs), fc.integer({ min: 1, max: 5 }))
      .map(([debtor, amount]) => `${debtor};2026-04-01;${amount}`),
    { maxLength: 3 },
  ),
});

function filesOf(booked: Booked): Files {
  return {
    debtors: `reference;name;kind\n${debtorRefs.map((ref) => `${ref};N ${ref};company`).join('\n')}\n`,
    invoices: `${invoices};item\n${booked.invoices.join('\n')}\n`,
    credits: `debtor;issued;amount\n${booked.credits.join('\n')}\n`,
    payments: `${payments}\n${booked.payments.join('\n')}\n`,
  };
}

describe('laws of imports', function () {
  let first: ImportRig;

  before(async () => {
    first = await openRig();
  });

  it('an import repeated changes nothing, and shuffled files give the same ledger', async () => {
    await fc.assert(
      fc.asyncProperty(
        accounts.chain((booked) =>
          fc.tuple(
            fc.constant(booked),
            fc.record({
              invoices: fc.shuffledSubarray([...booked.invoices], { minLength: booked.invoices.length }),
              payments: fc.shuffledSubarray([...booked.payments], { minLength: booked.payments.length }),
              credits: fc.shuffledSubarray([...booked.credits], { minLength: booked.credits.length }),
            }),
          ),
        ),
        async ([booked, shuffled]) => {
          const [rig, other] = [await openRig(first.database), await openRig(first.database)];
          const { report } = await rig.run(filesOf(booked));
          expect(report.files.every(({ imported }) => imported)).to.equal(true);
          const ledger = await rig.ledger();
          const again = await rig.run(filesOf(shuffled));
          for (const { counts } of again.report.files)
            expect(counts).to.include({ created: 0, updated: 0, refused: 0 });
          expect(await rig.ledger()).to.deep.equal(ledger);
          await other.run(filesOf(shuffled));
          expect(await other.ledger()).to.deep.equal(ledger);
        },
      ),
      { numRuns: 5 },
    );
  });

  it('random cells never crash an import, and what is booked obeys the ledger', async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        'C1',
        'F1',
        '10,00',
        '2026-01-10',
        '10/11/2026',
        '-5',
        '=1+1',
        '"',
        '""',
        '\0',
        '1e5',
        'private',
        'oui',
        '+33639980001',
        '',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 12 });
    const rig = await openRig(first.database);
    await rig.run({ debtors, invoices: `${invoices}\nF1;C1;2026-01-10;2026-02-10;500\n` });
    const headers = {
      debtors: 'reference;name;kind;country;birth_date;payday;parent;siren;zone',
      contacts: 'id;debtor;name;role;phone;whatsapp;email;country;language',
      invoices: 'number;debtor;issued;due;amount;item;item_amount;total;capacity',
      credits: 'number;debtor;issued;amount;invoice;currency;solde_import',
      payments: 'id;debtor;amount;date;status;returned_on;invoices;text;currency',
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(['debtors', 'contacts', 'invoices', 'credits', 'payments'] as const)),
        table,
        async (kind, rows) => {
          const { report } = await rig.run(
            { [kind]: `${headers[kind]}\n${rows.map((row) => row.join(';')).join('\n')}\n` },
            { partial: true },
          );
          const [file] = report.files;
          const counts = file!.counts;
          expect(counts.created + counts.updated + counts.unchanged + counts.repeated + counts.refused).to.equal(
            file!.rows,
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});
