import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { inTenant } from '../in-tenant.ts';
import { watchRates } from './guards.ts';
import { markSwept } from './mark-swept.ts';
import { runSweep, type SweepReport } from './run-sweep.ts';
import { type RunOrder } from './sweep-order.ts';

type Day = { readonly id: string; readonly today: CivilDate };

type Made = { readonly ever: boolean; readonly today: boolean };

async function madeOf(pool: pg.Pool, { id, today }: Day): Promise<Made> {
  const { rows } = await inTenant(pool, id, (client) =>
    client.query<Made>(
      `SELECT count(*) > 0 AS ever, coalesce(bool_or(on_date = $2), false) AS today FROM job_runs
        WHERE creditor_id = $1 AND job = 'escalation' AND finished_at IS NOT NULL`,
      [id, today],
    ),
  );
  return rows[0] ?? { ever: false, today: false };
}

/** Of whom a message did not arrive, or was approved, since the day's sweep: the next outlet is tried, what was approved goes its way. */
async function since(pool: pg.Pool, { id, today }: Day): Promise<readonly string[]> {
  const { rows } = await inTenant(pool, id, (client) =>
    client.query<{ id: string }>(
      `SELECT DISTINCT n.debtor_id AS id FROM notices n
        WHERE n.creditor_id = $1 AND n.decided_on > $2::date - 8
          AND (n.status = 'approved' OR (n.status = 'failed' AND EXISTS (SELECT FROM reminders r WHERE r.notice_id = n.id AND r.status = 'failed')))`,
      [id, today],
    ),
  );
  return rows.map((row) => row.id);
}

/**
 * The sweep of a creditor's day, once, whichever process makes it; called again that day, only those whose message failed or was approved
 * meanwhile. A creditor's first sweep is made by a person, who has looked at what would leave: until then the schedule makes none. Null:
 * nothing to do.
 */
export async function sweepOfDay(
  pool: pg.Pool,
  day: Day,
  at: Instant,
  orderOf: (creditorId: string, at: Instant) => Promise<RunOrder>,
): Promise<SweepReport | null> {
  const { ever, today: again } = await madeOf(pool, day);
  if (!ever) return null;
  // What was queued in the morning goes on leaving: the shares are looked at each time.
  if (again) await watchRates(pool, day.id, at);
  const debtorIds = again ? await since(pool, day) : undefined;
  if (debtorIds?.length === 0) return null;
  const report = await runSweep(pool, { ...(await orderOf(day.id, at)), debtorIds }, day.today);
  if (report.kind !== 'done' || again) return report;
  await markSwept(pool, day.id, day.today, at);
  return report;
}
