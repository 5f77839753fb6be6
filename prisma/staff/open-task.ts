import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';

export type TaskWish = {
  readonly creditorId: string;
  readonly at: Instant;
  readonly kind: string;
  readonly reason: string;
  readonly debtorId: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly dueOn: CivilDate;
  readonly key: string; // the same matter has the same key, and is one task
};

/** Opens a task, once for its key, and gives its id. */
export async function openTask(client: pg.ClientBase, wish: TaskWish): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, facts, dedupe_key, opened_at, due_on)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, solde_instant($7), $8)
     ON CONFLICT ON CONSTRAINT tasks_dedupe_key DO UPDATE SET dedupe_key = excluded.dedupe_key RETURNING id`,
    [
      ...[wish.creditorId, wish.kind, wish.reason, wish.debtorId, JSON.stringify(wish.facts), wish.key],
      ...[wish.at, wish.dueOn],
    ],
  );
  return rows[0]?.id ?? '';
}
