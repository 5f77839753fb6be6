import type pg from 'pg';
import { type Language } from '../../domain/language.ts';
import { type StaffUser } from '../../domain/staff/staff-user.ts';
import { type ToldSettings } from '../../domain/staff/told-topics.ts';
import { inTenant } from '../in-tenant.ts';
import { settingColumns, settingsOf } from './told-settings.ts';

/** Somebody of the creditor who can be written to, and how they want it. */
export type ReachableStaff = {
  readonly who: StaffUser;
  readonly conversationId: string;
  readonly language: Language;
  readonly settings: ToldSettings;
};

type Row = StaffUser & {
  readonly conversationId: string;
  readonly language: Language | null;
} & Omit<ToldSettings, 'fromMinute' | 'untilMinute' | 'days' | 'off'> & {
    readonly fromMinute: number | null;
    readonly untilMinute: number;
    readonly days: readonly number[];
    readonly off: readonly string[];
  };

/** The people of a creditor whose own conversation with the assistant is still there; those who left are not among them. */
export async function reachableStaff(pool: pg.Pool, creditorId: string): Promise<readonly ReachableStaff[]> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<Row>(
      `SELECT u.id, u.handle, u.name, u.roles, false AS disabled, c.id AS "conversationId", c.language, ${settingColumns}
       FROM staff_users u JOIN conversations c ON c.creditor_id = u.creditor_id AND c.channel = 'teams' AND c.key = u.tenant || '/' || u.aad_object_id
       LEFT JOIN staff_settings s ON s.staff_user_id = u.id
       WHERE u.disabled_at IS NULL AND u.handle IS NOT NULL AND c.reference IS NOT NULL AND NOT c.reference ? 'dead' ORDER BY u.handle`,
    );
    return rows.map(({ conversationId, language, zone, fromMinute, untilMinute, days, off, ...who }) => ({
      ...{ who, conversationId, language: language ?? 'fr' },
      settings: settingsOf(fromMinute === null ? undefined : { zone, fromMinute, untilMinute, days, off }),
    }));
  });
}
