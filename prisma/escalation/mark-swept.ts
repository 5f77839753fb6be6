import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { inTenant } from '../in-tenant.ts';

/** Writes down that the sweep of a creditor's day was made: the schedule goes on from there, and makes no other that day. */
export async function markSwept(pool: pg.Pool, creditorId: string, day: CivilDate, at: Instant): Promise<void> {
  await inTenant(pool, creditorId, (client) =>
    client.query(
      `INSERT INTO job_runs (creditor_id, job, on_date, finished_at) VALUES ($1, 'escalation', $2, solde_instant($3))
       ON CONFLICT (creditor_id, job, on_date) DO UPDATE SET finished_at = excluded.finished_at`,
      [creditorId, day, at],
    ),
  );
}
