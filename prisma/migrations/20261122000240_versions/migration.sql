-- Whatever an account shows, whoever changes it: its debtor's version rises in the same transaction, once. A turn that saw an older
-- version runs again, and a process may keep an account for as long as its version stands. The debtor's row is locked until the change
-- is committed, so that whoever sees a version sees all that came before it.

ALTER TABLE creditors ADD COLUMN version integer NOT NULL DEFAULT 1;

CREATE FUNCTION raise_own_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER debtors_version_rises BEFORE UPDATE ON debtors FOR EACH ROW WHEN (NEW.version = OLD.version) EXECUTE FUNCTION raise_own_version();
CREATE TRIGGER creditors_version_rises BEFORE UPDATE ON creditors FOR EACH ROW WHEN (NEW.version = OLD.version) EXECUTE FUNCTION raise_own_version();

-- A row this transaction wrote has its new version already: every update raises it.
CREATE FUNCTION raise_versions(debtors_changed uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM FROM debtors WHERE id = ANY (debtors_changed) AND xmin <> pg_current_xact_id()::xid ORDER BY id FOR NO KEY UPDATE;
  IF FOUND THEN
    UPDATE debtors SET version = version + 1 WHERE id = ANY (debtors_changed) AND xmin <> pg_current_xact_id()::xid;
  END IF;
END $$;
REVOKE EXECUTE ON FUNCTION raise_versions(uuid[]) FROM PUBLIC, solde_app;

CREATE FUNCTION raise_version_of_rows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM raise_versions(array_agg(DISTINCT debtor_id)) FROM fresh;
  RETURN NULL;
END $$;

-- A payment is shown, as far as it settles them, in the accounts of others too.
CREATE FUNCTION raise_version_of_payments() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM raise_versions(array_agg(DISTINCT debtor_id)) FROM (
    SELECT debtor_id FROM fresh UNION ALL SELECT a.debtor_id FROM fresh JOIN allocations a ON a.payment_id = fresh.id) x;
  RETURN NULL;
END $$;

-- An allocation is shown to whom it settles and to whom the money came from.
CREATE FUNCTION raise_version_of_allocations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM raise_versions(array_agg(DISTINCT debtor_id)) FROM (
    SELECT debtor_id FROM fresh
    UNION ALL SELECT p.debtor_id FROM fresh JOIN payments p ON p.id = fresh.payment_id
    UNION ALL SELECT n.debtor_id FROM fresh JOIN credit_notes n ON n.id = fresh.credit_note_id) x;
  RETURN NULL;
END $$;

-- Addresses are shown with the account of everyone their person acts for, and whether they may be written to.
CREATE FUNCTION raise_version_of_points() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM raise_versions(array_agg(DISTINCT dc.debtor_id)) FROM fresh JOIN debtor_contacts dc ON dc.contact_id = fresh.contact_id;
  RETURN NULL;
END $$;

CREATE FUNCTION raise_version_of_opt_outs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM raise_versions(array_agg(DISTINCT dc.debtor_id)) FROM fresh
    JOIN contact_points cp ON (cp.creditor_id, cp.address) = (fresh.creditor_id, fresh.address) AND cp.channel = ANY (solde_same_address(fresh.channel))
    JOIN debtor_contacts dc ON dc.contact_id = cp.contact_id;
  RETURN NULL;
END $$;

CREATE FUNCTION raise_version_of_creditors() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE creditors SET version = version + 1 WHERE id IN (SELECT creditor_id FROM fresh);
  RETURN NULL;
END $$;

DO $$
DECLARE
  t text;
  f text;
BEGIN
  FOREACH t IN ARRAY ARRAY['invoices', 'invoice_items', 'due_lines', 'payments', 'credit_notes', 'allocations', 'charges', 'holds', 'disputes', 'dispute_items',
    'promises', 'promise_lines', 'plans', 'plan_lines', 'instalments', 'debtor_contacts', 'contact_points', 'representatives', 'opt_outs', 'creditor_accounts'] LOOP
    f := CASE t WHEN 'payments' THEN 'raise_version_of_payments' WHEN 'allocations' THEN 'raise_version_of_allocations'
                WHEN 'contact_points' THEN 'raise_version_of_points' WHEN 'opt_outs' THEN 'raise_version_of_opt_outs'
                WHEN 'creditor_accounts' THEN 'raise_version_of_creditors' ELSE 'raise_version_of_rows' END;
    -- Items and due lines are only ever inserted in the transaction that inserts their invoice.
    IF t NOT IN ('invoice_items', 'due_lines') THEN
      EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION %I()', t || '_raise_on_insert', t, f);
    END IF;
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION %I()', t || '_raise_on_update', t, f);
    -- Nothing booked or agreed is ever deleted.
    IF t IN ('debtor_contacts', 'contact_points', 'representatives', 'opt_outs', 'creditor_accounts') THEN
      EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION %I()', t || '_raise_on_delete', t, f);
    END IF;
  END LOOP;
END $$;
-- These may be moved to someone else: whom they leave sees it too.
CREATE TRIGGER debtor_contacts_raise_on_leave AFTER UPDATE ON debtor_contacts REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION raise_version_of_rows();
CREATE TRIGGER contact_points_raise_on_leave AFTER UPDATE ON contact_points REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION raise_version_of_points();
CREATE TRIGGER opt_outs_raise_on_leave AFTER UPDATE ON opt_outs REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION raise_version_of_opt_outs();
