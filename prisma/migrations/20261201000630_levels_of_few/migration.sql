-- As before; the earlier ways of a level are looked up among these debtors' levels alone, not among everybody's, and a level that no notice
-- stands for is known as well.
CREATE OR REPLACE FUNCTION solde_case_files(p_creditor uuid, p_debtors uuid[], p_now bigint, p_but uuid DEFAULT NULL) RETURNS TABLE (debtor_id uuid, file json)
LANGUAGE sql STABLE AS $$
  WITH asked AS MATERIALIZED (
    SELECT d.*, (solde_instant(p_now) AT TIME ZONE d.zone)::date AS today FROM debtors d WHERE d.creditor_id = p_creditor AND d.id = ANY (p_debtors)),
  -- What became of a level by the last way it was tried, and by those before.
  tried AS MATERIALIZED (
    SELECT r.debtor_id, r.line_id, r.cycle, r.level, r.level_id, r.policy_id, r.legal, r.notice_id, n.outlet, r.status, r.decided_on, r.counted_on
      FROM reminders r LEFT JOIN notices n ON n.id = r.notice_id
     WHERE r.creditor_id = p_creditor AND r.debtor_id = ANY (p_debtors) AND (p_but IS NULL OR r.notice_id IS DISTINCT FROM p_but)
    UNION ALL
    SELECT n.debtor_id, r.line_id, r.cycle, r.level, r.level_id, n.policy_id, n.legal, n.id, n.outlet, n.status, n.decided_on, n.counted_on
      FROM notices n CROSS JOIN LATERAL jsonb_array_elements(n.lines) AS x
      JOIN reminders r ON r.creditor_id = p_creditor AND r.debtor_id = n.debtor_id AND r.debtor_id = ANY (p_debtors) AND r.line_id = (x ->> 'lineId')::uuid AND r.level = (x ->> 'level')::integer AND r.cycle = (x ->> 'cycle')::integer
     WHERE n.creditor_id = p_creditor AND n.debtor_id = ANY (p_debtors) AND n.status IN ('failed', 'counted')
       AND r.notice_id IS DISTINCT FROM n.id AND n.id IS DISTINCT FROM p_but),
  levels AS MATERIALIZED (
    SELECT t.debtor_id, json_agg(json_build_object('lineId', t.line_id, 'cycle', t.cycle, 'level', t.level, 'levelId', t.level_id,
             'policy', json_build_object('id', p.kind, 'version', p.version), 'legal', t.legal, 'noticeId', t.notice_id, 'outlet', coalesce(t.outlet, 'desk'),
             'status', t.status, 'decidedOn', t.decided_on, 'countedOn', t.counted_on) ORDER BY t.line_id, t.cycle, t.level, t.decided_on, t.notice_id) AS found
      FROM tried t JOIN policies p ON p.id = t.policy_id GROUP BY 1),
  cycles AS MATERIALIZED (SELECT c.debtor_id, json_object_agg(c.line_id, c.cycle) AS found FROM solde_cycles(p_creditor, p_debtors) c GROUP BY 1),
  heard AS MATERIALIZED (SELECT h.debtor_id, h.at, h.whatsapp FROM solde_heard(p_creditor, p_debtors) h),
  contacts AS MATERIALIZED (
    SELECT a.id AS debtor_id, count(*) FILTER (WHERE s.on_day = a.today) AS today, count(*) FILTER (WHERE s.on_day > a.today - 7) AS week,
           count(*) FILTER (WHERE s.on_day > a.today - 30) AS month, max(s.on_day) AS last_on,
           count(*) FILTER (WHERE s.demand AND s.at > coalesce((SELECT h.at FROM heard h WHERE h.debtor_id = a.id), '-infinity')) AS unanswered
      FROM asked a JOIN (SELECT c.*, (c.at AT TIME ZONE x.zone)::date AS on_day
                           FROM solde_contacts(p_creditor, p_debtors, (SELECT n.outbox_id FROM notices n WHERE n.id = p_but)) c JOIN asked x ON x.id = c.debtor_id) s
        ON s.debtor_id = a.id AND s.on_day <= a.today GROUP BY 1),
  waiting AS MATERIALIZED (
    SELECT t.debtor_id, json_agg(json_build_object('kind', t.kind, 'since', (t.opened_at AT TIME ZONE a.zone)::date) ORDER BY t.opened_at, t.id) AS found
      FROM tasks t JOIN asked a ON a.id = t.debtor_id
     WHERE t.creditor_id = p_creditor AND t.done_at IS NULL AND t.kind IN ('human', 'callback', 'dispute', 'check', 'plan-review', 'promise-review',
       'undo-review', 'contact-change', 'director-confirms', 'document') GROUP BY 1),
  proceedings AS MATERIALIZED (
    SELECT x.debtor_id, json_agg(json_build_object('kind', x.kind, 'judgedOn', x.judged_on, 'publishedOn', x.published_on, 'reference', x.reference,
             'since', x.known_on) ORDER BY x.known_on, x.kind) AS found
      FROM (SELECT e.debtor_id, e.kind, e.judged_on, e.published_on, e.reference, e.known_on FROM debtor_events e
             WHERE e.creditor_id = p_creditor AND e.debtor_id = ANY (p_debtors) AND e.ended_on IS NULL AND e.kind IN ('insolvency', 'over-indebtedness', 'declared')
            UNION ALL
            SELECT a.id, CASE a.kind WHEN 'consumer' THEN 'over-indebtedness' ELSE 'insolvency' END, a.insolvency_on, NULL, NULL, a.insolvency_on FROM asked a
             WHERE a.insolvency_on IS NOT NULL
               AND NOT EXISTS (SELECT FROM debtor_events e WHERE e.creditor_id = p_creditor AND e.debtor_id = a.id AND e.kind IN ('insolvency', 'over-indebtedness'))) x
     GROUP BY 1),
  sales AS MATERIALIZED (
    SELECT s.debtor_id, json_agg(json_build_object('level', s.level_id, 'on', s.told_on, 'lineIds', s.line_ids) ORDER BY s.told_on, s.id) AS told,
           max(s.paused_until) AS paused
      FROM sales_notices s WHERE s.creditor_id = p_creditor AND s.debtor_id = ANY (p_debtors) GROUP BY 1),
  letters AS MATERIALIZED (
    SELECT DISTINCT ON (n.debtor_id) n.debtor_id, json_build_object('reference', upper(left(n.id::text, 8)), 'on', n.counted_on) AS found
      FROM notices n WHERE n.creditor_id = p_creditor AND n.debtor_id = ANY (p_debtors) AND n.outlet IN ('letter', 'registered-letter') AND n.counted_on IS NOT NULL
     ORDER BY n.debtor_id, n.counted_on, n.id)
  SELECT a.id, json_build_object(
    'segment', a.segment, 'tags', a.tags, 'salesOwner', a.sales_owner, 'protection', a.protection,
    'ceased', EXISTS (SELECT FROM holds h WHERE h.creditor_id = p_creditor AND h.debtor_id = a.id AND h.reason = 'representative'
                        AND h.from_on <= a.today AND (h.until_on IS NULL OR a.today < h.until_on)),
    'keyAccount', coalesce(f.key_account, false), 'causes', a.causes, 'risk', f.risk,
    'levels', coalesce(levels.found, '[]'), 'cycles', coalesce(cycles.found, '{}'),
    'contacts', json_build_object('today', coalesce(contacts.today, 0), 'week', coalesce(contacts.week, 0), 'month', coalesce(contacts.month, 0),
      'lastOn', contacts.last_on, 'withoutReply', coalesce(contacts.unanswered, 0), 'lastReplyOn', (heard.at AT TIME ZONE a.zone)::date),
    'requestsWaiting', coalesce(waiting.found, '[]'),
    'humanHolding', EXISTS (
      SELECT FROM conversations c WHERE c.creditor_id = p_creditor AND c.controller = 'human'
         AND (c.session -> 'subjects' @> jsonb_build_array(jsonb_build_object('debtorId', a.id))
              OR EXISTS (SELECT FROM debtor_contacts dc JOIN contact_points t ON t.contact_id = dc.contact_id
                          WHERE dc.debtor_id = a.id AND t.address = c.key AND c.channel = ANY (solde_same_address(t.channel))))),
    'proceedings', coalesce(proceedings.found, '[]'),
    'credit', CASE WHEN f.debtor_id IS NOT NULL OR a.insured_by IS NOT NULL THEN json_build_object(
      'limit', solde_money(f.limit_minor, f.currency), 'insurer', coalesce(f.insurer, a.insured_by), 'insured', solde_money(f.insured_minor, f.currency),
      'maximumExtensionDays', f.maximum_extension_days, 'claimBy', f.claim_by, 'retentionOfTitle', coalesce(f.retention_of_title, false),
      'guarantees', coalesce(f.guarantees, '{}')) END,
    'pausedUntil', CASE WHEN sales.paused >= a.today THEN sales.paused END, 'blocked', a.blocked_since IS NOT NULL,
    'toldSalesOwner', coalesce(sales.told, '[]'), 'firstLetter', letters.found,
    'mandate', (SELECT c.mandate_on <= a.today FROM creditors c WHERE c.id = p_creditor) IS TRUE,
    'policies', json_build_object(
      'byInvoice', coalesce((SELECT json_object_agg(g.key, g.policy_kind) FROM policy_assignments g JOIN invoices v ON v.creditor_id = p_creditor AND v.debtor_id = a.id
                              AND v.id::text = g.key WHERE g.creditor_id = p_creditor AND g.scope = 'invoice' AND g.ended_at IS NULL), '{}'),
      'debtor', (SELECT g.policy_kind FROM policy_assignments g WHERE g.creditor_id = p_creditor AND g.scope = 'debtor' AND g.key = a.id::text AND g.ended_at IS NULL),
      'segment', (SELECT g.policy_kind FROM policy_assignments g WHERE g.creditor_id = p_creditor AND g.scope = 'segment' AND g.key = a.segment AND g.ended_at IS NULL)),
    'windowUntil', solde_ms(heard.whatsapp + interval '24 h'),
    'openTasks', (SELECT coalesce(json_agg(DISTINCT t.kind), '[]') FROM tasks t
                   WHERE t.creditor_id = p_creditor AND t.debtor_id = a.id AND t.done_at IS NULL AND t.kind IN ('address-check', 'no-policy')))
    FROM asked a
    LEFT JOIN credit_files f ON f.creditor_id = p_creditor AND f.debtor_id = a.id
    LEFT JOIN levels ON levels.debtor_id = a.id LEFT JOIN cycles ON cycles.debtor_id = a.id LEFT JOIN heard ON heard.debtor_id = a.id
    LEFT JOIN contacts ON contacts.debtor_id = a.id LEFT JOIN waiting ON waiting.debtor_id = a.id LEFT JOIN proceedings ON proceedings.debtor_id = a.id
    LEFT JOIN sales ON sales.debtor_id = a.id LEFT JOIN letters ON letters.debtor_id = a.id
$$;

-- As before, closer: of a line the lowest level above the one it stands after counts, or the first one; a level is told ahead of its day (`lead`)
-- only where there is a sales owner, and is not due while its debtor heard of us too lately (`rest`, days since any contact).
CREATE OR REPLACE FUNCTION solde_escalation_candidates(p_creditor uuid, p_today date, p_levels jsonb) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH levels AS MATERIALIZED (
    SELECT x.number, x.days, x."from" AS since, x.check, x.lead, x.rest, p.id AS policy_id
      FROM jsonb_to_recordset(p_levels) AS x (policy text, version text, number integer, "check" boolean, days integer, "from" text, lead integer, rest integer)
      LEFT JOIN policies p ON p.creditor_id = p_creditor AND p.kind = x.policy AND p.version = x.version),
  -- Somewhere it may be tomorrow already.
  day AS MATERIALIZED (
    SELECT p_today + CASE WHEN EXISTS (SELECT FROM debtors d WHERE d.creditor_id = p_creditor AND d.zone <> (SELECT c.zone FROM creditors c WHERE c.id = p_creditor))
      THEN 1 ELSE 0 END AS last),
  known AS MATERIALIZED (
    SELECT l.policy_id, n.number AS after, (SELECT min(m.number) FROM levels m WHERE m.policy_id = l.policy_id AND NOT m.check AND m.number > n.number) AS next
      FROM (SELECT DISTINCT policy_id FROM levels) l JOIN (SELECT DISTINCT number FROM levels) n ON true),
  settled AS (
    SELECT a.line_id, bool_or(a.reversed_on IS NOT NULL OR p.status = 'returned') AS came_back,
           sum(a.amount_minor) FILTER (WHERE a.reversed_on IS NULL AND a.on_date < p_today AND (p.id IS NULL OR (p.status = 'settled' AND p.value_date < p_today))
             AND (n.id IS NULL OR n.issued < p_today)) AS paid
      FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN credit_notes n ON n.id = a.credit_note_id
     WHERE a.creditor_id = p_creditor AND a.line_id IS NOT NULL GROUP BY 1),
  spoken AS (
    SELECT n.debtor_id, max(n.counted_on) AS last FROM notices n
     WHERE n.creditor_id = p_creditor AND n.counted_on IS NOT NULL AND n.outlet <> 'desk' GROUP BY 1),
  last AS (
    SELECT DISTINCT ON (r.line_id) r.line_id, r.level, r.status, r.decided_on, r.counted_on, r.policy_id
      FROM reminders r WHERE r.creditor_id = p_creditor ORDER BY r.line_id, r.cycle DESC, r.level DESC)
  SELECT DISTINCT l.debtor_id
    FROM due_lines l JOIN debtors o ON o.id = l.debtor_id LEFT JOIN settled s ON s.line_id = l.id LEFT JOIN last r ON r.line_id = l.id
    LEFT JOIN spoken k ON k.debtor_id = l.debtor_id LEFT JOIN known e ON e.policy_id = r.policy_id AND e.after = r.level
   WHERE l.creditor_id = p_creditor AND l.closed IS NULL AND coalesce(s.paid, 0) < l.amount_minor
     AND l.due <= (SELECT last FROM day) - (SELECT coalesce(min(n.days - n.lead), 0) FROM levels n)
     AND (s.came_back OR (r.line_id IS NOT NULL AND e.policy_id IS NULL) OR r.status IN ('failed', 'suppressed', 'withdrawn')
       OR (r.status <> 'counted' AND r.decided_on < (SELECT last FROM day) - 7)
       OR EXISTS (SELECT FROM levels c WHERE c.policy_id = r.policy_id AND c.number = r.level AND c.check)
       OR EXISTS (
            SELECT FROM levels n
             WHERE CASE WHEN r.line_id IS NULL THEN n.check AND l.due >= p_today OR NOT n.check AND l.due < (SELECT last FROM day)
                        ELSE r.status = 'counted' AND n.policy_id = r.policy_id AND n.number = e.next END
               AND (SELECT last FROM day) >= n.days - CASE WHEN o.sales_owner IS NULL THEN 0 ELSE n.lead END + CASE n.since
                     WHEN 'due' THEN l.due WHEN 'previous' THEN coalesce(r.counted_on, l.due)
                     ELSE (date_trunc('month', l.due) + interval '1 month - 1 day')::date END
               AND (k.last IS NULL OR (n.lead > 0 AND o.sales_owner IS NOT NULL) OR k.last + n.rest <= (SELECT last FROM day)))
       OR EXISTS (SELECT FROM policy_assignments g WHERE g.creditor_id = p_creditor AND g.ended_at IS NULL AND
            (g.key = l.invoice_id::text OR g.key = l.debtor_id::text OR (g.scope = 'segment' AND g.key = o.segment))))
$$;
