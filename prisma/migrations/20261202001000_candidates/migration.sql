-- Whom a sweep looks at: the same debtors as before, told one after the other as they are found.

-- Debtors of whom a line may have its next level today, by the levels of the policies in force: never fewer than there are, cheap to find.
-- `p_levels` has {policy, version, number, check, days, from, lead, rest} of every level: lead is how many days before it somebody may have
-- to be told. Lines at a check, whose money came back, whose last message nobody confirmed for a week, or whose policy is not one in force or
-- was assigned by a person, are always looked at. Of a line the lowest level above the one it stands after counts, or the first one; a level
-- is told ahead of its day (`lead`) only where there is a sales owner, and is not due while its debtor heard of us too lately (`rest`, days
-- since any contact).
-- Each table is read once from end to end: most open lines are late and have reminders, and a look-up of each would cost more. A debtor comes
-- once for each line. Inlined where it is called: the first are known before all of them are. Every table is asked for this creditor, so that
-- row-level security is looked at once and not for each row.
CREATE OR REPLACE FUNCTION solde_escalation_candidates(p_creditor uuid, p_today date, p_levels jsonb) RETURNS SETOF uuid
LANGUAGE sql STABLE ROWS 10000 AS $$
  WITH named AS MATERIALIZED (
    SELECT x.policy, x.version, x.number, x.days, x."from" AS since, x.check, x.lead, x.rest
      FROM jsonb_to_recordset(p_levels) AS x (policy text, version text, number integer, "check" boolean, days integer, "from" text, lead integer, rest integer)),
  -- Policies in force by a small number, for 0 is any other; who had more than 511 in force at once would have every line of the rest looked at.
  used AS MATERIALIZED (
    SELECT * FROM (
      SELECT p.id, p.kind, p.version, row_number() OVER (ORDER BY p.id) AS place FROM policies p
       WHERE p.creditor_id = p_creditor AND EXISTS (SELECT FROM named n WHERE n.policy = p.kind AND n.version = p.version)) x WHERE x.place < 512),
  levels AS MATERIALIZED (SELECT n.*, u.place FROM named n LEFT JOIN used u ON u.kind = n.policy AND u.version = n.version),
  -- Somewhere it may be tomorrow already.
  day AS MATERIALIZED (
    SELECT p_today + CASE WHEN EXISTS (SELECT FROM debtors d WHERE d.creditor_id = p_creditor AND d.zone <> (SELECT c.zone FROM creditors c WHERE c.id = p_creditor))
      THEN 1 ELSE 0 END AS last),
  -- The earliest a line that has no level may get one.
  firsts AS MATERIALIZED (SELECT n.check, n.since, n.rest, min(n.days) AS days, min(n.days - n.lead) AS told FROM levels n GROUP BY 1, 2, 3),
  -- What follows a level.
  known AS MATERIALIZED (
    SELECT l.place, n.number AS after, EXISTS (SELECT FROM levels c WHERE c.place = l.place AND c.number = n.number AND c.check) AS at_check,
           m.days, m.since, m.lead, m.rest
      FROM (SELECT DISTINCT place FROM levels WHERE place IS NOT NULL) l CROSS JOIN (SELECT DISTINCT number FROM levels) n
      LEFT JOIN LATERAL (SELECT x.* FROM levels x WHERE x.place = l.place AND NOT x.check AND x.number > n.number ORDER BY x.number LIMIT 1) m ON true),
  settled AS (
    SELECT a.line_id, bool_or(a.reversed_on IS NOT NULL OR p.status = 'returned' OR p.returned_on IS NOT NULL) AS came_back,
           sum(a.amount_minor) FILTER (WHERE a.reversed_on IS NULL AND a.on_date < p_today AND (p.id IS NULL OR (p.status = 'settled' AND p.value_date < p_today))
             AND (n.id IS NULL OR n.issued < p_today)) AS paid
      FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id AND p.creditor_id = p_creditor
        LEFT JOIN credit_notes n ON n.id = a.credit_note_id AND n.creditor_id = p_creditor
     WHERE a.creditor_id = p_creditor AND a.line_id IS NOT NULL GROUP BY 1),
  -- The highest level of the latest cycle, with what is known of it, in one number: cycle and level decide, no two rows of a line share both.
  -- From the top: cycle (20 bits), level (15), policy (9), state (2: 0 it counted, 1 it runs, 2 look), the day it counted since 1970 (17).
  last AS (
    SELECT r.line_id, max((least(r.cycle, 1048575)::bigint << 43) + (least(r.level, 32767)::bigint << 28) + (coalesce(u.place, 0) << 19)
             + CASE WHEN r.status = 'counted' THEN least(greatest(r.counted_on - DATE '1970-01-01', 0), 131071)::bigint
                    WHEN r.status IN ('failed', 'suppressed', 'withdrawn') OR r.decided_on < (SELECT day.last FROM day) - 7 THEN 2::bigint << 17
                    ELSE 1::bigint << 17 END) AS at
      FROM reminders r LEFT JOIN used u ON u.id = r.policy_id WHERE r.creditor_id = p_creditor GROUP BY 1),
  stood AS (
    SELECT s.line_id, (s.at >> 28) & 32767 AS level, (s.at >> 19) & 511 AS place, (s.at >> 17) & 3 AS state, DATE '1970-01-01' + (s.at & 131071)::integer AS counted_on FROM last s),
  assigned AS (
    SELECT v.debtor_id AS id FROM policy_assignments g JOIN invoices v ON v.id = CASE g.scope WHEN 'invoice' THEN g.key::uuid END
     WHERE g.creditor_id = p_creditor AND g.ended_at IS NULL AND v.creditor_id = p_creditor
    UNION ALL
    SELECT g.key::uuid FROM policy_assignments g WHERE g.creditor_id = p_creditor AND g.ended_at IS NULL AND g.scope = 'debtor'
    UNION ALL
    SELECT d.id FROM policy_assignments g JOIN debtors d ON d.creditor_id = p_creditor AND d.segment = g.key
     WHERE g.creditor_id = p_creditor AND g.ended_at IS NULL AND g.scope = 'segment')
  SELECT l.debtor_id
    FROM due_lines l LEFT JOIN settled s ON s.line_id = l.id
    LEFT JOIN stood r ON r.line_id = l.id LEFT JOIN known e ON e.place = r.place AND e.after = r.level
   WHERE l.creditor_id = p_creditor AND l.closed IS NULL AND coalesce(s.paid, 0) < l.amount_minor
     AND l.due <= (SELECT d.last FROM day d) - (SELECT coalesce(min(n.days - n.lead), 0) FROM levels n)
     AND (s.came_back OR (r.line_id IS NOT NULL AND e.place IS NULL) OR r.state = 2 OR e.at_check
       OR CASE WHEN r.line_id IS NULL THEN EXISTS (
                 SELECT FROM firsts n CROSS JOIN LATERAL (SELECT CASE WHEN n.since = 'end-of-month' THEN (date_trunc('month', l.due) + interval '1 month - 1 day')::date ELSE l.due END) b (base)
                  WHERE CASE WHEN n.check THEN l.due >= p_today ELSE l.due < (SELECT d.last FROM day d) END AND (SELECT d.last FROM day d) >= b.base + n.told
                    AND CASE WHEN n.told < n.days AND EXISTS (SELECT FROM debtors o WHERE o.creditor_id = p_creditor AND o.id = l.debtor_id AND o.sales_owner IS NOT NULL) THEN true
                             ELSE (SELECT d.last FROM day d) >= b.base + n.days AND NOT EXISTS (SELECT FROM notices k
                               WHERE k.creditor_id = p_creditor AND k.debtor_id = l.debtor_id AND k.outlet <> 'desk' AND k.counted_on > (SELECT d.last FROM day d) - n.rest) END)
               ELSE r.state = 0 AND (SELECT d.last FROM day d) >= e.days - e.lead + CASE e.since WHEN 'due' THEN l.due WHEN 'previous' THEN r.counted_on
                   ELSE (date_trunc('month', l.due) + interval '1 month - 1 day')::date END
                 AND CASE WHEN e.lead > 0 AND EXISTS (SELECT FROM debtors o WHERE o.creditor_id = p_creditor AND o.id = l.debtor_id AND o.sales_owner IS NOT NULL) THEN true
                          ELSE (SELECT d.last FROM day d) >= e.days + CASE e.since WHEN 'due' THEN l.due WHEN 'previous' THEN r.counted_on
                            ELSE (date_trunc('month', l.due) + interval '1 month - 1 day')::date END
                            AND NOT EXISTS (SELECT FROM notices k
                              WHERE k.creditor_id = p_creditor AND k.debtor_id = l.debtor_id AND k.outlet <> 'desk' AND k.counted_on > (SELECT d.last FROM day d) - e.rest) END END
       OR l.debtor_id IN (SELECT g.id FROM assigned g))
$$;
