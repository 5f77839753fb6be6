import type pg from 'pg';
import { inTenant } from '../../in-tenant.ts';

/** The handoff of that conversation that is open, else its last one; null where there is none. */
export async function handoffIn(pool: pg.Pool, creditorId: string, conversationId: string): Promise<string | null> {
  return await inTenant(pool, creditorId, async (client) => {
    // What a hub calls a conversation is compared as text: it may be anything.
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM handoffs WHERE creditor_id = $1 AND conversation_id::text = lower($2)
       ORDER BY closed_at IS NULL DESC, opened_at DESC LIMIT 1`,
      [creditorId, conversationId],
    );
    return rows[0]?.id ?? null;
  });
}
