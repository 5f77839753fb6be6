import { once } from 'node:events';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readConfig } from '../bot/config.ts';
import { readCsv } from '../documents/csv/read-csv.ts';
import { writeRow } from '../documents/csv/write-row.ts';
import { type CivilDate, readDate } from '../domain/civil-date.ts';
import { openDatabase } from '../prisma/database.ts';
import { type ImportFile, importKinds } from '../prisma/import/import-file.ts';
import { importFiles, type ImportOrder, type ImportTools } from '../prisma/import/import-files.ts';
import { findImporter, type Importer } from '../prisma/import/importer.ts';
import { type FileReport, type ImportReport } from '../prisma/import/report.ts';
import { reasons } from '../prisma/import/refusal.ts';

const usage = `Usage: npm run import -- --creditor SLUG [--debtors FILE] [--contacts FILE] [--invoices FILE] [--payments FILE] [--credits FILE]
  --partial           good rows in, refused rows out; without it a file with a refused row changes nothing
  --dry-run           says what would change and changes nothing
  --fresh-to DATE     the accounts are known up to this day; today unless told, and always in production
  --dates dmy|mdy     how 05/03/2026 is read; found out from the file unless told
  --currency EUR      of amounts whose row names none
  --country FR        of national phone numbers and debtors without a country; that of the creditor's account unless told
  --refused DIR       where <file>.refused.csv goes; beside each file unless told
  --json              the report as JSON

Columns and rules: docs/import.md. Ends with 1 when something was refused.`;

const given = z.object({
  creditor: z.string().min(1, 'is required'),
  ...{ debtors: z.string().optional(), contacts: z.string().optional(), invoices: z.string().optional() },
  ...{ payments: z.string().optional(), credits: z.string().optional(), refused: z.string().optional() },
  dates: z.enum(['dmy', 'mdy']).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  'fresh-to': z
    .string()
    .refine((text) => readDate(text) !== null, 'is a date such as 2026-03-31')
    .optional(),
  ...{ partial: z.boolean(), 'dry-run': z.boolean(), json: z.boolean() },
});
type Given = z.infer<typeof given>;

const pieceBytes = 1 << 18;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const options = {
  ...{ creditor: text, debtors: text, contacts: text, invoices: text, payments: text, credits: text, refused: text },
  ...{ dates: text, currency: text, country: text, 'fresh-to': text },
  ...{ partial: flag, 'dry-run': flag, json: flag, help: flag },
} as const;

function parseGiven(): { readonly help?: boolean } | null {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    say(error instanceof Error ? error.message : 'The arguments could not be read.');
    return null;
  }
}

function readGiven(): Given | null {
  const values = parseGiven();
  const read = values === null ? null : given.safeParse(values);
  if (read?.success === true && values?.help !== true && importKinds.some((kind) => read.data[kind] !== undefined)) {
    return read.data;
  }
  if (read?.success === false) for (const issue of read.error.issues) say(`--${issue.path.join('.')} ${issue.message}`);
  say(usage);
  return null;
}

/** The files that cannot be read, before anything is imported. */
async function unreadable(names: readonly string[]): Promise<readonly string[]> {
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

/** One line on a terminal, rewritten at most ten times a second. */
function makeProgress(): ImportTools['progress'] {
  let last = 0;
  return (file, phase, rows) => {
    if (!process.stderr.isTTY || (rows > 0 && performance.now() - last < 100)) return;
    last = performance.now();
    process.stderr.write(`\r\u001b[K${file.kind}: ${phase}${rows > 0 ? ` ${rows} rows` : ''}`);
  };
}

function describe(report: FileReport, dryRun: boolean): string[] {
  const { counts, examples, refused } = report;
  if (report.problem !== null) return [`${report.kind}: ${report.file} is not read: ${report.problem}`];
  const would = dryRun ? 'would be ' : '';
  const sums = `${would}created ${counts.created}, ${would}updated ${counts.updated}, unchanged ${counts.unchanged}, refused ${counts.refused}`;
  const state = report.imported ? '' : ' (nothing of this file is imported)';
  return [
    `${report.kind}: ${report.file}: ${report.rows} rows; ${sums}${counts.repeated > 0 ? `, repeated ${counts.repeated}` : ''}${state}`,
    ...(report.unknownColumns.length > 0 ? [`  columns not used: ${report.unknownColumns.join(', ')}`] : []),
    ...examples.map(
      ({ action, line, key, changes }) =>
        `  ${action} ${key} (line ${line})${changes === null ? '' : ` ${JSON.stringify(changes)}`}`,
    ),
    ...refused.map(
      ({ line, column, reason }) => `  line ${line}${column === null ? '' : `, ${column}`}: ${reasons[reason]}`,
    ),
    ...(report.refusedFile === null ? [] : [`  all ${counts.refused} refused rows: ${report.refusedFile}`]),
  ];
}

function print(report: ImportReport, json: boolean): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  if (json) {
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return;
  }
  const lines = report.files.flatMap((file) => describe(file, report.dryRun));
  const skipped = report.notAttempted.map((name) => `not looked at: ${name}`);
  const fresh = `The accounts are taken to be known up to ${report.freshTo}.`;
  process.stdout.write(
    `${[...lines, ...skipped, ...(report.dryRun ? ['Nothing was changed.'] : [fresh])].join('\n')}\n`,
  );
}

function orderOf(asked: Given, importer: Importer, at: number): ImportOrder {
  const today = (asked['fresh-to'] ?? importer.today) as CivilDate;
  const defaults = {
    ...{ today, zone: importer.zone, country: asked.country ?? importer.country },
    ...{ currency: asked.currency ?? importer.currency, dateOrder: asked.dates ?? null },
  };
  const files = importKinds.flatMap((kind) => {
    const name = asked[kind];
    const open = (path: string): AsyncIterable<Uint8Array> => createReadStream(path, { highWaterMark: pieceBytes });
    return name === undefined ? [] : [{ kind, name, open: () => open(name) }];
  });
  const flags = { partial: asked.partial, dryRun: asked['dry-run'] };
  return { creditorId: importer.id, slug: asked.creditor, files, defaults, at, ...flags };
}

async function importAsked(pool: ImportTools['pool'], asked: Given, production: boolean): Promise<number> {
  const at = Date.now();
  const importer = await findImporter(pool, asked.creditor, at);
  if (importer === null) {
    say(`There is no creditor ${asked.creditor}.`);
    return 64;
  }
  // Another day would have accounts taken as paid up, or as late, on a day that nobody looked at them.
  if (production && asked['fresh-to'] !== undefined && asked['fresh-to'] !== importer.today) {
    say(
      `--fresh-to ${asked['fresh-to']} is not today (${importer.today}): in production an import is of today. Leave it out.`,
    );
    return 64;
  }
  const sink = (file: ImportFile): ReturnType<ImportTools['refusedSink']> => refusedSink(asked.refused, file);
  const tools = { pool, read: readCsv, refusedSink: sink, progress: makeProgress() };
  const report = await importFiles(orderOf(asked, importer, at), tools);
  print(report, asked.json);
  const whole = report.files.every(({ imported, counts }) => imported && counts.refused === 0);
  return whole && report.notAttempted.length === 0 ? 0 : 1;
}

async function run(): Promise<number> {
  const config = readConfig();
  const asked = 'problems' in config ? null : readGiven();
  if ('problems' in config || asked === null) {
    if ('problems' in config) say(config.problems.join('\n'));
    return 64;
  }
  const closed = await unreadable(importKinds.flatMap((kind) => asked[kind] ?? []));
  if (closed.length > 0) {
    say(`Cannot be read: ${closed.join(', ')}`);
    return 66;
  }
  const database = await openDatabase({ databaseUrl: config.DATABASE_URL, dataDir: config.DATA_DIR, log: say });
  try {
    if (asked.refused !== undefined) await mkdir(asked.refused, { recursive: true });
    return await importAsked(database.pool, asked, config.production);
  } finally {
    await database.close();
  }
}

process.exitCode = await run();
