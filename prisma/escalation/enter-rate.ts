import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { judgeRate, type RateRefusal } from '../../domain/escalation/judge-rate.ts';
import { mergedRates } from '../../domain/escalation/merged-rates.ts';
import { type RateRow } from '../../domain/rates.ts';
import { inTenant } from '../in-tenant.ts';
import { mayDo } from '../staff/staff-order.ts';
import { noteAct, type PolicyActor } from './note-act.ts';
import { rateRows } from './policy-store.ts';

export type RateOrder = PolicyActor & { readonly row: Omit<RateRow, 'id'>; readonly shipped: readonly RateRow[] };

export type RateEntered =
  | { readonly kind: 'entered'; readonly replaced: RateRow | null }
  | { readonly kind: 'refused'; readonly refusal: RateRefusal | { readonly why: 'not-manager' } };

/** Enters a rate for one creditor. A row of the same days is a correction: the corrected one stays, superseded. */
export async function enterRate(pool: pg.Pool, order: RateOrder): Promise<RateEntered> {
  const { creditorId, row, by, at } = order;
  const judged = judgeRate(mergedRates(order.shipped, await rateRows(pool, creditorId)), row);
  if ('why' in judged) return { kind: 'refused', refusal: judged };
  return await inTenant(pool, creditorId, async (client): Promise<RateEntered> => {
    if (!(await mayDo(client, by, 'write-policy'))) return { kind: 'refused', refusal: { why: 'not-manager' } };
    await client.query(
      `UPDATE creditor_rates SET superseded_at = solde_instant($5)
       WHERE creditor_id = $1 AND kind = $2 AND from_on = $3 AND until_on = $4 AND superseded_at IS NULL`,
      [creditorId, row.kind, row.from, row.until, at],
    );
    // Another one that came in between and overlaps is refused by the table itself.
    await client.query(
      `INSERT INTO creditor_rates (id, creditor_id, kind, from_on, until_on, yearly_ppm, source, by, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, solde_instant($9))`,
      [randomUUID(), creditorId, row.kind, row.from, row.until, row.yearlyPpm, row.source, by, at],
    );
    await noteAct(client, order, 'rate.entered', { kind: row.kind, from: row.from, ppm: row.yearlyPpm });
    return { kind: 'entered', replaced: judged.replaced };
  });
}
