-- The accounts are the truth: a snapshot of open items closes what is absent, lowers what was settled in part, reopens what returns,
-- and each invoice's original is kept as it was sent.

-- A snapshot is compared with the one before it: how many lines it had and of how much, by currency.
ALTER TABLE imports DROP CONSTRAINT imports_kind_known;
ALTER TABLE imports ADD CONSTRAINT imports_kind_known CHECK (kind IN ('debtors', 'contacts', 'invoices', 'payments', 'credits', 'open-items', 'documents'));
ALTER TABLE imports ADD COLUMN rows integer;
ALTER TABLE imports ADD COLUMN amounts jsonb;

-- What the accounts say is settled of a line, when they do not say by what. It is no payment: nobody is told that one was received. The
-- real booking, once imported, takes its place.
CREATE TABLE clearings (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  line_id uuid NOT NULL,
  amount_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  on_date date NOT NULL,
  reason text NOT NULL CONSTRAINT clearings_reason_known CHECK (reason IN ('settled-in-accounts')),
  import_id uuid REFERENCES imports,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT clearings_line_fkey FOREIGN KEY (creditor_id, debtor_id, line_id) REFERENCES due_lines (creditor_id, debtor_id, id)
);
CREATE INDEX clearings_line ON clearings (line_id);
CREATE TRIGGER clearings_unedited BEFORE UPDATE ON clearings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER clearings_never_deleted BEFORE DELETE ON clearings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE allocations ADD COLUMN clearing_id uuid REFERENCES clearings;
ALTER TABLE allocations DROP CONSTRAINT allocations_one_source;
ALTER TABLE allocations ADD CONSTRAINT allocations_one_source CHECK (num_nonnulls(payment_id, credit_note_id, clearing_id) = 1);
ALTER TABLE allocations ADD CONSTRAINT allocations_clearing_of_a_line CHECK (clearing_id IS NULL OR line_id IS NOT NULL);
CREATE INDEX allocations_clearing ON allocations (clearing_id) WHERE clearing_id IS NOT NULL;

DROP TRIGGER allocations_only_reversed ON allocations;
CREATE TRIGGER allocations_only_reversed BEFORE UPDATE ON allocations FOR EACH ROW
  WHEN (OLD.reversed_on IS NOT NULL OR (OLD.id, OLD.creditor_id, OLD.debtor_id, OLD.payment_id, OLD.credit_note_id, OLD.clearing_id, OLD.line_id, OLD.charge_id, OLD.amount_minor, OLD.currency, OLD.on_date, OLD.by)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.debtor_id, NEW.payment_id, NEW.credit_note_id, NEW.clearing_id, NEW.line_id, NEW.charge_id, NEW.amount_minor, NEW.currency, NEW.on_date, NEW.by))
  EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION check_allocations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  broken text;
BEGIN
  PERFORM FROM payments WHERE id IN (SELECT payment_id FROM fresh) ORDER BY id FOR NO KEY UPDATE;
  PERFORM FROM credit_notes WHERE id IN (SELECT credit_note_id FROM fresh) ORDER BY id FOR NO KEY UPDATE;
  PERFORM FROM due_lines WHERE id IN (SELECT line_id FROM fresh) ORDER BY id FOR NO KEY UPDATE;
  PERFORM FROM charges WHERE id IN (SELECT charge_id FROM fresh) ORDER BY id FOR NO KEY UPDATE;

  SELECT fresh.id INTO broken FROM fresh
    LEFT JOIN payments p ON p.id = fresh.payment_id LEFT JOIN credit_notes n ON n.id = fresh.credit_note_id
    LEFT JOIN clearings k ON k.id = fresh.clearing_id
    LEFT JOIN due_lines l ON l.id = fresh.line_id LEFT JOIN charges c ON c.id = fresh.charge_id
    WHERE (fresh.creditor_id, fresh.currency) IS DISTINCT FROM (coalesce(p.creditor_id, n.creditor_id, k.creditor_id), coalesce(p.currency, n.currency, k.currency))
       OR fresh.currency IS DISTINCT FROM coalesce(l.currency, c.currency) LIMIT 1;
  IF FOUND THEN PERFORM refuse('allocations_share_one_currency', format('allocation %s joins two currencies or two creditors', broken)); END IF;

  SELECT p.id INTO broken FROM payments p JOIN allocations a ON a.payment_id = p.id AND a.reversed_on IS NULL
    WHERE p.id IN (SELECT payment_id FROM fresh) GROUP BY p.id HAVING sum(a.amount_minor) > p.amount_minor LIMIT 1;
  IF FOUND THEN PERFORM refuse('allocations_within_payment', format('more is allocated of payment %s than was paid', broken)); END IF;

  SELECT n.id INTO broken FROM credit_notes n JOIN allocations a ON a.credit_note_id = n.id AND a.reversed_on IS NULL
    WHERE n.id IN (SELECT credit_note_id FROM fresh) GROUP BY n.id HAVING sum(a.amount_minor) > n.amount_minor LIMIT 1;
  IF FOUND THEN PERFORM refuse('allocations_within_credit_note', format('more is allocated of credit note %s than it grants', broken)); END IF;

  SELECT k.id INTO broken FROM clearings k JOIN fresh ON fresh.clearing_id = k.id
    WHERE (fresh.line_id, fresh.amount_minor::bigint) IS DISTINCT FROM (k.line_id, k.amount_minor::bigint) LIMIT 1;
  IF FOUND THEN PERFORM refuse('allocations_are_clearing', format('clearing %s is allocated whole, to its own line', broken)); END IF;

  SELECT l.id INTO broken FROM due_lines l JOIN allocations a ON a.line_id = l.id AND a.reversed_on IS NULL
    LEFT JOIN payments p ON p.id = a.payment_id
    WHERE l.id IN (SELECT line_id FROM fresh) AND p.returned_on IS NULL GROUP BY l.id HAVING sum(a.amount_minor) > l.amount_minor LIMIT 1;
  IF FOUND THEN PERFORM refuse('allocations_within_line', format('more is allocated to due line %s than it asks', broken)); END IF;

  SELECT c.id INTO broken FROM charges c JOIN allocations a ON a.charge_id = c.id AND a.reversed_on IS NULL
    LEFT JOIN payments p ON p.id = a.payment_id
    WHERE c.id IN (SELECT charge_id FROM fresh) AND p.returned_on IS NULL GROUP BY c.id HAVING sum(a.amount_minor) > c.amount_minor LIMIT 1;
  IF FOUND THEN PERFORM refuse('allocations_within_charge', format('more is allocated to charge %s than it asks', broken)); END IF;
  RETURN NULL;
END $$;

-- A line that was settled and is open again begins a new cycle of reminders.
ALTER TABLE due_lines ADD COLUMN cycle integer NOT NULL DEFAULT 1 CONSTRAINT due_lines_cycle_positive CHECK (cycle > 0);

-- The accounts may end a dispute by settling what it is about.
ALTER TABLE disputes DROP CONSTRAINT disputes_status_known;
ALTER TABLE disputes ADD CONSTRAINT disputes_status_known CHECK (
  status IN ('open', 'investigating', 'accepted', 'partly-accepted', 'rejected', 'withdrawn', 'settled'));

-- The original of each invoice, as it was sent; another file for the same invoice supersedes it, and the older one is kept.
CREATE TABLE invoice_documents (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  blob_id uuid NOT NULL,
  sha256 text NOT NULL,
  import_id uuid REFERENCES imports,
  stored_at timestamptz NOT NULL,
  superseded_at timestamptz,
  CONSTRAINT invoice_documents_once UNIQUE (invoice_id, sha256),
  CONSTRAINT invoice_documents_invoice_fkey FOREIGN KEY (creditor_id, debtor_id, invoice_id) REFERENCES invoices (creditor_id, debtor_id, id),
  CONSTRAINT invoice_documents_blob_fkey FOREIGN KEY (creditor_id, blob_id) REFERENCES blobs (creditor_id, id)
);
CREATE UNIQUE INDEX invoice_documents_one_current ON invoice_documents (invoice_id) WHERE superseded_at IS NULL;
CREATE INDEX invoice_documents_blob ON invoice_documents (blob_id);
CREATE TRIGGER invoice_documents_unedited BEFORE UPDATE ON invoice_documents FOR EACH ROW
  WHEN ((OLD.id, OLD.creditor_id, OLD.debtor_id, OLD.invoice_id, OLD.blob_id, OLD.sha256, OLD.stored_at)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.debtor_id, NEW.invoice_id, NEW.blob_id, NEW.sha256, NEW.stored_at))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER invoice_documents_never_deleted BEFORE DELETE ON invoice_documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The day up to which the accounts are known: of the last payments or open items that came.
CREATE OR REPLACE FUNCTION solde_creditor(p_creditor uuid) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object(
    'id', c.id, 'slug', c.slug, 'name', c.name, 'legalName', c.legal_name, 'role', c.role, 'address', c.address,
    'phone', c.phone, 'email', c.email, 'hours', c.hours, 'paymentPage', c.payment_page, 'zone', c.zone,
    'knownTo', (SELECT max(i.fresh_to) FROM imports i WHERE i.creditor_id = c.id AND i.kind IN ('payments', 'open-items')),
    'accounts', (SELECT coalesce(json_agg(json_build_object('iban', a.iban, 'bic', a.bic, 'holder', a.holder, 'currency', a.currency)
                        ORDER BY a.position), '[]') FROM creditor_accounts a WHERE a.creditor_id = c.id))
  FROM creditors c WHERE c.id = p_creditor
$$;
-- At an import's very end, when it writes its counts: a creditor's row is not held while the import runs, so that it can be stopped.
CREATE TRIGGER imports_raise_on_update AFTER UPDATE ON imports REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION raise_version_of_creditors();

-- The original of an invoice, with the id its marked copy has or would have: a copy made once is given again.
CREATE FUNCTION solde_original(p_creditor uuid, p_invoice uuid, p_language text) RETURNS TABLE (content bytea, copy_id uuid, copied boolean)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN QUERY
    SELECT b.content, c.id, EXISTS (SELECT FROM blobs x WHERE x.id = c.id)
      FROM invoice_documents d JOIN blobs b ON b.id = d.blob_id
      CROSS JOIN LATERAL (SELECT encode(substr(sha256(convert_to(d.id || ':copy:' || p_language, 'UTF8')), 1, 16), 'hex')::uuid AS id) c
     WHERE d.creditor_id = p_creditor AND d.invoice_id = p_invoice AND d.superseded_at IS NULL;
END $$;

-- A snapshot writes clearings, too.
CREATE OR REPLACE FUNCTION solde_analyze_ledger() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  ANALYZE debtors, invoices, invoice_items, due_lines, payments, credit_notes, clearings, allocations;
END $$;

SELECT isolate_tenants();
REVOKE TRUNCATE, REFERENCES, TRIGGER ON clearings, invoice_documents FROM solde_app;
REVOKE UPDATE, DELETE ON clearings FROM solde_app;
REVOKE DELETE ON invoice_documents FROM solde_app;
