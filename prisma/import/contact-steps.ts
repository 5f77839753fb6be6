import { contactRow } from './contact-row.ts';
import { type ImportSteps, lockDebtors, markRepeated, refuseRows, sql, touchDebtors } from './steps.ts';

/** A point an import brought, on a channel for which the file now names other addresses only. */
const replaced = `p.origin = 'import' AND EXISTS (SELECT FROM import_addresses a WHERE a.id = p.contact_id AND a.channel = p.channel)
  AND NOT EXISTS (SELECT FROM import_addresses a WHERE a.id = p.contact_id AND a.channel = p.channel AND a.address = p.address)`;
const addresses = `(VALUES ('sms', c.sms), ('whatsapp', c.whatsapp), ('email', c.email)) AS a (channel, address)`;

/**
 * Contacts are created and updated. An address that the accounts replace is withdrawn, not deleted, and one on which "not me" was
 * said stays in quarantine; opt-outs belong to addresses and are out of an import's reach. One that was given in a conversation becomes of
 * record; one that ended there is not revived by a file that names it still.
 */
export const contactSteps: ImportSteps = {
  reader: contactRow,
  judge: [
    'ANALYZE stage_contacts',
    ...refuseRows(
      'stage_contacts',
      `SELECT row, line, 'debtor' AS col, 'unknown-debtor' AS reason FROM stage_contacts s
        WHERE NOT EXISTS (SELECT FROM debtors d WHERE upper(d.reference) = upper(s.debtor))`,
    ),
    // Without an id a person is the name (or the address) for a debtor in a role; two of them are told apart by their addresses.
    `CREATE TEMP TABLE import_contacts ON COMMIT DROP AS
     SELECT s.row, s.line, s.name, s.language, s.sms, s.whatsapp, s.email, d.id AS debtor_id, r.role,
       CASE WHEN s.ext_id IS NOT NULL THEN 'id:' || s.ext_id ELSE concat_ws('|', 'of:' || upper(s.debtor), r.who, r.role,
         dense_rank() OVER (PARTITION BY d.id, r.who, r.role, s.ext_id ORDER BY s.email, s.sms, s.whatsapp, s.language)) END AS k,
       NULL::uuid AS id, NULL::text AS action
     FROM stage_contacts s JOIN debtors d ON upper(d.reference) = upper(s.debtor)
     CROSS JOIN LATERAL (SELECT coalesce(s.role, CASE WHEN d.kind IN ('consumer', 'sole-trader') THEN 'self' ELSE 'payables' END) AS role,
       coalesce(s.folded, s.email, s.sms, s.whatsapp) AS who) r`,
    'ANALYZE import_contacts',
    ...refuseRows(
      'import_contacts',
      `SELECT row, line, 'id' AS col, 'twice-different' AS reason FROM import_contacts WHERE k IN (
         SELECT k FROM import_contacts GROUP BY k HAVING count(DISTINCT name) > 1 OR count(DISTINCT language) > 1)`,
    ),
    `UPDATE import_contacts c SET id = x.id FROM contacts x WHERE x.import_key = c.k`,
    'CREATE INDEX ON import_contacts (id)',
    markRepeated('import_contacts', 'k, debtor_id, role, sms, whatsapp, email'),
    `CREATE TEMP TABLE import_addresses ON COMMIT DROP AS
     SELECT DISTINCT c.id, a.channel, a.address FROM import_contacts c CROSS JOIN LATERAL ${addresses} WHERE a.address IS NOT NULL AND c.id IS NOT NULL`,
    'CREATE INDEX ON import_addresses (id)',
    'ANALYZE import_addresses',
    `UPDATE import_contacts SET action = 'created' WHERE id IS NULL AND action IS NULL`,
    `UPDATE import_contacts c SET action = 'updated' FROM contacts x WHERE x.id = c.id AND c.action IS NULL
       AND (coalesce(c.name, x.name), coalesce(c.language, x.language)) IS DISTINCT FROM (x.name, x.language)`,
    `UPDATE import_contacts c SET action = 'updated' WHERE action IS NULL AND NOT EXISTS (
       SELECT FROM debtor_contacts l WHERE l.debtor_id = c.debtor_id AND l.contact_id = c.id AND l.role = c.role)`,
    `UPDATE import_contacts c SET action = 'updated' FROM import_addresses a WHERE a.id = c.id AND c.action IS NULL AND NOT EXISTS (
       SELECT FROM contact_points p WHERE p.contact_id = a.id AND p.channel = a.channel AND p.address = a.address
         AND p.origin IS DISTINCT FROM 'withdrawn' AND (p.origin IS DISTINCT FROM 'conversation' OR p.ended_at IS NOT NULL))`,
    `UPDATE import_contacts c SET action = 'updated' FROM contact_points p WHERE p.contact_id = c.id AND c.action IS NULL AND ${replaced}`,
    `UPDATE import_contacts SET action = 'unchanged' WHERE action IS NULL`,
  ],
  apply: [
    lockDebtors(`SELECT debtor_id FROM import_contacts WHERE action IN ('created', 'updated')`),
    `WITH fresh AS (INSERT INTO contacts (id, creditor_id, name, language, import_key)
       SELECT gen_random_uuid(), ${sql.creditor}, min(name), min(language), k FROM import_contacts WHERE id IS NULL GROUP BY k RETURNING id, import_key)
     UPDATE import_contacts c SET id = fresh.id FROM fresh WHERE fresh.import_key = c.k`,
    `UPDATE contacts x SET name = coalesce(c.name, x.name), language = coalesce(c.language, x.language) FROM import_contacts c
      WHERE x.id = c.id AND c.action = 'updated'`,
    `INSERT INTO debtor_contacts (creditor_id, debtor_id, contact_id, role)
     SELECT DISTINCT ${sql.creditor}, debtor_id, id, role FROM import_contacts ON CONFLICT DO NOTHING`,
    `UPDATE contact_points p SET origin = 'withdrawn', quarantined_at = ${sql.instant} FROM import_contacts c
      WHERE p.contact_id = c.id AND c.action = 'updated' AND ${replaced}`,
    `INSERT INTO contact_points (id, creditor_id, contact_id, channel, address, origin)
     SELECT gen_random_uuid(), ${sql.creditor}, x.id, x.channel, x.address, 'import'
     FROM (SELECT DISTINCT c.id, a.channel, a.address FROM import_contacts c CROSS JOIN LATERAL ${addresses} WHERE a.address IS NOT NULL) x
     ON CONFLICT (contact_id, channel, address) DO UPDATE SET origin = 'import', claimed_at = NULL, ended_at = NULL,
       quarantined_at = CASE contact_points.origin WHEN 'conversation' THEN contact_points.quarantined_at END
     WHERE contact_points.origin = 'withdrawn' OR (contact_points.origin = 'conversation' AND contact_points.ended_at IS NULL)`,
    touchDebtors(`SELECT debtor_id FROM import_contacts WHERE action IN ('created', 'updated')`),
  ],
  counts: 'SELECT action, count(*) AS n FROM import_contacts GROUP BY action',
  examples: `SELECT c.action, c.line, s.debtor AS key, NULL AS changes FROM (
      SELECT *, row_number() OVER (PARTITION BY action ORDER BY row) AS nth FROM import_contacts) c JOIN stage_contacts s USING (row)
    WHERE nth <= 5 AND c.action IN ('created', 'updated') ORDER BY c.action, c.row`,
};
