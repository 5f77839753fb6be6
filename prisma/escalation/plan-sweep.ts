import pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';
import { AppError, invariant } from '../../domain/errors.ts';
import { escalate } from '../../domain/escalation/escalate.ts';
import { type Escalation } from '../../domain/escalation/step.ts';
import { streamCandidates } from './candidates.ts';
import { readAhead } from './read-ahead.ts';
import { type Case, type Common, type PackedCases, readCommon, readPackedCases } from './read-cases.ts';
import { type SweepOrder } from './sweep-order.ts';

/** What would be done about one debtor; null where the account contradicts itself, and a person must look. */
export type Planned = Case & { readonly escalation: Escalation | null };

/** Decides about one case; null where the account contradicts itself. */
export function decideCase(of: Case, { policies, rates, reachable }: SweepOrder): Escalation | null {
  try {
    return escalate({ ...of, policies, rates, reachable });
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVARIANT_BROKEN') return null;
    throw error;
  }
}

/** Cases are read by so many hundreds ahead of being decided about. */
const ahead = 3;

/** Begins to read one creditor's rows as they are now, or as another connection sees them; gives by which name others can see the same. */
async function beginReading(client: pg.ClientBase, creditorId: string, as?: string): Promise<string> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  if (as !== undefined) await client.query(`SET TRANSACTION SNAPSHOT ${pg.escapeLiteral(as)}`);
  const text = "SELECT set_config('app.creditor', $1, true), pg_export_snapshot() AS snapshot";
  const { rows } = await client.query<{ snapshot: string }>(text, [creditorId]);
  return rows[0]?.snapshot ?? '';
}

/** Runs `work` with two connections that see one picture of the database, and write nothing. */
async function* onePicture<T>(
  pool: pg.Pool,
  creditorId: string,
  work: (one: pg.ClientBase, other: pg.ClientBase) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const clients: pg.PoolClient[] = [];
  try {
    const one = await pool.connect();
    clients.push(one);
    const other = await pool.connect();
    clients.push(other);
    await beginReading(other, creditorId, await beginReading(one, creditorId));
    yield* work(one, other);
  } finally {
    for (const client of clients) {
      await client.query('ROLLBACK').catch(() => undefined);
      client.release();
    }
  }
}

type Reader = (ids: readonly string[]) => Promise<PackedCases>;

/** Reads by one connection, one after the other. */
function makeReader(client: pg.ClientBase, order: SweepOrder, common: Common): Reader {
  let before: Promise<unknown> = Promise.resolve();
  return (ids) => {
    const reading = before.then(() => readPackedCases(client, order, common, ids));
    before = reading.catch(() => undefined);
    return reading;
  };
}

/** While one connection finds who is to be looked at, the other reads their cases; once all are found, both read. */
async function* caseBatches(
  [finder, other]: readonly [pg.ClientBase, pg.ClientBase],
  order: SweepOrder,
  today: CivilDate,
): AsyncGenerator<PackedCases> {
  const common = await readCommon(other, order);
  invariant(common !== null, 'a sweep is of a creditor that there is');
  const { creditorId, policies, only, debtorIds } = order;
  const [first, second] = [makeReader(other, order, common), makeReader(finder, order, common)];
  let isFound = false;
  const found = async function* (): AsyncGenerator<readonly string[]> {
    yield* streamCandidates(finder, { creditorId, today, policies, only, debtorIds });
    isFound = true;
  };
  let turn = 0;
  yield* readAhead(found(), ahead, (ids) => {
    turn += 1;
    return isFound && turn % 2 === 0 ? second(ids) : first(ids);
  });
}

/**
 * Decides about every debtor who may have something due, one after the other, on one picture of the database; writes nothing. Memory
 * does not grow with their number, but for their ids.
 */
export async function* planSweep(pool: pg.Pool, order: SweepOrder, today: CivilDate): AsyncGenerator<Planned> {
  const batches = onePicture(pool, order.creditorId, (...clients) => caseBatches(clients, order, today));
  for await (const cases of batches)
    for (const found of cases()) yield { ...found, escalation: decideCase(found, order) };
}
