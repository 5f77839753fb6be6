import type pg from 'pg';
import { inTenant } from '../in-tenant.ts';
import { type Case, readCases, readCommon } from './read-cases.ts';
import { type SweepOrder } from './sweep-order.ts';

const atOnce = 500;

/** Every case of a creditor as of the order's instant, by reference; for tools that look at all and change nothing. */
export async function readAllCases(
  pool: pg.Pool,
  order: Pick<SweepOrder, 'creditorId' | 'at' | 'asOf' | 'calendar'>,
): Promise<readonly Case[]> {
  return await inTenant(pool, order.creditorId, async (client) => {
    const common = await readCommon(client, order);
    if (common === null) return [];
    const { rows } = await client.query<{ id: string }>('SELECT id FROM debtors ORDER BY reference, id');
    const cases: Case[] = [];
    for (let from = 0; from < rows.length; from += atOnce) {
      const ids = rows.slice(from, from + atOnce).map(({ id }) => id);
      cases.push(...(await readCases(client, order, common, ids)));
    }
    return cases.toSorted((a, b) => (a.account.debtor.reference < b.account.debtor.reference ? -1 : 1));
  });
}
