import type pg from 'pg';
import { type AccountFound } from '../../domain/staff/account-file.ts';
import { scopeOf } from '../../domain/staff/may-act.ts';
import { type StaffScope } from '../../domain/staff/staff-scope.ts';
import { inTenant } from '../in-tenant.ts';

/** As many as a card can ask about. */
const mostFound = 10;
/** The end of a telephone number by which people ask: fewer digits would be anybody's. */
const leastDigits = 4;
const longestText = 100;

/** Written letters without accents in lower case, as names are compared. */
const folded = (of: string): string =>
  `translate(lower(${of}), 'àâäáãåçéèêëíìîïñóòôöõúùûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy')`;

/**
 * Each way of meaning an account; $1 what was asked, $2 whose accounts alone (null: all), $3 the digits of a telephone's end or null, $4 the
 * creditor. What few rows match is looked up first: a plan that joins before it compares takes seconds.
 */
const found = `WITH
  numbers AS MATERIALIZED (SELECT i.debtor_id, i.number FROM invoices i WHERE i.creditor_id = $4 AND i.number_key = upper($1)),
  points AS MATERIALIZED (SELECT p.contact_id, '…' || right(p.address, 4) AS what FROM contact_points p
    WHERE $3::text IS NOT NULL AND p.creditor_id = $4 AND p.channel <> 'email' AND p.ended_at IS NULL AND right(p.address, length($3)) = $3),
  holders AS MATERIALIZED (SELECT c.debtor_id, p.what FROM debtor_contacts c JOIN points p ON p.contact_id = c.contact_id),
  names AS MATERIALIZED (SELECT d.id, d.reference, d.reference_key, d.name, d.sales_owner FROM debtors d
    WHERE d.creditor_id = $4 AND ($2::text IS NULL OR d.sales_owner = $2)),
  ways AS (
    SELECT d.id, 'reference' AS by, NULL AS what, 0 AS rank, 1.0 AS likeness FROM names d WHERE d.reference_key = upper($1)
    UNION ALL SELECT debtor_id, 'invoice', number, 1, 1.0 FROM numbers
    UNION ALL SELECT debtor_id, 'phone', what, 2, 1.0 FROM holders
    UNION ALL SELECT d.id, 'name', NULL, 3, word_similarity(${folded('$1')}, ${folded('d.name')}) FROM names d
      WHERE word_similarity(${folded('$1')}, ${folded('d.name')}) >= 0.6),
  best AS (SELECT DISTINCT ON (w.id) w.* FROM ways w ORDER BY w.id, w.rank, w.likeness DESC)
  SELECT d.id AS "debtorId", d.reference, d.name, b.by, b.what, b.rank FROM best b JOIN names d ON d.id = b.id
    ORDER BY b.rank, b.likeness DESC, d.name, d.id LIMIT ${mostFound}`;

/** What is left of a telephone number without its country or the 0 it is dialled with; null where it is none. */
function phoneEnd(text: string): string | null {
  if (!/^\+?[\d\s.()-]+$/u.test(text)) return null;
  const digits = text.replace(/\D/g, '').replace(/^(?:00|0)/, '');
  return digits.length >= leastDigits ? digits : null;
}

/**
 * The accounts that these words mean to this person: by reference, invoice number, the end of a telephone number, or a name that is
 * like it. What is certain comes alone; of names the likest first, ten at most.
 */
export async function findAccounts(pool: pg.Pool, scope: StaffScope, text: string): Promise<readonly AccountFound[]> {
  const read = scopeOf(scope.who, 'read');
  const asked = text.replaceAll('\u0000', '').trim().slice(0, longestText);
  if (read === null || asked === '') return [];
  const owner = read === 'own' ? scope.who.handle : null;
  const rows = await inTenant(pool, scope.creditorId, async (client) => {
    const values = [asked, owner, phoneEnd(asked), scope.creditorId];
    return (await client.query<AccountFound & { readonly rank: number }>(found, values)).rows;
  });
  const best = rows[0]?.rank;
  const isCertain = best !== undefined && best < 3;
  return rows.flatMap(({ rank, ...account }) => (isCertain && rank !== best ? [] : [account]));
}
