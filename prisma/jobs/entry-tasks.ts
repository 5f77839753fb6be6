import { inTenant } from '../in-tenant.ts';
import { type DayJob } from './day-job.ts';

/** How long the accounts have to book what was entered here. */
const daysToBook = 10;

/** Opens a task, once, for each entry that the accounts have not booked after 10 days: it was not booked, or it was wrong. */
export const openTasksOfEntries: DayJob = async (pool, order) => {
  const opened = await inTenant(pool, order.creditorId, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, facts, dedupe_key, opened_at, due_on)
       SELECT gen_random_uuid(), $1, 'entry-unreplaced', e.kind, e.debtor_id,
         jsonb_build_object('entry', e.id, 'minor', e.minor, 'currency', e.currency, 'enteredOn', e.entered_on), 'entry-unreplaced:' || e.id, solde_instant($2), $3::date + 2
       FROM (SELECT id, debtor_id, 'payment' AS kind, amount_minor::bigint AS minor, currency, entered_on, ended_on FROM payments WHERE entered_on IS NOT NULL
             UNION ALL SELECT id, debtor_id, kind, amount_minor, currency, entered_on, ended_on FROM credit_notes WHERE entered_on IS NOT NULL) e
       WHERE e.ended_on IS NULL AND e.entered_on <= $3::date - $4::int
       ON CONFLICT ON CONSTRAINT tasks_dedupe_key DO NOTHING`,
      [order.creditorId, order.at, order.today, daysToBook],
    );
    return rowCount ?? 0;
  });
  return { tasks: opened };
};
