import type pg from 'pg';
import { z } from 'zod';
import { type LevelText } from '../../domain/escalation/level-text.ts';
import { inTenant } from '../in-tenant.ts';

const wording = z.object({ subject: z.string().nullable(), body: z.string() });
type Row = Pick<LevelText, 'levelId' | 'outlet' | 'language' | 'draft'> & { readonly body: string };

/** The texts a version was stored with, and those written since; the newest of each. */
export async function storedTexts(
  pool: pg.Pool,
  creditorId: string,
  policy: { readonly id: string; readonly version: string },
): Promise<readonly LevelText[]> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<Row>(
      `SELECT DISTINCT ON (key, channel, language) split_part(key, '/', 2) AS "levelId", channel AS outlet, language, body, false AS draft
       FROM templates WHERE creditor_id = $1 AND starts_with(key, $2 || '/') AND (version = $3 OR starts_with(version, $3 || '+'))
       ORDER BY key, channel, language, recorded_at DESC, id`,
      [creditorId, policy.id, policy.version],
    );
    return rows.map(({ body, ...row }) => ({ ...row, ...wording.parse(JSON.parse(body)) }));
  });
}
