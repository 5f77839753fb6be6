import { once } from 'node:events';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createInterface } from 'node:readline/promises';
import { readCsv } from '../documents/csv/read-csv.ts';
import { writeRow } from '../documents/csv/write-row.ts';
import { isMarkable } from '../documents/mark-copy.ts';
import { openBusinessClock } from '../prisma/business-clock.ts';
import { type ImportFile, importKinds } from '../prisma/import/import-file.ts';
import { importFiles, type ImportOrder, type ImportTools } from '../prisma/import/import-files.ts';
import { type DocumentsReport, importDocuments } from '../prisma/import/import-documents.ts';
import { findImporter, type Importer } from '../prisma/import/importer.ts';
import { type FileReport, type ImportReport } from '../prisma/import/report.ts';
import { documentFiles } from './import/document-files.ts';
import { type Given, readGiven } from './import/given.ts';
import { printReport } from './import/print-report.ts';
import { runTool } from './tool/run-tool.ts';
import { say } from './tool/say.ts';

const pieceBytes = 1 << 18;

/** The files that cannot be read, before anything is imported. */
async function unreadable(names: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    names.map(async (name) =>
      (await access(name, constants.R_OK).then(
        () => true,
        () => false,
      ))
        ? []
        : [name],
    ),
  );
  return found.flat();
}

async function isFolder(path: string): Promise<boolean> {
  return await readdir(path).then(
    () => true,
    () => false,
  );
}

function refusedSink(folder: string | undefined, file: ImportFile): ReturnType<ImportTools['refusedSink']> {
  const path = folder === undefined ? `${file.name}.refused.csv` : join(folder, `${basename(file.name)}.refused.csv`);
  const stream = createWriteStream(path, { mode: 0o600 });
  const ended = finished(stream);
  // Spreadsheets read UTF-8 only when it is marked.
  stream.write('\ufeff');
  return {
    write: async (cells, separator) => {
      if (stream.write(writeRow(cells, separator))) return;
      await Promise.race([ended, once(stream, 'drain')]);
    },
    close: async () => {
      stream.end();
      await ended;
      return path;
    },
  };
}

/** Asks on a terminal whether the file is right; where nobody can be asked it is not taken to be. */
async function confirmed({ file, problem }: FileReport): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`\r\u001b[K${file}: ${problem ?? ''}. Import it all the same? (yes/no) `);
  terminal.close();
  return /^(?:y|yes|o|oui)$/i.test(answer.trim());
}

/** One line on a terminal, rewritten at most ten times a second. */
function makeProgress(): ImportTools['progress'] {
  let last = 0;
  return (file, phase, rows) => {
    if (!process.stderr.isTTY || (rows > 0 && performance.now() - last < 100)) return;
    last = performance.now();
    process.stderr.write(`\r\u001b[K${file.kind}: ${phase}${rows > 0 ? ` ${rows} rows` : ''}`);
  };
}

function orderOf(asked: Given, importer: Importer, at: number): ImportOrder {
  const today = asked['as-of'] ?? asked['fresh-to'] ?? importer.today;
  const defaults = {
    ...{ today, zone: importer.zone, country: asked.country ?? importer.country },
    ...{ currency: asked.currency ?? importer.currency, dateOrder: asked.dates ?? null },
  };
  const files = importKinds.flatMap((kind) => {
    const name = asked[kind];
    const open = (path: string): AsyncIterable<Uint8Array> => createReadStream(path, { highWaterMark: pieceBytes });
    return name === undefined ? [] : [{ kind, name, open: () => open(name) }];
  });
  const flags = { partial: asked.partial, dryRun: asked['dry-run'], acceptSmaller: asked['accept-smaller'] };
  return { creditorId: importer.id, slug: asked.creditor, files, defaults, at, ...flags };
}

async function importAsked(pool: ImportTools['pool'], asked: Given, production: boolean): Promise<number> {
  const at = (await openBusinessClock(pool, production, Date.now))();
  const importer = await findImporter(pool, asked.creditor, at);
  if (importer === null) {
    say(`There is no creditor ${asked.creditor}.`);
    return 64;
  }
  const order = orderOf(asked, importer, at);
  // A day to come would have accounts taken as paid up, or as late, on a day that nobody looked at them.
  if (production && order.defaults.today > importer.today) {
    say(`--as-of ${order.defaults.today} is after today (${importer.today}): nobody knows the accounts of that day.`);
    return 64;
  }
  const tables = order.files.length > 0 ? await importTables(pool, asked, order) : null;
  const documents = asked.documents === undefined ? null : await importFolder(pool, asked.documents, order);
  printReport({ tables, documents }, asked.json);
  return Math.max(tables === null ? 0 : codeOf(tables), documents !== null && documents.problems.length > 0 ? 1 : 0);
}

/** How the command ends: 2 when a file waits for somebody's word, 1 when something was refused. */
function codeOf(report: ImportReport): number {
  if (report.files.some(({ ask }) => ask)) return 2;
  const whole = report.files.every(({ imported, counts }) => imported && counts.refused === 0);
  return whole && report.notAttempted.length === 0 ? 0 : 1;
}

async function importFolder(pool: ImportTools['pool'], folder: string, order: ImportOrder): Promise<DocumentsReport> {
  const files = await documentFiles(folder);
  const { creditorId, at, dryRun } = order;
  const progress = (done: number): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[Kdocuments: ${done} of ${files.length}`);
  };
  const tools = { pool, isMarkable, progress };
  return await importDocuments({ creditorId, folder, files, today: order.defaults.today, at, dryRun }, tools);
}

async function importTables(pool: ImportTools['pool'], asked: Given, order: ImportOrder): Promise<ImportReport> {
  const sink = (file: ImportFile): ReturnType<ImportTools['refusedSink']> => refusedSink(asked.refused, file);
  const tools = { pool, read: readCsv, refusedSink: sink, progress: makeProgress() };
  const first = await importFiles(order, tools);
  const stopped = first.files.find(({ ask }) => ask);
  const accepted = stopped !== undefined && (await confirmed(stopped));
  // What went in before the file that was asked about is unchanged the second time.
  return accepted ? await importFiles({ ...order, acceptSmaller: true }, tools) : first;
}

process.exitCode = await runTool(readGiven(), async ({ pool }, asked, production) => {
  const closed = await unreadable(importKinds.flatMap((kind) => asked[kind] ?? []));
  if (asked.documents !== undefined && !(await isFolder(asked.documents))) closed.push(asked.documents);
  if (closed.length > 0) {
    say(`Cannot be read: ${closed.join(', ')}`);
    return 66;
  }
  if (asked.refused !== undefined) await mkdir(asked.refused, { recursive: true });
  return await importAsked(pool, asked, production);
});
