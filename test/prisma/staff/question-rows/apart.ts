/**
 * The tables as somebody would read them who has never seen the compiler of questions: what is open is added up from allocations, towns and
 * regions are read from addresses. Statements of the creditor $1.
 */

/** What a question asks for, by its words: every row in its order, in the words of cells. `most` is how many it asks for. */
export type Expected = {
  readonly texts: readonly string[];
  readonly columns: readonly string[];
  readonly sql: string;
  readonly most?: number;
};

const today = '2026-12-01';

const counted = (
  day: string,
): string => `a.on_date <= '${day}' AND (a.reversed_on IS NULL OR a.reversed_on > '${day}') AND CASE
    WHEN a.payment_id IS NOT NULL THEN EXISTS (SELECT FROM payments p WHERE p.id = a.payment_id AND p.ended_on IS NULL AND p.value_date <= '${day}'
      AND (p.status = 'settled' OR p.returned_on > '${day}'))
    WHEN a.credit_note_id IS NOT NULL THEN EXISTS (SELECT FROM credit_notes n WHERE n.id = a.credit_note_id AND n.ended_on IS NULL AND n.issued <= '${day}')
    ELSE true END`;

const people = `people AS (SELECT d.id, d.reference, d.name, d.kind, d.segment, d.sales_owner AS owner, d.causes,
    CASE d.country WHEN 'FR' THEN substr(split_part(d.address, chr(10), 2), 7) ELSE split_part(split_part(d.address, chr(10), 2), ' ', 1) END AS town,
    CASE WHEN d.country = 'FR' THEN CASE left(d.postcode, 2) WHEN '69' THEN 'Auvergne-Rhône-Alpes' WHEN '31' THEN 'Occitanie' WHEN '44' THEN 'Pays de la Loire' WHEN '35' THEN 'Bretagne'
      WHEN '67' THEN 'Grand Est' WHEN '13' THEN 'Provence-Alpes-Côte d''Azur' WHEN '59' THEN 'Hauts-de-France' WHEN '33' THEN 'Nouvelle-Aquitaine' WHEN '75' THEN 'Île-de-France' END END AS region
  FROM debtors d WHERE d.creditor_id = $1)`;

/** Lines that are claimed on a day, with what is open of them and how many days late they are. */
const owed = (day: string): string => `owed AS (SELECT * FROM (
    SELECT l.id, l.debtor_id, l.invoice_id, v.number, l.currency, l.due, date '${day}' - l.due AS late, greatest(0, date '${day}' - l.due) AS age,
      l.amount_minor - coalesce((SELECT sum(a.amount_minor) FROM allocations a WHERE a.line_id = l.id AND ${counted(day)}), 0) AS open
    FROM due_lines l JOIN invoices v ON v.id = l.invoice_id JOIN people d ON d.id = l.debtor_id
    WHERE v.issued <= '${day}' AND l.closed IS NULL AND coalesce(l.time_barred_from > '${day}', true)) x WHERE x.open > 0)`;

/** What of each open line is contested, on a plan, or promised; and the highest level it came to. */
const parts = `contested AS (SELECT o.id, o.open, least(o.open, greatest(
      (SELECT coalesce(sum(x.amount_minor), 0) FROM disputes x WHERE x.line_id = o.id AND x.answered_on IS NULL AND x.reason NOT IN ('already-paid', 'number-missing')),
      (SELECT coalesce(sum(coalesce(h.amount_minor, o.open)), 0) FROM holds h WHERE h.debtor_id = o.debtor_id AND (h.line_id = o.id OR h.line_id IS NULL) AND h.reason = 'dispute'
        AND daterange(h.from_on, h.until_on, '[)') @> date '${today}'))) AS minor FROM owed o),
  planned AS (SELECT c.id, c.open - c.minor AS minor FROM contested c WHERE c.id IN (SELECT y.line_id FROM plan_lines y JOIN plans x ON x.id = y.plan_id WHERE x.status IN ('accepted', 'active', 'late'))),
  waited AS (SELECT y.line_id, x.due, greatest(0, y.amount_minor - coalesce((SELECT sum(a.amount_minor) FROM allocations a JOIN payments p ON p.id = a.payment_id
      WHERE a.line_id = y.line_id AND a.reversed_on IS NULL AND p.status = 'settled' AND p.value_date BETWEEN x.made_on AND '${today}'), 0)) AS minor
    FROM promises x JOIN promise_lines y ON y.promise_id = x.id WHERE x.status = 'open'),
  leveled AS (SELECT o.id, (SELECT r.level_id FROM reminders r WHERE r.line_id = o.id AND r.counted_on <= '${today}' ORDER BY r.cycle DESC, r.level DESC LIMIT 1) AS level,
      (SELECT max(r.level) FROM reminders r WHERE r.line_id = o.id AND r.counted_on <= '${today}') AS step FROM owed o),
  spoken AS (SELECT gen_random_uuid() AS id, n.debtor_id, coalesce(n.counted_on, n.decided_on) AS day, n.outlet FROM notices n WHERE n.creditor_id = $1 AND n.status IN ('sent', 'counted') AND n.outlet <> 'desk'
    UNION ALL SELECT gen_random_uuid(), c.debtor_id, (c.at AT TIME ZONE 'Europe/Paris')::date, c.outlet FROM contact_log c WHERE c.creditor_id = $1 AND c.direction = 'out')`;

/** A statement that may speak of people, of what they owe on a day, and of what was agreed about it. */
export function apart(body: string, day: string = today): string {
  return `WITH ${people}, ${owed(day)}, ${parts} ${body}`;
}

/** An amount as cells say it. */
export const money = (minor: string, currency: string): string => `(${minor}) || ' ' || ${currency}`;

/** That a day lies in a period, both ends included; an open end is null. */
export function between(day: string, from: string, to: string | null): string {
  return to === null ? `${day} >= '${from}'` : `${day} BETWEEN '${from}' AND '${to}'`;
}
