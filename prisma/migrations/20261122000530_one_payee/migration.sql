-- The money of one agreement goes to one account: its lines have one payee, a factor or the creditor.
CREATE FUNCTION check_one_payee() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  payees integer;
BEGIN
  IF TG_TABLE_NAME = 'plan_lines' THEN
    SELECT count(DISTINCT coalesce(l.payee_iban, '')) INTO payees
      FROM plan_lines x JOIN due_lines l ON l.id = x.line_id WHERE x.plan_id = NEW.plan_id;
  ELSE
    SELECT count(DISTINCT coalesce(l.payee_iban, '')) INTO payees
      FROM promise_lines x JOIN due_lines l ON l.id = x.line_id WHERE x.promise_id = NEW.promise_id;
  END IF;
  IF payees > 1 THEN
    PERFORM refuse('agreement_one_payee', format('lines of one agreement are of %s payees', payees));
  END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION check_one_payee() FROM PUBLIC, solde_app;
CREATE CONSTRAINT TRIGGER plan_lines_one_payee AFTER INSERT ON plan_lines DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_one_payee();
CREATE CONSTRAINT TRIGGER promise_lines_one_payee AFTER INSERT ON promise_lines DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_one_payee();
