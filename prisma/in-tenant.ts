import type pg from 'pg';
import { invariant } from '../domain/errors.ts';
import { inTransaction } from './in-transaction.ts';

/** A creditor's transaction that somebody else began and will end: what runs in it happens with it, or not at all. */
export type OpenTransaction = { readonly client: pg.PoolClient; readonly creditorId: string };

/** Where work is done: in a transaction of its own, or in one that is open. */
export type Place = pg.Pool | OpenTransaction;

/**
 * Runs `work` in one transaction that sees and writes the rows of this creditor only: its own, which a failure undoes whole, or the
 * one that is open.
 */
export async function inTenant<T>(
  place: Place,
  creditorId: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  if ('client' in place) {
    invariant(place.creditorId === creditorId, 'a transaction is of one creditor');
    return await work(place.client);
  }
  return await inTransaction(place, 'BEGIN', async (client) => {
    await client.query("SELECT set_config('app.creditor', $1, true)", [creditorId]);
    return await work(client);
  });
}
