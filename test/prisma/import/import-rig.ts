import { readCsv } from '../../../documents/csv/read-csv.ts';
import { writeRow } from '../../../documents/csv/write-row.ts';
import { type CivilDate, date } from '../../../domain/civil-date.ts';
import { type ImportKind } from '../../../prisma/import/import-file.ts';
import { importFiles, type ImportOrder } from '../../../prisma/import/import-files.ts';
import { type FileReport, type ImportReport } from '../../../prisma/import/report.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type SeededCreditor, seedCreditor } from '../../support/ledger-rows.ts';

export type Files = Partial<Record<ImportKind, string | Buffer>>;

type Options = Partial<ImportOrder['defaults']> & {
  readonly partial?: boolean;
  readonly dryRun?: boolean;
  readonly acceptSmaller?: boolean;
};

/** What an import left, and the refused rows of each kind as a file. */
export type Imported = { readonly report: ImportReport; readonly refused: Partial<Record<ImportKind, string>> };

/** A creditor of its own in a real database, and imports for it from text. */
export type ImportRig = {
  readonly database: TestDatabase;
  readonly creditor: SeededCreditor;
  run(files: Files, options?: Options): Promise<Imported>;
  /** One file's report. */
  one(kind: ImportKind, content: string | Buffer, options?: Options): Promise<FileReport>;
  /** Rows of the ledger without ids and instants, in a stable order. */
  ledger(): Promise<Record<string, readonly unknown[]>>;
  /** Reference -> open amount of each invoice. */
  open(): Promise<Record<string, number>>;
};

let made = 0;

export const importDay: CivilDate = date('2026-11-20');

export async function openRig(shared?: TestDatabase): Promise<ImportRig> {
  const database = shared ?? (await createTestDatabase());
  made += 1;
  const creditor = await seedCreditor(database.ownerPool, `import-${String(made)}`);

  const run: ImportRig['run'] = async (files, options = {}) => {
    const { partial = false, dryRun = false, acceptSmaller = false, ...said } = options;
    const refused: Partial<Record<ImportKind, string>> = {};
    const defaults = {
      today: importDay,
      country: 'FR',
      zone: 'Europe/Paris',
      currency: 'EUR',
      dateOrder: null,
      ...said,
    };
    const given = Object.entries(files).map(([kind, content]) => ({
      kind: kind as ImportKind,
      name: `${kind}.csv`,
      // Small chunks: what is split anywhere must be read the same.
      open: () => inChunks(Buffer.from(content)),
    }));
    const order = {
      creditorId: creditor.id,
      slug: creditor.slug,
      files: given,
      defaults,
      partial,
      dryRun,
      acceptSmaller,
      at: Date.parse('2026-11-20T09:00:00Z'),
    };
    const report = await importFiles(order, {
      pool: database.pool,
      read: readCsv,
      progress: () => undefined,
      refusedSink: ({ kind, name }) => ({
        write: (cells, separator) => {
          refused[kind] = (refused[kind] ?? '') + writeRow(cells, separator);
          return Promise.resolve();
        },
        close: () => Promise.resolve(`${name}.refused.csv`),
      }),
    });
    return { report, refused };
  };

  return {
    database,
    creditor,
    run,
    one: async (kind, content, options) => {
      const { report } = await run({ [kind]: content }, options);
      return report.files[0]!;
    },
    ledger: () => readLedger(database, creditor.id),
    open: async () => {
      const { rows } = await database.ownerPool.query<{ number: string; open: number }>(
        `SELECT i.number, (i.total_minor - coalesce(sum(a.amount_minor) FILTER (WHERE a.reversed_on IS NULL AND p.returned_on IS NULL), 0))::bigint AS open
         FROM invoices i JOIN due_lines l ON l.invoice_id = i.id LEFT JOIN allocations a ON a.line_id = l.id LEFT JOIN payments p ON p.id = a.payment_id
         WHERE i.creditor_id = $1 GROUP BY i.id ORDER BY i.number`,
        [creditor.id],
      );
      return Object.fromEntries(rows.map(({ number, open }) => [number, open]));
    },
  };
}

async function* inChunks(bytes: Buffer): AsyncGenerator<Buffer> {
  const size = bytes.length > 20_000 ? 65_536 : 97;
  // The beginning tells what kind of file it is; a real one comes in one piece of many kilobytes.
  yield bytes.subarray(0, 1000);
  await Promise.resolve();
  for (let at = 1000; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const readings = {
  debtors: `SELECT reference, kind, name, language, zone, country, address, postcode, birth_date, siren, payday, segment, sales_owner, collector,
    (SELECT reference FROM debtors p WHERE p.id = d.parent_id) AS parent FROM debtors d`,
  contacts: `SELECT c.name, c.language, d.reference, l.role, (SELECT array_agg(channel || ':' || address || coalesce(':' || origin, '') ORDER BY channel, address) FROM contact_points p WHERE p.contact_id = c.id) AS points
    FROM contacts c JOIN debtor_contacts l ON l.contact_id = c.id JOIN debtors d ON d.id = l.debtor_id`,
  invoices: `SELECT i.number, d.reference, i.issued, i.total_minor, i.currency, i.capacity, i.order_number FROM invoices i JOIN debtors d ON d.id = i.debtor_id`,
  items: `SELECT i.number, t.label, t.quantity, t.amount_minor, t.vat_rate FROM invoice_items t JOIN invoices i ON i.id = t.invoice_id`,
  lines: `SELECT i.number, l.position, l.due, l.amount_minor, l.means, l.payee_iban, l.time_barred_from FROM due_lines l JOIN invoices i ON i.id = l.invoice_id`,
  payments: `SELECT d.reference, p.provider_id, p.amount_minor, p.currency, p.value_date, p.status, p.means, p.text, p.returned_on FROM payments p JOIN debtors d ON d.id = p.debtor_id`,
  credits: `SELECT d.reference, n.number, n.issued, n.amount_minor, n.currency, n.invoice_id IS NOT NULL AS corrects FROM credit_notes n JOIN debtors d ON d.id = n.debtor_id`,
  allocations: `SELECT i.number, l.position, a.amount_minor, a.by, a.on_date, p.provider_id, n.number AS note FROM allocations a JOIN due_lines l ON l.id = a.line_id JOIN invoices i ON i.id = l.invoice_id
    LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN credit_notes n ON n.id = a.credit_note_id WHERE a.reversed_on IS NULL`,
  reversed: `SELECT i.number, a.amount_minor, a.by FROM allocations a JOIN due_lines l ON l.id = a.line_id JOIN invoices i ON i.id = l.invoice_id WHERE a.reversed_on IS NOT NULL`,
} as const;

async function readLedger(database: TestDatabase, creditorId: string): Promise<Record<string, readonly unknown[]>> {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query("SELECT set_config('app.creditor', $1, true)", [creditorId]);
    const read: Record<string, readonly unknown[]> = {};
    for (const [name, query] of Object.entries(readings)) {
      const { rows } = await client.query<{ row: unknown }>(
        `SELECT to_jsonb(x) AS row FROM (${query}) x ORDER BY to_jsonb(x)::text`,
      );
      read[name] = rows.map(({ row }) => row);
    }
    return read;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}
