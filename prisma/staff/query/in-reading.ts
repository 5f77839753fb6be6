import type pg from 'pg';
import { type Instant } from '../../../domain/calendar.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { invariant } from '../../../domain/errors.ts';
import { inTransaction } from '../../in-transaction.ts';

/** What a question must know of the creditor before it is compiled. */
export type Ground = {
  readonly zone: string;
  readonly importedAt: Instant | null;
  readonly settledTo: CivilDate | null; // the last day on which anything settles, comes back or is reversed
  readonly issuedTo: CivilDate | null; // the last day an invoice bears
};

// The day that is later than any keeps the last day of issue in its index, whose condition it implies: else every invoice is read.
const ground = `SELECT c.zone, (SELECT max(i.imported_at) FROM imports i WHERE i.creditor_id = c.id AND i.kind IN ('payments', 'open-items')) AS "importedAt",
    (SELECT max(l.settled_known_from) FROM due_lines l WHERE l.creditor_id = c.id) AS "settledTo", (SELECT max(v.issued) FROM invoices v WHERE v.creditor_id = c.id AND v.issued > '-infinity') AS "issuedTo"
  FROM creditors c WHERE c.id = $1`;

/**
 * A question about a whole portfolio sorts and hashes in memory, and may take more than one processor, which no turn does; compiling it takes
 * longer than running it.
 */
const settings = `SELECT set_config('app.creditor', $1, true), set_config('work_mem', '64MB', true), set_config('jit', 'off', true),
    set_config('max_parallel_workers_per_gather', '2', true)`;

/** Runs `work` on one connection that sees this creditor's rows of one moment, and can write nothing. */
export async function inReading<T>(
  pool: pg.Pool,
  creditorId: string,
  work: (client: pg.PoolClient, ground: Ground) => Promise<T>,
): Promise<T> {
  return await inTransaction(pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', async (client) => {
    await client.query({ name: 'staff-settings', text: settings, values: [creditorId] });
    const { rows } = await client.query<Ground>({ name: 'staff-ground', text: ground, values: [creditorId] });
    const [known] = rows;
    invariant(known !== undefined, 'staff ask about a creditor that exists');
    return await work(client, known);
  });
}
