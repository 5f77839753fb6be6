import { createHash } from 'node:crypto';
import type pg from 'pg';

export type Statement = { readonly text: string; readonly values: readonly unknown[] };
export type Row = Readonly<Record<string, unknown>>;

/** The id that this name stands for, the same in every test. */
export function id(name: string): string {
  const hex = createHash('md5').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

export function add(table: string, row: Row): Statement {
  const columns = Object.keys(row);
  const marks = columns.map((_, index) => `$${String(index + 1)}`);
  return {
    text: `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks.join(', ')})`,
    values: Object.values(row),
  };
}

/** Changes the rows that have all the values of `where`. */
export function change(table: string, where: Row, to: Row): Statement {
  const sets = Object.keys(to).map((column, index) => `${column} = $${String(index + 1)}`);
  const count = sets.length;
  const tests = Object.keys(where).map((column, index) => `${column} = $${String(count + index + 1)}`);
  return {
    text: `UPDATE ${table} SET ${sets.join(', ')} WHERE ${tests.join(' AND ')}`,
    values: [...Object.values(to), ...Object.values(where)],
  };
}

export async function run(client: pg.ClientBase, statements: readonly Statement[]): Promise<void> {
  for (const { text, values } of statements) await client.query(text, [...values]);
}

/** Runs the statements as a whole would commit, keeps nothing, and gives the name of the constraint that refused them. */
export async function refusalOf(client: pg.ClientBase, statements: readonly Statement[]): Promise<string | null> {
  await client.query('SAVEPOINT attempt');
  try {
    await run(client, statements);
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    return null;
  } catch (error) {
    const { constraint, message } = error as { constraint?: string; message: string };
    return constraint ?? message;
  } finally {
    await client.query('ROLLBACK TO attempt');
    await client.query('SET CONSTRAINTS ALL DEFERRED');
  }
}

/** One transaction of the service for this creditor, never committed. */
export async function asCreditor<T>(
  pool: pg.Pool,
  creditorId: string,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query("SELECT set_config('app.creditor', $1, true)", [creditorId]);
    return await work(client);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}
