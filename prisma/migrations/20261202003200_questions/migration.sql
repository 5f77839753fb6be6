-- What questions of staff look for beside open lines: invoices of a period and places. Neither may ever seem as good as the key of a number or a
-- reference: the condition, which always holds, keeps the first from look-ups that name no day, and the town comes first in the second.
CREATE INDEX invoices_issued ON invoices (creditor_id, issued) INCLUDE (debtor_id, currency, total_minor) WHERE issued IS NOT NULL;
CREATE INDEX debtors_city ON debtors (city_key, creditor_id);
