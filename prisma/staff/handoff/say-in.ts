import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Instant } from '../../../domain/calendar.ts';
import { type Message } from '../../../domain/message.ts';
import { type Found } from './held.ts';
import { type SaidRef } from './handoff-deps.ts';

export type SaidIn =
  { readonly kind: 'said'; readonly said: SaidRef } | { readonly kind: 'stopped'; readonly gate: string };

/**
 * Says something in a conversation, in the transaction that looked who holds it: as a person who does (`held`), or as the assistant.
 * The same gates judge it as when a carrier takes it; what they stop is not said at all. What was said under the same `key` is not said again.
 */
export async function sayIn(
  client: pg.ClientBase,
  found: Found,
  message: Message,
  how: { readonly creditorId: string; readonly at: Instant; readonly held: boolean; readonly key?: string },
): Promise<SaidIn> {
  const { creditorId, at, held } = how;
  const before = how.key === undefined ? null : await saidBefore(client, how.key, found.conversationId);
  if (before !== null) return { kind: 'said', said: { ...before, creditorId } };
  const outboxId = randomUUID();
  await client.query(
    `INSERT INTO outbox (id, creditor_id, conversation_id, debtor_id, channel, class, message, dedupe_key, status, queued_at, handoff_id)
     VALUES ($1::uuid, $2, $3, $4, $5, $6, $7, 'handoff:' || coalesce($10, $1::text), 'READY', solde_instant($8), $9)`,
    [
      ...[outboxId, creditorId, found.conversationId, found.debtorId, found.channel, message.class],
      ...[JSON.stringify(message), at, held ? found.id : null, how.key ?? null],
    ],
  );
  const { rows } = await client.query<{ gate: string | null; sent: boolean }>(
    `SELECT solde_send_refusal($1, o.id, c.key, solde_instant($3)) AS gate, o.channel IN ('web', 'console') AS sent
       FROM outbox o JOIN conversations c ON c.id = o.conversation_id WHERE o.id = $2`,
    [creditorId, outboxId, at],
  );
  const { gate, sent } = rows[0] ?? { gate: 'unknown', sent: false };
  if (gate !== null) {
    await client.query("SELECT solde_settle_send($1, 'REFUSED', $2, solde_instant($3))", [outboxId, gate, at]);
    return { kind: 'stopped', gate };
  }
  if (sent)
    await client.query("UPDATE outbox SET status = 'SENT', settled_at = solde_instant($2) WHERE id = $1", [
      outboxId,
      at,
    ]);
  const said = { creditorId, conversationId: found.conversationId, outboxId, send: !sent };
  return { kind: 'said', said };
}

/** What was said in that conversation under that key. */
export async function saidBefore(
  client: pg.ClientBase,
  key: string,
  conversationId: string,
): Promise<Omit<SaidRef, 'creditorId'> | null> {
  const { rows } = await client.query<Omit<SaidRef, 'creditorId'>>(
    `SELECT id AS "outboxId", conversation_id AS "conversationId", status = 'READY' AS send FROM outbox
      WHERE dedupe_key = 'handoff:' || $1 AND conversation_id = $2`,
    [key, conversationId],
  );
  return rows[0] ?? null;
}

/** Tells the hub, once the transaction is there, what became of a handoff. */
export async function tellHub(
  client: pg.ClientBase,
  found: Pick<Found, 'id'>,
  status: {
    readonly creditorId: string;
    readonly at: Instant;
    readonly state: 'accepted' | 'failed' | 'completed';
    readonly message: string | null;
  },
): Promise<void> {
  const { creditorId, at, state, message } = status;
  await client.query(
    `INSERT INTO handoff_events (creditor_id, handoff_id, name, state, message, at) VALUES ($1, $2, 'handoff.status', $3, $4, solde_instant($5))`,
    [creditorId, found.id, state, message, at],
  );
}
