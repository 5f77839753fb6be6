-- What a sweep reads of many accounts, set by set and packed: JSON was written for each row and each debtor anew, and the money that is placed
-- on nobody was looked for again for each few hundred debtors.

-- Money that came in within a month and is placed on nothing, whoever's it is; null when there is none.
CREATE FUNCTION solde_free_cash(p_creditor uuid, p_now bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_today date := (solde_instant(p_now) AT TIME ZONE 'UTC')::date;
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('id', f.id, 'debtor', f.debtor_id, 'minor', f.free, 'currency', f.currency, 'text', f.text)) FROM (
      SELECT p.id, p.debtor_id, p.currency, p.text, p.amount_minor - coalesce(sum(x.amount_minor), 0)::bigint AS free
        FROM payments p LEFT JOIN allocations x ON x.creditor_id = p_creditor AND x.payment_id = p.id AND x.reversed_on IS NULL
       WHERE p.creditor_id = p_creditor AND p.value_date BETWEEN v_today - 30 AND v_today AND p.status = 'settled' AND p.ended_on IS NULL
       GROUP BY p.id HAVING p.amount_minor > coalesce(sum(x.amount_minor), 0)) f);
END $$;

-- Which of that money (`p_free`) stands under another debtor and may be one of these debtors': its words name an invoice of theirs; or it is to
-- the cent what is open of a line or of all their lines, and whoever it stands under owes nothing. What stands under the debtor is in the account
-- itself. Older money was somebody's to place (a task asks for it) and holds nobody's demand back.
CREATE FUNCTION solde_cash_perhaps_of(p_creditor uuid, p_debtors uuid[], p_free jsonb) RETURNS TABLE (debtor_id uuid, found jsonb) LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF p_free IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH free AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(p_free) AS f (id uuid, debtor uuid, minor bigint, currency text, text text)),
  open AS MATERIALIZED (
    SELECT l.debtor_id, l.invoice_id, l.currency::text AS currency, l.amount_minor::bigint - coalesce(sum(a.amount_minor), 0)::bigint AS minor
      FROM due_lines l
      LEFT JOIN (allocations a LEFT JOIN payments p ON p.id = a.payment_id) ON a.line_id = l.id AND a.reversed_on IS NULL AND coalesce(p.status, 'settled') = 'settled'
     WHERE l.creditor_id = p_creditor AND l.closed IS NULL AND (l.debtor_id = ANY (p_debtors) OR l.debtor_id IN (SELECT f.debtor FROM free f)) GROUP BY l.id
    HAVING l.amount_minor > coalesce(sum(a.amount_minor), 0)),
  named AS (
    SELECT DISTINCT o.debtor_id, f.id, f.minor, f.currency FROM open o JOIN invoices i ON i.id = o.invoice_id
      JOIN free f ON f.currency = o.currency AND f.debtor <> o.debtor_id AND length(i.number) >= 4 AND position(upper(i.number) IN upper(f.text)) > 0
     WHERE o.debtor_id = ANY (p_debtors)),
  sums AS (
    SELECT o.debtor_id, o.currency, o.minor FROM open o WHERE o.debtor_id = ANY (p_debtors)
    UNION SELECT o.debtor_id, o.currency, sum(o.minor)::bigint FROM open o WHERE o.debtor_id = ANY (p_debtors) GROUP BY 1, 2),
  equal AS (
    SELECT s.debtor_id, f.id, f.minor, f.currency FROM sums s JOIN free f ON f.currency = s.currency AND f.minor = s.minor AND f.debtor <> s.debtor_id
     WHERE NOT EXISTS (SELECT FROM open o WHERE o.debtor_id = f.debtor))
  SELECT x.debtor_id, jsonb_agg(solde_money(x.minor, x.currency) ORDER BY x.minor, x.id) FROM (SELECT * FROM named UNION SELECT * FROM equal) x GROUP BY 1;
END $$;

CREATE OR REPLACE FUNCTION solde_others_cash(p_creditor uuid, p_debtors uuid[], p_now bigint) RETURNS TABLE (debtor_id uuid, found jsonb) LANGUAGE sql STABLE AS $$
  SELECT c.debtor_id, c.found FROM solde_cash_perhaps_of(p_creditor, p_debtors, solde_free_cash(p_creditor, p_now)) c
$$;

-- The first letter that reached somebody.
CREATE INDEX notices_letters ON notices (creditor_id, debtor_id, counted_on) WHERE outlet IN ('letter', 'registered-letter') AND counted_on IS NOT NULL;

-- Levels of many debtors, packed as solde_case_parts has them: what became of each by the last way it was tried, and by those before: only a
-- notice with fewer reminders than lines was one. Without statistics of tables that are new these were compared each with each.
CREATE FUNCTION solde_levels(p_creditor uuid, p_debtors uuid[]) RETURNS TABLE (debtor_id uuid, found text)
LANGUAGE sql STABLE SET plan_cache_mode = force_generic_plan SET enable_nestloop = off AS $$
  WITH own AS MATERIALIZED (
    SELECT r.debtor_id, r.line_id, r.cycle, r.level, r.level_id, r.policy_id, r.legal, r.notice_id, r.status, r.decided_on, r.counted_on
      FROM reminders r WHERE r.creditor_id = p_creditor AND r.debtor_id = ANY (p_debtors)),
  told AS MATERIALIZED (
    SELECT n.id, n.debtor_id, n.policy_id, n.legal, n.outlet, n.status, n.decided_on, n.counted_on, jsonb_array_length(n.lines) AS asked
      FROM notices n WHERE n.creditor_id = p_creditor AND n.debtor_id = ANY (p_debtors)),
  past AS MATERIALIZED (
    SELECT n.* FROM told n LEFT JOIN (SELECT o.notice_id, count(*) AS now FROM own o GROUP BY 1) c ON c.notice_id = n.id
     WHERE n.status IN ('failed', 'counted') AND n.asked > coalesce(c.now, 0)),
  once AS MATERIALIZED (
    SELECT n.*, (x ->> 'lineId')::uuid AS line_id, (x ->> 'level')::integer AS level, (x ->> 'cycle')::integer AS cycle
      FROM past n CROSS JOIN LATERAL jsonb_array_elements((SELECT k.lines FROM notices k WHERE k.id = n.id)) AS x),
  tried AS (
    SELECT r.debtor_id, r.line_id, r.cycle, r.level, r.level_id, r.policy_id, r.legal, r.notice_id, n.outlet, r.status, r.decided_on, r.counted_on
      FROM own r LEFT JOIN told n ON n.id = r.notice_id
    UNION ALL
    SELECT n.debtor_id, r.line_id, r.cycle, r.level, r.level_id, n.policy_id, n.legal, n.id, n.outlet, n.status, n.decided_on, n.counted_on
      FROM once n JOIN own r ON r.debtor_id = n.debtor_id AND r.line_id = n.line_id AND r.level = n.level AND r.cycle = n.cycle
     WHERE r.notice_id IS DISTINCT FROM n.id)
  SELECT t.debtor_id, '[["' || string_agg(concat_ws('","', t.line_id, t.cycle, t.level, t.policy_id, t.legal, coalesce(t.notice_id::text, ''), coalesce(t.outlet, 'desk'),
        t.status, t.decided_on, coalesce(t.counted_on::text, '')) || '",' || to_json(t.level_id), '],["' ORDER BY t.line_id, t.cycle, t.level, t.decided_on, t.notice_id) || ']]'
    FROM tried t GROUP BY t.debtor_id
$$;

-- Cases of many debtors for planning, as prisma/escalation/unpack-cases.ts puts them together: of each part a JSON array of [debtor, what there is].
-- What a debtor has many of is packed as arrays of values, "" standing for null; what is rare as the objects of solde_account and
-- solde_case_file. Without the items of invoices, which no level is decided by, and without the creditor, who is the same for all.
CREATE FUNCTION solde_case_parts(p_creditor uuid, p_debtors uuid[], p_now bigint, p_free jsonb) RETURNS TABLE (part text, found text)
LANGUAGE sql STABLE SET plan_cache_mode = force_generic_plan AS $$
  WITH asked AS MATERIALIZED (SELECT d.*, (solde_instant(p_now) AT TIME ZONE d.zone)::date AS today FROM debtors d WHERE d.creditor_id = p_creditor AND d.id = ANY (p_debtors)),
  heard AS MATERIALIZED (SELECT h.debtor_id, h.at, h.whatsapp FROM solde_heard(p_creditor, p_debtors) h),
  sold AS MATERIALIZED (SELECT s.debtor_id, json_agg(json_build_object('level', s.level_id, 'on', s.told_on, 'lineIds', s.line_ids) ORDER BY s.told_on, s.id) AS told,
           max(s.paused_until) AS paused
      FROM sales_notices s WHERE s.creditor_id = p_creditor AND s.debtor_id = ANY (p_debtors) GROUP BY 1),
  parts AS (
    SELECT 'debtor' AS part, a.id::text AS of, json_build_array(a.reference, a.kind, a.name, a.language, a.zone, a.country, a.address, a.payday, a.version,
        coalesce(a.parked, a.protection), a.payer_id IS NOT NULL, a.segment, a.tags, a.sales_owner, a.protection, a.causes, a.blocked_since IS NOT NULL,
        (SELECT c.mandate_on FROM creditors c WHERE c.id = p_creditor) <= a.today IS TRUE)::text AS found FROM asked a
    UNION ALL
    SELECT 'invoices', v.debtor_id::text, '[["' || string_agg(concat_ws('","', v.id, v.issued, v.total_minor, v.currency, v.capacity) || '",' || to_json(v.number)
        || CASE WHEN v.order_number IS NULL THEN '' ELSE ',' || to_json(v.order_number) END, '],["' ORDER BY v.issued, v.number) || ']]'
      FROM invoices v WHERE v.creditor_id = p_creditor AND v.debtor_id = ANY (p_debtors) GROUP BY v.debtor_id
    UNION ALL
    SELECT 'lines', l.debtor_id::text, '[["' || string_agg(concat_ws('","', l.id, l.invoice_id, l.position, l.due, l.amount_minor, l.currency, l.means,
        coalesce(l.time_barred_from::text, ''), coalesce(l.closed, '')) || CASE WHEN l.payee_iban IS NULL THEN '"' ELSE '",' || json_build_object('iban', l.payee_iban, 'bic', l.payee_bic,
          'holder', l.payee_holder, 'currency', l.currency) || ',"' || coalesce(l.payee_kind, 'factor') || '"' END, '],["' ORDER BY l.due, l.id) || ']]'
      FROM due_lines l WHERE l.creditor_id = p_creditor AND l.debtor_id = ANY (p_debtors) GROUP BY l.debtor_id
    UNION ALL
    SELECT 'policies', u.id::text, json_build_array(u.kind, u.version)::text FROM policies u WHERE u.creditor_id = p_creditor
    UNION ALL
    SELECT 'levels', v.debtor_id::text, v.found FROM solde_levels(p_creditor, p_debtors) v
    UNION ALL
    SELECT 'points', p.of::text, '[["' || string_agg(concat_ws('","', p.id, p.contact_id, p.role, p.channel, coalesce(solde_ms(p.verified_at)::text, ''),
        EXISTS (SELECT FROM opt_outs u WHERE u.creditor_id = p_creditor AND u.channel = ANY (solde_same_address(p.channel)) AND u.address = p.address AND u.resumed_at IS NULL),
        p.quarantined_at IS NOT NULL, CASE WHEN p.claimed_at IS NULL OR p.usable_from IS NOT NULL THEN coalesce(solde_ms(p.usable_from), 0)::text ELSE '' END) || '",' || to_json(p.address),
        '],["' ORDER BY p.channel, p.address, p.id) || ']]'
      FROM (SELECT DISTINCT ON (dc.debtor_id, cp.id) dc.debtor_id AS of, cp.*, dc.role
              FROM debtor_contacts dc JOIN contact_points cp ON cp.contact_id = dc.contact_id
             WHERE dc.creditor_id = p_creditor AND cp.creditor_id = p_creditor AND dc.debtor_id = ANY (p_debtors) AND cp.ended_at IS NULL
               AND (dc.role NOT IN ('adviser', 'representative') OR solde_acts(dc))
             ORDER BY dc.debtor_id, cp.id, array_position(ARRAY['director', 'self', 'payables', 'representative', 'adviser', 'buyer', 'site'], dc.role)) p
     GROUP BY p.of
    UNION ALL
    SELECT 'payments', p.of::text, json_agg(json_build_object('id', p.id, 'amount', solde_money(p.minor, p.currency),
               'valueDate', p.value_date, 'status', p.status, 'means', p.means, 'text', p.text, 'confirmed', p.confirmed,
               'returnedOn', p.returned_on, 'returnReason', p.return_reason) ORDER BY p.value_date, p.id)::text
          FROM (SELECT y.*, y.debtor_id AS of, y.amount_minor::bigint AS minor FROM payments y
                 WHERE y.creditor_id = p_creditor AND y.debtor_id = ANY (p_debtors) AND y.ended_on IS NULL
                UNION ALL
                SELECT y.*, s.debtor_id, s.part FROM payments y JOIN (
                  SELECT a.debtor_id, a.payment_id, sum(a.amount_minor)::bigint AS part FROM allocations a
                   WHERE a.creditor_id = p_creditor AND a.debtor_id = ANY (p_debtors) AND a.payment_id IS NOT NULL AND a.reversed_on IS NULL
                   GROUP BY 1, 2) s ON s.payment_id = y.id
                 WHERE y.debtor_id <> s.debtor_id AND y.ended_on IS NULL) p GROUP BY 2
    UNION ALL
    SELECT 'creditNotes', n.debtor_id::text, json_agg(json_build_object('id', n.id, 'kind', n.kind, 'number', coalesce(n.reference, n.number), 'issued', n.issued,
               'amount', solde_money(n.amount_minor, n.currency), 'invoiceId', n.invoice_id) ORDER BY n.issued, n.id)::text
          FROM credit_notes n WHERE n.creditor_id = p_creditor AND n.debtor_id = ANY (p_debtors) AND n.ended_on IS NULL GROUP BY 2
    UNION ALL
    SELECT 'allocations', a.of::text, json_agg(json_build_object('id', a.id,
               'source', CASE WHEN a.payment_id IS NOT NULL THEN json_build_object('kind', 'payment', 'id', a.payment_id)
                              WHEN a.clearing_id IS NOT NULL THEN json_build_object('kind', 'clearing', 'id', a.clearing_id)
                              ELSE json_build_object('kind', 'credit-note', 'id', a.credit_note_id) END,
               'target', CASE WHEN a.line_id IS NOT NULL THEN json_build_object('kind', 'line', 'id', a.line_id)
                              ELSE json_build_object('kind', 'charge', 'id', a.charge_id) END,
               'amount', solde_money(a.amount_minor, a.currency), 'on', a.on_date, 'reversedOn', a.reversed_on, 'by', a.by)
               ORDER BY a.on_date, a.id)::text
          FROM (SELECT x.*, x.debtor_id AS of FROM allocations x WHERE x.creditor_id = p_creditor AND x.debtor_id = ANY (p_debtors)
                UNION
                SELECT x.*, y.debtor_id FROM payments y JOIN allocations x ON x.payment_id = y.id
                 WHERE y.creditor_id = p_creditor AND y.debtor_id = ANY (p_debtors)) a
         WHERE a.reversed_on IS NULL
            OR NOT EXISTS (SELECT FROM payments e WHERE e.id = a.payment_id AND e.ended_on IS NOT NULL
                           UNION ALL SELECT FROM credit_notes e WHERE e.id = a.credit_note_id AND e.ended_on IS NOT NULL) GROUP BY 2
    UNION ALL
    SELECT 'charges', h.debtor_id::text, json_agg(json_build_object('id', h.id, 'lineId', h.line_id, 'kind', h.kind,
               'amount', solde_money(h.amount_minor, h.currency), 'status', h.status, 'basis', h.basis, 'on', h.on_date) ORDER BY h.on_date, h.id)::text
          FROM charges h WHERE h.creditor_id = p_creditor AND h.debtor_id = ANY (p_debtors) GROUP BY 2
    UNION ALL
    SELECT 'holds', h.debtor_id::text, json_agg(json_build_object('id', h.id, 'lineId', h.line_id, 'reason', h.reason, 'source', h.source,
               'amount', solde_money(h.amount_minor, h.currency), 'from', h.from_on, 'until', h.until_on) ORDER BY h.from_on, h.id)::text
          FROM holds h WHERE h.creditor_id = p_creditor AND h.debtor_id = ANY (p_debtors) GROUP BY 2
    UNION ALL
    SELECT 'disputes', x.debtor_id::text, json_agg(json_build_object('id', x.id, 'lineId', x.line_id,
               'itemIds', (SELECT coalesce(json_agg(t.item_id ORDER BY t.item_id), '[]') FROM dispute_items t WHERE t.dispute_id = x.id),
               'amount', solde_money(x.amount_minor, x.currency), 'reason', x.reason, 'status', x.status,
               'openedOn', x.opened_on, 'answerBy', x.answer_by) ORDER BY x.opened_on, x.id)::text
          FROM disputes x WHERE x.creditor_id = p_creditor AND x.debtor_id = ANY (p_debtors) GROUP BY 2
    UNION ALL
    SELECT 'promises', x.debtor_id::text, json_agg(json_build_object('id', x.id,
               'lines', (SELECT coalesce(json_agg(json_build_object('lineId', t.line_id, 'amount', solde_money(t.amount_minor, t.currency))
                           ORDER BY t.line_id), '[]') FROM promise_lines t WHERE t.promise_id = x.id),
               'amount', solde_money(x.amount_minor, x.currency), 'due', x.due, 'madeOn', x.made_on, 'status', x.status)
               ORDER BY x.made_on, x.id)::text
          FROM promises x WHERE x.creditor_id = p_creditor AND x.debtor_id = ANY (p_debtors) GROUP BY 2
    UNION ALL
    SELECT 'plans', x.debtor_id::text, json_agg(json_build_object('id', x.id,
               'lines', (SELECT coalesce(json_agg(json_build_object('lineId', t.line_id, 'amount', solde_money(t.amount_minor, t.currency))
                           ORDER BY t.line_id), '[]') FROM plan_lines t WHERE t.plan_id = x.id),
               'total', solde_money(x.total_minor, x.currency), 'frequency', x.frequency,
               'instalments', (SELECT coalesce(json_agg(json_build_object('position', t.position, 'due', t.due,
                                 'amount', solde_money(t.amount_minor, t.currency)) ORDER BY t.position), '[]')
                               FROM instalments t WHERE t.plan_id = x.id),
               'status', x.status, 'signedOn', x.signed_on, 'termsHash', x.terms_hash) ORDER BY x.offered_on, x.id)::text
          FROM plans x WHERE x.creditor_id = p_creditor AND x.debtor_id = ANY (p_debtors) GROUP BY 2
    UNION ALL
    SELECT 'terms', t.debtor_id::text, json_agg(json_build_object('kind', t.kind, 'invoiceId', t.invoice_id, 'basisPoints', t.basis_points,
               'amount', solde_money(t.amount_minor, t.currency), 'until', t.until_on) ORDER BY t.until_on, t.id)::text
          FROM payment_terms t WHERE t.creditor_id = p_creditor AND t.debtor_id = ANY (p_debtors) GROUP BY 2
    UNION ALL
    SELECT 'requestsWaiting', t.debtor_id::text, json_agg(json_build_object('kind', t.kind, 'since', (t.opened_at AT TIME ZONE a.zone)::date) ORDER BY t.opened_at, t.id)::text
      FROM tasks t JOIN asked a ON a.id = t.debtor_id
     WHERE t.creditor_id = p_creditor AND t.done_at IS NULL AND t.kind IN ('human', 'callback', 'dispute', 'check', 'plan-review', 'promise-review',
       'undo-review', 'contact-change', 'director-confirms', 'document') GROUP BY 2
    UNION ALL
    SELECT 'proceedings', x.debtor_id::text, json_agg(json_build_object('kind', x.kind, 'judgedOn', x.judged_on, 'publishedOn', x.published_on, 'reference', x.reference,
             'since', x.known_on) ORDER BY x.known_on, x.kind)::text
      FROM (SELECT e.debtor_id, e.kind, e.judged_on, e.published_on, e.reference, e.known_on FROM debtor_events e
             WHERE e.creditor_id = p_creditor AND e.debtor_id = ANY (p_debtors) AND e.ended_on IS NULL AND e.kind IN ('insolvency', 'over-indebtedness', 'declared')
            UNION ALL
            SELECT a.id, CASE a.kind WHEN 'consumer' THEN 'over-indebtedness' ELSE 'insolvency' END, a.insolvency_on, NULL, NULL, a.insolvency_on FROM asked a
             WHERE a.insolvency_on IS NOT NULL
               AND NOT EXISTS (SELECT FROM debtor_events e WHERE e.creditor_id = p_creditor AND e.debtor_id = a.id AND e.kind IN ('insolvency', 'over-indebtedness'))) x
     GROUP BY 2
    UNION ALL
    SELECT 'cycles', c.debtor_id::text, json_object_agg(c.line_id, c.cycle)::text FROM solde_cycles(p_creditor, p_debtors) c GROUP BY c.debtor_id
    UNION ALL
    SELECT 'contacts', c.id::text, json_build_array(c.today, c.week, c.month, c.last_on, c.unanswered)::text FROM (SELECT a.id, count(*) FILTER (WHERE s.on_day = a.today) AS today, count(*) FILTER (WHERE s.on_day > a.today - 7) AS week,
           count(*) FILTER (WHERE s.on_day > a.today - 30) AS month, max(s.on_day) AS last_on,
           count(*) FILTER (WHERE s.demand AND s.at > coalesce((SELECT h.at FROM heard h WHERE h.debtor_id = a.id), '-infinity')) AS unanswered
      FROM asked a JOIN (SELECT c.*, (c.at AT TIME ZONE x.zone)::date AS on_day
                           FROM solde_contacts(p_creditor, p_debtors, NULL) c JOIN asked x ON x.id = c.debtor_id) s
        ON s.debtor_id = a.id AND s.on_day <= a.today GROUP BY 1) c
    UNION ALL
    SELECT 'heard', a.id::text, json_build_array((h.at AT TIME ZONE a.zone)::date, solde_ms(h.whatsapp + interval '24 h'))::text FROM heard h JOIN asked a ON a.id = h.debtor_id
    UNION ALL
    SELECT 'ceased', a.id::text, 'true' FROM asked a JOIN holds h ON h.debtor_id = a.id
     WHERE h.creditor_id = p_creditor AND h.reason = 'representative' AND h.from_on <= a.today AND (h.until_on IS NULL OR a.today < h.until_on) GROUP BY a.id
    UNION ALL
    SELECT 'humanHolding', x.of, 'true' FROM (
      SELECT s ->> 'debtorId' AS of FROM conversations c, jsonb_path_query(c.session, '$.subjects[*]') s WHERE c.creditor_id = p_creditor AND c.controller = 'human'
      UNION
      SELECT dc.debtor_id::text FROM conversations c JOIN contact_points t ON t.creditor_id = p_creditor AND t.address = c.key AND c.channel = ANY (solde_same_address(t.channel))
        JOIN debtor_contacts dc ON dc.contact_id = t.contact_id WHERE c.creditor_id = p_creditor AND c.controller = 'human') x WHERE x.of = ANY (p_debtors::text[])
    UNION ALL
    SELECT 'credit', a.id::text, json_build_array(coalesce(f.key_account, false), f.risk, json_build_object(
        'limit', solde_money(f.limit_minor, f.currency), 'insurer', coalesce(f.insurer, a.insured_by), 'insured', solde_money(f.insured_minor, f.currency),
        'maximumExtensionDays', f.maximum_extension_days, 'claimBy', f.claim_by, 'retentionOfTitle', coalesce(f.retention_of_title, false),
        'guarantees', coalesce(f.guarantees, '{}')))::text
      FROM asked a LEFT JOIN credit_files f ON f.creditor_id = p_creditor AND f.debtor_id = a.id WHERE f.debtor_id IS NOT NULL OR a.insured_by IS NOT NULL
    UNION ALL
    SELECT 'pausedUntil', a.id::text, to_json(s.paused)::text FROM sold s JOIN asked a ON a.id = s.debtor_id WHERE s.paused >= a.today
    UNION ALL
    SELECT 'toldSalesOwner', s.debtor_id::text, s.told::text FROM sold s
    UNION ALL
    SELECT 'firstLetter', l.of, l.found FROM (SELECT DISTINCT ON (n.debtor_id) n.debtor_id::text AS of, json_build_object('reference', upper(left(n.id::text, 8)), 'on', n.counted_on)::text AS found
      FROM notices n WHERE n.creditor_id = p_creditor AND n.debtor_id = ANY (p_debtors) AND n.outlet IN ('letter', 'registered-letter') AND n.counted_on IS NOT NULL
     ORDER BY n.debtor_id, n.counted_on, n.id) l
    UNION ALL
    SELECT 'byInvoice', v.debtor_id::text, json_object_agg(g.key, g.policy_kind)::text FROM policy_assignments g JOIN invoices v ON v.id::text = g.key
     WHERE g.creditor_id = p_creditor AND g.scope = 'invoice' AND g.ended_at IS NULL AND v.creditor_id = p_creditor AND v.debtor_id = ANY (p_debtors) GROUP BY v.debtor_id
    UNION ALL
    SELECT 'byDebtor', g.key, to_json(g.policy_kind)::text FROM policy_assignments g
     WHERE g.creditor_id = p_creditor AND g.scope = 'debtor' AND g.ended_at IS NULL AND g.key = ANY (p_debtors::text[])
    UNION ALL
    SELECT 'bySegment', a.id::text, to_json(g.policy_kind)::text FROM policy_assignments g JOIN asked a ON a.segment = g.key
     WHERE g.creditor_id = p_creditor AND g.scope = 'segment' AND g.ended_at IS NULL
    UNION ALL
    SELECT 'openTasks', t.debtor_id::text, json_agg(DISTINCT t.kind)::text FROM tasks t
     WHERE t.creditor_id = p_creditor AND t.debtor_id = ANY (p_debtors) AND t.done_at IS NULL AND t.kind IN ('address-check', 'no-policy') GROUP BY t.debtor_id
    UNION ALL
    SELECT 'unmatchedCash', u.debtor_id::text, json_agg(u.amount)::text
      FROM (SELECT o.debtor_id, jsonb_array_elements(o.found) AS amount FROM solde_cash_perhaps_of(p_creditor, p_debtors, p_free) o
            UNION ALL SELECT k.debtor_id, solde_money(k.minor, k.currency)::jsonb FROM solde_kept_cash(p_creditor, p_debtors, p_now) k) u GROUP BY 2
    UNION ALL
    SELECT 'cancelledCharges', c.debtor_id::text, c.found::text FROM solde_cancelled_charges(p_creditor, p_debtors) c
    UNION ALL
    SELECT 'waivedInterest', w.debtor_id::text, w.found::text FROM solde_waived_interest(p_creditor, p_debtors) w)
  SELECT p.part, '[' || string_agg(concat('["', p.of, '",', p.found, ']'), ',') || ']' FROM parts p GROUP BY p.part
$$;

DROP FUNCTION solde_cases(uuid, uuid[], bigint);
