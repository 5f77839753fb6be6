import type pg from 'pg';
import { inTenant } from '../in-tenant.ts';

/** What a creditor's customers know it by, and how a person of it is reached. */
export type CreditorNames = { readonly name: string; readonly phone: string | null; readonly email: string | null };

/** The names of a creditor; null when there is none of that id. */
export async function creditorNames(pool: pg.Pool, creditorId: string): Promise<CreditorNames | null> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<CreditorNames>('SELECT name, phone, email FROM creditors WHERE id = $1', [
      creditorId,
    ]);
    return rows[0] ?? null;
  });
}
