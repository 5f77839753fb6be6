-- Takes a row for sending. The address's lock is taken first, then the row's: a STOP that commits earlier is seen, one that commits
-- later finds the row taken. The gates closed since it was queued are judged here, in the transaction that claims.
CREATE FUNCTION solde_claim(p_creditor uuid, p_outbox uuid, p_owner uuid, p_now bigint) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  r record;
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
  RETURN json_build_object('send', json_build_object(
    'id', r.id, 'creditorId', r.creditor_id, 'conversationId', r.conversation_id, 'channel', r.channel, 'to', v_to, 'message', r.message,
    'secret', translate(encode(r.secret, 'base64'), E'\n', ''), 'secretUntil', solde_ms(r.secret_until), 'attempt', r.attempt));
END $$;

-- Why a row may no longer leave; null when it may. The codes and their order are those of domain/contact-gate.ts for what can be seen
-- here, and two of sending itself: a code that expired, an account that changed under a demand. A reply answers what the person just
-- wrote, after STOP too; STOP itself refused the replies that were queued before it. Once a person holds the conversation, nothing that
-- the bot queued leaves but what STOP or START is answered.
CREATE FUNCTION solde_send_refusal(p_creditor uuid, p_outbox uuid, p_to text, p_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
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
    WHEN o.secret_until <= p_at THEN 'expired'
    WHEN o.debtor_version IS NOT NULL AND o.class = 'demand'
         AND o.debtor_version IS DISTINCT FROM (SELECT d.version FROM debtors d WHERE d.id = o.debtor_id) THEN 'account-changed'
  END FROM outbox o WHERE o.id = p_outbox
$$;

-- The end of a send that did not simply succeed, with its trace; an undecidable one is a person's to look into.
CREATE FUNCTION solde_settle_send(p_outbox uuid, p_status text, p_reason text, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  r outbox;
BEGIN
  UPDATE outbox SET status = p_status, reason = p_reason, settled_at = p_at, lease_owner = NULL, lease_until = NULL,
         secret = CASE WHEN p_status = 'UNKNOWN' THEN secret END
   WHERE id = p_outbox RETURNING * INTO r;
  INSERT INTO audit_events (creditor_id, at, kind, actor, debtor_id, conversation_id, inbox_id, facts)
  VALUES (r.creditor_id, p_at, 'message.' || lower(p_status), 'system', r.debtor_id, r.conversation_id, r.inbox_id,
          jsonb_build_object('outboxId', r.id, 'reason', p_reason, 'class', r.class, 'channel', r.channel));
  IF p_status = 'UNKNOWN' THEN
    INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, conversation_id, facts, dedupe_key, opened_at)
    VALUES (gen_random_uuid(), r.creditor_id, 'undelivered', p_reason, r.debtor_id, r.conversation_id,
            jsonb_build_object('outboxId', r.id), 'undelivered:' || r.id, p_at)
    ON CONFLICT ON CONSTRAINT tasks_dedupe_key DO NOTHING;
  END IF;
END $$;

-- Writes down how a send ended, if it is still this sender's or was given up as unknown meanwhile, and names the conversation's
-- next ready row.
CREATE FUNCTION solde_sent(
  p_creditor uuid, p_outbox uuid, p_owner uuid, p_end text, p_detail text, p_segments integer, p_later_ms integer, p_keep_secret boolean, p_now bigint
) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  r outbox;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  SELECT * INTO r FROM outbox WHERE id = p_outbox AND (status = 'UNKNOWN' OR (status = 'SENDING' AND lease_owner = p_owner)) FOR NO KEY UPDATE;
  IF FOUND THEN
    CASE p_end
      WHEN 'SENT' THEN
        UPDATE outbox SET status = 'SENT', carrier_id = p_detail, segments = p_segments, settled_at = solde_instant(p_now),
               lease_owner = NULL, lease_until = NULL, reason = NULL, secret = CASE WHEN p_keep_secret THEN secret END
         WHERE id = p_outbox;
      WHEN 'READY' THEN
        UPDATE outbox SET status = 'READY', attempt = attempt + 1, reason = p_detail, lease_owner = NULL, lease_until = NULL,
               not_before = clock_timestamp() + make_interval(secs => p_later_ms / 1000.0)
         WHERE id = p_outbox AND status = 'SENDING';
      ELSE
        IF r.status = 'SENDING' OR p_end = 'REFUSED' THEN
          PERFORM solde_settle_send(p_outbox, p_end, p_detail, solde_instant(p_now));
        END IF;
    END CASE;
  END IF;
  RETURN (SELECT o.id FROM outbox o WHERE o.conversation_id = (SELECT x.conversation_id FROM outbox x WHERE x.id = p_outbox)
            AND o.status = 'READY' AND (o.not_before IS NULL OR o.not_before <= clock_timestamp()) ORDER BY o.seq LIMIT 1);
END $$;

-- Rows of any creditor that are ready and that no process seems to be at, and those whose sender died.
CREATE FUNCTION solde_due(p_limit integer) RETURNS TABLE (creditor_id uuid, outbox_id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.creditor_id, o.id FROM outbox o
   WHERE (o.status = 'SENDING' AND o.lease_until < clock_timestamp())
      OR (o.status = 'READY' AND o.recorded_at < clock_timestamp() - interval '1 s' AND (o.not_before IS NULL OR o.not_before <= clock_timestamp())
          AND NOT EXISTS (SELECT FROM outbox b WHERE b.conversation_id = o.conversation_id AND b.seq < o.seq AND b.status IN ('READY', 'SENDING')))
   ORDER BY o.seq LIMIT p_limit
$$;

-- Forgets the encrypted text of codes that are no longer valid, of any creditor.
CREATE FUNCTION solde_forget_secrets(p_now bigint) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH forgotten AS (
    UPDATE outbox SET secret = NULL WHERE secret IS NOT NULL AND secret_until <= solde_instant(p_now) AND status <> 'READY' RETURNING 1)
  SELECT count(*)::integer FROM forgotten
$$;
CREATE INDEX outbox_secret ON outbox (secret_until) WHERE secret IS NOT NULL;
