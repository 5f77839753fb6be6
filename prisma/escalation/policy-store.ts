import { z } from 'zod';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type EscalationPolicy } from '../../domain/escalation/policy.ts';
import { type RateRow } from '../../domain/rates.ts';
import { inTenant, type Place } from '../in-tenant.ts';

/** A policy that is in force, under the row that decisions cite. */
export type StoredPolicy = { readonly rowId: string; readonly policy: EscalationPolicy; readonly signedBy: string };

/** The wording in force of a level (`<policy id>/<level id>`) by an outlet in a language; null when none is approved. */
export type NoticeTexts = (
  key: string,
  outlet: string,
  language: string,
) => {
  readonly templateId: string;
  readonly subject: string | null;
  readonly body: string;
  readonly contentSid: string | null;
} | null;

const wording = z.object({ subject: z.string().nullable(), body: z.string() });

/**
 * The policies of a creditor that are signed and in force on that day, one version of each. In production, what the demo's data
 * signed does not count.
 */
export async function activePolicies(
  place: Place,
  creditorId: string,
  on: CivilDate,
  production = false,
): Promise<readonly StoredPolicy[]> {
  return await inTenant(place, creditorId, async (client) => {
    const { rows } = await client.query<StoredPolicy>(
      `SELECT DISTINCT ON (kind) id AS "rowId", content AS policy, approved_by AS "signedBy" FROM policies
       WHERE creditor_id = $1 AND pack IS NOT NULL AND approved_by IS NOT NULL AND effective_from <= $2
         AND (superseded_on IS NULL OR superseded_on > $2) AND NOT ($3 AND approved_by = 'demo')
       ORDER BY kind, effective_from DESC, approved_at DESC`,
      [creditorId, on, production],
    );
    return rows;
  });
}

type Template = Readonly<Record<'id' | 'key' | 'channel' | 'language' | 'body', string>> & {
  readonly contentSid: string | null;
};

/** The approved texts in force on that day, read at once. */
export async function noticeTexts(place: Place, creditorId: string, on: CivilDate): Promise<NoticeTexts> {
  const found = await inTenant(place, creditorId, async (client) => {
    const { rows } = await client.query<Template>(
      `SELECT DISTINCT ON (key, channel, language) id, key, channel, language, body, content_sid AS "contentSid" FROM templates
       WHERE creditor_id = $1 AND approved_by IS NOT NULL AND coalesce(effective_from <= $2, true)
         AND (superseded_on IS NULL OR superseded_on > $2) AND key LIKE '%/%'
       ORDER BY key, channel, language, effective_from DESC NULLS LAST, recorded_at DESC, id`,
      [creditorId, on],
    );
    return rows;
  });
  const texts = new Map(
    found.map(({ id, key, channel, language, body, contentSid }) => [
      `${key} ${channel} ${language}`,
      { templateId: id, contentSid, ...wording.parse(JSON.parse(body)) },
    ]),
  );
  return (key, outlet, language) => texts.get(`${key} ${outlet} ${language}`) ?? null;
}

/** The rates that a creditor entered, corrected ones left out; `mergedRates` puts them with the shipped. */
export async function rateRows(place: Place, creditorId: string): Promise<readonly RateRow[]> {
  return await inTenant(place, creditorId, async (client) => {
    const { rows } = await client.query<RateRow>(
      `SELECT id, kind, from_on AS "from", until_on AS until, yearly_ppm AS "yearlyPpm", source FROM creditor_rates
       WHERE creditor_id = $1 AND superseded_at IS NULL ORDER BY kind, from_on`,
      [creditorId],
    );
    return rows;
  });
}

/** Every version that is stored, as a list shows it: newest last within each policy. */
export type PolicyRow = {
  readonly id: string;
  readonly version: string;
  readonly pack: string;
  readonly from: CivilDate;
  readonly supersededOn: CivilDate | null;
  readonly signedBy: string | null;
  readonly policy: EscalationPolicy;
};

/** All versions of a creditor's policies, signed or not. */
export async function listPolicies(place: Place, creditorId: string): Promise<readonly PolicyRow[]> {
  return await inTenant(place, creditorId, async (client) => {
    const { rows } = await client.query<PolicyRow>(
      `SELECT kind AS id, version, pack, effective_from AS "from", superseded_on AS "supersededOn", approved_by AS "signedBy",
         content AS policy
       FROM policies WHERE creditor_id = $1 AND pack IS NOT NULL ORDER BY kind, effective_from, recorded_at`,
      [creditorId],
    );
    return rows;
  });
}
