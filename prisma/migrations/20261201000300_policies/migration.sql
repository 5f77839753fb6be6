-- Policies and their texts: from when a text holds, who signed stays written, and the rates a creditor entered.

ALTER TABLE templates ADD COLUMN effective_from date; -- null: from the first day on

DROP TRIGGER templates_unedited ON templates;
CREATE TRIGGER templates_unedited BEFORE UPDATE ON templates FOR EACH ROW
  WHEN ((OLD.id, OLD.creditor_id, OLD.key, OLD.channel, OLD.language, OLD.version, OLD.body, OLD.effective_from)
    IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.key, NEW.channel, NEW.language, NEW.version, NEW.body, NEW.effective_from))
  EXECUTE FUNCTION refuse_change();

-- A signature is given once and never taken back: a policy ends by another version.
CREATE TRIGGER policies_signed_once BEFORE UPDATE ON policies FOR EACH ROW
  WHEN ((OLD.approved_by IS NOT NULL AND (OLD.approved_by, OLD.approved_at) IS DISTINCT FROM (NEW.approved_by, NEW.approved_at))
    OR OLD.pack IS DISTINCT FROM NEW.pack)
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER templates_signed_once BEFORE UPDATE ON templates FOR EACH ROW
  WHEN (OLD.approved_by IS NOT NULL AND (OLD.approved_by, OLD.approved_at) IS DISTINCT FROM (NEW.approved_by, NEW.approved_at))
  EXECUTE FUNCTION refuse_change();

-- Who was under which policy, and when, can be told afterwards: an assignment ends, it is not rewritten.
CREATE TRIGGER policy_assignments_end_once BEFORE UPDATE ON policy_assignments FOR EACH ROW
  WHEN (OLD.ended_at IS NOT NULL
    OR (OLD.id, OLD.creditor_id, OLD.scope, OLD.key, OLD.policy_kind, OLD.by, OLD.at)
      IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.scope, NEW.key, NEW.policy_kind, NEW.by, NEW.at))
  EXECUTE FUNCTION refuse_change();

-- Rates that are not shipped, as a person of the creditor found them. A correction is another row; the corrected one stays, superseded.
CREATE TABLE creditor_rates (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  kind text NOT NULL CONSTRAINT creditor_rates_kind_known
    CHECK (kind IN ('late-payment', 'late-payment-public', 'legal-professional-creditor', 'legal-private-creditor', 'late-payment-uk')),
  from_on date NOT NULL,
  until_on date NOT NULL, -- the first day after
  yearly_ppm integer NOT NULL CONSTRAINT creditor_rates_plausible CHECK (yearly_ppm > 0 AND yearly_ppm < 1000000),
  source text NOT NULL CONSTRAINT creditor_rates_sourced CHECK (btrim(source) <> ''),
  by text NOT NULL,
  at timestamptz NOT NULL,
  superseded_at timestamptz,
  CONSTRAINT creditor_rates_forward CHECK (from_on < until_on),
  CONSTRAINT creditor_rates_no_overlap EXCLUDE USING gist (creditor_id WITH =, kind WITH =, daterange(from_on, until_on) WITH &&)
    WHERE (superseded_at IS NULL)
);
CREATE TRIGGER creditor_rates_unedited BEFORE UPDATE ON creditor_rates FOR EACH ROW
  WHEN (OLD.superseded_at IS NOT NULL
    OR (OLD.id, OLD.creditor_id, OLD.kind, OLD.from_on, OLD.until_on, OLD.yearly_ppm, OLD.source, OLD.by, OLD.at)
      IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.kind, NEW.from_on, NEW.until_on, NEW.yearly_ppm, NEW.source, NEW.by, NEW.at))
  EXECUTE FUNCTION refuse_change();

SELECT isolate_tenants();
REVOKE TRUNCATE, REFERENCES, TRIGGER, DELETE ON creditor_rates FROM solde_app;
