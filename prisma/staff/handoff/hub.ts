import type pg from 'pg';
import { type Channel } from '../../../domain/channel.ts';
import { type HandoffEvent } from '../../../domain/handoff/handoff.ts';
import { type Instant } from '../../../domain/calendar.ts';
import { isLanguage } from '../../../domain/language.ts';
import { transcriptOf } from './brief.ts';

/** Where handoffs go: a desk of ours, or somebody else's. It may raise: it is told again. */
export type HandoffHub = (event: HandoffEvent) => Promise<void>;

type Row = {
  readonly id: string;
  readonly handoffId: string;
  readonly conversationId: string;
  readonly channel: Channel;
  readonly language: string | null;
  readonly reason: string;
  readonly name: HandoffEvent['name'];
  readonly state: 'accepted' | 'failed' | 'completed' | null;
  readonly message: string | null;
  readonly at: Instant;
};

async function eventOf(client: pg.ClientBase, creditorId: string, row: Row): Promise<HandoffEvent> {
  const { id, handoffId, conversationId, at } = row;
  const base = { id, creditorId, handoffId, conversationId, at };
  if (row.name === 'handoff.status') {
    return { ...base, name: row.name, value: { state: row.state ?? 'failed', message: row.message } };
  }
  const language = row.language !== null && isLanguage(row.language) ? row.language : 'fr';
  const value = { reason: row.reason, language, channel: row.channel };
  return { ...base, name: row.name, value, transcript: await transcriptOf(client, conversationId) };
}

/** Tells the hub what it was not told yet, in order; what it does not take is told again later. Gives how many it took. */
export async function tellEvents(
  client: pg.ClientBase,
  { creditorId, at, limit }: { readonly creditorId: string; readonly at: Instant; readonly limit: number },
  hub: HandoffHub,
): Promise<number> {
  const { rows } = await client.query<Row>(
    `SELECT e.id::text AS id, e.handoff_id AS "handoffId", h.conversation_id AS "conversationId", c.channel, c.language, h.reason, e.name, e.state, e.message, solde_ms(e.at) AS at
       FROM handoff_events e JOIN handoffs h ON h.id = e.handoff_id JOIN conversations c ON c.id = h.conversation_id
      WHERE e.told_at IS NULL ORDER BY e.id LIMIT $1 FOR UPDATE OF e SKIP LOCKED`,
    [limit],
  );
  let told = 0;
  for (const row of rows) {
    try {
      await hub(await eventOf(client, creditorId, row));
    } catch {
      return told; // the hub is away: this one, and those after it, wait
    }
    await client.query('UPDATE handoff_events SET told_at = solde_instant($2) WHERE id = $1', [row.id, at]);
    told += 1;
  }
  return told;
}

/** What a debtor wrote to the person who holds their conversation. */
export type Heard = {
  readonly handoffId: string;
  readonly conversationId: string;
  readonly holderId: string;
  readonly inboxId: string;
  readonly at: Instant;
  readonly text: string;
};

/** Shows holders what debtors wrote to them, in order and at least once; gives how many messages. */
export async function showHeard(
  client: pg.ClientBase,
  limit: number,
  show: (heard: Heard) => Promise<void>,
): Promise<number> {
  const { rows: holding } = await client.query<{ id: string; upto: string }>(
    `SELECT id, heard_upto::text AS upto FROM handoffs WHERE closed_at IS NULL AND accepted_at IS NOT NULL ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`,
  );
  let shown = 0;
  for (const { id, upto } of holding) {
    const { rows } = await client.query<Heard>(
      `SELECT h.id AS "handoffId", i.conversation_id AS "conversationId", h.staff_user_id AS "holderId", i.id::text AS "inboxId", solde_ms(i.received_at) AS at, i.text
         FROM handoffs h JOIN inbox i ON i.conversation_id = h.conversation_id AND i.id > $2::bigint WHERE h.id = $1 AND i.text <> '' ORDER BY i.id LIMIT $3`,
      [id, upto, limit],
    );
    for (const heard of rows) {
      try {
        await show(heard);
      } catch {
        break; // shown again later
      }
      await client.query('UPDATE handoffs SET heard_upto = $2 WHERE id = $1', [id, heard.inboxId]);
      shown += 1;
    }
  }
  return shown;
}
