-- Sums are laws. These functions run as owner: what they add up does not depend on the tenant the session speaks for at commit.

CREATE FUNCTION refuse(name text, message text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = name, MESSAGE = message;
END $$;

-- An invoice, once its transaction commits, is the sum of its items and of its due lines, in one currency.
CREATE FUNCTION check_invoice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  lines record;
  items record;
BEGIN
  SELECT coalesce(sum(amount_minor), 0) AS total, bool_and(currency = NEW.currency) AS alike INTO lines FROM due_lines WHERE invoice_id = NEW.id;
  SELECT coalesce(sum(amount_minor), 0) AS total, bool_and(currency = NEW.currency) AS alike INTO items FROM invoice_items WHERE invoice_id = NEW.id;
  IF lines.total <> NEW.total_minor THEN
    PERFORM refuse('due_lines_sum_is_invoice_total', format('due lines of invoice %s sum to %s, its total is %s', NEW.id, lines.total, NEW.total_minor));
  ELSIF items.total <> NEW.total_minor THEN
    PERFORM refuse('invoice_items_sum_is_invoice_total', format('items of invoice %s sum to %s, its total is %s', NEW.id, items.total, NEW.total_minor));
  ELSIF NOT (lines.alike AND items.alike) THEN
    PERFORM refuse('invoice_has_one_currency', format('invoice %s has a part in another currency', NEW.id));
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER invoice_sums AFTER INSERT ON invoices DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_invoice();

-- Nothing is added to an invoice afterwards, which is why checking it once is enough.
CREATE FUNCTION check_invoice_parts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM fresh JOIN invoices i ON i.id = fresh.invoice_id WHERE i.written_in <> pg_current_xact_id()) THEN
    PERFORM refuse('invoice_parts_come_with_invoice', 'items and due lines are written in the transaction that writes their invoice');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER invoice_items_with_invoice AFTER INSERT ON invoice_items REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION check_invoice_parts();
CREATE TRIGGER due_lines_with_invoice AFTER INSERT ON due_lines REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION check_invoice_parts();

-- What is allocated and stands never exceeds its source nor its target. Both are locked first, in one order, so that two
-- transactions cannot each allocate the same remainder. Amounts, sources and targets never change afterwards (see edges), so that
-- only an insert can break this. Allocations of a returned payment no longer count on the target.
CREATE FUNCTION check_allocations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  broken text;
BEGIN
  PERFORM FROM payments WHERE id IN (SELECT payment_id FROM fresh) ORDER BY id FOR NO KEY UPDATE;
  PERFORM FROM credit_notes WHERE id IN (SELECT credit_note_id FROM fresh) ORDER BY id FOR NO KEY UPDATE;
  PERFORM FROM due_lines WHERE id IN (SELECT line_id FROM fresh) ORDER BY id FOR NO KEY UPDATE;
  PERFORM FROM charges WHERE id IN (SELECT charge_id FROM fresh) ORDER BY id FOR NO KEY UPDATE;

  SELECT fresh.id INTO broken FROM fresh
    LEFT JOIN payments p ON p.id = fresh.payment_id LEFT JOIN credit_notes n ON n.id = fresh.credit_note_id
    LEFT JOIN due_lines l ON l.id = fresh.line_id LEFT JOIN charges c ON c.id = fresh.charge_id
    WHERE (fresh.creditor_id, fresh.currency) IS DISTINCT FROM (coalesce(p.creditor_id, n.creditor_id), coalesce(p.currency, n.currency))
       OR fresh.currency IS DISTINCT FROM coalesce(l.currency, c.currency) LIMIT 1;
  IF FOUND THEN PERFORM refuse('allocations_share_one_currency', format('allocation %s joins two currencies or two creditors', broken)); END IF;

  SELECT p.id INTO broken FROM payments p JOIN allocations a ON a.payment_id = p.id AND a.reversed_on IS NULL
    WHERE p.id IN (SELECT payment_id FROM fresh) GROUP BY p.id HAVING sum(a.amount_minor) > p.amount_minor LIMIT 1;
  IF FOUND THEN PERFORM refuse('allocations_within_payment', format('more is allocated of payment %s than was paid', broken)); END IF;

  SELECT n.id INTO broken FROM credit_notes n JOIN allocations a ON a.credit_note_id = n.id AND a.reversed_on IS NULL
    WHERE n.id IN (SELECT credit_note_id FROM fresh) GROUP BY n.id HAVING sum(a.amount_minor) > n.amount_minor LIMIT 1;
  IF FOUND THEN PERFORM refuse('allocations_within_credit_note', format('more is allocated of credit note %s than it grants', broken)); END IF;

  SELECT l.id INTO broken FROM due_lines l JOIN allocations a ON a.line_id = l.id AND a.reversed_on IS NULL
    LEFT JOIN payments p ON p.id = a.payment_id
    WHERE l.id IN (SELECT line_id FROM fresh) AND p.returned_on IS NULL GROUP BY l.id HAVING sum(a.amount_minor) > l.amount_minor LIMIT 1;
  IF FOUND THEN PERFORM refuse('allocations_within_line', format('more is allocated to due line %s than it asks', broken)); END IF;

  SELECT c.id INTO broken FROM charges c JOIN allocations a ON a.charge_id = c.id AND a.reversed_on IS NULL
    LEFT JOIN payments p ON p.id = a.payment_id
    WHERE c.id IN (SELECT charge_id FROM fresh) AND p.returned_on IS NULL GROUP BY c.id HAVING sum(a.amount_minor) > c.amount_minor LIMIT 1;
  IF FOUND THEN PERFORM refuse('allocations_within_charge', format('more is allocated to charge %s than it asks', broken)); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER allocations_sums AFTER INSERT ON allocations REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION check_allocations();

CREATE FUNCTION check_charges() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM fresh JOIN due_lines l ON l.id = fresh.line_id WHERE (l.invoice_id, l.currency) <> (fresh.invoice_id, fresh.currency)) THEN
    PERFORM refuse('charges_belong_to_line', 'a charge names the invoice of its line and is in its currency');
  -- C. com. L441-10 speaks of professionals only.
  ELSIF EXISTS (SELECT FROM fresh JOIN invoices i ON i.id = fresh.invoice_id WHERE fresh.kind = 'indemnity' AND i.capacity <> 'professional') THEN
    PERFORM refuse('charges_indemnity_for_professionals', 'the fixed indemnity is asked of professionals only');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER charges_fit AFTER INSERT ON charges REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION check_charges();

CREATE FUNCTION check_holds() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM fresh JOIN due_lines l ON l.id = fresh.line_id
             WHERE fresh.amount_minor > l.amount_minor OR fresh.currency <> l.currency) THEN
    PERFORM refuse('holds_within_line', 'a hold is in the currency of its line and not larger');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER holds_fit AFTER INSERT ON holds REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION check_holds();

-- The open disputes of a line, together, are not larger than the line.
CREATE FUNCTION check_disputed_amounts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  broken text;
BEGIN
  PERFORM FROM due_lines WHERE id IN (SELECT line_id FROM fresh) ORDER BY id FOR NO KEY UPDATE;
  SELECT l.id INTO broken FROM due_lines l JOIN disputes d ON d.line_id = l.id AND d.status IN ('open', 'investigating')
    WHERE l.id IN (SELECT line_id FROM fresh)
    GROUP BY l.id HAVING sum(d.amount_minor) > l.amount_minor OR bool_or(d.currency <> l.currency) LIMIT 1;
  IF FOUND THEN PERFORM refuse('disputes_within_line', format('more of due line %s is disputed than it asks', broken)); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER disputes_sums AFTER INSERT ON disputes REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION check_disputed_amounts();

-- An open dispute stops the chasing of what it disputes in the transaction that records it, and an answered one no longer does.
CREATE FUNCTION check_dispute(dispute uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  d disputes;
  held boolean;
  endless boolean;
  items record;
BEGIN
  SELECT * INTO d FROM disputes WHERE id = dispute;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT coalesce(bool_or(line_id = d.line_id AND (amount_minor IS NULL OR amount_minor >= d.amount_minor)
           AND (reason = 'check' OR until_on IS NULL)), false), coalesce(bool_or(until_on IS NULL), false)
    INTO held, endless FROM holds WHERE source = 'dispute:' || d.id AND reason IN ('dispute', 'check');
  IF d.answered_on IS NULL AND NOT held THEN
    PERFORM refuse('disputes_hold_their_line', format('dispute %s is open and nothing holds what it disputes', d.id));
  ELSIF d.answered_on IS NOT NULL AND endless THEN
    PERFORM refuse('disputes_release_their_line', format('dispute %s is answered and its hold has no end', d.id));
  END IF;
  SELECT count(*) AS n, coalesce(sum(i.amount_minor), 0) AS total, coalesce(bool_and(i.invoice_id = l.invoice_id AND x.line_id = d.line_id), true) AS own
    INTO items FROM dispute_items x JOIN invoice_items i ON i.id = x.item_id JOIN due_lines l ON l.id = d.line_id WHERE x.dispute_id = d.id;
  IF d.by_items <> (items.n > 0) OR NOT items.own OR (d.by_items AND d.amount_minor > items.total) THEN
    PERFORM refuse('disputes_name_their_items', format('dispute %s names no items, others'' items, or more than they cost', d.id));
  END IF;
END $$;
REVOKE EXECUTE ON FUNCTION check_dispute(uuid) FROM PUBLIC, solde_app;

CREATE FUNCTION check_dispute_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'disputes' THEN
    PERFORM check_dispute(NEW.id);
  ELSIF TG_TABLE_NAME = 'dispute_items' THEN
    PERFORM check_dispute(NEW.dispute_id);
  ELSIF NEW.source ~ '^dispute:[0-9a-f-]{36}$' THEN
    PERFORM check_dispute(substr(NEW.source, 9)::uuid);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER disputes_whole AFTER INSERT OR UPDATE OF status ON disputes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_dispute_row();
CREATE CONSTRAINT TRIGGER dispute_items_whole AFTER INSERT ON dispute_items DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_dispute_row();
CREATE CONSTRAINT TRIGGER holds_of_disputes AFTER INSERT OR UPDATE ON holds DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.reason IN ('dispute', 'check')) EXECUTE FUNCTION check_dispute_row();

-- A promise is the sum of its lines, none larger than the line itself.
CREATE FUNCTION check_promise() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  p promises;
  lines record;
BEGIN
  SELECT * INTO p FROM promises WHERE id = coalesce(to_jsonb(NEW) ->> 'promise_id', to_jsonb(NEW) ->> 'id')::uuid;
  SELECT coalesce(sum(x.amount_minor), 0) AS total, bool_and(x.currency = p.currency AND l.currency = p.currency) AS alike,
         bool_and(x.amount_minor <= l.amount_minor) AS within
    INTO lines FROM promise_lines x JOIN due_lines l ON l.id = x.line_id WHERE x.promise_id = p.id;
  IF lines.total <> p.amount_minor OR NOT lines.alike OR NOT lines.within THEN
    PERFORM refuse('promise_lines_sum_is_promise', format('lines of promise %s sum to %s, it is of %s', p.id, lines.total, p.amount_minor));
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER promises_sums AFTER INSERT ON promises DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_promise();
CREATE CONSTRAINT TRIGGER promise_lines_sums AFTER INSERT ON promise_lines DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_promise();

-- A plan is the sum of its lines and of its instalments, whose dates only go forward.
CREATE FUNCTION check_plan() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  p plans;
  lines record;
  parts record;
BEGIN
  SELECT * INTO p FROM plans WHERE id = coalesce(to_jsonb(NEW) ->> 'plan_id', to_jsonb(NEW) ->> 'id')::uuid;
  SELECT coalesce(sum(x.amount_minor), 0) AS total, bool_and(x.currency = p.currency AND l.currency = p.currency) AS alike,
         bool_and(x.amount_minor <= l.amount_minor) AS within
    INTO lines FROM plan_lines x JOIN due_lines l ON l.id = x.line_id WHERE x.plan_id = p.id;
  SELECT coalesce(sum(amount_minor), 0) AS total, bool_and(currency = p.currency) AS alike, bool_and(due > before) AS forward, max(position) = count(*) AS gapless
    INTO parts FROM (SELECT *, lag(due, 1, '-infinity') OVER (ORDER BY position) AS before FROM instalments WHERE plan_id = p.id) ordered;
  IF lines.total <> p.total_minor OR NOT lines.alike OR NOT lines.within THEN
    PERFORM refuse('plan_lines_sum_is_plan', format('lines of plan %s sum to %s, its total is %s', p.id, lines.total, p.total_minor));
  ELSIF parts.total <> p.total_minor OR NOT parts.alike OR NOT parts.gapless THEN
    PERFORM refuse('instalments_sum_is_plan', format('instalments of plan %s sum to %s, its total is %s', p.id, parts.total, p.total_minor));
  ELSIF NOT parts.forward THEN
    PERFORM refuse('instalments_go_forward', format('an instalment of plan %s is not after the one before', p.id));
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER plans_sums AFTER INSERT ON plans DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_plan();
CREATE CONSTRAINT TRIGGER plan_lines_sums AFTER INSERT ON plan_lines DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_plan();
CREATE CONSTRAINT TRIGGER instalments_sums AFTER INSERT ON instalments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_plan();
