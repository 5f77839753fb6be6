-- What is known of debtors beside the accounts, and what the law makes of it.

ALTER TABLE imports DROP CONSTRAINT imports_kind_known;
ALTER TABLE imports ADD CONSTRAINT imports_kind_known
  CHECK (kind IN ('debtors', 'contacts', 'invoices', 'payments', 'credits', 'open-items', 'documents', 'events', 'credit'));

-- A limit of nothing is a limit, and cover that was withdrawn is cover of nothing. The index is explained, point by point.
ALTER TABLE credit_files
  ALTER COLUMN limit_minor TYPE bigint,
  ALTER COLUMN insured_minor TYPE bigint,
  ADD CONSTRAINT credit_files_amounts CHECK (limit_minor >= 0 AND insured_minor >= 0 AND (currency IS NOT NULL OR num_nonnulls(limit_minor, insured_minor) = 0)),
  ADD CONSTRAINT credit_files_extension CHECK (maximum_extension_days >= 0),
  ADD COLUMN import_id uuid REFERENCES imports,
  ADD COLUMN risk_reasons jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN risk_on date;

-- Opens a task once; a matter that is done is not opened again.
CREATE FUNCTION solde_open_task(p_creditor uuid, p_debtor uuid, p_kind text, p_reason text, p_facts jsonb, p_key text, p_at timestamptz, p_due date)
RETURNS integer LANGUAGE sql AS $$
  WITH opened AS (
    INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, facts, dedupe_key, opened_at, due_on)
    VALUES (gen_random_uuid(), p_creditor, p_kind, p_reason, p_debtor, p_facts, p_key, p_at, p_due)
    ON CONFLICT ON CONSTRAINT tasks_dedupe_key DO NOTHING RETURNING 1)
  SELECT count(*)::integer FROM opened
$$;

-- By when the creditor must act on proceedings: a claim is declared within two months of the publication of the judgment (C. com. R622-24),
-- a commission of over-indebtedness is answered within 30 days. Not published yet, or of no known day: counted from the earliest day it can be.
CREATE FUNCTION solde_event_deadline(e debtor_events) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT CASE e.kind
    WHEN 'insolvency' THEN (coalesce(e.published_on, e.judged_on, e.known_on) + interval '2 months')::date
    WHEN 'over-indebtedness' THEN coalesce(e.published_on, e.known_on) + 30
  END
$$;

-- What a judgment splits: of the invoices issued before its day nothing is asked, agreed or paid here any more (C. com. L622-7 and L622-21, C. conso.
-- L722-2 and L722-5); later ones follow the ordinary policy. A judgment that ended no later than it began never was: what it froze is free again.
CREATE FUNCTION solde_freeze_claims(p_creditor uuid, p_today date, p_at timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  e debtor_events;
  frozen uuid[];
  total integer := 0;
BEGIN
  FOR e IN SELECT * FROM debtor_events x WHERE x.kind IN ('insolvency', 'over-indebtedness') AND x.judged_on IS NOT NULL ORDER BY x.debtor_id, x.id LOOP
    IF e.ended_on <= e.judged_on THEN
      PERFORM FROM debtors d WHERE d.id = e.debtor_id FOR NO KEY UPDATE;
      UPDATE due_lines l SET closed = NULL FROM holds h
       WHERE h.source = 'judgment:' || e.id AND h.line_id = l.id AND h.debtor_id = e.debtor_id AND l.closed = 'insolvency' AND (h.until_on IS NULL OR h.until_on > p_today);
      PERFORM solde_end_hold(e.debtor_id, 'judgment:' || e.id, p_today);
      UPDATE tasks SET done_at = p_at, done_by = 'system' WHERE debtor_id = e.debtor_id AND facts ->> 'event' = e.id::text AND done_at IS NULL;
      CONTINUE;
    END IF;
    -- Whoever froze a line before, such as a file that named the judgment's day only, froze it.
    SELECT array_agg(l.id ORDER BY l.id) INTO frozen FROM due_lines l JOIN invoices i ON i.id = l.invoice_id
     WHERE i.debtor_id = e.debtor_id AND i.issued < e.judged_on AND (l.closed IS NULL OR l.closed = 'insolvency')
       AND l.amount_minor > coalesce((SELECT sum(a.amount_minor) FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id
             WHERE a.line_id = l.id AND a.reversed_on IS NULL AND coalesce(p.status, 'settled') = 'settled'), 0)
       AND NOT EXISTS (SELECT FROM holds h WHERE h.line_id = l.id AND h.reason = 'insolvency' AND h.until_on IS NULL);
    CONTINUE WHEN frozen IS NULL;
    PERFORM FROM debtors d WHERE d.id = e.debtor_id FOR NO KEY UPDATE;
    INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, from_on)
    SELECT gen_random_uuid(), p_creditor, e.debtor_id, line, 'insolvency', 'judgment:' || e.id, e.judged_on FROM unnest(frozen) AS line;
    UPDATE due_lines SET closed = 'insolvency' WHERE id = ANY (frozen) AND closed IS NULL;
    -- A word given about what may no longer be paid binds nobody; its own hold ends, the judgment's stands.
    PERFORM solde_end_hold(e.debtor_id, 'promise:' || p.id, p_today) FROM promises p
      WHERE p.status = 'open' AND p.id IN (SELECT promise_id FROM promise_lines WHERE line_id = ANY (frozen));
    UPDATE promises SET status = 'withdrawn', judged_on = p_today WHERE status = 'open' AND id IN (SELECT promise_id FROM promise_lines WHERE line_id = ANY (frozen));
    PERFORM solde_open_task(p_creditor, e.debtor_id, 'plan-frozen', e.kind, jsonb_build_object('event', e.id, 'plan', p.id), 'plan-frozen:' || p.id || ':' || e.id, p_at, p_today + 2)
      FROM plans p WHERE p.status IN ('accepted', 'active', 'late') AND p.id IN (SELECT plan_id FROM plan_lines WHERE line_id = ANY (frozen));
    PERFORM audit_append(p_creditor, p_at, jsonb_build_array(jsonb_build_object('kind', 'claims.frozen', 'actor', 'system', 'debtor', e.debtor_id,
      'facts', jsonb_build_object('event', e.id, 'of', e.kind, 'judgedOn', e.judged_on, 'lines', to_jsonb(frozen)))));
    total := total + cardinality(frozen);
  END LOOP;
  RETURN total;
END $$;

-- Proceedings only said so far: nothing is asked for 30 days, and a person asks for the court's or the commission's reference. They give way to a judgment.
CREATE FUNCTION solde_hold_declared(p_creditor uuid, p_today date, p_at timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  e debtor_events;
  total integer := 0;
BEGIN
  FOR e IN SELECT * FROM debtor_events x WHERE x.kind = 'declared' ORDER BY x.debtor_id, x.id LOOP
    IF e.ended_on <= p_today OR EXISTS (SELECT FROM debtor_events j WHERE j.debtor_id = e.debtor_id AND j.kind IN ('insolvency', 'over-indebtedness')
         AND j.judged_on IS NOT NULL AND (j.ended_on IS NULL OR j.ended_on > j.judged_on)) THEN
      PERFORM solde_end_hold(e.debtor_id, 'declared:' || e.id, p_today);
      UPDATE tasks SET done_at = p_at, done_by = 'system' WHERE dedupe_key = 'ask-reference:' || e.id AND done_at IS NULL;
    ELSIF e.known_on + 30 > p_today AND NOT EXISTS (SELECT FROM holds h WHERE h.debtor_id = e.debtor_id AND h.source = 'declared:' || e.id) THEN
      PERFORM FROM debtors d WHERE d.id = e.debtor_id FOR NO KEY UPDATE;
      INSERT INTO holds (id, creditor_id, debtor_id, reason, source, from_on, until_on)
      VALUES (gen_random_uuid(), p_creditor, e.debtor_id, 'insolvency', 'declared:' || e.id, e.known_on, e.known_on + 30);
      total := total + 1;
    END IF;
    IF e.ended_on IS NULL AND NOT EXISTS (SELECT FROM debtor_events j WHERE j.debtor_id = e.debtor_id AND j.kind IN ('insolvency', 'over-indebtedness') AND j.judged_on IS NOT NULL) THEN
      PERFORM solde_open_task(p_creditor, e.debtor_id, 'ask-reference', 'declared', jsonb_build_object('event', e.id, 'until', e.known_on + 30),
        'ask-reference:' || e.id, p_at, e.known_on + 5);
    END IF;
  END LOOP;
  RETURN total;
END $$;

-- The tasks that events make, and their alerts 30, 10 and 3 days before a deadline; a deadline that moves takes its task along.
CREATE FUNCTION solde_event_tasks(p_creditor uuid, p_today date, p_at timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  e debtor_events;
  task CONSTANT jsonb := '{"insolvency": "declare-claim", "over-indebtedness": "answer-commission", "closure": "debtor-closed", "change-of-address": "address-changed", "change-of-manager": "manager-changed"}';
  what text;
  name text;
  deadline date;
  days integer;
  total integer := 0;
BEGIN
  FOR e IN SELECT * FROM debtor_events x WHERE x.kind <> 'declared' AND (x.judged_on IS NULL OR x.ended_on IS NULL OR x.ended_on > x.judged_on) ORDER BY x.debtor_id, x.id LOOP
    what := task ->> e.kind;
    deadline := solde_event_deadline(e);
    name := what || ':' || e.id;
    IF deadline IS NULL THEN
      -- What is told again of the same change is a new matter only when it says something else.
      total := total + solde_open_task(p_creditor, e.debtor_id, what, e.kind, jsonb_strip_nulls(jsonb_build_object('event', e.id, 'on', e.published_on, 'reference', e.reference, 'detail', e.detail)),
        name || coalesce(':' || md5(e.detail), ''), p_at, e.known_on + 5);
      CONTINUE;
    END IF;
    total := total + solde_open_task(p_creditor, e.debtor_id, what, e.kind, jsonb_strip_nulls(jsonb_build_object('event', e.id, 'judgedOn', e.judged_on, 'publishedOn', e.published_on,
      'reference', e.reference, 'deadline', deadline)), name, p_at, deadline);
    UPDATE tasks SET due_on = deadline, facts = facts || jsonb_strip_nulls(jsonb_build_object('publishedOn', e.published_on, 'reference', e.reference, 'deadline', deadline))
      WHERE creditor_id = p_creditor AND dedupe_key = name AND done_at IS NULL AND due_on <> deadline;
    IF EXISTS (SELECT FROM tasks WHERE creditor_id = p_creditor AND dedupe_key = name AND done_at IS NULL) THEN
      -- One alert at a time: the nearest that was reached. A deadline that moved is alerted anew.
      SELECT min(d) INTO days FROM unnest(ARRAY[30, 10, 3]) AS d WHERE p_today >= deadline - d AND p_today <= deadline;
      IF days IS NOT NULL THEN
        total := total + solde_open_task(p_creditor, e.debtor_id, what || '-soon', 'deadline', jsonb_build_object('event', e.id, 'deadline', deadline, 'days', days),
          name || ':' || deadline || ':' || days, p_at, deadline);
      END IF;
    ELSE
      UPDATE tasks SET done_at = p_at, done_by = 'system' WHERE creditor_id = p_creditor AND dedupe_key LIKE name || ':%' AND kind = what || '-soon' AND done_at IS NULL;
    END IF;
    IF e.ended_on <= p_today THEN
      -- The end of proceedings frees no claim by itself (C. com. L643-11): a person reads the judgment.
      total := total + solde_open_task(p_creditor, e.debtor_id, 'proceedings-ended', e.kind, jsonb_build_object('event', e.id, 'endedOn', e.ended_on), 'proceedings-ended:' || e.id, p_at, p_today + 5);
    END IF;
  END LOOP;
  RETURN total;
END $$;

-- All that follows from what is known of the debtors of a creditor by that day; run again, it finds what is left to do and no more.
CREATE FUNCTION solde_follow_events(p_creditor uuid, p_today date, p_at timestamptz) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  frozen integer;
  held integer;
  tasks integer;
BEGIN
  -- The day of a judgment, where the accounts know nothing more of it.
  INSERT INTO debtor_events (id, creditor_id, debtor_id, kind, judged_on, known_on, source)
  SELECT gen_random_uuid(), p_creditor, d.id, CASE d.kind WHEN 'consumer' THEN 'over-indebtedness' ELSE 'insolvency' END, d.insolvency_on, p_today, 'accounts' FROM debtors d
   WHERE d.insolvency_on IS NOT NULL AND NOT EXISTS (SELECT FROM debtor_events e WHERE e.debtor_id = d.id AND e.kind IN ('insolvency', 'over-indebtedness') AND e.judged_on = d.insolvency_on);
  frozen := solde_freeze_claims(p_creditor, p_today, p_at);
  held := solde_hold_declared(p_creditor, p_today, p_at);
  -- What was said in a conversation gives way to a judgment as well.
  UPDATE holds h SET until_on = greatest(p_today, h.from_on) WHERE h.reason = 'insolvency' AND h.line_id IS NULL AND h.source LIKE 'declared:%'
    AND (h.until_on IS NULL OR h.until_on > greatest(p_today, h.from_on)) AND EXISTS (SELECT FROM debtor_events e WHERE e.debtor_id = h.debtor_id
      AND e.kind IN ('insolvency', 'over-indebtedness') AND e.judged_on IS NOT NULL AND (e.ended_on IS NULL OR e.ended_on > e.judged_on));
  tasks := solde_event_tasks(p_creditor, p_today, p_at);
  RETURN json_build_object('frozen', frozen, 'held', held, 'tasks', tasks);
END $$;
