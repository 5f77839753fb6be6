-- What questions of staff look for beside open lines: invoices of a period, places and names.
CREATE INDEX invoices_issued ON invoices (creditor_id, issued) INCLUDE (debtor_id, currency, total_minor);
CREATE INDEX debtors_city ON debtors (city_key, creditor_id);
