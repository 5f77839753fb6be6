import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Currency } from '../../domain/money.ts';

/** Whom an import is for, and what their files need not say. */
export type Importer = {
  readonly id: string;
  readonly slug: string;
  readonly zone: string;
  readonly today: CivilDate; // in their zone
  readonly country: string; // of their first bank account
  readonly currency: Currency | null; // of their bank accounts, when they are all of one
};

/** The creditor of that slug, or (null) the only one, as an importer; null when there is none. */
export async function findImporter(pool: pg.Pool, slug: string | null, at: Instant): Promise<Importer | null> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const found = await client.query<{ id: string | null }>('SELECT solde_creditor_by_slug($1) AS id', [slug]);
    const id = found.rows[0]?.id ?? null;
    if (id === null) return null;
    await client.query("SELECT set_config('app.creditor', $1, true)", [id]);
    const { rows } = await client.query<Importer>(
      `SELECT c.id, c.slug, c.zone, (to_timestamp($1::double precision / 1000) AT TIME ZONE c.zone)::date AS today,
         coalesce((SELECT left(iban, 2) FROM creditor_accounts a WHERE a.creditor_id = c.id ORDER BY position, id LIMIT 1), 'FR') AS country,
         (SELECT min(currency::text) FROM creditor_accounts a WHERE a.creditor_id = c.id HAVING count(DISTINCT currency) = 1) AS currency
       FROM creditors c WHERE c.id = $2`,
      [at, id],
    );
    return rows[0] ?? null;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}
