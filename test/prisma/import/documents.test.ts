import { expect } from 'chai';
import { date } from '../../../domain/civil-date.ts';
import { type DocumentFile, type DocumentsReport, importDocuments } from '../../../prisma/import/import-documents.ts';
import { makeDocumentStore } from '../../../prisma/stores/document-store.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { importDay, type ImportRig, openRig } from './import-rig.ts';

const at = Date.parse('2026-11-20T09:00:00Z');

describe('originals of invoices from a folder', () => {
  let database: TestDatabase;
  let rig: ImportRig;

  before(async () => {
    database = await createTestDatabase();
  });

  beforeEach(async () => {
    rig = await openRig(database);
    await rig.run({
      debtors: 'reference;name;kind\nC1;Petit;company\n',
      invoices:
        'number;debtor;issued;due;amount\nFA/2026/1;C1;2026-01-10;2026-02-10;100\nFA-2026-1b;C1;2026-01-10;2026-02-10;5\nFA.2026.2;C1;2026-01-10;2026-02-10;5\nFA_2026_2;C1;2026-01-10;2026-02-10;5\n',
    });
  });

  after(() => database.drop());

  const file = (name: string, text: string, named?: Partial<DocumentFile>): DocumentFile => {
    const bytes = Buffer.from(text);
    const number = name.replace(/\.[^.]+$/, '');
    return { name, number, isExact: false, size: bytes.length, read: () => Promise.resolve(bytes), ...named };
  };
  const run = (files: readonly DocumentFile[], dryRun = false): Promise<DocumentsReport> =>
    importDocuments(
      { creditorId: rig.creditor.id, folder: 'pdf', files, today: importDay, at, dryRun },
      {
        pool: database.pool,
        progress: () => undefined,
        isMarkable: (bytes) => Promise.resolve(!Buffer.from(bytes).includes('secret')),
      },
    );
  const kept = async (): Promise<unknown> => {
    const { rows } = await database.ownerPool.query<{ number: string; text: string; current: boolean }>(
      `SELECT i.number, convert_from(b.content, 'UTF8') AS text, d.superseded_at IS NULL AS current FROM invoice_documents d JOIN invoices i ON i.id = d.invoice_id
        JOIN blobs b ON b.id = d.blob_id WHERE d.creditor_id = $1 ORDER BY i.number, b.content`,
      [rig.creditor.id],
    );
    return rows.map(({ number, text, current }) => [number, text, current]);
  };

  it('keeps each by its number, whatever sign stands for a slash, and only once', async () => {
    const files = [file('fa-2026-1.pdf', '%PDF-1'), file('x.pdf', '%PDF-2', { number: 'fa.2026.2', isExact: true })];
    expect((await run(files)).counts).to.deep.equal({ stored: 2, unchanged: 0, superseded: 0 });
    const before = await kept();
    expect(before).to.deep.equal([
      ['FA.2026.2', '%PDF-2', true],
      ['FA/2026/1', '%PDF-1', true],
    ]);
    expect((await run(files)).counts).to.deep.equal({ stored: 0, unchanged: 2, superseded: 0 });
    expect(await kept()).to.deep.equal(before);
  });

  it('lets another file supersede the one before it, which stays, and the first come back', async () => {
    await run([file('FA-2026-1.pdf', '%PDF-1')]);
    expect((await run([file('FA-2026-1.pdf', '%PDF-2')])).counts.superseded).to.equal(1);
    expect(await kept()).to.deep.equal([
      ['FA/2026/1', '%PDF-1', false],
      ['FA/2026/1', '%PDF-2', true],
    ]);
    await run([file('FA-2026-1.pdf', '%PDF-1')]);
    expect(await kept()).to.deep.equal([
      ['FA/2026/1', '%PDF-1', true],
      ['FA/2026/1', '%PDF-2', false],
    ]);
  });

  it('says of each file that it cannot keep why, and keeps the others', async () => {
    const report = await run([
      file('FA-2026-1.pdf', '%PDF-1'),
      file('FA 2026 1.pdf', '%PDF-1'),
      file('FA-2026-2.pdf', '%PDF-1'),
      file('FA-9.pdf', '%PDF-1'),
      file('FA-2026-1b.pdf', '<html>'),
      file('large.pdf', '', { size: 11_000_000, number: 'FA-2026-1b' }),
      file('locked.pdf', '%PDF-1 secret', { number: 'FA-2026-1b' }),
      file('gone.pdf', '', { size: null }),
    ]);
    expect(report.problems.map(({ problem }) => problem)).to.deep.equal([
      ...['twice', 'ambiguous', 'unknown-invoice', 'not-a-pdf', 'too-large', 'cannot-be-copied', 'absent'],
    ]);
    expect(report.counts.stored).to.equal(1);
    const { rows } = await database.ownerPool.query(
      `SELECT accepted, refused, fresh_to FROM imports WHERE creditor_id = $1 AND kind = 'documents'`,
      [rig.creditor.id],
    );
    expect(rows).to.deep.equal([{ accepted: 1, refused: 7, fresh_to: date('2026-11-20') }]);
  });

  it('changes nothing in a rehearsal', async () => {
    expect((await run([file('FA-2026-1.pdf', '%PDF-1')], true)).counts.stored).to.equal(1);
    expect(await kept()).to.deep.equal([]);
  });

  it('gives the current original of an invoice, to its creditor only, and where its copy is', async () => {
    await run([file('FA-2026-1.pdf', '%PDF-1')]);
    const { rows } = await database.ownerPool.query<{ id: string }>(
      `SELECT id FROM invoices WHERE creditor_id = $1 AND number LIKE 'FA/%'`,
      [rig.creditor.id],
    );
    const [{ id }] = rows as [{ id: string }];
    const { original, isKept } = makeDocumentStore(database.pool);
    const [fr, en] = [await original(rig.creditor.id, id, 'fr'), await original(rig.creditor.id, id, 'en')];
    expect(Buffer.from(fr!.bytes).toString()).to.equal('%PDF-1');
    expect([fr?.copied, fr?.copyId === en?.copyId]).to.deep.equal([false, false]);
    const other = await openRig(database);
    expect(await original(other.creditor.id, id, 'fr')).to.equal(null);
    expect([await isKept(rig.creditor.id, id), await isKept(other.creditor.id, id)]).to.deep.equal([true, false]);
  });
});
