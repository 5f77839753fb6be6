import pg from 'pg';
import { type StagedValue } from './row-reader.ts';

/** The part of a connection that COPY uses and the types of `pg` leave out. */
type CopyConnection = pg.Connection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

const special = /[\\\t\n\r]/g;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value as COPY reads it in text format. */
export function copyText(value: StagedValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return value.replace(special, (sign) => escapes[sign] ?? sign);
}

/** One COPY FROM STDIN whose rows are all at hand; `pg` drives it through these methods. */
class CopyFrom implements pg.Submittable {
  readonly done: Promise<void>;
  readonly #text: string;
  readonly #rows: Buffer;
  #resolve: () => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(text: string, rows: Buffer) {
    this.#text = text;
    this.#rows = rows;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(this.#rows);
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {
    // The server is ready for the next statement only after ReadyForQuery.
  }

  handleReadyForQuery(): void {
    this.#resolve();
  }

  handleError(error: Error): void {
    this.#reject(error);
  }
}

/** Appends the rows, each already a line of COPY's text format, to a table by one COPY. The names are code, never input. */
export async function copyBatch(
  client: pg.ClientBase,
  into: { readonly table: string; readonly columns: readonly string[] },
  lines: readonly string[],
): Promise<void> {
  if (lines.length === 0) return;
  const columns = into.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const copy = new CopyFrom(
    `COPY ${pg.escapeIdentifier(into.table)} (${columns}) FROM STDIN`,
    Buffer.from(`${lines.join('\n')}\n`),
  );
  client.query(copy);
  await copy.done;
}
