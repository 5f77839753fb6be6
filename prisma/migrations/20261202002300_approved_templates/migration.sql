-- WhatsApp takes what nobody asked for within 24 hours of their last word only, or as a template it approved, which stands for a text of ours.
ALTER TABLE templates ADD content_sid text CONSTRAINT templates_content_of_whatsapp CHECK (content_sid IS NULL OR (content_sid ~ '^HX[0-9a-f]{32}$' AND channel = 'whatsapp'));

-- As before; what stands for an approved template needs no word of theirs.
CREATE OR REPLACE FUNCTION solde_send_refusal(p_creditor uuid, p_outbox uuid, p_to text, p_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN (SELECT c.stopped_at IS NOT NULL FROM creditors c WHERE c.id = p_creditor) THEN 'kill-switch'
    WHEN (o.inbox_id IS NOT NULL OR o.class = 'demand')
         AND (SELECT c.controller = 'human' FROM conversations c WHERE c.id = o.conversation_id)
         AND NOT EXISTS (SELECT FROM inbox i WHERE i.id = o.inbox_id AND o.class = 'reply' AND (
               i.understood -> 'commands' @> '[{"kind": "stop"}]' OR i.understood -> 'commands' @> '[{"kind": "resume"}]')) THEN 'human-speaking'
    WHEN o.class <> 'reply' AND (SELECT d.protection = 'deceased' FROM debtors d WHERE d.id = o.debtor_id) THEN 'deceased'
    WHEN o.class <> 'reply' AND solde_opted_out(p_creditor, o.channel, p_to) THEN 'opted-out'
    WHEN o.class <> 'reply' AND EXISTS (SELECT FROM contact_points t WHERE t.creditor_id = p_creditor AND t.address = p_to
           AND t.channel = o.channel AND t.quarantined_at IS NOT NULL) THEN 'address-quarantined'
    WHEN o.channel = 'whatsapp' AND NOT o.message ? 'approvedAs' AND NOT EXISTS (SELECT FROM conversations c WHERE c.creditor_id = p_creditor AND c.channel = 'whatsapp' AND c.key = p_to
           AND c.last_inbound_at > p_at - interval '24 h') THEN 'channel-window'
    WHEN o.secret_until <= p_at THEN 'expired'
    WHEN o.debtor_version IS NOT NULL AND o.class = 'demand' AND NOT EXISTS (SELECT FROM notices n WHERE n.outbox_id = o.id)
         AND o.debtor_version IS DISTINCT FROM (SELECT d.version FROM debtors d WHERE d.id = o.debtor_id) THEN 'account-changed'
  END FROM outbox o WHERE o.id = p_outbox
$$;

-- What became of the message becomes of its notice. What a carrier would not take failed, and so did what WhatsApp's window closed on: the next outlet is tried;
-- what another gate stopped is suppressed and may be decided anew. In development, where nothing leaves, it counts at once.
CREATE OR REPLACE FUNCTION follow_demand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  n notices;
BEGIN
  SELECT * INTO n FROM notices WHERE outbox_id = NEW.id;
  IF n.id IS NULL THEN
    RETURN NULL;
  END IF;
  CASE NEW.status
    WHEN 'SENT' THEN
      IF NEW.carrier_id LIKE 'demo:%' THEN
        PERFORM solde_move_notice(n.id, 'counted', solde_day_of(n.debtor_id, coalesce(n.as_of, NEW.settled_at)), NULL);
      ELSE
        PERFORM solde_move_notice(n.id, 'sent', NULL, NULL);
      END IF;
    WHEN 'REFUSED' THEN
      PERFORM solde_move_notice(n.id, CASE WHEN NEW.reason LIKE 'twilio-%' OR NEW.reason LIKE 'smtp-%' OR NEW.reason IN ('no-carrier', 'channel-window') THEN 'failed' ELSE 'suppressed' END,
                                NULL, NEW.reason);
    ELSE NULL;
  END CASE;
  RETURN NULL;
END $$;
