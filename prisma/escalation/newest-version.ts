import type pg from 'pg';
import { type EscalationPolicy } from '../../domain/escalation/policy.ts';

/** The version of a policy that comes last, signed or not, for which texts are written; null when none is stored. */
export async function newestVersion(
  client: pg.ClientBase,
  creditorId: string,
  id: string,
): Promise<EscalationPolicy | null> {
  const { rows } = await client.query<{ content: EscalationPolicy }>(
    `SELECT content FROM policies WHERE creditor_id = $1 AND kind = $2 AND pack IS NOT NULL
     ORDER BY effective_from DESC, recorded_at DESC LIMIT 1`,
    [creditorId, id],
  );
  return rows[0]?.content ?? null;
}
