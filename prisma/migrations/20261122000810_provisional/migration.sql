-- The accounts are the truth: a payment, credit note or write-off entered here is provisional. It counts once, until the accounts' own
-- booking replaces it or it is withdrawn; from then on it counts on no day, past days included, for the accounts' row counts on them.

ALTER TABLE payments
  ADD COLUMN reference text, -- the number the accounts know or will know it by, where the payment was entered here
  ADD COLUMN entered_on date, -- entered here on that day; null: it came from the accounts, a bank or the debtor's announcement
  ADD COLUMN set_apart uuid[] NOT NULL DEFAULT '{}', -- equal payments of the accounts that whoever entered it said are others
  ADD COLUMN ended_on date,
  ADD COLUMN ended_why text CONSTRAINT payments_ended_why_known CHECK (ended_why IN ('replaced', 'withdrawn')),
  ADD COLUMN replaced_by uuid REFERENCES payments,
  ADD COLUMN return_reason text CONSTRAINT payments_return_reason_shape CHECK (return_reason ~ '^[A-Z0-9-]{2,35}$'), -- such as AM04
  ADD CONSTRAINT payments_entry_is_provisional CHECK (entered_on IS NULL OR NOT confirmed),
  ADD CONSTRAINT payments_only_entries_end CHECK (num_nonnulls(ended_on, ended_why) <> 1 AND (ended_on IS NULL OR entered_on IS NOT NULL)),
  ADD CONSTRAINT payments_replaced_ended CHECK (replaced_by IS NULL OR ended_why = 'replaced'),
  ADD CONSTRAINT payments_reason_of_a_return CHECK (return_reason IS NULL OR status = 'returned'),
  DROP CONSTRAINT payments_means_known,
  ADD CONSTRAINT payments_means_known CHECK (means IN ('transfer', 'card', 'cheque', 'direct-debit', 'bill-of-exchange', 'chorus-pro'));
CREATE INDEX payments_entered ON payments (creditor_id, debtor_id) WHERE entered_on IS NOT NULL;

ALTER TABLE credit_notes
  ADD COLUMN kind text NOT NULL DEFAULT 'credit-note' CONSTRAINT credit_notes_kind_known CHECK (kind IN ('credit-note', 'write-off')),
  ADD COLUMN confirmed boolean NOT NULL DEFAULT true,
  ADD COLUMN reference text,
  ADD COLUMN entered_on date,
  ADD COLUMN set_apart uuid[] NOT NULL DEFAULT '{}',
  ADD COLUMN ended_on date,
  ADD COLUMN ended_why text CONSTRAINT credit_notes_ended_why_known CHECK (ended_why IN ('replaced', 'withdrawn')),
  ADD COLUMN replaced_by uuid REFERENCES credit_notes,
  ADD CONSTRAINT credit_notes_entry_is_provisional CHECK ((entered_on IS NULL) = confirmed),
  ADD CONSTRAINT credit_notes_only_entries_end CHECK (num_nonnulls(ended_on, ended_why) <> 1 AND (ended_on IS NULL OR entered_on IS NOT NULL)),
  ADD CONSTRAINT credit_notes_replaced_ended CHECK (replaced_by IS NULL OR ended_why = 'replaced');
CREATE INDEX credit_notes_entered ON credit_notes (creditor_id, debtor_id) WHERE entered_on IS NOT NULL;

-- What was entered stays as it was entered, and ends once.
CREATE TRIGGER payments_entry_unedited BEFORE UPDATE ON payments FOR EACH ROW
  WHEN ((OLD.reference, OLD.entered_on, OLD.set_apart) IS DISTINCT FROM (NEW.reference, NEW.entered_on, NEW.set_apart)
    OR (OLD.ended_on IS NOT NULL AND (OLD.ended_on, OLD.ended_why, OLD.replaced_by) IS DISTINCT FROM (NEW.ended_on, NEW.ended_why, NEW.replaced_by)))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_notes_entry_unedited BEFORE UPDATE ON credit_notes FOR EACH ROW
  WHEN ((OLD.kind, OLD.confirmed, OLD.reference, OLD.entered_on, OLD.set_apart) IS DISTINCT FROM (NEW.kind, NEW.confirmed, NEW.reference, NEW.entered_on, NEW.set_apart)
    OR (OLD.ended_on IS NOT NULL AND (OLD.ended_on, OLD.ended_why, OLD.replaced_by) IS DISTINCT FROM (NEW.ended_on, NEW.ended_why, NEW.replaced_by)))
  EXECUTE FUNCTION refuse_change();

-- Ends an entry and takes back where its money went; the tenant is set by the caller. False when it had ended, or is none.
CREATE FUNCTION solde_end_entry(p_id uuid, p_why text, p_replaced_by uuid, p_on date) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE payments SET ended_on = greatest(p_on, entered_on), ended_why = p_why, replaced_by = p_replaced_by
   WHERE id = p_id AND entered_on IS NOT NULL AND ended_on IS NULL;
  IF NOT FOUND THEN
    UPDATE credit_notes SET ended_on = greatest(p_on, entered_on), ended_why = p_why, replaced_by = p_replaced_by
     WHERE id = p_id AND entered_on IS NOT NULL AND ended_on IS NULL;
  END IF;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE allocations SET reversed_on = greatest(p_on, on_date) WHERE p_id IN (payment_id, credit_note_id) AND reversed_on IS NULL;
  RETURN true;
END $$;

-- Whose account a payment may be made to: a factor, to whom the claim was sold, or the dedicated account of who collects for the creditor.
ALTER TABLE due_lines
  ADD COLUMN payee_kind text CONSTRAINT due_lines_payee_kind_known CHECK (payee_kind IN ('factor', 'collector')),
  ADD CONSTRAINT due_lines_payee_kind_of_a_payee CHECK (payee_kind IS NULL OR payee_iban IS NOT NULL),
  DROP CONSTRAINT due_lines_means_known,
  ADD CONSTRAINT due_lines_means_known CHECK (means IN ('transfer', 'card', 'cheque', 'direct-debit', 'bill-of-exchange', 'chorus-pro'));

-- What an invoice or a contract grants or asks ahead of the due date: shown and offered until its day, never after.
CREATE TABLE payment_terms (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  invoice_id uuid, -- null: of the contract
  kind text NOT NULL CONSTRAINT payment_terms_kind_known CHECK (kind IN ('early-payment', 'down-payment', 'year-end-rebate')),
  basis_points integer CONSTRAINT payment_terms_share CHECK (basis_points BETWEEN 1 AND 9999), -- of the total: 200 is 2 %
  amount_minor positive_minor,
  currency currency_code,
  until_on date NOT NULL, -- the last day it is worth something
  import_id uuid REFERENCES imports,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT payment_terms_share_or_amount CHECK (num_nonnulls(basis_points, amount_minor) = 1 AND (amount_minor IS NULL) = (currency IS NULL)),
  CONSTRAINT payment_terms_rebate_of_a_contract CHECK ((kind = 'year-end-rebate') = (invoice_id IS NULL)),
  CONSTRAINT payment_terms_once UNIQUE NULLS NOT DISTINCT (creditor_id, debtor_id, invoice_id, kind),
  CONSTRAINT payment_terms_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id),
  CONSTRAINT payment_terms_invoice_fkey FOREIGN KEY (creditor_id, debtor_id, invoice_id) REFERENCES invoices (creditor_id, debtor_id, id)
);
CREATE INDEX payment_terms_invoice ON payment_terms (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE TRIGGER payment_terms_raise_on_insert AFTER INSERT ON payment_terms REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION raise_version_of_rows();
CREATE TRIGGER payment_terms_raise_on_update AFTER UPDATE ON payment_terms REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION raise_version_of_rows();
CREATE TRIGGER payment_terms_never_deleted BEFORE DELETE ON payment_terms FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

SELECT isolate_tenants();
REVOKE TRUNCATE, REFERENCES, TRIGGER, DELETE ON payment_terms FROM solde_app;
