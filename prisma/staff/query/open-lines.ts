import { daysBetween } from '../../../domain/civil-date.ts';
import { type Asking, all, dayOf, tenantOf } from './asking.ts';
import { counts, settlers } from './standing.ts';

/** How far back allocations are looked up line by line; before, all are added up at once. */
const lately = 7;

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

function changedSince(asking: Asking, claimed: string): string {
  const day = dayOf(asking);
  const changed = `l.settled_known_from > ${day} AND ${claimed}`;
  const sum = `SELECT sum(a.amount_minor)::bigint AS minor FROM ${settlers} WHERE`;
  const settled =
    daysBetween(asking.asOf, asking.today) <= lately
      ? `LEFT JOIN LATERAL (${sum} a.line_id = l.id AND ${counts(day)}) s ON true`
      : `LEFT JOIN (SELECT a.line_id, sum(a.amount_minor)::bigint AS minor FROM ${settlers}
           WHERE a.creditor_id = ${tenantOf(asking)} AND a.line_id IS NOT NULL AND ${counts(day)} GROUP BY 1) s ON s.line_id = l.id`;
  return `SELECT ${columns} - coalesce(s.minor, 0) AS open FROM due_lines l ${settled}
    WHERE ${changed} AND l.amount_minor > coalesce(s.minor, 0)`;
}
