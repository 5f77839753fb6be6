import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { inTenant } from '../in-tenant.ts';
import { openTask } from './open-task.ts';
import { dayIn } from './staff-order.ts';

/** Why somebody is not served where only staff is. */
export type StrangerReason = 'unknown-person' | 'disabled-person' | 'guest' | 'foreign-tenant';

export type Stranger = {
  readonly creditorId: string;
  readonly tenant: string;
  readonly objectId: string | null;
  readonly why: StrangerReason;
  readonly at: Instant;
};

/** Opens a task for the creditor's administrators, one for each person and day however often they write. */
export async function tellStranger(pool: pg.Pool, { creditorId, tenant, objectId, why, at }: Stranger): Promise<void> {
  await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<{ zone: string }>('SELECT zone FROM creditors WHERE id = $1', [creditorId]);
    const today = await dayIn(client, rows[0]?.zone ?? 'UTC', at);
    await openTask(client, {
      ...{ creditorId, at, kind: 'access', reason: why, debtorId: null, dueOn: today },
      facts: { tenant, objectId },
      key: `access:${tenant}/${objectId ?? ''}:${today}`,
    });
  });
}
