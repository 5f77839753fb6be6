import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { inTenant } from '../in-tenant.ts';

/** A creditor with the day and the hour it is for them. */
export type CreditorDay = {
  readonly id: string;
  readonly slug: string;
  readonly zone: string;
  readonly today: CivilDate;
  readonly hour: number;
};

/** Every creditor, with their day at that instant. */
export async function listCreditors(pool: pg.Pool, at: Instant): Promise<readonly CreditorDay[]> {
  const { rows: ids } = await pool.query<{ id: string }>('SELECT solde_creditor_ids() AS id');
  const found: CreditorDay[] = [];
  for (const { id } of ids) {
    const { rows } = await inTenant(pool, id, (client) =>
      client.query<CreditorDay>(
        `SELECT id, slug, zone, (solde_instant($1) AT TIME ZONE zone)::date AS today,
           extract(hour FROM solde_instant($1) AT TIME ZONE zone)::int AS hour FROM creditors WHERE id = $2`,
        [at, id],
      ),
    );
    found.push(...rows);
  }
  return found;
}
