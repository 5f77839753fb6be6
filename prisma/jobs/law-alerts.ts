import { inTenant } from '../in-tenant.ts';
import { type DayJob } from './day-job.ts';

/** What follows from judgments and news of debtors: earlier claims frozen, declared filings held, tasks and alerts before their deadlines. */
export const followEvents: DayJob = async (pool, { creditorId, today, at }) => {
  const text = 'SELECT solde_follow_events($1, $2, solde_instant($3)) AS did';
  const { rows } = await inTenant(pool, creditorId, (client) =>
    client.query<{ did: Readonly<Record<string, number>> }>(text, [creditorId, today, at]),
  );
  return rows[0]?.did ?? {};
};

function alerts(statement: 'solde_limitation_alerts' | 'solde_credit_alerts'): DayJob {
  return async (pool, { creditorId, today, at }) => {
    const { rows } = await inTenant(pool, creditorId, (client) =>
      client.query<{ tasks: number }>(`SELECT ${statement}($1, $2, solde_instant($3)) AS tasks`, [
        creditorId,
        today,
        at,
      ]),
    );
    return { tasks: rows[0]?.tasks ?? 0 };
  };
}

/** Opens a task 90 and 30 days before a claim lapses. */
export const warnOfLimitation: DayJob = alerts('solde_limitation_alerts');

/** Opens a task before an insurer's deadline, and before a line has waited as long as its insurer allows. */
export const warnOfCover: DayJob = alerts('solde_credit_alerts');
