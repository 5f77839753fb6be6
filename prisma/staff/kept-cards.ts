import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { inTenant } from '../in-tenant.ts';

/** The buttons of a card; what they stand for is the caller's own. */
export type NewCard = {
  readonly id: string;
  readonly creditorId: string;
  readonly staffId: string;
  readonly conversationId: string;
  readonly presses: readonly unknown[];
  readonly at: Instant;
};

/** How long a button can be pressed. */
const keptDays = 30;

/** Keeps what the buttons of a card stand for; the same card again changes nothing. */
export async function keepCard(pool: pg.Pool, card: NewCard): Promise<void> {
  await inTenant(pool, card.creditorId, async (client) => {
    await client.query(
      `INSERT INTO staff_cards (id, creditor_id, staff_user_id, conversation_id, presses, issued_at)
       VALUES ($1, $2, $3, $4, $5, solde_instant($6)) ON CONFLICT (id) DO NOTHING`,
      [card.id, card.creditorId, card.staffId, card.conversationId, JSON.stringify(card.presses), card.at],
    );
  });
}

/** What the buttons of a card stand for that was shown to that person, in that conversation; null for any other. */
export async function findCard<Press>(
  pool: pg.Pool,
  of: { readonly creditorId: string; readonly staffId: string; readonly conversationId: string; readonly id: string },
): Promise<readonly Press[] | null> {
  return await inTenant(pool, of.creditorId, async (client) => {
    const { rows } = await client.query<{ presses: readonly Press[] }>(
      'SELECT presses FROM staff_cards WHERE id = $1 AND staff_user_id = $2 AND conversation_id = $3',
      [of.id, of.staffId, of.conversationId],
    );
    return rows[0]?.presses ?? null;
  });
}

/** Forgets cards that nobody presses any more. */
export async function forgetCards(pool: pg.Pool, creditorId: string, at: Instant): Promise<number> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rowCount } = await client.query(
      "DELETE FROM staff_cards WHERE creditor_id = $1 AND issued_at < solde_instant($2) - $3 * interval '1 day'",
      [creditorId, at, keptDays],
    );
    return rowCount ?? 0;
  });
}
