/**
 * The rows of planning by one statement as someone would write it who knows this schema and what is in it: the next level of a line whose
 * day has come, with what may be asked of it. It knows payments, holds (a dispute, a promise and a plan each come with theirs), questions
 * that wait for us, how lately anybody spoke to them, and whom nothing can reach. The ladder is read once, tables from end to end, and the
 * rest is asked of the few lines that are left.
 */
export const byHand = `WITH levels AS MATERIALIZED (
    SELECT x.*, lag(x.number, 1, 0) OVER (ORDER BY x.number) AS after FROM (
      SELECT (l ->> 'number')::int AS number, (l -> 'offset' ->> 'days')::int AS days, (l ->> 'minDaysSinceContact')::int AS rest,
             l -> 'outlets' ? 'letter' AS letter, replace(l ->> 'outlets', 'phone', 'sms')::jsonb AS channels
        FROM policies p, jsonb_array_elements(p.content -> 'levels') l WHERE p.creditor_id = $1 AND p.kind = 'fr-b2b' AND l ->> 'kind' = 'demand') x),
  reached AS (
    SELECT r.line_id, max(r.level) AS level FROM reminders r
     WHERE r.creditor_id = $1 AND r.status = 'counted' AND r.level >= (SELECT min(number) FROM levels) GROUP BY 1),
  spoken AS (
    SELECT x.debtor_id, max(x.day) AS last FROM (
      SELECT r.debtor_id, r.counted_on AS day FROM reminders r WHERE r.creditor_id = $1
      UNION ALL SELECT c.debtor_id, c.at::date FROM contact_log c WHERE c.creditor_id = $1 AND c.direction = 'out') x GROUP BY 1),
  paid AS (
    SELECT a.line_id, sum(a.amount_minor) AS minor FROM allocations a JOIN payments p ON p.id = a.payment_id AND p.status = 'settled'
     WHERE a.creditor_id = $1 AND a.reversed_on IS NULL GROUP BY 1),
  held AS (
    SELECT h.line_id, sum(h.amount_minor) AS minor FROM holds h
     WHERE h.creditor_id = $1 AND h.line_id IS NOT NULL AND h.from_on <= $2::date AND (h.until_on IS NULL OR h.until_on > $2::date) GROUP BY 1),
  due AS MATERIALIZED (
    SELECT l.id, l.debtor_id, l.invoice_id, l.due, n.number AS level, n.letter, n.channels, l.amount_minor - coalesce(p.minor, 0) - coalesce(h.minor, 0) AS minor
      FROM due_lines l LEFT JOIN reached r ON r.line_id = l.id JOIN levels n ON n.after = coalesce(r.level, 0)
      LEFT JOIN spoken s ON s.debtor_id = l.debtor_id LEFT JOIN paid p ON p.line_id = l.id LEFT JOIN held h ON h.line_id = l.id
     WHERE l.creditor_id = $1 AND l.closed IS NULL AND l.time_barred_from > $2::date AND l.due + n.days <= $2::date AND (s.last IS NULL OR s.last + n.rest <= $2::date))
  SELECT x.debtor_id, x.id AS line_id, x.level, x.minor, v.number, x.due
    FROM due x JOIN invoices v ON v.id = x.invoice_id JOIN debtors d ON d.id = x.debtor_id
   WHERE x.minor >= 200 AND d.parked IS NULL AND d.protection IS NULL
     AND NOT EXISTS (SELECT FROM holds g WHERE g.creditor_id = $1 AND g.debtor_id = x.debtor_id AND g.line_id IS NULL
                        AND g.from_on <= $2::date AND (g.until_on IS NULL OR g.until_on > $2::date))
     AND NOT EXISTS (SELECT FROM tasks t WHERE t.creditor_id = $1 AND t.debtor_id = x.debtor_id AND t.done_at IS NULL
                        AND t.kind IN ('human', 'callback', 'dispute', 'check', 'plan-review', 'promise-review', 'contact-change', 'document'))
     AND ((x.letter AND d.address IS NOT NULL) OR EXISTS (
       SELECT FROM debtor_contacts dc JOIN contact_points c ON c.contact_id = dc.contact_id
        WHERE dc.debtor_id = x.debtor_id AND dc.role IN ('payables', 'director', 'self') AND x.channels ? c.channel AND c.ended_at IS NULL AND c.quarantined_at IS NULL
          AND NOT EXISTS (SELECT FROM opt_outs o WHERE o.creditor_id = $1 AND o.channel = c.channel AND o.address = c.address AND o.resumed_at IS NULL)))`;
