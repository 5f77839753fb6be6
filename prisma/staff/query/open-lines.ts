import { type Asking, all, dayOf, tenantOf } from './asking.ts';
import { counts } from './standing.ts';

const columns = 'l.id, l.debtor_id, l.invoice_id, l.currency, l.due, l.amount_minor::bigint';

/** Lines of invoices that the day knew nothing of yet are not there. */
function ofIssued(asking: Asking): readonly string[] {
  const { issuedTo } = asking.ground;
  if (issuedTo === null || issuedTo <= asking.asOf) return [];
  return [
    `NOT EXISTS (SELECT FROM invoices late WHERE late.creditor_id = ${tenantOf(asking)} AND late.issued > ${dayOf(asking)} AND late.id = l.invoice_id)`,
  ];
}

/**
 * A statement of the lines that are asked for and open on the day (id, debtor_id, invoice_id, currency, due, open), as domain/balance has it: not
 * closed, not time-barred, of an invoice issued by then. Conditions on `l` narrow it. Where nothing happened to a line since the day, what the
 * database keeps of it is exact; else its allocations are added up as of then.
 */
export function openLines(asking: Asking, conditions: readonly string[]): string {
  const day = dayOf(asking);
  const { settledTo } = asking.ground;
  const claimed = all([
    `l.creditor_id = ${tenantOf(asking)} AND l.closed IS NULL AND (l.time_barred_from IS NULL OR l.time_barred_from > ${day})`,
    ...ofIssued(asking),
    ...conditions,
  ]);
  const known = `SELECT ${columns} - l.settled_minor AS open FROM due_lines l WHERE l.settled_minor < l.amount_minor AND ${claimed}`;
  if (settledTo === null || settledTo <= asking.asOf) return known;
  return `${known} AND (l.settled_known_from IS NULL OR l.settled_known_from <= ${day})
  UNION ALL
  ${changedSince(asking, claimed)}`;
}

/** Lines to which something happened since the day: found first, so that no other line's allocations are added up. */
function changedSince(asking: Asking, claimed: string): string {
  const day = dayOf(asking);
  return `SELECT x.id, x.debtor_id, x.invoice_id, x.currency, x.due, x.whole - x.minor AS open FROM (
    WITH changed AS MATERIALIZED (SELECT ${columns} AS whole FROM due_lines l WHERE l.settled_known_from > ${day} AND ${claimed}),
      counted AS (SELECT a.line_id, solde_sum(a.amount_minor) AS minor FROM changed c JOIN allocations a ON a.line_id = c.id
        LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN credit_notes n ON n.id = a.credit_note_id WHERE ${counts(day)} GROUP BY 1)
    SELECT c.*, coalesce(s.minor, 0) AS minor FROM changed c LEFT JOIN counted s ON s.line_id = c.id) x WHERE x.whole > x.minor`;
}
