import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';

/** The original of an invoice, to be kept. */
export type Original = {
  readonly invoiceId: string;
  readonly debtorId: string;
  readonly name: string;
  readonly bytes: Uint8Array;
};

export type Kept = 'stored' | 'unchanged' | 'superseded';

type Known = { readonly id: string; readonly sha256: string; readonly isCurrent: boolean };

/**
 * Keeps the original of an invoice, in the tenant's open transaction. The same file again changes nothing; another one supersedes
 * the file before it, which stays.
 */
export async function keepOriginal(
  client: pg.ClientBase,
  creditorId: string,
  of: { readonly original: Original; readonly importId: string | null; readonly at: Instant },
): Promise<Kept> {
  const { invoiceId, debtorId, name, bytes } = of.original;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const instant = 'to_timestamp($2::double precision / 1000)';
  const { rows: known } = await client.query<Known>(
    'SELECT id, sha256, superseded_at IS NULL AS "isCurrent" FROM invoice_documents WHERE invoice_id = $1 FOR UPDATE',
    [invoiceId],
  );
  const same = known.find((document) => document.sha256 === sha256);
  if (same?.isCurrent === true) return 'unchanged';
  await client.query(
    `UPDATE invoice_documents SET superseded_at = ${instant} WHERE invoice_id = $1 AND superseded_at IS NULL`,
    [invoiceId, of.at],
  );
  if (same === undefined) {
    const ids = [randomUUID(), randomUUID()];
    await client.query(
      `WITH blob AS (INSERT INTO blobs (id, creditor_id, debtor_id, name, mime, sha256, size, content, stored_at)
         VALUES ($3, $4, $5, $6, 'application/pdf', $7, octet_length($8::bytea), $8, ${instant}))
       INSERT INTO invoice_documents (id, creditor_id, debtor_id, invoice_id, blob_id, sha256, import_id, stored_at)
       VALUES ($9, $4, $5, $1, $3, $7, $10, ${instant})`,
      [invoiceId, of.at, ids[0], creditorId, debtorId, name, sha256, Buffer.from(bytes), ids[1], of.importId],
    );
  } else {
    await client.query('UPDATE invoice_documents SET superseded_at = NULL WHERE id = $1', [same.id]);
  }
  return known.length === 0 ? 'stored' : 'superseded';
}
