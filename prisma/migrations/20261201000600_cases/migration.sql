-- Whom escalation looks at, and what it knows of them: many accounts in one statement.

-- In development a run for another day is judged as of that day: no clock is moved, and nothing is asked at night because of it.
ALTER TABLE notices ADD COLUMN as_of timestamptz;
-- What a notice says of charges follows it once it counts: those it announces are announced, those it asks for are claimed.
ALTER TABLE notices ADD COLUMN announces_charges uuid[] NOT NULL DEFAULT '{}', ADD COLUMN claims_charges uuid[] NOT NULL DEFAULT '{}';

CREATE INDEX conversations_held ON conversations (creditor_id) WHERE controller = 'human';
CREATE INDEX tasks_waiting ON tasks (creditor_id, debtor_id) WHERE done_at IS NULL AND debtor_id IS NOT NULL;

-- How often a line was settled and open again, and one more: levels of an earlier cycle count no longer. An allocation settles from its
-- day or its money's until it is reversed or the money goes back.
CREATE FUNCTION solde_cycles(p_creditor uuid, p_debtors uuid[]) RETURNS TABLE (debtor_id uuid, line_id uuid, cycle integer) LANGUAGE sql STABLE AS $$
  WITH spans AS (
    SELECT a.debtor_id, a.line_id, l.amount_minor AS whole, a.amount_minor AS part,
           greatest(a.on_date, p.value_date, n.issued) AS since, least(a.reversed_on, p.returned_on) AS until
      FROM allocations a JOIN due_lines l ON l.id = a.line_id
      LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN credit_notes n ON n.id = a.credit_note_id
     WHERE a.creditor_id = p_creditor AND a.debtor_id = ANY (p_debtors) AND a.line_id IS NOT NULL AND (p.id IS NULL OR p.status IN ('settled', 'returned'))),
  ends AS (SELECT DISTINCT s.debtor_id, s.line_id, s.whole, s.until AS day FROM spans s WHERE s.until IS NOT NULL AND s.until > s.since)
  SELECT e.debtor_id, e.line_id, 1 + count(*)::integer
    FROM ends e
   WHERE (SELECT sum(s.part) FROM spans s WHERE s.line_id = e.line_id AND s.since < e.day AND (s.until IS NULL OR s.until >= e.day)) >= e.whole
     AND coalesce((SELECT sum(s.part) FROM spans s WHERE s.line_id = e.line_id AND s.since <= e.day AND (s.until IS NULL OR s.until > e.day)), 0) < e.whole
   GROUP BY 1, 2
$$;

-- What was asked of them unasked, on all channels and by people: when, in their own days, and whether it is one of our messages. What came
-- back or was not delivered reached nobody; what nobody confirmed may have.
CREATE FUNCTION solde_contacts(p_creditor uuid, p_debtors uuid[], p_but uuid) RETURNS TABLE (debtor_id uuid, at timestamptz, demand boolean)
LANGUAGE sql STABLE AS $$
  SELECT o.debtor_id, coalesce(n.as_of, o.settled_at, o.queued_at), true
    FROM outbox o LEFT JOIN notices n ON n.outbox_id = o.id
   WHERE o.creditor_id = p_creditor AND o.debtor_id = ANY (p_debtors) AND o.class = 'demand' AND o.status <> 'REFUSED' AND o.id IS DISTINCT FROM p_but
     AND (n.status IS DISTINCT FROM 'failed' OR n.reason = 'unconfirmed')
  UNION ALL
  SELECT c.debtor_id, c.at, c.notice_id IS NOT NULL FROM contact_log c
   WHERE c.creditor_id = p_creditor AND c.debtor_id = ANY (p_debtors) AND c.direction = 'out'
$$;

-- When they last wrote or spoke to us, and until when WhatsApp lets us answer freely.
CREATE FUNCTION solde_heard(p_creditor uuid, p_debtors uuid[]) RETURNS TABLE (debtor_id uuid, at timestamptz, whatsapp timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT x.debtor_id, max(x.at), max(x.at) FILTER (WHERE x.channel = 'whatsapp') FROM (
    SELECT dc.debtor_id, c.last_inbound_at AS at, c.channel
      FROM debtor_contacts dc JOIN contact_points t ON t.contact_id = dc.contact_id
      JOIN conversations c ON c.creditor_id = p_creditor AND c.key = t.address AND c.channel = ANY (solde_same_address(t.channel))
     WHERE dc.debtor_id = ANY (p_debtors) AND c.last_inbound_at IS NOT NULL
    UNION ALL
    SELECT e.debtor_id, e.at, NULL FROM audit_events e
     WHERE e.debtor_id = ANY (p_debtors) AND e.creditor_id = p_creditor AND e.inbox_id IS NOT NULL AND e.kind NOT LIKE 'message.%'
    UNION ALL
    SELECT c.debtor_id, c.at, c.outlet FROM contact_log c
     WHERE c.creditor_id = p_creditor AND c.debtor_id = ANY (p_debtors) AND (c.direction = 'in' OR c.outcome IN ('reached', 'promised', 'disputes', 'paid'))
  ) x GROUP BY 1
$$;

-- What escalation must know of debtors beside their accounts, as domain/escalation/case-file.ts has it. `p_but` is a notice that is looked at
-- again: neither it nor its message counts. Each part is made once: without statistics of a table that is new, parts were made again for
-- each debtor. What a run for another day queued was said on that day.
CREATE FUNCTION solde_case_files(p_creditor uuid, p_debtors uuid[], p_now bigint, p_but uuid DEFAULT NULL) RETURNS TABLE (debtor_id uuid, file json)
LANGUAGE sql STABLE AS $$
  WITH asked AS MATERIALIZED (
    SELECT d.*, (solde_instant(p_now) AT TIME ZONE d.zone)::date AS today FROM debtors d WHERE d.creditor_id = p_creditor AND d.id = ANY (p_debtors)),
  own AS MATERIALIZED (
    SELECT r.debtor_id, r.line_id, r.cycle, r.level, r.level_id, r.policy_id, r.legal, r.notice_id, r.status, r.decided_on, r.counted_on
      FROM reminders r WHERE r.creditor_id = p_creditor AND r.debtor_id = ANY (p_debtors)),
  told AS MATERIALIZED (
    SELECT n.id, n.debtor_id, n.policy_id, n.legal, n.outlet, n.status, n.decided_on, n.counted_on, n.lines
      FROM notices n WHERE n.creditor_id = p_creditor AND n.debtor_id = ANY (p_debtors)),
  -- What became of a level by the last way it was tried, and by those before: only a notice with fewer reminders than lines was one.
  tried AS MATERIALIZED (
    SELECT r.debtor_id, r.line_id, r.cycle, r.level, r.level_id, r.policy_id, r.legal, r.notice_id, n.outlet, r.status, r.decided_on, r.counted_on
      FROM own r LEFT JOIN told n ON n.id = r.notice_id WHERE p_but IS NULL OR r.notice_id IS DISTINCT FROM p_but
    UNION ALL
    SELECT n.debtor_id, r.line_id, r.cycle, r.level, r.level_id, n.policy_id, n.legal, n.id, n.outlet, n.status, n.decided_on, n.counted_on
      FROM (SELECT t.* FROM told t LEFT JOIN (SELECT o.notice_id, count(*) AS now FROM own o GROUP BY 1) c ON c.notice_id = t.id
             WHERE t.status IN ('failed', 'counted') AND t.id IS DISTINCT FROM p_but AND jsonb_array_length(t.lines) > coalesce(c.now, 0)) n
      CROSS JOIN LATERAL jsonb_array_elements(n.lines) AS x
      JOIN own r ON r.debtor_id = n.debtor_id AND r.line_id = (x ->> 'lineId')::uuid AND r.level = (x ->> 'level')::integer AND r.cycle = (x ->> 'cycle')::integer
     WHERE r.notice_id IS DISTINCT FROM n.id),
  used AS MATERIALIZED (SELECT p.id, json_build_object('id', p.kind, 'version', p.version) AS named FROM policies p WHERE p.creditor_id = p_creditor),
  levels AS MATERIALIZED (
    SELECT t.debtor_id, json_agg(json_build_object('lineId', t.line_id, 'cycle', t.cycle, 'level', t.level, 'levelId', t.level_id,
             'policy', p.named, 'legal', t.legal, 'noticeId', t.notice_id, 'outlet', coalesce(t.outlet, 'desk'),
             'status', t.status, 'decidedOn', t.decided_on, 'countedOn', t.counted_on) ORDER BY t.line_id, t.cycle, t.level, t.decided_on, t.notice_id) AS found
      FROM tried t JOIN used p ON p.id = t.policy_id GROUP BY 1),
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
      FROM told n WHERE n.outlet IN ('letter', 'registered-letter') AND n.counted_on IS NOT NULL
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

CREATE FUNCTION solde_case_file(p_creditor uuid, p_debtor uuid, p_now bigint, p_but uuid DEFAULT NULL) RETURNS json
LANGUAGE sql STABLE SET plan_cache_mode = force_generic_plan AS $$ -- to plan it takes ten times as long as to run it
  SELECT f.file FROM solde_case_files(p_creditor, ARRAY[p_debtor], p_now, p_but) f
$$;

-- Accounts as solde_account gives them, of many debtors, for planning: without the items of invoices, which no level is decided by, and
-- without the creditor, who is the same for all. Planned once for each connection.
CREATE FUNCTION solde_cases(p_creditor uuid, p_debtors uuid[], p_now bigint) RETURNS TABLE (debtor_id uuid, account json, file json)
LANGUAGE sql STABLE SET plan_cache_mode = force_generic_plan AS $$
  WITH asked AS MATERIALIZED (SELECT d.* FROM debtors d WHERE d.creditor_id = p_creditor AND d.id = ANY (p_debtors)),
  v AS MATERIALIZED (SELECT v.debtor_id, json_agg(json_build_object('id', v.id, 'number', v.number, 'issued', v.issued, 'total', solde_money(v.total_minor, v.currency),
               'capacity', v.capacity, 'orderNumber', v.order_number, 'items', '[]'::json) ORDER BY v.issued, v.number) AS found
          FROM invoices v WHERE v.creditor_id = p_creditor AND v.debtor_id = ANY (p_debtors) GROUP BY 1),
  l AS MATERIALIZED (SELECT l.debtor_id, json_agg(json_build_object('id', l.id, 'invoiceId', l.invoice_id, 'position', l.position, 'due', l.due,
               'amount', solde_money(l.amount_minor, l.currency), 'means', l.means,
               'payee', CASE WHEN l.payee_iban IS NOT NULL THEN json_build_object(
                 'iban', l.payee_iban, 'bic', l.payee_bic, 'holder', l.payee_holder, 'currency', l.currency) END,
               'payeeKind', CASE WHEN l.payee_iban IS NOT NULL THEN coalesce(l.payee_kind, 'factor') END,
               'timeBarredFrom', l.time_barred_from, 'closed', l.closed) ORDER BY l.due, l.id) AS found
          FROM due_lines l WHERE l.creditor_id = p_creditor AND l.debtor_id = ANY (p_debtors) GROUP BY 1),
  p AS MATERIALIZED (SELECT p.of AS debtor_id, json_agg(json_build_object('id', p.id, 'amount', solde_money(p.minor, p.currency),
               'valueDate', p.value_date, 'status', p.status, 'means', p.means, 'text', p.text, 'confirmed', p.confirmed,
               'returnedOn', p.returned_on, 'returnReason', p.return_reason) ORDER BY p.value_date, p.id) AS found
          FROM (SELECT y.*, y.debtor_id AS of, y.amount_minor::bigint AS minor FROM payments y
                 WHERE y.creditor_id = p_creditor AND y.debtor_id = ANY (p_debtors) AND y.ended_on IS NULL
                UNION ALL
                SELECT y.*, s.debtor_id, s.part FROM payments y JOIN (
                  SELECT a.debtor_id, a.payment_id, sum(a.amount_minor)::bigint AS part FROM allocations a
                   WHERE a.creditor_id = p_creditor AND a.debtor_id = ANY (p_debtors) AND a.payment_id IS NOT NULL AND a.reversed_on IS NULL
                   GROUP BY 1, 2) s ON s.payment_id = y.id
                 WHERE y.debtor_id <> s.debtor_id AND y.ended_on IS NULL) p GROUP BY 1),
  n AS MATERIALIZED (SELECT n.debtor_id, json_agg(json_build_object('id', n.id, 'kind', n.kind, 'number', coalesce(n.reference, n.number), 'issued', n.issued,
               'amount', solde_money(n.amount_minor, n.currency), 'invoiceId', n.invoice_id) ORDER BY n.issued, n.id) AS found
          FROM credit_notes n WHERE n.creditor_id = p_creditor AND n.debtor_id = ANY (p_debtors) AND n.ended_on IS NULL GROUP BY 1),
  a AS MATERIALIZED (SELECT a.of AS debtor_id, json_agg(json_build_object('id', a.id,
               'source', CASE WHEN a.payment_id IS NOT NULL THEN json_build_object('kind', 'payment', 'id', a.payment_id)
                              WHEN a.clearing_id IS NOT NULL THEN json_build_object('kind', 'clearing', 'id', a.clearing_id)
                              ELSE json_build_object('kind', 'credit-note', 'id', a.credit_note_id) END,
               'target', CASE WHEN a.line_id IS NOT NULL THEN json_build_object('kind', 'line', 'id', a.line_id)
                              ELSE json_build_object('kind', 'charge', 'id', a.charge_id) END,
               'amount', solde_money(a.amount_minor, a.currency), 'on', a.on_date, 'reversedOn', a.reversed_on, 'by', a.by)
               ORDER BY a.on_date, a.id) AS found
          FROM (SELECT x.*, x.debtor_id AS of FROM allocations x WHERE x.creditor_id = p_creditor AND x.debtor_id = ANY (p_debtors)
                UNION
                SELECT x.*, y.debtor_id FROM payments y JOIN allocations x ON x.payment_id = y.id
                 WHERE y.creditor_id = p_creditor AND y.debtor_id = ANY (p_debtors)) a
         WHERE a.reversed_on IS NULL
            OR NOT EXISTS (SELECT FROM payments e WHERE e.id = a.payment_id AND e.ended_on IS NOT NULL
                           UNION ALL SELECT FROM credit_notes e WHERE e.id = a.credit_note_id AND e.ended_on IS NOT NULL) GROUP BY 1),
  h AS MATERIALIZED (SELECT h.debtor_id, json_agg(json_build_object('id', h.id, 'lineId', h.line_id, 'kind', h.kind,
               'amount', solde_money(h.amount_minor, h.currency), 'status', h.status, 'basis', h.basis, 'on', h.on_date) ORDER BY h.on_date, h.id) AS found
          FROM charges h WHERE h.creditor_id = p_creditor AND h.debtor_id = ANY (p_debtors) GROUP BY 1),
  k AS MATERIALIZED (SELECT h.debtor_id, json_agg(json_build_object('id', h.id, 'lineId', h.line_id, 'reason', h.reason, 'source', h.source,
               'amount', solde_money(h.amount_minor, h.currency), 'from', h.from_on, 'until', h.until_on) ORDER BY h.from_on, h.id) AS found
          FROM holds h WHERE h.creditor_id = p_creditor AND h.debtor_id = ANY (p_debtors) GROUP BY 1),
  x AS MATERIALIZED (SELECT x.debtor_id, json_agg(json_build_object('id', x.id, 'lineId', x.line_id,
               'itemIds', (SELECT coalesce(json_agg(t.item_id ORDER BY t.item_id), '[]') FROM dispute_items t WHERE t.dispute_id = x.id),
               'amount', solde_money(x.amount_minor, x.currency), 'reason', x.reason, 'status', x.status,
               'openedOn', x.opened_on, 'answerBy', x.answer_by) ORDER BY x.opened_on, x.id) AS found
          FROM disputes x WHERE x.creditor_id = p_creditor AND x.debtor_id = ANY (p_debtors) GROUP BY 1),
  s AS MATERIALIZED (SELECT x.debtor_id, json_agg(json_build_object('id', x.id,
               'lines', (SELECT coalesce(json_agg(json_build_object('lineId', t.line_id, 'amount', solde_money(t.amount_minor, t.currency))
                           ORDER BY t.line_id), '[]') FROM promise_lines t WHERE t.promise_id = x.id),
               'amount', solde_money(x.amount_minor, x.currency), 'due', x.due, 'madeOn', x.made_on, 'status', x.status)
               ORDER BY x.made_on, x.id) AS found
          FROM promises x WHERE x.creditor_id = p_creditor AND x.debtor_id = ANY (p_debtors) GROUP BY 1),
  g AS MATERIALIZED (SELECT x.debtor_id, json_agg(json_build_object('id', x.id,
               'lines', (SELECT coalesce(json_agg(json_build_object('lineId', t.line_id, 'amount', solde_money(t.amount_minor, t.currency))
                           ORDER BY t.line_id), '[]') FROM plan_lines t WHERE t.plan_id = x.id),
               'total', solde_money(x.total_minor, x.currency), 'frequency', x.frequency,
               'instalments', (SELECT coalesce(json_agg(json_build_object('position', t.position, 'due', t.due,
                                 'amount', solde_money(t.amount_minor, t.currency)) ORDER BY t.position), '[]')
                               FROM instalments t WHERE t.plan_id = x.id),
               'status', x.status, 'signedOn', x.signed_on, 'termsHash', x.terms_hash) ORDER BY x.offered_on, x.id) AS found
          FROM plans x WHERE x.creditor_id = p_creditor AND x.debtor_id = ANY (p_debtors) GROUP BY 1),
  t AS MATERIALIZED (SELECT t.debtor_id, json_agg(json_build_object('kind', t.kind, 'invoiceId', t.invoice_id, 'basisPoints', t.basis_points,
               'amount', solde_money(t.amount_minor, t.currency), 'until', t.until_on) ORDER BY t.until_on, t.id) AS found
          FROM payment_terms t WHERE t.creditor_id = p_creditor AND t.debtor_id = ANY (p_debtors) GROUP BY 1),
  -- As solde_points has them, but without a call of a function for each.
  o AS MATERIALIZED (SELECT p.of AS debtor_id, json_agg(json_build_object('id', p.id, 'contactId', p.contact_id, 'role', p.role, 'channel', p.channel,
               'address', p.address, 'verifiedAt', solde_ms(p.verified_at), 'optedOut', EXISTS (SELECT FROM opt_outs u WHERE u.creditor_id = p_creditor
                 AND u.channel = ANY (solde_same_address(p.channel)) AND u.address = p.address AND u.resumed_at IS NULL),
               'quarantined', p.quarantined_at IS NOT NULL, 'usableFrom', p.usable) ORDER BY p.channel, p.address, p.id) AS found
          FROM (SELECT DISTINCT ON (dc.debtor_id, cp.id) dc.debtor_id AS of, cp.*, dc.role, solde_usable_from(cp) AS usable
                  FROM debtor_contacts dc JOIN contact_points cp ON cp.contact_id = dc.contact_id
                 WHERE dc.debtor_id = ANY (p_debtors) AND cp.ended_at IS NULL AND (dc.role NOT IN ('adviser', 'representative') OR solde_acts(dc))
                 ORDER BY dc.debtor_id, cp.id, array_position(ARRAY['director', 'self', 'payables', 'representative', 'adviser', 'buyer', 'site'], dc.role)) p
         GROUP BY 1),
  f AS MATERIALIZED (SELECT c.debtor_id, c.file FROM solde_case_files(p_creditor, p_debtors, p_now) c)
  SELECT d.id, json_build_object(
    'debtor', CASE WHEN d.payer_id IS NULL THEN json_build_object('id', d.id, 'reference', d.reference, 'kind', d.kind, 'name', d.name,
                'language', d.language, 'zone', d.zone, 'country', d.country, 'address', d.address, 'payday', d.payday, 'version', d.version,
                'parked', coalesce(d.parked, d.protection))
              ELSE json_build_object('id', d.id, 'reference', d.reference, 'kind', d.kind, 'name', d.name,
                'language', d.language, 'zone', d.zone, 'country', d.country, 'address', d.address, 'payday', d.payday, 'version', d.version,
                'parked', coalesce(d.parked, d.protection), 'paidByOther', true) END,
    'invoices', coalesce(v.found, '[]'), 'lines', coalesce(l.found, '[]'), 'payments', coalesce(p.found, '[]'), 'creditNotes', coalesce(n.found, '[]'),
    'allocations', coalesce(a.found, '[]'), 'charges', coalesce(h.found, '[]'), 'holds', coalesce(k.found, '[]'), 'disputes', coalesce(x.found, '[]'),
    'promises', coalesce(s.found, '[]'), 'plans', coalesce(g.found, '[]'), 'terms', coalesce(t.found, '[]'), 'points', coalesce(o.found, '[]')),
    f.file
    FROM asked d LEFT JOIN v ON v.debtor_id = d.id LEFT JOIN l ON l.debtor_id = d.id LEFT JOIN p ON p.debtor_id = d.id LEFT JOIN n ON n.debtor_id = d.id
    LEFT JOIN a ON a.debtor_id = d.id LEFT JOIN h ON h.debtor_id = d.id LEFT JOIN k ON k.debtor_id = d.id LEFT JOIN x ON x.debtor_id = d.id
    LEFT JOIN s ON s.debtor_id = d.id LEFT JOIN g ON g.debtor_id = d.id LEFT JOIN t ON t.debtor_id = d.id
    LEFT JOIN o ON o.debtor_id = d.id JOIN f ON f.debtor_id = d.id
$$;

-- When a debtor was last told something that counts, by anything but a desk.
CREATE INDEX notices_spoken ON notices (creditor_id, debtor_id, counted_on) WHERE counted_on IS NOT NULL AND outlet <> 'desk';

-- Debtors of whom a line may have its next level today, by the levels of the policies in force: never fewer than there are, cheap to find.
-- `p_levels` has {policy, version, number, check, days, from, lead, rest} of every level: lead is how many days before it somebody may have
-- to be told. Lines at a check, whose money came back, whose last message nobody confirmed for a week, or whose policy is not one in force or
-- was assigned by a person, are always looked at. Of a line the lowest level above the one it stands after counts, or the first one; a level
-- is told ahead of its day (`lead`) only where there is a sales owner, and is not due while its debtor heard of us too lately (`rest`, days
-- since any contact).
-- Each table is read once from end to end: most open lines are late and have reminders, and a look-up of each would cost more.
CREATE FUNCTION solde_escalation_candidates(p_creditor uuid, p_today date, p_levels jsonb) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET work_mem = '32MB' AS $$
  WITH used AS MATERIALIZED (
    SELECT p.id, p.kind, p.version, row_number() OVER (ORDER BY p.id)::integer AS place FROM policies p WHERE p.creditor_id = p_creditor),
  levels AS MATERIALIZED (
    SELECT x.number, x.days, x."from" AS since, x.check, x.lead, x.rest, p.place AS policy
      FROM jsonb_to_recordset(p_levels) AS x (policy text, version text, number integer, "check" boolean, days integer, "from" text, lead integer, rest integer)
      LEFT JOIN used p ON p.kind = x.policy AND p.version = x.version),
  -- Somewhere it may be tomorrow already.
  day AS MATERIALIZED (
    SELECT p_today + CASE WHEN EXISTS (SELECT FROM debtors d WHERE d.creditor_id = p_creditor AND d.zone <> (SELECT c.zone FROM creditors c WHERE c.id = p_creditor))
      THEN 1 ELSE 0 END AS last),
  -- The earliest a line that has no level may get one.
  firsts AS MATERIALIZED (SELECT n.check, n.since, n.rest, min(n.days) AS days, min(n.days - n.lead) AS told FROM levels n GROUP BY 1, 2, 3),
  -- What follows a level.
  known AS MATERIALIZED (
    SELECT l.policy, n.number AS after, EXISTS (SELECT FROM levels c WHERE c.policy = l.policy AND c.number = n.number AND c.check) AS at_check,
           m.days, m.since, m.lead, m.rest
      FROM (SELECT DISTINCT policy FROM levels) l CROSS JOIN (SELECT DISTINCT number FROM levels) n
      LEFT JOIN LATERAL (SELECT x.* FROM levels x WHERE x.policy = l.policy AND NOT x.check AND x.number > n.number ORDER BY x.number LIMIT 1) m ON true),
  settled AS (
    SELECT a.line_id, bool_or(a.reversed_on IS NOT NULL OR p.status = 'returned' OR p.returned_on IS NOT NULL) AS came_back,
           sum(a.amount_minor) FILTER (WHERE a.reversed_on IS NULL AND a.on_date < p_today AND (p.id IS NULL OR (p.status = 'settled' AND p.value_date < p_today))
             AND (n.id IS NULL OR n.issued < p_today)) AS paid
      FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN credit_notes n ON n.id = a.credit_note_id
     WHERE a.creditor_id = p_creditor AND a.line_id IS NOT NULL GROUP BY 1),
  -- The highest level of the latest cycle, with what is known of it: cycle and level decide, no two rows of a line share both.
  last AS (
    SELECT r.line_id, max(ARRAY[r.cycle, r.level, u.place, r.decided_on - DATE 'epoch', r.counted_on - DATE 'epoch',
             CASE WHEN r.status = 'counted' THEN 0 WHEN r.status IN ('failed', 'suppressed', 'withdrawn') THEN 2 ELSE 1 END]) AS at
      FROM reminders r JOIN used u ON u.id = r.policy_id WHERE r.creditor_id = p_creditor GROUP BY 1),
  stood AS (
    SELECT s.line_id, s.at[2] AS level, s.at[3] AS policy, DATE 'epoch' + s.at[4] AS decided_on, DATE 'epoch' + s.at[5] AS counted_on, s.at[6] AS state FROM last s),
  assigned AS (
    SELECT v.debtor_id AS id FROM policy_assignments g JOIN invoices v ON v.id = CASE g.scope WHEN 'invoice' THEN g.key::uuid END
     WHERE g.creditor_id = p_creditor AND g.ended_at IS NULL AND v.creditor_id = p_creditor
    UNION ALL
    SELECT g.key::uuid FROM policy_assignments g WHERE g.creditor_id = p_creditor AND g.ended_at IS NULL AND g.scope = 'debtor'
    UNION ALL
    SELECT d.id FROM policy_assignments g JOIN debtors d ON d.creditor_id = p_creditor AND d.segment = g.key
     WHERE g.creditor_id = p_creditor AND g.ended_at IS NULL AND g.scope = 'segment')
  SELECT DISTINCT l.debtor_id
    FROM due_lines l CROSS JOIN day JOIN debtors o ON o.id = l.debtor_id LEFT JOIN settled s ON s.line_id = l.id
    LEFT JOIN stood r ON r.line_id = l.id LEFT JOIN known e ON e.policy = r.policy AND e.after = r.level
   WHERE l.creditor_id = p_creditor AND l.closed IS NULL AND coalesce(s.paid, 0) < l.amount_minor
     AND l.due <= day.last - (SELECT coalesce(min(n.days - n.lead), 0) FROM levels n)
     AND (s.came_back OR (r.line_id IS NOT NULL AND e.policy IS NULL) OR r.state = 2 OR (r.state > 0 AND r.decided_on < day.last - 7) OR e.at_check
       OR CASE WHEN r.line_id IS NULL THEN EXISTS (
                 SELECT FROM firsts n
                  WHERE CASE WHEN n.check THEN l.due >= p_today ELSE l.due < day.last END
                    AND day.last >= CASE WHEN o.sales_owner IS NULL THEN n.days ELSE n.told END + CASE n.since
                      WHEN 'due' THEN l.due WHEN 'previous' THEN l.due ELSE (date_trunc('month', l.due) + interval '1 month - 1 day')::date END
                    AND ((n.told < n.days AND o.sales_owner IS NOT NULL) OR NOT EXISTS (SELECT FROM notices k
                      WHERE k.creditor_id = p_creditor AND k.debtor_id = l.debtor_id AND k.outlet <> 'desk' AND k.counted_on > day.last - n.rest)))
               ELSE r.state = 0
                 AND day.last >= e.days - CASE WHEN o.sales_owner IS NULL THEN 0 ELSE e.lead END + CASE e.since
                   WHEN 'due' THEN l.due WHEN 'previous' THEN coalesce(r.counted_on, l.due) ELSE (date_trunc('month', l.due) + interval '1 month - 1 day')::date END
                 AND ((e.lead > 0 AND o.sales_owner IS NOT NULL) OR NOT EXISTS (SELECT FROM notices k
                   WHERE k.creditor_id = p_creditor AND k.debtor_id = l.debtor_id AND k.outlet <> 'desk' AND k.counted_on > day.last - e.rest)) END
       OR l.debtor_id IN (SELECT g.id FROM assigned g))
$$;
