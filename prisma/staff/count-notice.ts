import type pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';

/**
 * A notice counts from that day, and so do its lines' levels. The days a formal notice grants run from its first presentation, so
 * that its deadline moves on with it and never back.
 */
export async function countNotice(client: pg.ClientBase, id: string, on: CivilDate): Promise<void> {
  await client.query(
    "UPDATE notices SET status = 'counted', counted_on = $2, deadline_on = solde_deadline_from(id, $2) WHERE id = $1",
    [id, on],
  );
  await client.query("UPDATE reminders SET status = 'counted', counted_on = $2 WHERE notice_id = $1", [id, on]);
}

/** A notice that reached nobody: the next way may be taken. */
export async function failNotice(client: pg.ClientBase, id: string, reason: string): Promise<void> {
  await client.query("UPDATE notices SET status = 'failed', reason = $2 WHERE id = $1", [id, reason]);
  await client.query("UPDATE reminders SET status = 'failed', reason = $2 WHERE notice_id = $1", [id, reason]);
}
