import pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';
import { AppError, invariant } from '../../domain/errors.ts';
import { escalate } from '../../domain/escalation/escalate.ts';
import { type Escalation } from '../../domain/escalation/step.ts';
import { type Candidates, streamCandidates } from './candidates.ts';
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
const ahead = 4;

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

type Reader = {
  readonly read: (ids: readonly string[]) => Promise<PackedCases>;
  /** How many it has been asked for and not given yet. */
  readonly asked: () => number;
};

/** Reads by one connection, one after the other, once what they have in common is there. */
function makeReader(client: pg.ClientBase, order: SweepOrder, common: Promise<Common>): Reader {
  let before: Promise<unknown> = Promise.resolve();
  let asked = 0;
  return {
    read: (ids) => {
      asked += 1;
      const reading = before
        .then(async () => await readPackedCases(client, order, await common, ids))
        .finally(() => (asked -= 1));
      before = reading.catch(() => undefined);
      return reading;
    },
    asked: () => asked,
  };
}

async function commonOf(client: pg.ClientBase, order: SweepOrder): Promise<Common> {
  const common = await readCommon(client, order);
  invariant(common !== null, 'a sweep is of a creditor that there is');
  return common;
}

/** What two read at once is of this size at most, and halved towards the end, so that they end together. */
const share = { most: 250, least: 50 };

/** Ids as they are found; those that are there when all are found are shared out. */
async function* sharesOf(found: AsyncIterable<Candidates>): AsyncGenerator<readonly string[]> {
  const waiting: string[] = [];
  for await (const { ids, last } of found) {
    waiting.push(...ids);
    while (waiting.length > 0) {
      const half = last ? Math.max(Math.ceil(waiting.length / 2), share.least) : waiting.length;
      yield waiting.splice(0, Math.min(half, share.most));
    }
  }
}

/** While one connection finds who is to be looked at, the other reads their cases; once all are found, both read. */
async function* caseBatches(
  [finder, other]: readonly [pg.ClientBase, pg.ClientBase],
  order: SweepOrder,
  today: CivilDate,
): AsyncGenerator<PackedCases> {
  const common = commonOf(other, order);
  common.catch(() => undefined); // told by whoever reads
  const { creditorId, policies, only, debtorIds } = order;
  const [first, second] = [makeReader(other, order, common), makeReader(finder, order, common)];
  let readers = [first];
  // All ids are found at once, whatever the reading takes: the sooner, the sooner there are two who read.
  const candidates = streamCandidates(finder, { creditorId, today, policies, only, debtorIds });
  const found = readAhead(candidates, Infinity, (some) => {
    if (some.last) readers = [first, second];
    return Promise.resolve(some);
  });
  yield* readAhead(sharesOf(found), ahead, (ids) =>
    readers.reduce((a, b) => (b.asked() < a.asked() ? b : a)).read(ids),
  );
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
