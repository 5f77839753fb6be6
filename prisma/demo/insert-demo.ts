import pg from 'pg';
import { invariant } from '../../domain/errors.ts';
import { type Database } from '../database.ts';
import { type DemoPortfolio, type DemoRow, type DemoTable, demoTables } from './portfolio.ts';

const uniqueViolation = '23505';

/** One statement per table: the columns come from the rows, whose names are in this folder's code, never from input. */
function statement(table: DemoTable, first: DemoRow): string {
  const columns = Object.keys(first).map((column) => pg.escapeIdentifier(column));
  const into = pg.escapeIdentifier(table);
  return `INSERT INTO ${into} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::${into}, $1)`;
}

async function insertAll(client: pg.PoolClient, { tables }: DemoPortfolio): Promise<void> {
  for (const table of demoTables) {
    const rows = tables[table];
    const [first] = rows;
    if (first === undefined) continue;
    const width = Object.keys(first).length;
    invariant(
      rows.every((row) => Object.keys(row).length === width),
      'all rows of a table have the same columns',
    );
    if (table === 'creditors') continue;
    await client.query(statement(table, first), [JSON.stringify(rows)]);
  }
}

/** Whether the row is new: a creditor that another tenant's session cannot see still keeps its slug. */
async function insertCreditor(client: pg.PoolClient, { creditorId, tables }: DemoPortfolio): Promise<boolean> {
  const [creditor] = tables.creditors;
  invariant(creditor !== undefined, 'a portfolio has a creditor');
  await client.query("SELECT set_config('app.creditor', $1, true)", [creditorId]);
  try {
    // Another process may be doing the same: the second one waits here, then finds the creditor there.
    await client.query(statement('creditors', creditor), [JSON.stringify([creditor])]);
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === uniqueViolation) return false;
    throw error;
  }
}

/**
 * Stores the portfolio in one transaction; true when it did, false when a creditor of that slug was there already, in which case
 * nothing is changed.
 */
export async function insertDemo(database: Pick<Database, 'pool'>, portfolio: DemoPortfolio): Promise<boolean> {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    const isNew = await insertCreditor(client, portfolio);
    if (isNew) await insertAll(client, portfolio);
    await client.query(isNew ? 'COMMIT' : 'ROLLBACK');
    return isNew;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
