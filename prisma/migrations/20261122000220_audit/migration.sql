-- The trail: appending, sealing, verifying, erasing.

-- Appends events, an array of {kind, actor, debtor, conversation, inbox, policy, facts, payload}, all optional but kind and actor.
-- A payload (texts, names, addresses) goes apart; the event keeps its salted hash.
CREATE FUNCTION audit_append(creditor uuid, at timestamptz, events jsonb) RETURNS void LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  WITH given AS MATERIALIZED (
    -- The transaction's number before the event's id: see audit_seal.
    SELECT pg_current_xact_id() AS written_in, nextval('audit_events_id_seq') AS id, e,
           CASE WHEN jsonb_typeof(e -> 'payload') = 'object' THEN uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) END AS salt
    FROM jsonb_array_elements(audit_append.events) AS e
  ), written AS (
    INSERT INTO audit_events (written_in, id, creditor_id, at, kind, actor, debtor_id, conversation_id, inbox_id, policy_version, facts, payload_hash)
    SELECT written_in, id, audit_append.creditor, audit_append.at, e ->> 'kind', e ->> 'actor', (e ->> 'debtor')::uuid, (e ->> 'conversation')::uuid,
           (e ->> 'inbox')::bigint, e ->> 'policy', coalesce(e -> 'facts', '{}'), sha256(salt || convert_to((e -> 'payload')::text, 'UTF8'))
    FROM given
  )
  INSERT INTO audit_payloads (event_id, creditor_id, salt, payload)
  SELECT id, audit_append.creditor, salt, e -> 'payload' FROM given WHERE salt IS NOT NULL
$$;

-- What a seal covers of one event, the same wherever and whenever it is computed: instants in microseconds, hashes in hexadecimal.
CREATE FUNCTION audit_digest(e audit_events) RETURNS bytea LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT sha256(convert_to(jsonb_build_array(e.id, e.creditor_id, (extract(epoch FROM e.at) * 1000000)::bigint, e.kind, e.actor, e.debtor_id, e.conversation_id,
    e.inbox_id, e.policy_version, e.facts, encode(e.payload_hash, 'hex'), (extract(epoch FROM e.recorded_at) * 1000000)::bigint)::text, 'UTF8'))
$$;

CREATE FUNCTION audit_seal_hash(creditor uuid, from_id bigint, to_id bigint, prev bytea, OUT events integer, OUT hash bytea)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*)::integer, sha256(audit_seal_hash.prev || coalesce(string_agg(audit_digest(e), ''::bytea ORDER BY e.id), ''))
  FROM audit_events e WHERE e.creditor_id = audit_seal_hash.creditor AND e.id BETWEEN audit_seal_hash.from_id AND audit_seal_hash.to_id
$$;

-- The hash before the first seal.
CREATE FUNCTION audit_genesis(creditor uuid) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$ SELECT sha256(uuid_send(creditor)) $$;

-- Seals what is final of one creditor, or of all; returns how many events it sealed. Ids are drawn before they are committed, so
-- an event may appear below one already seen. Hence two passes: one notes the highest id drawn (upto_id) and then takes a transaction
-- number (until_xid), which whoever drew such an id had before; a later pass, when every transaction of the server up to that number
-- has ended, seals up to that id. At most one sealer works, in a transaction of its own.
CREATE FUNCTION audit_seal(creditor uuid DEFAULT NULL) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  most CONSTANT integer := 10000; -- events in one seal
  c uuid;
  mark audit_marks;
  last record;
  next record;
  sealed integer := 0;
  drawn bigint;
  own xid8;
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN RAISE EXCEPTION 'audit_seal needs a transaction that has written nothing'; END IF;
  SELECT last_value INTO drawn FROM audit_events_id_seq;
  own := pg_current_xact_id();
  IF NOT pg_try_advisory_xact_lock(hashtextextended('audit_seal', 0)) THEN RETURN 0; END IF;
  FOR c IN SELECT id FROM creditors WHERE id = coalesce(audit_seal.creditor, id) ORDER BY id LOOP
    SELECT number, to_id, hash INTO last FROM audit_seals WHERE creditor_id = c ORDER BY number DESC LIMIT 1;
    IF NOT FOUND THEN SELECT 0 AS number, 0::bigint AS to_id, audit_genesis(c) AS hash INTO last; END IF;
    CONTINUE WHEN NOT EXISTS (SELECT FROM audit_events WHERE creditor_id = c AND id > last.to_id);

    SELECT * INTO mark FROM audit_marks WHERE creditor_id = c;
    -- A number above ours comes from another cluster: this database was restored from a dump.
    IF FOUND AND mark.until_xid < own THEN
      CONTINUE WHEN mark.until_xid >= pg_snapshot_xmin(pg_current_snapshot());
      LOOP
        SELECT min(id) AS from_id, max(id) AS to_id INTO next FROM
          (SELECT id FROM audit_events WHERE creditor_id = c AND id > last.to_id AND id <= mark.upto_id ORDER BY id LIMIT most) due;
        EXIT WHEN next.from_id IS NULL;
        INSERT INTO audit_seals (creditor_id, number, from_id, to_id, events, hash, prev)
          SELECT c, last.number + 1, next.from_id, next.to_id, h.events, h.hash, last.hash FROM audit_seal_hash(c, next.from_id, next.to_id, last.hash) h
          RETURNING number, to_id, hash, events INTO last;
        sealed := sealed + last.events;
      END LOOP;
    END IF;
    INSERT INTO audit_marks (creditor_id, upto_id, until_xid) VALUES (c, drawn, own)
      ON CONFLICT (creditor_id) DO UPDATE SET upto_id = excluded.upto_id, until_xid = excluded.until_xid;
  END LOOP;
  RETURN sealed;
END $$;

-- Verifies the trail of one creditor: {ok, seals, events, unsealed, erased: {rule: count}, head, broken}; broken is null or the first
-- {reason, seal, from, to} or {reason, event}. The head, kept elsewhere, is what would show that the newest seals were cut off.
CREATE FUNCTION audit_verify(creditor uuid) RETURNS jsonb LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  s audit_seals;
  h record;
  seals integer := 0;
  at_id bigint := -9223372036854775808;
  head bytea := audit_genesis(creditor);
  reason text;
  broken jsonb;
BEGIN
  FOR s IN SELECT * FROM audit_seals x WHERE x.creditor_id = audit_verify.creditor ORDER BY x.number LOOP
    SELECT * INTO h FROM audit_seal_hash(audit_verify.creditor, s.from_id, s.to_id, s.prev);
    reason := CASE
      WHEN s.number <> seals + 1 THEN 'seal-missing'
      WHEN s.prev <> head THEN 'chain-broken'
      WHEN s.from_id <= at_id THEN 'seals-overlap'
      WHEN EXISTS (SELECT FROM audit_events e WHERE e.creditor_id = audit_verify.creditor AND e.id > at_id AND e.id < s.from_id) THEN 'event-inserted'
      WHEN h.events < s.events THEN 'event-missing'
      WHEN h.events > s.events THEN 'event-inserted'
      WHEN h.hash <> s.hash THEN 'event-changed' END;
    IF reason IS NOT NULL THEN
      broken := jsonb_build_object('reason', reason, 'seal', s.number, 'from', s.from_id, 'to', s.to_id);
      EXIT;
    END IF;
    seals := s.number; at_id := s.to_id; head := s.hash;
  END LOOP;
  IF broken IS NULL THEN
    SELECT jsonb_build_object('reason', checked.reason, 'event', checked.id) INTO broken FROM (
      SELECT coalesce(e.id, p.event_id) AS id, CASE
        WHEN e.payload_hash IS NULL THEN 'payload-added'
        WHEN p.event_id IS NULL THEN 'payload-missing'
        WHEN p.erased_rule IS NULL AND sha256(p.salt || convert_to(p.payload::text, 'UTF8')) <> e.payload_hash THEN 'payload-changed' END AS reason
      FROM (SELECT * FROM audit_events WHERE creditor_id = audit_verify.creditor) e
      FULL JOIN (SELECT * FROM audit_payloads WHERE creditor_id = audit_verify.creditor) p ON p.event_id = e.id
      WHERE e.payload_hash IS NOT NULL OR p.event_id IS NOT NULL) checked
    WHERE checked.reason IS NOT NULL ORDER BY checked.id LIMIT 1;
  END IF;
  RETURN jsonb_build_object('ok', broken IS NULL, 'seals', seals, 'head', encode(head, 'hex'), 'broken', broken,
    'events', (SELECT count(*) FROM audit_events e WHERE e.creditor_id = audit_verify.creditor),
    'unsealed', (SELECT count(*) FROM audit_events e WHERE e.creditor_id = audit_verify.creditor AND e.id > at_id),
    'erased', (SELECT coalesce(jsonb_object_agg(erased_rule, n), '{}') FROM (
      SELECT erased_rule, count(*) AS n FROM audit_payloads p WHERE p.creditor_id = audit_verify.creditor AND erased_rule IS NOT NULL GROUP BY 1) rules));
END $$;

-- Erases what was said by or about a debtor from the trail, under a named rule; returns how many payloads. The chain still verifies.
CREATE FUNCTION audit_erase(creditor uuid, debtor uuid, rule text, at timestamptz) RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  erased integer;
BEGIN
  UPDATE audit_payloads p SET salt = NULL, payload = NULL, erased_at = audit_erase.at, erased_rule = audit_erase.rule
    FROM audit_events e WHERE e.id = p.event_id AND e.creditor_id = audit_erase.creditor AND e.debtor_id = audit_erase.debtor AND p.erased_rule IS NULL;
  GET DIAGNOSTICS erased = ROW_COUNT;
  PERFORM audit_append(creditor, at, jsonb_build_array(jsonb_build_object('kind', 'audit.erased', 'actor', 'system', 'debtor', debtor,
    'facts', jsonb_build_object('rule', rule, 'payloads', erased))));
  RETURN erased;
END $$;
