-- Row-level isolation: a session sees and writes the rows of the creditor named in app.creditor, and nothing without one.
-- It is forced on the owner too; the owner's own policy serves migrations and the functions that run as owner (routing, claiming,
-- sums, sealing), which matters where the owner is not a superuser.

-- To be called at the end of each migration that adds tables.
CREATE FUNCTION isolate_tenants() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  t record;
BEGIN
  FOR t IN
    SELECT c.oid::regclass AS name, a.attname AS tenant
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname = CASE c.relname WHEN 'creditors' THEN 'id' ELSE 'creditor_id' END
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relrowsecurity
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t.name);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t.name);
    EXECUTE format('CREATE POLICY tenant ON %s USING (%I = nullif(current_setting(''app.creditor'', true), '''')::uuid)', t.name, t.tenant);
    EXECUTE format('CREATE POLICY owner ON %s TO CURRENT_USER USING (true)', t.name);
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION isolate_tenants() FROM PUBLIC, solde_app;
SELECT isolate_tenants();

-- A stray message has no creditor: the service may write one and never read one.
ALTER TABLE strays ENABLE ROW LEVEL SECURITY;
ALTER TABLE strays FORCE ROW LEVEL SECURITY;
CREATE POLICY anyone_writes ON strays FOR INSERT WITH CHECK (true);
CREATE POLICY owner ON strays TO CURRENT_USER USING (true);

-- The role of the service holds no right it has no use for: what was booked, said or recorded is never deleted.
REVOKE TRUNCATE, REFERENCES, TRIGGER ON ALL TABLES IN SCHEMA public FROM solde_app;
REVOKE DELETE ON creditors, debtors, invoices, invoice_items, due_lines, payments, credit_notes, charges, allocations, holds, disputes,
  dispute_items, promises, promise_lines, plans, plan_lines, instalments, acknowledgements, policies, templates, opt_outs, opt_out_events,
  imports, conversations, inbox, outbox, strays, reminders, deliveries, codes, identity_attempts, handoffs, tasks, audit_payloads FROM solde_app;
REVOKE SELECT, UPDATE ON strays FROM solde_app;
REVOKE UPDATE, DELETE ON audit_events FROM solde_app;
REVOKE INSERT, UPDATE, DELETE ON audit_seals FROM solde_app;
REVOKE ALL ON audit_marks FROM solde_app;
