import type pg from 'pg';
import { ordinarySettings, type ToldSettings, toldTopics } from '../../domain/staff/told-topics.ts';
import { inTenant } from '../in-tenant.ts';

type Row = Omit<ToldSettings, 'off'> & { readonly off: readonly string[] };

/** A row's settings; topics that are no more are not among them. */
export function settingsOf(row: Row | undefined): ToldSettings {
  if (row === undefined) return ordinarySettings;
  return { ...row, off: toldTopics.filter((topic) => row.off.includes(topic)) };
}

/** The columns of `staff_settings` as settings. */
export const settingColumns = `s.zone, s.from_minute AS "fromMinute", s.until_minute AS "untilMinute", s.days, s.off_topics AS off`;

/** When and of what that person is told unasked. */
export async function readToldSettings(pool: pg.Pool, creditorId: string, staffId: string): Promise<ToldSettings> {
  return await inTenant(pool, creditorId, async (client) => {
    const text = `SELECT ${settingColumns} FROM staff_settings s WHERE s.staff_user_id = $1`;
    const { rows } = await client.query<Row>(text, [staffId]);
    return settingsOf(rows[0]);
  });
}

/** Keeps when and of what that person is told unasked. */
export async function keepToldSettings(
  pool: pg.Pool,
  creditorId: string,
  staffId: string,
  settings: ToldSettings,
): Promise<void> {
  const { zone, fromMinute, untilMinute, days, off } = settings;
  await inTenant(pool, creditorId, async (client) => {
    await client.query(
      `INSERT INTO staff_settings (staff_user_id, creditor_id, zone, from_minute, until_minute, days, off_topics)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (staff_user_id) DO UPDATE SET zone = excluded.zone, from_minute = excluded.from_minute,
         until_minute = excluded.until_minute, days = excluded.days, off_topics = excluded.off_topics`,
      [staffId, creditorId, zone, fromMinute, untilMinute, days, off],
    );
  });
}
