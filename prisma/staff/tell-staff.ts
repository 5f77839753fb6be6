import type pg from 'pg';
import { type StaffTelling, type Told, type Written } from '../../domain/staff/telling.ts';
import { inTenant } from '../in-tenant.ts';

/**
 * Tells somebody what they were not told yet, in one message: that they were and the message are kept together, so that neither a crash nor
 * a second process tells anything twice. Gives the row a carrier must take; null where everything was told before.
 */
export async function tellStaff(
  pool: pg.Pool,
  telling: StaffTelling,
  write: (fresh: readonly Told[]) => Written,
): Promise<string | null> {
  const { creditorId, staffId, conversationId, told, at } = telling;
  return await inTenant(pool, creditorId, async (client) => {
    const { rows: fresh } = await client.query<Told>(
      `INSERT INTO staff_told (creditor_id, staff_user_id, topic, about, told_at)
       SELECT $1, $2, t.topic, t.about, solde_instant($4) FROM jsonb_to_recordset($3) AS t (topic text, about text)
       ON CONFLICT DO NOTHING RETURNING topic, about`,
      [creditorId, staffId, JSON.stringify(told), at],
    );
    if (fresh.length === 0) return null;
    const { id, message, cardId, presses } = write(fresh);
    if (presses.length > 0) {
      await client.query(
        `INSERT INTO staff_cards (id, creditor_id, staff_user_id, conversation_id, presses, issued_at)
         VALUES ($1, $2, $3, $4, $5, solde_instant($6))`,
        [cardId, creditorId, staffId, conversationId, JSON.stringify(presses), at],
      );
    }
    // Numbered after what the person wrote, as every message of a conversation is: its row first.
    await client.query('SELECT FROM conversations WHERE id = $1 FOR NO KEY UPDATE', [conversationId]);
    await client.query(
      `INSERT INTO outbox (id, creditor_id, conversation_id, channel, class, message, dedupe_key, status, queued_at)
       VALUES ($1::uuid, $2, $3, 'teams', 'service', $4, 'told:' || $1::text, 'READY', solde_instant($5))`,
      [id, creditorId, conversationId, JSON.stringify(message), at],
    );
    return id;
  });
}
