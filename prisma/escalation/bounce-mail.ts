import type pg from 'pg';
import { inTenant } from '../in-tenant.ts';
import { type Switching } from './guards.ts';

/** Writes down that a mail came back: its level did not reach them, and the next sweep tries the next outlet. False: no such mail. */
export async function bounceMail(
  pool: pg.Pool,
  { creditorId, noticeId, at, actor }: Switching & { readonly noticeId: string },
): Promise<boolean> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<{ debtor: string }>(
      `SELECT n.debtor_id AS debtor FROM notices n JOIN debtors d ON d.id = n.debtor_id
        WHERE n.creditor_id = $1 AND n.id = $2 AND n.outlet = 'email' AND n.status IN ('sent', 'counted') AND n.outbox_id IS NOT NULL FOR NO KEY UPDATE OF d`,
      [creditorId, noticeId],
    );
    if (rows[0] === undefined) return false;
    await client.query(
      `INSERT INTO deliveries (id, creditor_id, outbox_id, channel, status, detail, at)
       SELECT gen_random_uuid(), $1, n.outbox_id, 'email', 'failed', 'bounced', solde_instant($3) FROM notices n WHERE n.id = $2
       ON CONFLICT ON CONSTRAINT deliveries_once DO NOTHING`,
      [creditorId, noticeId, at],
    );
    // A mail that was taken to have arrived did not: what counted of it counts no longer.
    await client.query(
      "UPDATE notices SET status = 'failed', counted_on = NULL, reason = 'bounced' WHERE id = $1 AND status IN ('sent', 'counted')",
      [noticeId],
    );
    await client.query(
      "UPDATE reminders SET status = 'failed', counted_on = NULL, reason = 'bounced' WHERE notice_id = $1 AND status IN ('sent', 'counted')",
      [noticeId],
    );
    const event = { kind: 'notice.bounced', actor, debtor: rows[0].debtor, facts: { noticeId } };
    await client.query('SELECT audit_append($1, solde_instant($2), $3)', [creditorId, at, JSON.stringify([event])]);
    return true;
  });
}
