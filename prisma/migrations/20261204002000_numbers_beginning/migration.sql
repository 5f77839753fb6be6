-- Invoices whose number begins so, found in an index whatever the collation of the database. Row-level security looks at rows before LIKE, which might
-- tell of them, but not before an order does.
CREATE INDEX invoices_number_beginning ON invoices (creditor_id, number_key COLLATE "C");
