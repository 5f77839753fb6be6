import type pg from 'pg';
import { type Message } from '../../domain/message.ts';
import { answerPoint } from '../../domain/staff/answer-point.ts';
import { type LockedAccount } from './lock-account.ts';
import { openTask } from './open-task.ts';
import { type StaffOrder } from './staff-order.ts';

/**
 * Writes to a debtor what was decided, once for its key, where only they read it; else a person is asked to tell them.
 */
export async function tellDebtor(
  client: pg.ClientBase,
  order: StaffOrder,
  { account, today }: LockedAccount,
  told: {
    readonly message: Message;
    readonly reason: string;
    readonly key: string; // dispute:<id>
    readonly facts: Readonly<Record<string, unknown>>;
  },
): Promise<'email' | 'task'> {
  const point = answerPoint(account, order.at);
  if (point === null) {
    await openTask(client, {
      ...{ creditorId: order.creditorId, at: order.at, kind: 'tell-answer', reason: told.reason },
      ...{ debtorId: account.debtor.id, facts: { ...told.facts, text: told.message.text }, dueOn: today },
      key: `tell-answer:${told.key}`,
    });
    return 'task';
  }
  await client.query(
    `INSERT INTO outbox (id, creditor_id, contact_point_id, debtor_id, channel, class, message, dedupe_key, status, queued_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 'email', 'service', $4, $5, 'READY', solde_instant($6))`,
    [
      ...[order.creditorId, point.id, account.debtor.id, JSON.stringify(told.message)],
      ...[`${told.reason}-answer:${told.key}`, order.at],
    ],
  );
  return 'email';
}
