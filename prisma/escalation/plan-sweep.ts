import type pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';
import { AppError, invariant } from '../../domain/errors.ts';
import { escalate } from '../../domain/escalation/escalate.ts';
import { type Escalation } from '../../domain/escalation/step.ts';
import { streamCandidates } from './candidates.ts';
import { type Case, readCases, readCommon } from './read-cases.ts';
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

/** The same, asked for one ahead: the server reads the next while this one is decided about. */
async function* oneAhead<T>(all: AsyncGenerator<T>): AsyncGenerator<T> {
  const ask = (): Promise<IteratorResult<T>> => {
    const asked = all.next();
    asked.catch(() => undefined); // what fails is told to whoever awaits it, and that is only once the one before was looked at
    return asked;
  };
  let next = ask();
  try {
    for (let found = await next; found.done !== true; found = await next) {
      next = ask();
      yield found.value;
    }
  } finally {
    await next.catch(() => undefined); // nothing is asked any more once the client is given back
  }
}

async function* caseBatches(
  client: pg.ClientBase,
  order: SweepOrder,
  today: CivilDate,
): AsyncGenerator<readonly Case[]> {
  const common = await readCommon(client, order);
  invariant(common !== null, 'a sweep is of a creditor that there is');
  const { creditorId, policies, only, debtorIds } = order;
  const wanted = { creditorId, today, policies, only, debtorIds };
  for await (const ids of streamCandidates(client, wanted)) yield await readCases(client, order, common, ids);
}

/**
 * Decides about every debtor who may have something due, one after the other, on one picture of the database; writes nothing. Memory
 * does not grow with their number.
 */
export async function* planSweep(pool: pg.Pool, order: SweepOrder, today: CivilDate): AsyncGenerator<Planned> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query("SELECT set_config('app.creditor', $1, true)", [order.creditorId]);
    for await (const cases of oneAhead(caseBatches(client, order, today)))
      for (const found of cases) yield { ...found, escalation: decideCase(found, order) };
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
    client.release();
  }
}
