-- SMS and WhatsApp: who is written to, what the carrier says of a message, and the fate of one that nobody knows.

-- Our addresses find the creditor a message is for. Ids only: who asks has no tenant yet.
CREATE FUNCTION solde_sender(p_channel text, p_address text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.creditor_id FROM senders s WHERE s.channel = p_channel AND s.address = p_address
$$;

-- The settings name one sender a channel: it is the only creditor's, and the one that new messages leave from. With several creditors, or
-- none, nothing is assumed.
CREATE FUNCTION solde_seed_sender(p_id uuid, p_channel text, p_address text) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO settings (key, value) VALUES ('sender:' || p_channel, json_build_object('is', p_address))
  ON CONFLICT (key) DO UPDATE SET value = excluded.value;
  INSERT INTO senders (id, creditor_id, channel, address)
  SELECT p_id, min(c.id::text)::uuid, p_channel, p_address FROM creditors c HAVING count(*) = 1
  ON CONFLICT ON CONSTRAINT senders_address_key DO NOTHING;
  SELECT solde_sender(p_channel, p_address);
$$;

-- A message to an address that is nobody's, or from a machine: kept once, never answered.
CREATE FUNCTION solde_stray(p_channel text, p_external text, p_activity jsonb, p_at bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO strays (channel, external_id, activity, received_at) VALUES (p_channel, p_external, p_activity, to_timestamp(p_at / 1000.0))
  ON CONFLICT ON CONSTRAINT strays_external_key DO NOTHING
$$;

-- Which of our addresses a row leaves from: the one the person wrote to, else the one the settings name, else the creditor's first.
CREATE FUNCTION solde_send_from(o outbox) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    o.sender_address,
    (SELECT s.address FROM inbox i JOIN senders s ON s.creditor_id = o.creditor_id AND s.channel = o.channel AND s.address = i.activity -> 'inbound' ->> 'via'
      WHERE i.id = o.inbox_id AND i.channel = o.channel),
    (SELECT s.address FROM senders s WHERE s.creditor_id = o.creditor_id AND s.channel = o.channel
      ORDER BY s.address = (SELECT x.value ->> 'is' FROM settings x WHERE x.key = 'sender:' || o.channel) DESC NULLS LAST, s.address LIMIT 1))
$$;

-- As before, with where it leaves from and the name of the creditor's chat page, which a short message can link to.
CREATE OR REPLACE FUNCTION solde_claim(p_creditor uuid, p_outbox uuid, p_owner uuid, p_now bigint) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  r outbox;
  v_to text;
  v_refusal text;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  SELECT coalesce(o.address, c.key, t.address) INTO v_to FROM outbox o
    LEFT JOIN conversations c ON c.id = o.conversation_id LEFT JOIN contact_points t ON t.id = o.contact_point_id WHERE o.id = p_outbox;
  IF v_to IS NULL THEN
    RETURN json_build_object('none', 'taken');
  END IF;
  PERFORM pg_advisory_xact_lock_shared(solde_address_lock(p_creditor, v_to));
  SELECT * INTO r FROM outbox WHERE id = p_outbox FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN json_build_object('none', 'taken');
  END IF;
  -- Whoever was sending it is gone: it may have left. It is never sent again blindly, but on Teams, where a double is harmless.
  IF r.status = 'SENDING' AND r.lease_until < clock_timestamp() THEN
    IF r.channel <> 'teams' THEN
      PERFORM solde_settle_send(r.id, 'UNKNOWN', 'sender-lost', solde_instant(p_now));
      RETURN json_build_object('refused', 'sender-lost');
    END IF;
    r.status := 'READY';
  END IF;
  IF r.status <> 'READY' OR r.not_before > clock_timestamp() THEN
    RETURN json_build_object('none', 'taken');
  END IF;
  IF EXISTS (SELECT FROM outbox b WHERE b.conversation_id = r.conversation_id AND b.seq < r.seq AND b.status IN ('READY', 'SENDING')) THEN
    RETURN json_build_object('none', 'waits');
  END IF;
  v_refusal := solde_send_refusal(p_creditor, p_outbox, v_to, solde_instant(p_now));
  IF v_refusal IS NOT NULL THEN
    PERFORM solde_settle_send(r.id, 'REFUSED', v_refusal, solde_instant(p_now));
    RETURN json_build_object('refused', v_refusal);
  END IF;
  UPDATE outbox SET status = 'SENDING', lease_owner = p_owner, lease_until = clock_timestamp() + interval '15 s' WHERE id = r.id;
  RETURN json_build_object('send', solde_claimed(r, v_to));
END $$;

-- What a sender needs of a row.
CREATE FUNCTION solde_claimed(r outbox, p_to text) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object(
    'id', r.id, 'creditorId', r.creditor_id, 'conversationId', r.conversation_id, 'channel', r.channel, 'to', p_to, 'message', r.message,
    'secret', translate(encode(r.secret, 'base64'), E'\n', ''), 'secretUntil', solde_ms(r.secret_until), 'attempt', r.attempt,
    'from', solde_send_from(r), 'creditorSlug', (SELECT c.slug FROM creditors c WHERE c.id = r.creditor_id))
$$;

-- As before, and on WhatsApp the 24 hours in which what a person wrote may be answered freely.
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
    WHEN o.channel = 'whatsapp' AND NOT EXISTS (SELECT FROM conversations c WHERE c.creditor_id = p_creditor AND c.channel = 'whatsapp' AND c.key = p_to
           AND c.last_inbound_at > p_at - interval '24 h') THEN 'channel-window'
    WHEN o.secret_until <= p_at THEN 'expired'
    WHEN o.debtor_version IS NOT NULL AND o.class = 'demand'
         AND o.debtor_version IS DISTINCT FROM (SELECT d.version FROM debtors d WHERE d.id = o.debtor_id) THEN 'account-changed'
  END FROM outbox o WHERE o.id = p_outbox
$$;

-- A person is told: of a message whose fate nobody knows, of one that a carrier would not take or could not deliver.
CREATE FUNCTION solde_undelivered(r outbox, p_reason text, p_at timestamptz) RETURNS void LANGUAGE sql AS $$
  INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, conversation_id, facts, dedupe_key, opened_at)
  VALUES (gen_random_uuid(), r.creditor_id, 'undelivered', p_reason, r.debtor_id, r.conversation_id,
          jsonb_build_object('outboxId', r.id), 'undelivered:' || r.id, p_at)
  ON CONFLICT ON CONSTRAINT tasks_dedupe_key DO NOTHING
$$;

-- The end of a send that did not simply succeed, with its trace. A text message of unknown fate is looked for first (solde_unknown_sends);
-- elsewhere it is a person's to look into at once. What a carrier refused for good is, on any channel; what a gate refused is not.
CREATE OR REPLACE FUNCTION solde_settle_send(p_outbox uuid, p_status text, p_reason text, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  r outbox;
BEGIN
  UPDATE outbox SET status = p_status, reason = p_reason, settled_at = p_at, lease_owner = NULL, lease_until = NULL,
         secret = CASE WHEN p_status = 'UNKNOWN' THEN secret END
   WHERE id = p_outbox RETURNING * INTO r;
  INSERT INTO audit_events (creditor_id, at, kind, actor, debtor_id, conversation_id, inbox_id, facts)
  VALUES (r.creditor_id, p_at, 'message.' || lower(p_status), 'system', r.debtor_id, r.conversation_id, r.inbox_id,
          jsonb_build_object('outboxId', r.id, 'reason', p_reason, 'class', r.class, 'channel', r.channel));
  IF (p_status = 'UNKNOWN' AND r.channel NOT IN ('sms', 'whatsapp')) OR (p_status = 'REFUSED' AND p_reason LIKE 'twilio-%') THEN
    PERFORM solde_undelivered(r, p_reason, p_at);
  END IF;
END $$;

-- Whose message a carrier speaks of: the row it names, else the one that carries its id.
CREATE FUNCTION solde_carried_by(p_outbox uuid, p_carrier_id text) RETURNS TABLE (creditor_id uuid, outbox_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.creditor_id, o.id FROM outbox o
   WHERE o.channel IN ('sms', 'whatsapp')
     AND CASE WHEN p_outbox IS NULL THEN o.carrier_id = p_carrier_id ELSE o.id = p_outbox AND coalesce(o.carrier_id, p_carrier_id) = p_carrier_id END
$$;

CREATE FUNCTION solde_delivery_rank(p_status text) RETURNS integer LANGUAGE sql IMMUTABLE AS
$$ SELECT array_position(ARRAY['queued', 'sent', 'failed', 'delivered', 'read'], p_status) $$;

-- What the carrier says of a message, each thing once. It may come before the send was written down, late or twice: what ranks below what
-- is known changes nothing, and a failure reported after a delivery is kept and tells nobody. The first word of it proves that a message
-- of unknown fate left.
CREATE FUNCTION solde_carrier_status(
  p_creditor uuid, p_outbox uuid, p_carrier_id text, p_status text, p_detail text, p_new_id uuid, p_at bigint
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  r outbox;
  v_at timestamptz := to_timestamp(p_at / 1000.0);
  v_known integer;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  SELECT * INTO r FROM outbox WHERE id = p_outbox FOR NO KEY UPDATE;
  IF NOT FOUND OR r.carrier_id <> p_carrier_id THEN
    RETURN 'ignored';
  END IF;
  PERFORM solde_found_send(p_creditor, p_outbox, ARRAY[p_carrier_id], p_at);
  SELECT coalesce(max(solde_delivery_rank(d.status)), 0) INTO v_known FROM deliveries d WHERE d.outbox_id = p_outbox;
  IF solde_delivery_rank(p_status) <= v_known AND p_status <> 'failed' THEN
    RETURN 'old';
  END IF;
  INSERT INTO deliveries (id, creditor_id, outbox_id, channel, carrier_id, status, detail, at)
  VALUES (p_new_id, p_creditor, p_outbox, r.channel, p_carrier_id, p_status, p_detail, v_at)
  ON CONFLICT ON CONSTRAINT deliveries_once DO NOTHING;
  IF NOT FOUND THEN
    RETURN 'old';
  END IF;
  IF p_status = 'failed' AND v_known < solde_delivery_rank('delivered') THEN
    IF p_detail = '21610' THEN
      PERFORM solde_carrier_opt(p_creditor, r.channel, solde_sent_to(r), 'stop', 'carrier:' || p_carrier_id, p_at);
    ELSE
      PERFORM solde_undelivered(r, 'twilio-' || coalesce(p_detail, 'failed'), v_at);
    END IF;
  END IF;
  RETURN 'recorded';
END $$;

CREATE FUNCTION solde_sent_to(o outbox) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(o.address, (SELECT c.key FROM conversations c WHERE c.id = o.conversation_id),
                  (SELECT t.address FROM contact_points t WHERE t.id = o.contact_point_id))
$$;

-- A message that was sent after all, under the first of these carrier's ids that is no other message's. One that a sender is at is his to
-- write down.
CREATE FUNCTION solde_found_send(p_creditor uuid, p_outbox uuid, p_carrier_ids text[], p_at bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_carrier text;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  SELECT x.id INTO v_carrier FROM unnest(p_carrier_ids) WITH ORDINALITY AS x (id, n)
   WHERE NOT EXISTS (SELECT FROM outbox o WHERE o.channel IN ('sms', 'whatsapp') AND o.carrier_id = x.id AND o.id <> p_outbox) ORDER BY n LIMIT 1;
  UPDATE outbox SET status = 'SENT', carrier_id = v_carrier, reason = NULL, secret = NULL, settled_at = to_timestamp(p_at / 1000.0),
         lease_owner = NULL, lease_until = NULL
   WHERE id = p_outbox AND v_carrier IS NOT NULL
     AND (status IN ('UNKNOWN', 'READY') OR (status = 'SENDING' AND lease_until < clock_timestamp()));
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE tasks SET done_at = to_timestamp(p_at / 1000.0), done_by = 'system'
   WHERE creditor_id = p_creditor AND dedupe_key = 'undelivered:' || p_outbox AND done_at IS NULL;
  INSERT INTO audit_events (creditor_id, at, kind, actor, debtor_id, conversation_id, inbox_id, facts)
  SELECT o.creditor_id, to_timestamp(p_at / 1000.0), 'message.found', 'system', o.debtor_id, o.conversation_id, o.inbox_id,
         jsonb_build_object('outboxId', o.id, 'carrierId', v_carrier, 'channel', o.channel) FROM outbox o WHERE o.id = p_outbox;
  RETURN true;
END $$;

-- Text messages of any creditor whose fate nobody knows and no person was told of.
CREATE FUNCTION solde_unknown_sends(p_limit integer) RETURNS TABLE (creditor_id uuid, outbox_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.creditor_id, o.id FROM outbox o
   WHERE o.status = 'UNKNOWN' AND o.channel IN ('sms', 'whatsapp')
     AND NOT EXISTS (SELECT FROM tasks t WHERE t.creditor_id = o.creditor_id AND t.dedupe_key = 'undelivered:' || o.id)
   ORDER BY o.settled_at LIMIT p_limit
$$;

CREATE FUNCTION solde_unknown_send(p_creditor uuid, p_outbox uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (SELECT json_build_object('send', solde_claimed(o, solde_sent_to(o)), 'queuedAt', solde_ms(o.queued_at), 'since', solde_ms(o.settled_at))
            FROM outbox o WHERE o.id = p_outbox AND o.status = 'UNKNOWN');
END $$;

-- Nobody found out: a person looks.
CREATE FUNCTION solde_lost_send(p_creditor uuid, p_outbox uuid, p_at bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  PERFORM solde_undelivered(o, o.reason, to_timestamp(p_at / 1000.0)) FROM outbox o WHERE o.id = p_outbox AND o.status = 'UNKNOWN';
END $$;

-- STOP and START as the carrier itself heard or applied them: the same ledger, the same lock and the same consequences as
-- solde_apply_address; told twice, written once.
CREATE FUNCTION solde_carrier_opt(p_creditor uuid, p_channel text, p_address text, p_kind text, p_source text, p_at bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_at timestamptz := to_timestamp(p_at / 1000.0);
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  PERFORM pg_advisory_xact_lock(solde_address_lock(p_creditor, p_address));
  IF EXISTS (SELECT FROM opt_out_events e WHERE e.creditor_id = p_creditor AND e.channel = p_channel AND e.address = p_address AND e.source = p_source) THEN
    RETURN;
  END IF;
  INSERT INTO opt_out_events (creditor_id, channel, address, kind, source, at) VALUES (p_creditor, p_channel, p_address, p_kind, p_source, v_at);
  INSERT INTO audit_events (creditor_id, at, kind, actor, facts)
  VALUES (p_creditor, v_at, CASE p_kind WHEN 'stop' THEN 'address.opted-out' ELSE 'address.opted-in' END, 'carrier',
          jsonb_build_object('channel', p_channel, 'source', p_source));
  IF p_kind = 'start' THEN
    UPDATE opt_outs SET resumed_at = greatest(v_at, opted_out_at)
     WHERE creditor_id = p_creditor AND channel = ANY (solde_same_address(p_channel)) AND address = p_address AND resumed_at IS NULL;
    RETURN;
  END IF;
  INSERT INTO opt_outs AS o (creditor_id, channel, address, opted_out_at) VALUES (p_creditor, p_channel, p_address, v_at)
  ON CONFLICT (creditor_id, channel, address) DO UPDATE SET opted_out_at = excluded.opted_out_at, resumed_at = NULL
   WHERE o.resumed_at IS NOT NULL;
  UPDATE outbox o SET status = 'REFUSED', reason = 'opted-out', secret = NULL, settled_at = v_at
   WHERE o.status = 'READY' AND o.channel = ANY (solde_same_address(p_channel)) AND o.creditor_id = p_creditor AND solde_sent_to(o) = p_address;
END $$;
