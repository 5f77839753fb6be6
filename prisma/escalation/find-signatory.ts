import { inTenant, type Place } from '../in-tenant.ts';

/** Who answers for a formal notice: the creditor's manager who has been there longest, else an administrator; null when there is none. */
export async function findSignatory(place: Place, creditorId: string): Promise<string | null> {
  const { rows } = await inTenant(place, creditorId, (client) =>
    client.query<{ name: string }>(
      `SELECT name FROM staff_users WHERE creditor_id = $1 AND disabled_at IS NULL AND roles && ARRAY['manager', 'administrator']
        ORDER BY 'manager' = ANY (roles) DESC, recorded_at, id LIMIT 1`,
      [creditorId],
    ),
  );
  return rows[0]?.name ?? null;
}
