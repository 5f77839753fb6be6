import type pg from 'pg';
import { type DayJob, type DayOrder } from './day-job.ts';
import { openTasksOfEntries } from './entry-tasks.ts';
import { followAgreements } from './follow-agreements.ts';
import { followDecisions } from './follow-decisions.ts';
import { grantDiscounts } from './grant-discounts.ts';
import { followEvents, warnOfCover, warnOfLimitation } from './law-alerts.ts';
import { announceInstalments, sayThanks } from './service-notices.ts';
import { purgeStaffFiles } from './purge-staff-files.ts';
import { weighRisk } from './weigh-risk.ts';

/** What a job did; null where another process is at it, or did it that day. */
export type DayReport = { readonly job: string; readonly did: Readonly<Record<string, number>> | null };

const jobs: Readonly<Record<string, DayJob>> = {
  discounts: grantDiscounts,
  'provisional-entries': openTasksOfEntries,
  events: followEvents, // before agreements: a promise about a frozen claim is not judged
  agreements: followAgreements,
  decisions: followDecisions,
  limitation: warnOfLimitation,
  cover: warnOfCover,
  risk: weighRisk,
  'plan-notices': announceInstalments,
  thanks: sayThanks,
  'staff-files': purgeStaffFiles,
};

const tenant = "SELECT set_config('app.creditor', $1, false)";

/** Under a lock that a dead process gives back, so that what it left half done is done again: a job run twice does nothing more. */
async function runOnce(pool: pg.Pool, lock: pg.PoolClient, order: DayOrder, name: string): Promise<DayReport> {
  const key = [order.creditorId, name, order.today];
  const { rows } = await lock.query<{ locked: boolean; done: boolean }>(
    `SELECT pg_try_advisory_lock(hashtextextended('job:' || $1::uuid || $2, 0)) AS locked,
       EXISTS (SELECT FROM job_runs WHERE creditor_id = $1::uuid AND job = $2 AND on_date = $3 AND finished_at IS NOT NULL) AS done`,
    key,
  );
  if (rows[0]?.locked !== true) return { job: name, did: null };
  try {
    const run = jobs[name];
    if (run === undefined || (rows[0].done && !order.again)) return { job: name, did: null };
    const did = await run(pool, order);
    await lock.query(
      `INSERT INTO job_runs (creditor_id, job, on_date, finished_at) VALUES ($1, $2, $3, solde_instant($4))
       ON CONFLICT (creditor_id, job, on_date) DO UPDATE SET finished_at = excluded.finished_at`,
      [...key, order.at],
    );
    return { job: name, did };
  } finally {
    await lock.query("SELECT pg_advisory_unlock(hashtextextended('job:' || $1::uuid || $2, 0))", key.slice(0, 2));
  }
}

/** Does one creditor's work of one civil date, each job once, however many processes try. */
export async function runDay(pool: pg.Pool, order: DayOrder): Promise<readonly DayReport[]> {
  const lock = await pool.connect();
  let broken = true;
  try {
    await lock.query(tenant, [order.creditorId]);
    const reports: DayReport[] = [];
    for (const name of Object.keys(jobs)) reports.push(await runOnce(pool, lock, order, name));
    await lock.query(tenant, ['']);
    broken = false;
    return reports;
  } finally {
    lock.release(broken);
  }
}
