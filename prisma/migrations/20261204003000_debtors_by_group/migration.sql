-- What accounts are grouped by, read from an index alone: rows of debtors are wide, and lie in no order that a question has.
CREATE INDEX debtors_by_group ON debtors (creditor_id, id) INCLUDE (segment, kind, region, sales_owner);
