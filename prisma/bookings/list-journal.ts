import type pg from 'pg';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type JournalRow } from '../../domain/journal-row.ts';
import { inTenant } from '../in-tenant.ts';

/** Entries are listed until they are replaced; what they settle is told by the invoice where it is one. */
const invoiceOf = (column: string): string =>
  `(SELECT min(i.number) FROM allocations a JOIN due_lines l ON l.id = a.line_id JOIN invoices i ON i.id = l.invoice_id
     WHERE a.${column} = e.id AND a.reversed_on IS NULL HAVING count(DISTINCT i.id) = 1)`;

const journal = `
  SELECT 'payment:' || e.id AS id, 'payment' AS kind, e.value_date AS "on", e.debtor_id, e.amount_minor::bigint AS minor, e.currency, ${invoiceOf('payment_id')} AS invoice,
    e.reference AS number, e.means, e.text, e.entered_on AS since
  FROM payments e WHERE e.entered_on IS NOT NULL AND e.ended_on IS NULL
  UNION ALL
  SELECT e.kind || ':' || e.id, e.kind, e.issued, e.debtor_id, e.amount_minor, e.currency,
    coalesce((SELECT i.number FROM invoices i WHERE i.id = e.invoice_id), ${invoiceOf('credit_note_id')}), e.reference, NULL, '', e.entered_on
  FROM credit_notes e WHERE e.entered_on IS NOT NULL AND e.ended_on IS NULL
  UNION ALL
  SELECT CASE c.status WHEN 'waived' THEN 'charge-waived:' ELSE 'charge:' END || c.id, CASE c.status WHEN 'waived' THEN 'charge-waived' ELSE 'charge' END, c.on_date, c.debtor_id,
    c.amount_minor, c.currency, i.number, NULL, NULL, c.kind || ' ' || c.basis, c.on_date
  FROM charges c JOIN invoices i ON i.id = c.invoice_id WHERE c.status IN ('claimed', 'paid', 'waived')
  UNION ALL
  SELECT 'allocation:' || a.id, 'allocation', a.on_date, a.debtor_id, a.amount_minor, a.currency, i.number,
    CASE WHEN p.provider_id NOT LIKE 'content-%' THEN p.provider_id END, p.means, p.text, (a.recorded_at AT TIME ZONE k.zone)::date
  FROM allocations a JOIN payments p ON p.id = a.payment_id AND p.confirmed AND p.returned_on IS NULL
    JOIN due_lines l ON l.id = a.line_id JOIN invoices i ON i.id = l.invoice_id JOIN creditors k ON k.id = a.creditor_id
  WHERE a.by = 'debtor' AND a.reversed_on IS NULL`;

/** `owner`: the handle of the sales owner whose accounts alone are listed; null for all. `actor`: who asked, as the trail says. */
export type JournalOrder = {
  readonly creditorId: string;
  readonly since: CivilDate | null;
  readonly at: Instant;
  readonly owner: string | null;
  readonly actor: string;
};

type Row = Omit<JournalRow, 'amount'> & { readonly minor: number; readonly currency: string };

/**
 * What accounting has to book for one creditor, each row once, in the order of its days: entries not yet replaced, charges claimed
 * or waived, and where debtors directed money that the accounts have but did not match. `since`: known here since that day. That it
 * was listed is written in the trail.
 */
export async function listJournal(
  pool: pg.Pool,
  { creditorId, since, at, owner, actor }: JournalOrder,
): Promise<readonly JournalRow[]> {
  return await inTenant(pool, creditorId, async (client) => {
    const { rows } = await client.query<Row>(
      `SELECT j.id, j.kind, j."on", d.reference AS debtor, j.minor, j.currency, j.invoice, j.number, j.means, j.text, j.since
       FROM (${journal}) j JOIN debtors d ON d.id = j.debtor_id WHERE ($1::date IS NULL OR j.since >= $1) AND ($2::text IS NULL OR d.sales_owner = $2) ORDER BY j."on", j.id`,
      [since, owner],
    );
    const event = { kind: 'journal.listed', actor, facts: { rows: rows.length, since } };
    await client.query('SELECT audit_append($1, solde_instant($2), $3)', [creditorId, at, JSON.stringify([event])]);
    return rows.map(({ minor, currency, ...row }) => ({ ...row, amount: { minor, currency } }));
  });
}
