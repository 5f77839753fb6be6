-- What people of the creditor do from a card.

-- What somebody is about to do, shown to them and not done yet: a random token that only they can use, there, once, before its time, and only
-- for exactly what they were shown. Only its hash is kept.
CREATE TABLE staff_action_tokens (
  token_hash text PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  staff_user_id uuid NOT NULL REFERENCES staff_users,
  conversation text, -- where it was shown
  act text NOT NULL,
  target jsonb NOT NULL,
  inputs jsonb NOT NULL, -- as they were filled in; emptied once it is done, since the trail has their words
  terms_hash text NOT NULL, -- of what was shown
  debtor_id uuid,
  version integer, -- of the account or the creditor, as it was shown
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  outcome jsonb,
  undo jsonb, -- what it takes to take it back
  undo_until timestamptz,
  undone_at timestamptz,
  CONSTRAINT staff_action_tokens_used_whole CHECK ((used_at IS NULL) = (outcome IS NULL)),
  CONSTRAINT staff_action_tokens_undone_after CHECK (undone_at IS NULL OR undo_until IS NOT NULL),
  CONSTRAINT staff_action_tokens_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);
CREATE INDEX staff_action_tokens_expired ON staff_action_tokens (creditor_id, expires_at) WHERE used_at IS NULL;
CREATE TRIGGER staff_action_tokens_used_once BEFORE UPDATE ON staff_action_tokens FOR EACH ROW
  WHEN ((OLD.token_hash, OLD.creditor_id, OLD.staff_user_id, OLD.conversation, OLD.act, OLD.target, OLD.terms_hash, OLD.debtor_id, OLD.version, OLD.issued_at, OLD.expires_at)
    IS DISTINCT FROM (NEW.token_hash, NEW.creditor_id, NEW.staff_user_id, NEW.conversation, NEW.act, NEW.target, NEW.terms_hash, NEW.debtor_id, NEW.version, NEW.issued_at, NEW.expires_at)
    OR (OLD.used_at IS NOT NULL AND (OLD.used_at, OLD.outcome, OLD.undo, OLD.undo_until) IS DISTINCT FROM (NEW.used_at, NEW.outcome, NEW.undo, NEW.undo_until))
    OR (OLD.undone_at IS NOT NULL AND OLD.undone_at IS DISTINCT FROM NEW.undone_at))
  EXECUTE FUNCTION refuse_change();

-- What people write on an account. Why somebody needs care is for managers alone.
CREATE TABLE account_notes (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  debtor_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT account_notes_kind_known CHECK (kind IN ('note', 'hold', 'release', 'care')),
  about_id uuid, -- the hold it explains
  words text NOT NULL,
  by text NOT NULL, -- handle
  at timestamptz NOT NULL,
  retracted_at timestamptz,
  CONSTRAINT account_notes_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);
CREATE INDEX account_notes_debtor ON account_notes (creditor_id, debtor_id, at);

-- Who of the creditor's people follows the account, beside who sells to it.
ALTER TABLE debtors ADD COLUMN collector text;
CREATE INDEX debtors_collector ON debtors (creditor_id, collector) WHERE collector IS NOT NULL;

ALTER TABLE approvals DROP CONSTRAINT approvals_kind_known, ADD CONSTRAINT approvals_kind_known
  CHECK (kind IN ('formal-notice', 'agency', 'legal', 'plan-default', 'block', 'notice', 'plan', 'write-off', 'discount', 'bank-details', 'release'));

-- What was given up of a dispute stays held until the accounts have booked its credit note, by an import, or the line has nothing open. Credit notes of
-- an invoice release its holds in the order they were made: one note never releases two.
CREATE FUNCTION solde_release_credited(p_creditor uuid, p_today date, p_at timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  r record;
  total integer := 0;
BEGIN
  FOR r IN
    SELECT x.id, x.debtor_id, x.source, x.amount_minor, x.currency FROM (
      SELECT h.id, h.debtor_id, h.source, h.amount_minor, h.currency, h.until_on, h.line_id, l.invoice_id, l.amount_minor AS line_minor,
             sum(h.amount_minor) OVER (PARTITION BY l.invoice_id ORDER BY h.recorded_at, h.id) AS upto,
             min(h.recorded_at) OVER (PARTITION BY l.invoice_id) AS since
        FROM holds h JOIN due_lines l ON l.id = h.line_id WHERE h.creditor_id = p_creditor AND h.source LIKE 'credit:%' AND h.reason = 'dispute') x
     WHERE x.until_on IS NULL AND (
       x.upto <= (SELECT coalesce(sum(c.amount_minor), 0) FROM credit_notes c WHERE c.creditor_id = p_creditor AND c.kind = 'credit-note' AND c.confirmed
                    AND c.recorded_at > x.since AND (c.invoice_id = x.invoice_id OR EXISTS (
                      SELECT FROM allocations a JOIN due_lines al ON al.id = a.line_id WHERE a.credit_note_id = c.id AND a.reversed_on IS NULL AND al.invoice_id = x.invoice_id)))
       OR x.line_minor <= (SELECT coalesce(sum(a.amount_minor), 0) FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id
                             WHERE a.line_id = x.line_id AND a.reversed_on IS NULL AND coalesce(p.status, 'settled') = 'settled'))
     ORDER BY x.debtor_id, x.id LOOP
    PERFORM FROM debtors WHERE id = r.debtor_id FOR NO KEY UPDATE;
    PERFORM solde_end_hold(r.debtor_id, r.source, p_today);
    UPDATE tasks SET done_at = p_at, done_by = 'import' WHERE creditor_id = p_creditor AND dedupe_key = 'issue-credit-note:' || substr(r.source, 8) AND done_at IS NULL;
    PERFORM audit_append(p_creditor, p_at, jsonb_build_array(jsonb_build_object('kind', 'hold.credited', 'actor', 'system', 'debtor', r.debtor_id,
      'facts', jsonb_build_object('hold', r.id, 'source', r.source, 'amount', solde_money(r.amount_minor, r.currency)))));
    total := total + 1;
  END LOOP;
  RETURN total;
END $$;

SELECT isolate_tenants();
REVOKE TRUNCATE, REFERENCES, TRIGGER, DELETE ON staff_action_tokens, account_notes FROM solde_app;
