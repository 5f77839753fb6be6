import type pg from 'pg';
import { type AccountFound } from '../../domain/staff/account-file.ts';
import { fold } from '../../domain/staff/fold.ts';
import { scopeOf } from '../../domain/staff/may-act.ts';
import { type StaffScope } from '../../domain/staff/staff-scope.ts';
import { inTenant } from '../in-tenant.ts';

/** As many as a card can ask about. */
const mostFound = 10;
/** The end of a telephone number by which people ask: fewer digits would be anybody's. */
const leastDigits = 4;
const longestText = 100;

/**
 * Each way of meaning an account, all of them by an index; $1 what was asked, $2 whose accounts alone (null: all), $3 the digits of a telephone's end
 * or null, $4 the creditor, $5 what was asked as names are compared, or null.
 */
const found = `WITH
  numbers AS MATERIALIZED (SELECT i.debtor_id, i.number FROM invoices i WHERE i.creditor_id = $4 AND i.number_key = upper($1)),
  points AS MATERIALIZED (SELECT p.contact_id, '…' || right(p.address, 4) AS what FROM solde_points_ending($3) p),
  holders AS MATERIALIZED (SELECT c.debtor_id, p.what FROM points p JOIN debtor_contacts c ON c.contact_id = p.contact_id),
  likes AS MATERIALIZED (SELECT * FROM solde_names_like($5, $2, ${mostFound})),
  ways AS (
    SELECT d.id, 'reference' AS by, NULL AS what, 0 AS rank, 1.0 AS likeness FROM debtors d WHERE d.creditor_id = $4 AND d.reference_key = upper($1)
    UNION ALL SELECT debtor_id, 'invoice', number, 1, 1.0 FROM numbers
    UNION ALL SELECT debtor_id, 'phone', what, 2, 1.0 FROM holders
    UNION ALL SELECT l.id, 'name', NULL, 3, l.likeness FROM likes l),
  best AS (SELECT DISTINCT ON (w.id) w.* FROM ways w ORDER BY w.id, w.rank, w.likeness DESC)
  SELECT d.id AS "debtorId", d.reference, d.name, b.by, b.what, b.rank FROM best b JOIN debtors d ON d.id = b.id
    WHERE d.creditor_id = $4 AND ($2::text IS NULL OR d.sales_owner = $2) ORDER BY b.rank, b.likeness DESC, d.name, d.id LIMIT ${mostFound}`;

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
    const values = [asked, owner, phoneEnd(asked), scope.creditorId, fold(asked) || null];
    return (await client.query<AccountFound & { readonly rank: number }>(found, values)).rows;
  });
  const best = rows[0]?.rank;
  const isCertain = best !== undefined && best < 3;
  return rows.flatMap(({ rank, ...account }) => (isCertain && rank !== best ? [] : [account]));
}
