import type pg from 'pg';
import { z } from 'zod';
import { openPool } from './pool.ts';

const report = z.object({
  ok: z.boolean(),
  seals: z.number(),
  events: z.number(),
  unsealed: z.number(), // written within the last seconds, or while no service ran
  erased: z.record(z.string(), z.number()), // payloads, by the rule that erased them
  head: z.string(), // kept elsewhere, it would show that the newest seals were cut off
  broken: z
    .union([
      z.object({ reason: z.string(), seal: z.number(), from: z.number(), to: z.number() }),
      z.object({ reason: z.string(), event: z.number() }),
    ])
    .nullable(),
});

export type AuditReport = z.infer<typeof report>;

/** Seals what is final of every creditor's trail and gives the number of events; one call notes a limit, the next seals up to it. */
export async function sealAudit(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ sealed: number }>('SELECT audit_seal() AS sealed');
  return rows[0]?.sealed ?? 0;
}

/** Recomputes one creditor's chain and the hash of every payload still kept; `broken` is the first thing that does not fit. */
export async function verifyAudit(pool: pg.Pool, creditorId: string): Promise<AuditReport> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN READ ONLY');
    await client.query("SELECT set_config('app.creditor', $1, true)", [creditorId]);
    const { rows } = await client.query<{ report: unknown }>('SELECT audit_verify($1) AS report', [creditorId]);
    return report.parse(rows[0]?.report);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

/** Verifies every creditor's trail, or the one of that slug, in the order of their slugs. */
export async function verifyAudits(
  ownerUrl: string,
  slug?: string,
): Promise<readonly { creditor: string; report: AuditReport }[]> {
  const pool = openPool(ownerUrl, () => undefined, 1);
  try {
    const { rows } = await pool.query<{ id: string; slug: string }>(
      'SELECT id, slug FROM creditors WHERE slug = coalesce($1, slug) ORDER BY slug',
      [slug ?? null],
    );
    const verified = [];
    for (const creditor of rows) {
      verified.push({ creditor: creditor.slug, report: await verifyAudit(pool, creditor.id) });
    }
    return verified;
  } finally {
    await pool.end();
  }
}
