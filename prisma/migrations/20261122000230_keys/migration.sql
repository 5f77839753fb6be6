-- References and numbers are found whatever their case. The folded text is a column because upper() is not leakproof: under
-- row-level security an index over upper(number) is never used, and each look-up would read the whole table.
ALTER TABLE debtors ADD COLUMN reference_key text NOT NULL GENERATED ALWAYS AS (upper(reference)) STORED;
ALTER TABLE invoices ADD COLUMN number_key text NOT NULL GENERATED ALWAYS AS (upper(number)) STORED;
ALTER TABLE credit_notes ADD COLUMN number_key text NOT NULL GENERATED ALWAYS AS (upper(number)) STORED;
DROP INDEX debtors_reference_key, invoices_number_key, credit_notes_number_key;
ALTER TABLE debtors ADD CONSTRAINT debtors_reference_key UNIQUE (creditor_id, reference_key);
ALTER TABLE invoices ADD CONSTRAINT invoices_number_key UNIQUE (creditor_id, number_key);
ALTER TABLE credit_notes ADD CONSTRAINT credit_notes_number_key UNIQUE (creditor_id, number_key);
