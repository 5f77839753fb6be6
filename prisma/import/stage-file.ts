import { createHash } from 'node:crypto';
import type pg from 'pg';
import { columnsOf } from './columns.ts';
import { copyBatch, copyText } from './copy-batch.ts';
import { type Habits, scanHabits } from './habits.ts';
import { type Header, readHeader } from './header.ts';
import { type ImportDefaults, type ImportFile, type SourceRecord, type TableReader } from './import-file.ts';
import { makeReading, type Reading } from './reading.ts';
import { type RowReader, type StagedValue } from './row-reader.ts';

/** Rows in one COPY. */
const batch = 5000;

/** What a first look at the whole file gave. */
export type Scan = {
  readonly header: Header;
  readonly habits: Habits;
  readonly separator: string;
  readonly rows: number;
  readonly sha256: string;
};

type Records = AsyncGenerator<{
  readonly separator: string;
  readonly records: readonly SourceRecord[];
  readonly header: SourceRecord;
}>;

async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  hash: { update(chunk: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

/** The records below the header, in batches. */
async function* below(
  batches: AsyncIterable<{ readonly separator: string; readonly records: readonly SourceRecord[] }>,
): Records {
  let header: SourceRecord | undefined;
  for await (const { separator, records } of batches) {
    const first = header === undefined ? records[0] : undefined;
    header ??= first;
    if (header !== undefined) yield { separator, header, records: first === undefined ? records : records.slice(1) };
  }
}

/** The records of a file that was scanned before. */
export async function* recordsOf(file: ImportFile, read: TableReader): AsyncGenerator<readonly SourceRecord[]> {
  const batches = async function* (): AsyncGenerator<{
    readonly separator: string;
    readonly records: readonly SourceRecord[];
  }> {
    for await (const given of read(file.open())) if (!('problem' in given)) yield given;
  };
  for await (const { records } of below(batches())) yield records;
}

/** Reads the whole file once: its header, its habits, its hash; or why it is not imported at all. */
export async function scanFile(
  file: ImportFile,
  read: TableReader,
  defaults: ImportDefaults,
): Promise<Scan | { readonly problem: string; readonly sha256: string }> {
  const hash = createHash('sha256');
  let problem: string | null = null;
  const batches = async function* (): AsyncGenerator<{
    readonly separator: string;
    readonly records: readonly SourceRecord[];
  }> {
    for await (const given of read(hashed(file.open(), hash))) {
      if ('problem' in given) problem = given.problem;
      else yield given;
    }
  };
  let found: {
    readonly header: Header;
    readonly scan: ReturnType<typeof scanHabits>;
    readonly separator: string;
  } | null = null;
  let rows = 0;
  for await (const { separator, header, records } of below(batches())) {
    if (found === null) {
      const columns = readHeader(file.kind, header.cells);
      found = { header: columns, scan: scanHabits(columnsOf(file.kind), columns.at), separator };
    }
    rows += records.length;
    for (const record of records) found.scan.look(record.cells);
  }
  const sha256 = hash.digest('hex');
  if (found === null) return { problem: (problem as string | null) ?? 'empty', sha256 };
  const { header, scan, separator } = found;
  if (header.missing.length > 0) return { problem: `columns missing: ${header.missing.join(', ')}`, sha256 };
  if (header.repeated.length > 0) return { problem: `columns there twice: ${header.repeated.join(', ')}`, sha256 };
  return { header, habits: scan.conclude(separator, defaults.dateOrder), separator, rows, sha256 };
}

function namesOf(columns: readonly string[]): readonly string[] {
  return ['row', 'line', ...columns.map((column) => column.split(' ')[0] ?? '')];
}

/** The staging tables, gone with the transaction. Names and types are code, never input. */
export async function createStage(client: pg.ClientBase, reader: RowReader): Promise<void> {
  await client.query(
    `CREATE TEMP TABLE ${reader.table} (row int, line int, ${reader.columns.join(', ')}) ON COMMIT DROP`,
  );
  const { details } = reader;
  if (details !== undefined) {
    await client.query(
      `CREATE TEMP TABLE ${details.table} (row int, line int, ${details.columns.join(', ')}) ON COMMIT DROP`,
    );
  }
}

type Lines = { readonly rows: string[]; readonly details: string[]; readonly refused: string[] };

function copyLine(row: number, line: number, values: readonly StagedValue[]): string {
  let text = `${row}\t${line}`;
  for (const value of values) text += `\t${copyText(value)}`;
  return text;
}

function stageRow(reader: RowReader, reading: Reading, record: SourceRecord & { row: number }, lines: Lines): void {
  const { row, line } = record;
  const sound = reading.start(record);
  const values = sound ? reader.read(reading) : [];
  const details = sound && reader.details !== undefined ? reader.details.read(reading) : [];
  const refusal = reading.refusal();
  if (refusal !== null) {
    lines.refused.push(copyLine(row, line, [refusal.column, refusal.reason, reader.group(reading)]));
    return;
  }
  lines.rows.push(copyLine(row, line, values));
  for (const detail of details) lines.details.push(copyLine(row, line, detail));
}

/** Copies what can be read of the file into the staging tables, and the rest into `import_refused`; `row` counts records from 1. */
export async function stageFile(
  client: pg.ClientBase,
  source: { readonly file: ImportFile; readonly read: TableReader; readonly reader: RowReader },
  scan: Scan,
  given: { readonly defaults: ImportDefaults; readonly progress: (rows: number) => void },
): Promise<void> {
  const { file, read, reader } = source;
  const reading = makeReading(scan.header, scan.habits, given.defaults);
  const flush = async ({ rows, details, refused }: Lines): Promise<void> => {
    await copyBatch(client, { table: reader.table, columns: namesOf(reader.columns) }, rows);
    if (reader.details !== undefined) {
      await copyBatch(client, { table: reader.details.table, columns: namesOf(reader.details.columns) }, details);
    }
    await copyBatch(client, { table: 'import_refused', columns: ['row', 'line', 'col', 'reason', 'grp'] }, refused);
  };
  let row = 0;
  let lines: Lines = { rows: [], details: [], refused: [] };
  for await (const records of recordsOf(file, read)) {
    for (const record of records) {
      row += 1;
      stageRow(reader, reading, { ...record, row }, lines);
      if (lines.rows.length + lines.refused.length < batch) continue;
      await flush(lines);
      lines = { rows: [], details: [], refused: [] };
      given.progress(row);
    }
  }
  await flush(lines);
}
