import { inTenant } from '../in-tenant.ts';
import { type DayJob } from './day-job.ts';

const dayMs = 24 * 60 * 60_000;

/** Deletes the exports and sheets of staff that were made longer ago than they are kept. Who got what stays in the trail, by its fingerprint. */
export const purgeStaffFiles: DayJob = async (pool, { creditorId, at, staffFilesDays }) => {
  if (staffFilesDays === undefined) return {};
  const { rows } = await inTenant(pool, creditorId, (client) =>
    client.query<{ files: number }>('SELECT solde_purge_staff_files($1, solde_instant($2)) AS files', [
      creditorId,
      at - staffFilesDays * dayMs,
    ]),
  );
  return { files: rows[0]?.files ?? 0 };
};
