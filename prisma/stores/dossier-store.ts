import type pg from 'pg';
import { z } from 'zod';
import { type Account } from '../../domain/account.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Dossier } from '../../domain/dossier.ts';
import { limitationOf } from '../../domain/limitation-of.ts';
import { sealAudit } from '../audit.ts';
import { inTenant } from '../in-tenant.ts';

/** Whom a dossier is of, and when it is made. */
export type DossierOrder = {
  readonly creditorId: string;
  readonly reference: string;
  readonly today: CivilDate;
  readonly at: Instant;
  readonly actor: string; // who asked for it, as the trail says
};

/** The debtor's notices and reminders, by which policies, templates and documents are found. */
const sent = '(SELECT * FROM notices WHERE debtor_id = $1)';

/** Each part as rows in the order they came; $1 is the debtor. Columns are named as the dossier has them. */
const parts = {
  said: `SELECT o.id, o.queued_at AS at, o.settled_at AS "settledAt", o.channel, coalesce(o.address, t.address, c.key) AS "to", o.class, o.message, o.status, o.reason,
      o.carrier_id AS "carrierId", (SELECT coalesce(json_agg(json_build_object('status', v.status, 'at', v.at, 'detail', v.detail) ORDER BY v.at, v.id), '[]') FROM deliveries v
        WHERE v.outbox_id = o.id) AS receipts
    FROM outbox o LEFT JOIN contact_points t ON t.id = o.contact_point_id LEFT JOIN conversations c ON c.id = o.conversation_id WHERE o.debtor_id = $1 ORDER BY o.seq`,
  heard: `SELECT i.id, i.received_at AS at, i.channel, i.text FROM inbox i WHERE i.id IN (SELECT inbox_id FROM outbox WHERE debtor_id = $1
      UNION SELECT inbox_id FROM audit_events WHERE debtor_id = $1) ORDER BY i.id`,
  consents: `SELECT p.channel, p.address, p.verified_at AS "verifiedAt", p.quarantined_at AS "quarantinedAt", p.consent, p.origin FROM contact_points p
      JOIN debtor_contacts c ON c.contact_id = p.contact_id WHERE c.debtor_id = $1 ORDER BY p.channel, p.address`,
  optOuts: `SELECT e.channel, e.address, e.kind, e.source, e.at FROM opt_out_events e WHERE (e.channel, e.address) IN (SELECT p.channel, p.address FROM contact_points p
      JOIN debtor_contacts c ON c.contact_id = p.contact_id WHERE c.debtor_id = $1) ORDER BY e.id`,
  notices: `SELECT n.id, n.level, n.level_id AS "levelId", n.legal, n.outlet, n.language, n.status, n.reason, n.lines, n.outbox_id AS "outboxId", n.blob_id AS "blobId",
      n.policy_id AS "policyId", n.template_id AS "templateId", n.decided_on AS "decidedOn", n.counted_on AS "countedOn", n.deadline_on AS "deadlineOn", n.tracking,
      n.approved_by AS "approvedBy", n.approved_at AS "approvedAt" FROM notices n WHERE n.debtor_id = $1 ORDER BY n.decided_on, n.recorded_at, n.id`,
  reminders: `SELECT r.id, r.line_id AS "lineId", r.cycle, r.level, r.level_id AS "levelId", r.notice_id AS "noticeId", r.amount_minor AS minor, r.currency, r.status, r.reason,
      r.decided_on AS "decidedOn", r.counted_on AS "countedOn" FROM reminders r WHERE r.debtor_id = $1 ORDER BY r.decided_on, r.level, r.id`,
  approvals: `SELECT a.id, a.kind, a.notice_id AS "noticeId", a.facts, a.asked_by AS "askedBy", a.asked_at AS "askedAt", a.decision, a.decided_by AS "decidedBy", s.handle AS by,
      a.decided_at AS "decidedAt", a.note FROM approvals a LEFT JOIN staff_users s ON s.id = a.decided_by WHERE a.debtor_id = $1 ORDER BY a.asked_at, a.id`,
  contacts: `SELECT c.at, c.direction, c.outlet, c.outcome, c.note, c.by, c.notice_id AS "noticeId" FROM contact_log c WHERE c.debtor_id = $1 ORDER BY c.at, c.id`,
  events: `SELECT e.kind, e.judged_on AS "judgedOn", e.published_on AS "publishedOn", e.reference, e.detail, e.known_on AS "knownOn", e.ended_on AS "endedOn", e.source
      FROM debtor_events e WHERE e.debtor_id = $1 ORDER BY e.known_on, e.id`,
  acknowledgements: `SELECT k.line_id AS "lineId", k.on_date AS on, k.source FROM acknowledgements k WHERE k.debtor_id = $1 ORDER BY k.on_date, k.id`,
  policies: `SELECT p.id, p.kind, p.version, p.pack, p.sha256, p.effective_from AS "effectiveFrom", p.superseded_on AS "supersededOn", p.approved_by AS "approvedBy",
      p.approved_at AS "approvedAt", p.content FROM policies p WHERE p.id IN (SELECT policy_id FROM ${sent} n UNION SELECT policy_id FROM reminders WHERE debtor_id = $1) ORDER BY p.kind, p.version`,
  templates: `SELECT t.id, t.key, t.channel, t.language, t.version, t.body, t.approved_by AS "approvedBy", t.approved_at AS "approvedAt" FROM templates t
      WHERE t.id IN (SELECT template_id FROM ${sent} n) ORDER BY t.key, t.channel, t.language, t.version`,
  documents: `SELECT b.id, b.name, b.mime, b.sha256, b.size, b.stored_at AS "storedAt" FROM blobs b WHERE b.debtor_id = $1 ORDER BY b.stored_at, b.id`,
} as const;

/** Everything kept of the debtor of that reference, while its account stands still; null when there is none. */
export async function readDossier(pool: pg.Pool, order: DossierOrder): Promise<Dossier | null> {
  return await inTenant(pool, order.creditorId, async (client) => {
    // Whoever changes the account waits meanwhile.
    await client.query('SELECT FROM debtors WHERE upper(reference) = upper($1) FOR SHARE', [order.reference]);
    const found = await client.query<{ account: Account }>(
      'SELECT solde_account($1, id) AS account FROM debtors WHERE upper(reference) = upper($2)',
      [order.creditorId, order.reference],
    );
    const account = found.rows[0]?.account;
    if (account === undefined) return null;
    const read: Partial<Record<keyof typeof parts, unknown>> = {};
    for (const name of Object.keys(parts) as (keyof typeof parts)[]) {
      // As JSON from the database, so that days and instants are written the same everywhere.
      const text = `SELECT coalesce(json_agg(x), '[]') AS rows FROM (${parts[name]}) x`;
      read[name] = (await client.query<{ rows: unknown }>(text, [account.debtor.id])).rows[0]?.rows;
    }
    const limitation = account.lines.map((line) => ({
      lineId: line.id,
      number: account.invoices.find(({ id }) => id === line.invoiceId)?.number ?? '',
      ...limitationOf(account, line),
    }));
    const head = { madeAt: new Date(order.at).toISOString(), asOf: order.today, account };
    return { ...head, ...(read as Pick<Dossier, keyof typeof parts>), limitation };
  });
}

const chain = z.object({
  creditor: z.string(),
  debtor: z.string(),
  prev: z.string(),
  seals: z.array(
    z.object({
      ...{ number: z.number(), from: z.number(), to: z.number(), hash: z.string() },
      events: z.array(z.union([z.string(), z.object({ words: z.string(), payload: z.unknown() })])),
    }),
  ),
});
export type DossierChain = z.infer<typeof chain>;

/** Writes into the trail what was made, by its fingerprints; gives the event's id. */
async function recordMade(pool: pg.Pool, order: DossierOrder, debtorId: string, facts: object): Promise<number> {
  return await inTenant(pool, order.creditorId, async (client) => {
    const event = { kind: 'dossier.made', actor: order.actor, debtor: debtorId, facts };
    await client.query('SELECT audit_append($1, solde_instant($2), $3)', [
      order.creditorId,
      order.at,
      JSON.stringify([event]),
    ]);
    const { rows } = await client.query<{ id: number }>(
      "SELECT max(id) AS id FROM audit_events WHERE debtor_id = $1 AND kind = 'dossier.made' AND written_in = pg_current_xact_id()",
      [debtorId],
    );
    return rows[0]?.id ?? 0;
  });
}

const triesToSeal = 100;

/**
 * Writes the fingerprints of a dossier into the trail, waits until that is sealed, and gives the debtor's part of the chain up to there;
 * null when it could not be sealed within ten seconds, because a transaction older than that still runs.
 */
export async function sealDossier(
  pool: pg.Pool,
  order: DossierOrder,
  made: { readonly debtorId: string; readonly facts: object; readonly pause: (ms: number) => Promise<void> },
): Promise<DossierChain | null> {
  const event = await recordMade(pool, order, made.debtorId, made.facts);
  for (let tried = 0; tried < triesToSeal; tried += 1) {
    await sealAudit(pool);
    const found = await inTenant(pool, order.creditorId, async (client) => {
      const text = 'SELECT solde_dossier_chain($1, $2, $3) AS chain';
      return (await client.query<{ chain: unknown }>(text, [order.creditorId, made.debtorId, event])).rows[0]?.chain;
    });
    if (found != null) return chain.parse(found);
    await made.pause(100);
  }
  return null;
}
