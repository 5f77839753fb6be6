-- What may change, and in which direction. The legal moves are in the triggers' WHEN, so that a legal update calls no function.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA,
    MESSAGE = format('%s of %s breaks %s', TG_OP, TG_TABLE_NAME, TG_NAME);
END $$;

-- Booked documents are not edited. What the accounts may still tell of a due line: how and to whom it is paid, when it becomes
-- time-barred, and how it ended.
CREATE TRIGGER invoices_unedited BEFORE UPDATE ON invoices FOR EACH ROW
  WHEN ((OLD.id, OLD.creditor_id, OLD.debtor_id, OLD.number, OLD.issued, OLD.total_minor, OLD.currency, OLD.capacity, OLD.written_in)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.debtor_id, NEW.number, NEW.issued, NEW.total_minor, NEW.currency, NEW.capacity, NEW.written_in))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER invoice_items_unedited BEFORE UPDATE ON invoice_items FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER due_lines_unedited BEFORE UPDATE ON due_lines FOR EACH ROW
  WHEN ((OLD.id, OLD.creditor_id, OLD.debtor_id, OLD.invoice_id, OLD.position, OLD.due, OLD.amount_minor, OLD.currency)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.debtor_id, NEW.invoice_id, NEW.position, NEW.due, NEW.amount_minor, NEW.currency))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_notes_unedited BEFORE UPDATE ON credit_notes FOR EACH ROW
  WHEN ((OLD.id, OLD.creditor_id, OLD.debtor_id, OLD.number, OLD.issued, OLD.amount_minor, OLD.currency)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.debtor_id, NEW.number, NEW.issued, NEW.amount_minor, NEW.currency))
  EXECUTE FUNCTION refuse_change();

-- A payment's amount stands. Its day may still move while it is only announced or on its way; the accounts may confirm it, not take that back.
CREATE TRIGGER payments_unedited BEFORE UPDATE ON payments FOR EACH ROW
  WHEN ((OLD.id, OLD.creditor_id, OLD.debtor_id, OLD.amount_minor, OLD.currency) IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.debtor_id, NEW.amount_minor, NEW.currency)
    OR (OLD.confirmed AND NOT NEW.confirmed)
    OR (OLD.status IN ('settled', 'returned') AND OLD.value_date <> NEW.value_date))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payments_status_forward BEFORE UPDATE OF status ON payments FOR EACH ROW
  WHEN (OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN (
    ('announced', 'in-transit'), ('announced', 'settled'), ('announced', 'returned'), ('in-transit', 'settled'), ('in-transit', 'returned'), ('settled', 'returned')))
  EXECUTE FUNCTION refuse_change();

-- An allocation is reversed, never edited.
CREATE TRIGGER allocations_only_reversed BEFORE UPDATE ON allocations FOR EACH ROW
  WHEN (OLD.reversed_on IS NOT NULL OR (OLD.id, OLD.creditor_id, OLD.debtor_id, OLD.payment_id, OLD.credit_note_id, OLD.line_id, OLD.charge_id, OLD.amount_minor, OLD.currency, OLD.on_date, OLD.by)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.debtor_id, NEW.payment_id, NEW.credit_note_id, NEW.line_id, NEW.charge_id, NEW.amount_minor, NEW.currency, NEW.on_date, NEW.by))
  EXECUTE FUNCTION refuse_change();

CREATE TRIGGER charges_unedited BEFORE UPDATE ON charges FOR EACH ROW
  WHEN ((OLD.id, OLD.creditor_id, OLD.debtor_id, OLD.invoice_id, OLD.line_id, OLD.kind, OLD.amount_minor, OLD.currency, OLD.basis, OLD.on_date)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.debtor_id, NEW.invoice_id, NEW.line_id, NEW.kind, NEW.amount_minor, NEW.currency, NEW.basis, NEW.on_date))
  EXECUTE FUNCTION refuse_change();
-- Paid goes back to claimed when the payment is returned.
CREATE TRIGGER charges_status_legal BEFORE UPDATE OF status ON charges FOR EACH ROW
  WHEN (OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN (
    ('proposed', 'announced'), ('proposed', 'claimed'), ('proposed', 'waived'), ('announced', 'claimed'), ('announced', 'waived'),
    ('claimed', 'paid'), ('claimed', 'waived'), ('paid', 'claimed')))
  EXECUTE FUNCTION refuse_change();

-- A hold is ended, not moved to something else.
CREATE TRIGGER holds_only_ended BEFORE UPDATE ON holds FOR EACH ROW
  WHEN ((OLD.id, OLD.creditor_id, OLD.debtor_id, OLD.line_id, OLD.reason, OLD.source, OLD.amount_minor, OLD.currency, OLD.from_on)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.debtor_id, NEW.line_id, NEW.reason, NEW.source, NEW.amount_minor, NEW.currency, NEW.from_on))
  EXECUTE FUNCTION refuse_change();

-- Disputes end once, by a decision.
CREATE TRIGGER disputes_unedited BEFORE UPDATE ON disputes FOR EACH ROW
  WHEN ((OLD.id, OLD.creditor_id, OLD.debtor_id, OLD.line_id, OLD.by_items, OLD.amount_minor, OLD.currency, OLD.opened_on)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.debtor_id, NEW.line_id, NEW.by_items, NEW.amount_minor, NEW.currency, NEW.opened_on))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER disputes_status_legal BEFORE UPDATE OF status ON disputes FOR EACH ROW
  WHEN (OLD.status <> NEW.status AND NOT (OLD.status = 'open' OR (OLD.status = 'investigating' AND NEW.status <> 'open')))
  EXECUTE FUNCTION refuse_change();

-- Terms that were agreed stand; a change is a new promise or a new plan.
CREATE TRIGGER promises_unedited BEFORE UPDATE ON promises FOR EACH ROW
  WHEN ((OLD.id, OLD.creditor_id, OLD.debtor_id, OLD.amount_minor, OLD.currency, OLD.due, OLD.made_on, OLD.terms_hash)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.debtor_id, NEW.amount_minor, NEW.currency, NEW.due, NEW.made_on, NEW.terms_hash))
  EXECUTE FUNCTION refuse_change();
-- A judgement may be revised (a payment returned, or imported late with an earlier day); nothing opens again.
CREATE TRIGGER promises_status_legal BEFORE UPDATE OF status ON promises FOR EACH ROW
  WHEN (OLD.status <> NEW.status AND (NEW.status = 'open' OR OLD.status = 'withdrawn' OR (OLD.status <> 'open' AND NEW.status = 'withdrawn')))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plans_unedited BEFORE UPDATE ON plans FOR EACH ROW
  WHEN ((OLD.id, OLD.creditor_id, OLD.debtor_id, OLD.total_minor, OLD.currency, OLD.frequency, OLD.offered_on, OLD.terms_hash)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.debtor_id, NEW.total_minor, NEW.currency, NEW.frequency, NEW.offered_on, NEW.terms_hash)
    OR (OLD.signed_on IS NOT NULL AND OLD.signed_on IS DISTINCT FROM NEW.signed_on))
  EXECUTE FUNCTION refuse_change();
-- A completed plan is late again when a payment is returned.
CREATE TRIGGER plans_status_legal BEFORE UPDATE OF status ON plans FOR EACH ROW
  WHEN (OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN (
    ('offered', 'accepted'), ('offered', 'active'), ('offered', 'cancelled'), ('accepted', 'active'), ('accepted', 'cancelled'),
    ('active', 'late'), ('active', 'completed'), ('active', 'defaulted'), ('active', 'cancelled'),
    ('late', 'active'), ('late', 'completed'), ('late', 'defaulted'), ('late', 'cancelled'), ('completed', 'late')))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER promise_lines_unedited BEFORE UPDATE ON promise_lines FOR EACH ROW
  WHEN ((OLD.creditor_id, OLD.debtor_id, OLD.promise_id, OLD.line_id, OLD.amount_minor, OLD.currency)
    IS DISTINCT FROM (NEW.creditor_id, NEW.debtor_id, NEW.promise_id, NEW.line_id, NEW.amount_minor, NEW.currency))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_lines_unedited BEFORE UPDATE ON plan_lines FOR EACH ROW
  WHEN ((OLD.creditor_id, OLD.debtor_id, OLD.plan_id, OLD.line_id, OLD.amount_minor, OLD.currency)
    IS DISTINCT FROM (NEW.creditor_id, NEW.debtor_id, NEW.plan_id, NEW.line_id, NEW.amount_minor, NEW.currency))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER dispute_items_unedited BEFORE UPDATE ON dispute_items FOR EACH ROW
  WHEN ((OLD.creditor_id, OLD.debtor_id, OLD.dispute_id, OLD.line_id, OLD.item_id)
    IS DISTINCT FROM (NEW.creditor_id, NEW.debtor_id, NEW.dispute_id, NEW.line_id, NEW.item_id))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER instalments_unedited BEFORE UPDATE ON instalments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Nothing booked or agreed is deleted.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['invoices', 'invoice_items', 'due_lines', 'payments', 'credit_notes', 'allocations', 'charges', 'holds', 'disputes',
    'dispute_items', 'promises', 'promise_lines', 'plans', 'plan_lines', 'instalments', 'acknowledgements', 'opt_out_events'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t || '_never_deleted', t);
  END LOOP;
END $$;

-- What says that a line is spoken for follows the status of the dispute, promise or plan it belongs to, whatever the writer gave.
CREATE FUNCTION follow_parent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'dispute_items' THEN
    NEW.active := (SELECT status IN ('open', 'investigating') FROM disputes WHERE id = NEW.dispute_id);
  ELSIF TG_TABLE_NAME = 'promise_lines' THEN
    NEW.active := (SELECT status = 'open' FROM promises WHERE id = NEW.promise_id);
  ELSE
    NEW.active := (SELECT status IN ('accepted', 'active', 'late') FROM plans WHERE id = NEW.plan_id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER dispute_items_follow BEFORE INSERT OR UPDATE ON dispute_items FOR EACH ROW EXECUTE FUNCTION follow_parent();
CREATE TRIGGER promise_lines_follow BEFORE INSERT OR UPDATE ON promise_lines FOR EACH ROW EXECUTE FUNCTION follow_parent();
CREATE TRIGGER plan_lines_follow BEFORE INSERT OR UPDATE ON plan_lines FOR EACH ROW EXECUTE FUNCTION follow_parent();

CREATE FUNCTION lead_children() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'disputes' THEN
    UPDATE dispute_items SET active = false WHERE dispute_id = NEW.id;
  ELSIF TG_TABLE_NAME = 'promises' THEN
    UPDATE promise_lines SET active = false WHERE promise_id = NEW.id;
  ELSE
    UPDATE plan_lines SET active = false WHERE plan_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER disputes_lead AFTER UPDATE OF status ON disputes FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION lead_children();
CREATE TRIGGER promises_lead AFTER UPDATE OF status ON promises FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION lead_children();
CREATE TRIGGER plans_lead AFTER UPDATE OF status ON plans FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION lead_children();

-- Policies and templates are superseded, never rewritten: what a decision cites still says what it said.
CREATE TRIGGER policies_unedited BEFORE UPDATE ON policies FOR EACH ROW
  WHEN ((OLD.id, OLD.creditor_id, OLD.kind, OLD.version, OLD.content, OLD.sha256, OLD.effective_from)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.kind, NEW.version, NEW.content, NEW.sha256, NEW.effective_from))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER templates_unedited BEFORE UPDATE ON templates FOR EACH ROW
  WHEN ((OLD.id, OLD.creditor_id, OLD.key, OLD.channel, OLD.language, OLD.version, OLD.body)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.key, NEW.channel, NEW.language, NEW.version, NEW.body))
  EXECUTE FUNCTION refuse_change();

CREATE TRIGGER debtors_version_forward BEFORE UPDATE OF version ON debtors FOR EACH ROW WHEN (NEW.version < OLD.version) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER conversations_forward BEFORE UPDATE ON conversations FOR EACH ROW
  WHEN (NEW.fence < OLD.fence OR NEW.version < OLD.version) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER inbox_state_forward BEFORE UPDATE OF state ON inbox FOR EACH ROW
  WHEN (OLD.state <> 'received' AND OLD.state <> NEW.state) EXECUTE FUNCTION refuse_change();
-- SENT and REFUSED are final. READY again only as another attempt: the carrier said it did not send, or its list proves it.
CREATE TRIGGER outbox_status_forward BEFORE UPDATE OF status ON outbox FOR EACH ROW
  WHEN (OLD.status <> NEW.status AND NOT (
    (OLD.status = 'READY' AND NEW.status <> 'UNKNOWN')
    OR (OLD.status = 'SENDING' AND NEW.status <> 'READY')
    OR (OLD.status = 'UNKNOWN' AND NEW.status IN ('SENT', 'REFUSED'))
    OR (OLD.status IN ('SENDING', 'UNKNOWN') AND NEW.status = 'READY' AND NEW.attempt > OLD.attempt)))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER codes_used_once BEFORE UPDATE ON codes FOR EACH ROW
  WHEN (NEW.tries < OLD.tries OR (OLD.used_at IS NOT NULL AND NEW.used_at IS DISTINCT FROM OLD.used_at)
    OR (OLD.hash, OLD.purpose, OLD.terms_hash, OLD.contact_point_id, OLD.debtor_id) IS DISTINCT FROM (NEW.hash, NEW.purpose, NEW.terms_hash, NEW.contact_point_id, NEW.debtor_id)
    OR NEW.expires_at > OLD.expires_at)
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER file_links_consumed_once BEFORE UPDATE ON file_links FOR EACH ROW
  WHEN (OLD.consumed_at IS NOT NULL OR (OLD.token_hash, OLD.blob_id) IS DISTINCT FROM (NEW.token_hash, NEW.blob_id) OR NEW.expires_at > OLD.expires_at)
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER blobs_unedited BEFORE UPDATE ON blobs FOR EACH ROW
  WHEN ((OLD.creditor_id, OLD.debtor_id, OLD.sha256, OLD.mime) IS DISTINCT FROM (NEW.creditor_id, NEW.debtor_id, NEW.sha256, NEW.mime))
  EXECUTE FUNCTION refuse_change();

-- The trail only grows. A payload can lose its content, under a rule that stays written.
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_payloads_never_deleted BEFORE DELETE OR TRUNCATE ON audit_payloads FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_payloads_only_erased BEFORE UPDATE ON audit_payloads FOR EACH ROW
  WHEN (OLD.erased_rule IS NOT NULL OR NEW.erased_rule IS NULL OR (OLD.event_id, OLD.creditor_id) IS DISTINCT FROM (NEW.event_id, NEW.creditor_id))
  EXECUTE FUNCTION refuse_change();
