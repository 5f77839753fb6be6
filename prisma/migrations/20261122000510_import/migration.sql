-- An import writes more rows in one transaction than the tables may have held before, and statistics know nothing of them: without new
-- ones the planner looks rows up by creditor instead of by line. The service's role does not own the tables, hence this function.
-- The lock that ANALYZE keeps until the end holds back vacuum only.
CREATE FUNCTION solde_analyze_ledger() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  ANALYZE debtors, invoices, invoice_items, due_lines, payments, credit_notes, allocations;
END $$;
