import type pg from 'pg';
import { type PolicyGround } from '../../domain/escalation/check-policy.ts';
import { mergedRates } from '../../domain/escalation/merged-rates.ts';
import { type RateRow } from '../../domain/rates.ts';
import { inTenant } from '../in-tenant.ts';
import { rateRows } from './policy-store.ts';

/** What a creditor's policies are judged against: its role, what it provides, and the rates known to it. */
export async function groundOf(pool: pg.Pool, creditorId: string, shipped: readonly RateRow[]): Promise<PolicyGround> {
  const rates = mergedRates(shipped, await rateRows(pool, creditorId));
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<{ essential: boolean; thirdParty: boolean }>(
      `SELECT essential, role = 'third-party' AS "thirdParty" FROM creditors WHERE id = $1`,
      [creditorId],
    );
    // A creditor that is not there is judged the strictest way.
    return { rates, ...(rows[0] ?? { essential: true, thirdParty: true }) };
  });
}
