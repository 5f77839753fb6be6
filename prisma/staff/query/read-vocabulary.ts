import type pg from 'pg';
import { fold } from '../../../domain/staff/fold.ts';
import { type NamedAccount, type StaffVocabulary } from '../../../domain/staff/vocabulary.ts';

/** Words of so many accounts are held in memory, those that owe first; others are found by what they are asked for with. */
const mostAccounts = 20_000;
const mostFound = 10;

type Words = Omit<StaffVocabulary, 'accounts'> & { readonly named: readonly NamedAccount[] };

const lists = `WITH d AS (SELECT * FROM debtors x WHERE x.creditor_id = $1 AND ($2::text IS NULL OR x.sales_owner = $2))
  SELECT (SELECT coalesce(json_agg(c.name ORDER BY c.name), '[]') FROM (SELECT min(d.city) AS name FROM d WHERE d.city_key IS NOT NULL GROUP BY d.city_key) c) AS cities,
    (SELECT coalesce(json_agg(DISTINCT d.region), '[]') FROM d WHERE d.region IS NOT NULL) AS regions,
    (SELECT coalesce(json_agg(DISTINCT d.segment), '[]') FROM d WHERE d.segment IS NOT NULL) AS segments,
    (SELECT coalesce(json_agg(DISTINCT d.sales_owner), '[]') FROM d WHERE d.sales_owner IS NOT NULL) AS owners,
    (SELECT coalesce(json_agg(l.id ORDER BY l.number, l.id), '[]') FROM (
       SELECT x.id, min(x.number) AS number FROM (
         SELECT l ->> 'id' AS id, (l ->> 'number')::int AS number FROM policies p, jsonb_array_elements(CASE jsonb_typeof(p.content -> 'levels') WHEN 'array' THEN p.content -> 'levels' ELSE '[]' END) l
          WHERE p.creditor_id = $1
         UNION ALL SELECT n.level_id, n.level FROM (SELECT DISTINCT r.level_id, r.level FROM reminders r WHERE r.creditor_id = $1 AND r.level_id <> '') n) x
        WHERE x.id IS NOT NULL GROUP BY 1) l) AS levels,
    (SELECT coalesce(json_agg(c.currency ORDER BY c.n DESC, c.currency), '[]') FROM (SELECT v.currency, count(*) AS n FROM invoices v WHERE v.creditor_id = $1 GROUP BY 1) c) AS currencies,
    (SELECT coalesce(json_agg(json_build_object('debtorId', a.id, 'reference', a.reference, 'name', a.name)), '[]') FROM (
       SELECT d.id, d.reference, d.name FROM d ORDER BY EXISTS (SELECT FROM due_lines l WHERE l.creditor_id = $1 AND l.debtor_id = d.id AND l.closed IS NULL
         AND l.settled_minor < l.amount_minor) DESC, d.name_key, d.id LIMIT ${mostAccounts}) a) AS named`;

function finder(named: readonly NamedAccount[]): StaffVocabulary['accounts'] {
  const known = named.map((account) => ({
    account,
    words: ` ${fold(account.name)} `,
    reference: fold(account.reference),
  }));
  return (text) => {
    const asked = fold(text);
    if (asked === '') return [];
    const words = asked.split(' ');
    const byReference = known.filter(({ reference }) => reference === asked);
    const whole = known.filter((one) => words.every((word) => one.words.includes(` ${word} `)));
    return [...new Set([...byReference, ...whole])].slice(0, mostFound).map(({ account }) => account);
  };
}

/** What a person's questions may be about, in the data's own words; nothing for who may read nothing. */
export async function readVocabulary(
  client: pg.ClientBase,
  creditorId: string,
  seen: { readonly owner: string | null } | null,
): Promise<StaffVocabulary> {
  const none = { cities: [], regions: [], segments: [], owners: [], levels: [], currencies: [], accounts: () => [] };
  if (seen === null) return none;
  const { rows } = await client.query<Words>(lists, [creditorId, seen.owner]);
  if (rows[0] === undefined) return none;
  const { named, ...words } = rows[0];
  return { ...words, accounts: finder(named) };
}
