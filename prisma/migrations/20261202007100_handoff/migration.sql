-- A conversation goes to a person and comes back.

ALTER TABLE handoffs
  ADD COLUMN accepted_at timestamptz,
  ADD COLUMN replied_at timestamptz, -- when its holder first wrote
  ADD COLUMN heard_upto bigint, -- what the debtor wrote up to here was shown to its holder
  ADD COLUMN declined_by uuid[] NOT NULL DEFAULT '{}',
  ADD COLUMN closed_why text CONSTRAINT handoffs_closed_why_known CHECK (closed_why IN ('returned', 'unanswered', 'closed-hours')),
  ADD COLUMN summary text,
  ADD CONSTRAINT handoffs_accepted_by_somebody CHECK (accepted_at IS NULL OR staff_user_id IS NOT NULL),
  ADD CONSTRAINT handoffs_end_whole CHECK (closed_why IS NULL OR closed_at IS NOT NULL);
CREATE INDEX handoffs_open ON handoffs (creditor_id, opened_at) WHERE closed_at IS NULL;
CREATE TRIGGER handoffs_one_holder BEFORE UPDATE ON handoffs FOR EACH ROW
  WHEN (OLD.closed_at IS NOT NULL OR (OLD.staff_user_id IS NOT NULL AND OLD.staff_user_id IS DISTINCT FROM NEW.staff_user_id)
    OR (OLD.id, OLD.creditor_id, OLD.conversation_id, OLD.opened_at) IS DISTINCT FROM (NEW.id, NEW.creditor_id, NEW.conversation_id, NEW.opened_at))
  EXECUTE FUNCTION refuse_change();

-- What a person wrote is theirs to send only as long as they hold the conversation.
ALTER TABLE outbox ADD COLUMN handoff_id uuid REFERENCES handoffs;

-- What the hub of people is told, in order, and once it took it: a desk of ours, or somebody else's.
CREATE TABLE handoff_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  handoff_id uuid NOT NULL REFERENCES handoffs,
  name text NOT NULL CONSTRAINT handoff_events_name_known CHECK (name IN ('handoff.initiate', 'handoff.status')),
  state text CONSTRAINT handoff_events_state_known CHECK (state IN ('accepted', 'failed', 'completed')),
  message text,
  at timestamptz NOT NULL,
  told_at timestamptz,
  CONSTRAINT handoff_events_status_has_a_state CHECK ((name = 'handoff.status') = (state IS NOT NULL))
);
CREATE INDEX handoff_events_untold ON handoff_events (creditor_id, id) WHERE told_at IS NULL;

CREATE FUNCTION follow_handoff() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO handoff_events (creditor_id, handoff_id, name, at) VALUES (NEW.creditor_id, NEW.id, 'handoff.initiate', NEW.opened_at);
  RETURN NULL;
END $$;
CREATE TRIGGER handoffs_initiated AFTER INSERT ON handoffs FOR EACH ROW EXECUTE FUNCTION follow_handoff();

-- As before; what a person wrote leaves only while they hold the conversation, and what the bot wrote only while nobody does.
CREATE OR REPLACE FUNCTION solde_send_refusal(p_creditor uuid, p_outbox uuid, p_to text, p_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN (SELECT c.stopped_at IS NOT NULL FROM creditors c WHERE c.id = p_creditor) THEN 'kill-switch'
    WHEN o.handoff_id IS NOT NULL AND NOT EXISTS (SELECT FROM handoffs h JOIN conversations c ON c.id = h.conversation_id
           WHERE h.id = o.handoff_id AND h.conversation_id = o.conversation_id AND h.accepted_at IS NOT NULL AND h.closed_at IS NULL AND c.controller = 'human') THEN 'not-held'
    WHEN (o.inbox_id IS NOT NULL OR o.class = 'demand')
         AND (SELECT c.controller = 'human' FROM conversations c WHERE c.id = o.conversation_id)
         AND NOT EXISTS (SELECT FROM inbox i WHERE i.id = o.inbox_id AND o.class = 'reply' AND (
               i.understood -> 'commands' @> '[{"kind": "stop"}]' OR i.understood -> 'commands' @> '[{"kind": "resume"}]')) THEN 'human-speaking'
    WHEN o.class <> 'reply' AND (SELECT d.protection = 'deceased' FROM debtors d WHERE d.id = o.debtor_id) THEN 'deceased'
    WHEN o.class <> 'reply' AND solde_opted_out(p_creditor, o.channel, p_to) THEN 'opted-out'
    WHEN o.handoff_id IS NOT NULL AND solde_opted_out(p_creditor, o.channel, p_to) THEN 'opted-out'
    WHEN o.class <> 'reply' AND EXISTS (SELECT FROM contact_points t WHERE t.creditor_id = p_creditor AND t.address = p_to
           AND t.channel = o.channel AND t.quarantined_at IS NOT NULL) THEN 'address-quarantined'
    WHEN o.channel = 'whatsapp' AND NOT o.message ? 'approvedAs' AND NOT EXISTS (SELECT FROM conversations c WHERE c.creditor_id = p_creditor AND c.channel = 'whatsapp' AND c.key = p_to
           AND c.last_inbound_at > p_at - interval '24 h') THEN 'channel-window'
    WHEN o.secret_until <= p_at THEN 'expired'
    WHEN o.debtor_version IS NOT NULL AND o.class = 'demand' AND NOT EXISTS (SELECT FROM notices n WHERE n.outbox_id = o.id)
         AND o.debtor_version IS DISTINCT FROM (SELECT d.version FROM debtors d WHERE d.id = o.debtor_id) THEN 'account-changed'
  END FROM outbox o WHERE o.id = p_outbox
$$;

SELECT isolate_tenants();
REVOKE TRUNCATE, REFERENCES, TRIGGER, DELETE ON handoff_events FROM solde_app;
