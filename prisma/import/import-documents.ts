import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { largestFile } from '../../domain/largest-file.ts';
import { inTenant } from '../in-tenant.ts';
import { keepOriginal } from './keep-originals.ts';

/** Why a file is not kept, as an operator reads it. */
export const documentProblems = {
  'unknown-invoice': 'there is no invoice of this number',
  ambiguous: 'several invoices have this number but for its signs; name the file in index.csv',
  twice: 'another file of this run is of the same invoice',
  'too-large': 'the file is larger than 10 MB',
  'not-a-pdf': 'the file is not a PDF',
  'cannot-be-copied': 'the PDF is encrypted or damaged: no copy of it can be made',
  absent: 'the file named in index.csv is not there',
} as const;

export type DocumentProblem = keyof typeof documentProblems;

/** A file that may be the original of the invoice of that number; read only when its turn comes. */
export type DocumentFile = {
  readonly name: string;
  readonly number: string; // as in the index, else made from the file's name
  readonly isExact: boolean; // from the index: signs count
  readonly size: number | null; // null: it is not there
  readonly read: () => Promise<Uint8Array>;
};

export type DocumentsReport = {
  readonly importId: string;
  readonly files: number;
  readonly counts: { readonly stored: number; readonly unchanged: number; readonly superseded: number };
  readonly problems: readonly { readonly file: string; readonly problem: DocumentProblem }[];
  readonly dryRun: boolean;
};

export type DocumentsOrder = {
  readonly creditorId: string;
  readonly folder: string;
  readonly files: readonly DocumentFile[];
  readonly today: CivilDate;
  readonly at: Instant;
  readonly dryRun: boolean;
};

type Tools = {
  readonly pool: pg.Pool;
  readonly isMarkable: (bytes: Uint8Array) => Promise<boolean>;
  readonly progress: (done: number) => void;
};

/** Files whose invoices are looked up at once, and kept in one transaction. */
const batch = 100;

type Found = { readonly id: string; readonly debtorId: string };
type Problem = DocumentsReport['problems'][number];

/** What stands for a number in a file's name: signs that a name cannot have, such as a slash, count as one. */
function folded(number: string): string {
  return number
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** The invoices of these files by exact number, else by their number without its signs. */
async function findInvoices(
  client: pg.ClientBase,
  files: readonly DocumentFile[],
): Promise<(file: DocumentFile) => readonly Found[]> {
  const { rows } = await client.query<Found & { key: string }>(
    'SELECT id, debtor_id AS "debtorId", number_key AS key FROM invoices WHERE number_key = ANY ($1)',
    [files.map(({ number }) => number.toUpperCase())],
  );
  const exact = Map.groupBy(rows, ({ key }) => key);
  const rest = files.filter(({ number, isExact }) => !isExact && !exact.has(number.toUpperCase()));
  const alike =
    rest.length === 0
      ? []
      : (
          await client.query<Found & { key: string }>(
            `SELECT id, debtor_id AS "debtorId", key FROM (SELECT id, debtor_id,
               trim(BOTH '-' FROM regexp_replace(number_key, '[^[:alnum:]]+', '-', 'g')) AS key FROM invoices) i WHERE key = ANY ($1)`,
            [rest.map(({ number }) => folded(number))],
          )
        ).rows;
  const byFold = Map.groupBy(alike, ({ key }) => key);
  return ({ number, isExact }) =>
    exact.get(number.toUpperCase()) ?? (isExact ? [] : (byFold.get(folded(number)) ?? []));
}

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).toString('latin1').includes('%PDF-');
}

/** What is wrong with a file before it is read; the invoice it is of, when nothing is. */
function judge(file: DocumentFile, found: readonly Found[], taken: ReadonlySet<string>): DocumentProblem | Found {
  const [invoice] = found;
  if (file.size === null) return 'absent';
  if (file.size > largestFile) return 'too-large';
  if (invoice === undefined) return 'unknown-invoice';
  if (found.length > 1) return 'ambiguous';
  return taken.has(invoice.id) ? 'twice' : invoice;
}

async function readPdf(file: DocumentFile, isMarkable: Tools['isMarkable']): Promise<Uint8Array | DocumentProblem> {
  const bytes = await file.read();
  if (bytes.length > largestFile) return 'too-large';
  if (!isPdf(bytes)) return 'not-a-pdf';
  return (await isMarkable(bytes)) ? bytes : 'cannot-be-copied';
}

type Run = {
  readonly importId: string;
  readonly order: DocumentsOrder;
  readonly tools: Tools;
  readonly counts: { stored: number; unchanged: number; superseded: number };
  readonly problems: Problem[];
  readonly taken: Set<string>;
};

async function keepBatch(client: pg.ClientBase, files: readonly DocumentFile[], run: Run): Promise<void> {
  const { order, problems, taken, importId } = run;
  const invoicesOf = await findInvoices(client, files);
  for (const file of files) {
    const invoice = judge(file, invoicesOf(file), taken);
    const bytes = typeof invoice === 'string' ? invoice : await readPdf(file, run.tools.isMarkable);
    if (typeof invoice === 'string' || typeof bytes === 'string') {
      const problem = typeof invoice === 'string' ? invoice : bytes;
      if (typeof problem === 'string') problems.push({ file: file.name, problem });
      continue;
    }
    taken.add(invoice.id);
    const original = { invoiceId: invoice.id, debtorId: invoice.debtorId, name: file.name, bytes };
    run.counts[await keepOriginal(client, order.creditorId, { original, importId, at: order.at })] += 1;
  }
}

/** A rehearsal does everything and takes it back. */
class Rehearsed extends Error {}

async function within(
  order: DocumentsOrder,
  pool: pg.Pool,
  work: (client: pg.ClientBase) => Promise<void>,
): Promise<void> {
  try {
    await inTenant(pool, order.creditorId, async (client) => {
      await work(client);
      if (order.dryRun) throw new Rehearsed();
    });
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
  }
}

async function begin(
  { creditorId, folder, files, today, at }: DocumentsOrder,
  client: pg.ClientBase,
  importId: string,
): Promise<void> {
  const sha256 = createHash('sha256')
    .update(files.map(({ name }) => name).join('\n'))
    .digest('hex');
  await client.query(
    `INSERT INTO imports (id, creditor_id, kind, file_name, sha256, fresh_to, accepted, refused, imported_at)
     VALUES ($1, $2, 'documents', $3, $4, $5, 0, 0, to_timestamp($6::double precision / 1000)) ON CONFLICT DO NOTHING`,
    [importId, creditorId, folder, sha256, today, at],
  );
}

/** Keeps the originals of invoices, a hundred files in one transaction; one that cannot be kept is reported and the others are kept. */
export async function importDocuments(order: DocumentsOrder, tools: Tools): Promise<DocumentsReport> {
  const { creditorId, files, at, dryRun } = order;
  const importId = randomUUID();
  const counts = { stored: 0, unchanged: 0, superseded: 0 };
  const run: Run = { importId, order, tools, counts, problems: [], taken: new Set() };
  for (let from = 0; from < files.length; from += batch) {
    await within(order, tools.pool, async (client) => {
      await begin(order, client, importId);
      await keepBatch(client, files.slice(from, from + batch), run);
    });
    tools.progress(Math.min(files.length, from + batch));
  }
  const accepted = files.length - run.problems.length;
  await within(order, tools.pool, async (client) => {
    await client.query('UPDATE imports SET accepted = $2, refused = $3 WHERE id = $1', [
      importId,
      accepted,
      run.problems.length,
    ]);
    const facts = { import: importId, kind: 'documents', ...run.counts, refused: run.problems.length };
    await client.query('SELECT audit_append($1, to_timestamp($2::double precision / 1000), $3)', [
      creditorId,
      at,
      JSON.stringify([{ kind: 'import.booked', actor: 'cli', facts, payload: { folder: order.folder } }]),
    ]);
  });
  return { importId, files: files.length, counts: run.counts, problems: run.problems, dryRun };
}
