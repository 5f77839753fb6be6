import type pg from 'pg';
import { type Account } from '../../domain/account.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { inTenant } from '../in-tenant.ts';

type Mail = { readonly creditorId: string; readonly outboxId: string; readonly at: Instant };

/** The account that an e-mail of a level is about, on the day it is sent. */
export type MailedAccount = { readonly noticeId: string; readonly account: Account; readonly today: CivilDate };

/**
 * The account of a company or public body that an e-mail asks what is past its date: it goes with a statement. Null for any other e-mail: a
 * person at home reads all of it in the message, and a check before the due date asks for nothing.
 */
export async function mailedAccount(pool: pg.Pool, { creditorId, outboxId, at }: Mail): Promise<MailedAccount | null> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<MailedAccount>(
      `SELECT n.id AS "noticeId", solde_account($1, n.debtor_id) AS account, x.today
       FROM notices n JOIN debtors d ON d.id = n.debtor_id CROSS JOIN LATERAL (SELECT (coalesce(n.as_of, solde_instant($3)) AT TIME ZONE d.zone)::date AS today) x
       WHERE n.outbox_id = $2 AND d.kind IN ('company', 'public-body')
         AND EXISTS (SELECT FROM jsonb_array_elements(n.lines) AS l WHERE (l ->> 'due')::date < x.today)`,
      [creditorId, outboxId, at],
    );
    return rows[0] ?? null;
  });
}

/** Keeps the statement that went with an e-mail, as its notice's file: what was sent can be shown. */
export async function keepStatement(
  pool: pg.Pool,
  { creditorId, at }: Pick<Mail, 'creditorId' | 'at'>,
  { noticeId, name, bytes }: { readonly noticeId: string; readonly name: string; readonly bytes: Uint8Array },
): Promise<void> {
  await inTenant(pool, creditorId, async (client) => {
    await client.query(
      `WITH kept AS (INSERT INTO blobs (id, creditor_id, debtor_id, name, mime, sha256, size, content, stored_at)
         SELECT gen_random_uuid(), $1, n.debtor_id, $3, 'application/pdf', encode(sha256($4), 'hex'), octet_length($4), $4, solde_instant($5) FROM notices n WHERE n.id = $2 RETURNING id)
       UPDATE notices SET blob_id = (SELECT id FROM kept) WHERE id = $2`,
      [creditorId, noticeId, name, Buffer.from(bytes), at],
    );
  });
}
