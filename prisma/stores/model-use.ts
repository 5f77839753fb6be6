import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { inTenant } from '../in-tenant.ts';
import { openTask } from '../staff/open-task.ts';
import { dayIn } from '../staff/staff-order.ts';

/** The most a creditor's model is asked on one day. */
export type ModelLimits = { readonly requests: number; readonly tokens: number };

/** Counts what the model is asked for a creditor, by its civil day; the day's first request that is too much opens a task. */
export type ModelUse = {
  readonly take: (creditorId: string, tokens: number, at: Instant) => Promise<boolean>;
  readonly settle: (creditorId: string, difference: number, at: Instant) => Promise<void>;
};

async function todayOf(client: pg.ClientBase, creditorId: string, at: Instant): Promise<CivilDate> {
  const { rows } = await client.query<{ zone: string }>('SELECT zone FROM creditors WHERE id = $1', [creditorId]);
  return await dayIn(client, rows[0]?.zone ?? 'UTC', at);
}

/** One statement, under the row's lock: requests at the same moment never go beyond together. */
const taking = `
  INSERT INTO model_use AS u (creditor_id, on_date, requests, tokens) SELECT $1, $2, 1, $3::bigint WHERE 1 <= $4::int AND $3::bigint <= $5::bigint
  ON CONFLICT (creditor_id, on_date) DO UPDATE SET requests = u.requests + 1, tokens = u.tokens + excluded.tokens
   WHERE u.requests < $4::int AND u.tokens + excluded.tokens <= $5::bigint RETURNING 1`;

export function makeModelUse(pool: pg.Pool, limits: ModelLimits): ModelUse {
  return {
    take: async (creditorId, tokens, at) =>
      await inTenant(pool, creditorId, async (client) => {
        const today = await todayOf(client, creditorId, at);
        const values = [creditorId, today, tokens, limits.requests, limits.tokens];
        const { rows } = await client.query(taking, values);
        if (rows.length > 0) return true;
        await openTask(client, {
          ...{ creditorId, at, kind: 'model-spent', reason: 'model-spent', debtorId: null, dueOn: today },
          facts: { ...limits },
          key: `model-spent:${today}`,
        });
        return false;
      }),
    settle: async (creditorId, difference, at) => {
      await inTenant(pool, creditorId, async (client) => {
        const today = await todayOf(client, creditorId, at);
        // A request that ends after midnight is settled on a day that may have none.
        const text = 'UPDATE model_use SET tokens = greatest(0, tokens + $3) WHERE creditor_id = $1 AND on_date = $2';
        await client.query(text, [creditorId, today, difference]);
      });
    },
  };
}
