import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type FileLink } from '../../domain/message.ts';
import { scopeOf } from '../../domain/staff/may-act.ts';
import { type StaffScope } from '../../domain/staff/staff-scope.ts';
import { inTenant } from '../in-tenant.ts';
import { recordAct } from './record-act.ts';

/** An export or a PDF for one of our own people; `about` says what is in it, for the trail: a question's measure, an account's id. */
export type StaffFile = {
  readonly name: string;
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly about: Readonly<Record<string, unknown>>;
  readonly debtorId: string | null; // whose account it is of
};

/**
 * Keeps a file that somebody of ours asked for, and writes into the trail who got what, by its fingerprint; null where that person may
 * read nothing. Of no debtor's conversation, so that none of theirs ever shows it.
 */
export async function keepStaffFile(
  pool: pg.Pool,
  { creditorId, who }: StaffScope,
  { name, mime, bytes, about, debtorId }: StaffFile,
  at: Instant,
): Promise<FileLink | null> {
  if (scopeOf(who, 'read') === null) return null;
  const blobId = randomUUID();
  await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<{ sha256: string }>(
      `INSERT INTO blobs (id, creditor_id, name, mime, sha256, size, content, stored_at, for_staff)
       VALUES ($1, $2, $3, $4, encode(sha256($5), 'hex'), octet_length($5), $5, solde_instant($6), true) RETURNING sha256`,
      [blobId, creditorId, name, mime, Buffer.from(bytes), at],
    );
    const facts = { ...about, file: name, sha256: rows[0]?.sha256 ?? '' };
    const order = { creditorId, by: who.handle, at, via: 'teams' } as const;
    await recordAct(client, order, who, { kind: 'file.exported', debtorId, facts });
  });
  return { ref: { kind: 'blob', blobId }, name, mime };
}
