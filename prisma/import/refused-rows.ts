import type pg from 'pg';
import { type ImportFile, type TableReader } from './import-file.ts';
import { type Reason, reasons } from './refusal.ts';
import { recordsOf, type Scan } from './stage-file.ts';

/** Where refused rows are written, as a table of the separator of the original. */
export type RefusedSink = {
  write(cells: readonly string[], separator: string): Promise<void>;
  /** Gives the name of the file. */
  close(): Promise<string>;
};

const added = ['solde_line', 'solde_column', 'solde_reason', 'solde_import'] as const;
const fetched = 1000;

type Refused = { readonly row: number; readonly line: number; readonly col: string | null; readonly reason: Reason };

/** The refused rows in the order of the file, each once, by its first reason. */
async function* refusedRows(client: pg.ClientBase): AsyncGenerator<Refused> {
  await client.query(
    'DECLARE refused NO SCROLL CURSOR FOR SELECT DISTINCT ON (row) row, line, col, reason FROM import_refused ORDER BY row',
  );
  for (;;) {
    const { rows } = await client.query<Refused>(`FETCH ${fetched} FROM refused`);
    if (rows.length === 0) break;
    yield* rows;
  }
  await client.query('CLOSE refused');
}

function rowsOf(cells: readonly string[], kept: readonly number[]): readonly string[] {
  return kept.map((index) => cells[index] ?? '');
}

/**
 * Writes the refused rows as they were, with the line, column and reason, so that the user corrects them and imports that file.
 * The import they were left out of is named, for rows that have no id: equal ones are counted on from it.
 */
export async function writeRefused(
  source: { readonly client: pg.ClientBase; readonly file: ImportFile; readonly read: TableReader },
  scan: Scan,
  to: { readonly sink: RefusedSink; readonly importId: string | null },
): Promise<string> {
  const { header, separator } = scan;
  const own = new Set(added.map((name) => header.at.get(name)));
  const kept = header.cells.map((_, index) => index).filter((index) => !own.has(index));
  const earlier = header.at.get('solde_import');
  await to.sink.write([...rowsOf(header.cells, kept), ...added], separator);
  const refused = refusedRows(source.client);
  let next = await refused.next();
  let row = 0;
  for await (const records of recordsOf(source.file, source.read)) {
    for (const record of records) {
      row += 1;
      if (next.done === true || next.value.row !== row) continue;
      const { line, col, reason } = next.value;
      const column = col === null ? '' : (header.cells[header.at.get(col) ?? -1]?.trim() ?? col);
      const origin = to.importId ?? (earlier === undefined ? '' : (record.cells[earlier] ?? ''));
      const why = [String(line), column, `${reason}: ${reasons[reason]}`, origin];
      // What is beyond the header is kept beyond the reasons.
      await to.sink.write(
        [...rowsOf(record.cells, kept), ...why, ...record.cells.slice(header.cells.length)],
        separator,
      );
      next = await refused.next();
    }
  }
  return await to.sink.close();
}
