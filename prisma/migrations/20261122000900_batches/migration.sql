-- Several turns in one statement: what a statement costs by itself (a round trip, a flush to disk, the making ready of each table) is paid
-- once for all that waited for it. Each turn is still its own: one that cannot be dealt with in company is left out of the answer, and
-- asked for again alone with solde_intake or solde_commit, which alone know every case.
-- Rows are found by a list of keys and what is written looks itself up by its row's key: a join could be planned the wrong way round
-- while the tables are small. Whoever waits for a lock gives up soon, and then each turn is asked for alone.

-- The messages of one channel, by the key of their conversation: {external, activity, text, at}. Answers for those whose conversation was
-- there and free, with nothing waiting and nothing known of the message: they are kept, and taken for 15 s as solde_intake does.
CREATE FUNCTION solde_intake_many(p_creditor uuid, p_channel text, p_owner uuid, p_keys text[], p jsonb) RETURNS json
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET lock_timeout = '1s' AS $$
DECLARE
  v_taken conversations[];
  v_prev bigint[];
  v_kept uuid[];
  v_answer json;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  WITH taken AS (
    UPDATE conversations c
       SET last_inbound_at = greatest(c.last_inbound_at, to_timestamp((p #>> ARRAY[c.key, 'at'])::bigint / 1000.0)),
           lease_owner = p_owner, lease_until = clock_timestamp() + interval '15 s', fence = c.fence + 1
     WHERE c.creditor_id = p_creditor AND c.channel = p_channel AND c.key = ANY (p_keys) AND (c.lease_until IS NULL OR c.lease_until < clock_timestamp())
    RETURNING c.*)
  SELECT array_agg(taken::conversations) INTO v_taken FROM taken;
  IF v_taken IS NULL THEN
    RETURN '{}';
  END IF;
  v_prev := solde_last_said(ARRAY(SELECT x.id FROM unnest(v_taken) AS x));
  WITH put AS (
    INSERT INTO inbox AS i (creditor_id, conversation_id, channel, external_id, activity, text, received_at, attempts)
    SELECT p_creditor, c.id, p_channel, p #>> ARRAY[c.key, 'external'], p #> ARRAY[c.key, 'activity'], p #>> ARRAY[c.key, 'text'],
           to_timestamp((p #>> ARRAY[c.key, 'at'])::bigint / 1000.0), 1
      FROM unnest(v_taken) AS c
     WHERE NOT EXISTS (SELECT FROM inbox o WHERE o.conversation_id = c.id AND o.state = 'received')
    ON CONFLICT ON CONSTRAINT inbox_external_key DO NOTHING
    RETURNING i.id, i.conversation_id)
  SELECT array_agg(c.id), json_object_agg(c.key, json_build_object(
           'conversationId', c.id, 'inboxId', put.id, 'prev', v_prev[c.ordinality], 'duplicate', false, 'created', false,
           'loaded', json_build_object(
             'creditorVersion', k.version, 'stopped', k.stopped_at IS NOT NULL, 'language', c.language, 'controller', c.controller,
             'fence', c.fence, 'state', nullif(c.state, '{}'), 'session', c.session,
             -- The debtors it may speak of, each with the version of its account: see solde_begun.
             'debtors', (
               SELECT json_agg(json_build_object('id', s.debtor, 'version', (SELECT d.version FROM debtors d WHERE d.id = s.debtor)))
                 FROM (SELECT DISTINCT (subject ->> 'debtorId')::uuid AS debtor FROM jsonb_array_elements(c.session -> 'subjects') AS subject
                        WHERE (subject ->> 'level')::int >= 2 AND (subject ->> 'until')::bigint > (p #>> ARRAY[c.key, 'at'])::bigint
                          AND (subject ->> 'idleUntil')::bigint > (p #>> ARRAY[c.key, 'at'])::bigint) s))))
    INTO v_kept, v_answer
    FROM (SELECT x.version, x.stopped_at FROM creditors x WHERE x.id = p_creditor) AS k, put JOIN unnest(v_taken) WITH ORDINALITY AS c ON c.id = put.conversation_id;
  IF cardinality(v_taken) > coalesce(cardinality(v_kept), 0) THEN
    UPDATE conversations c SET lease_owner = NULL, lease_until = NULL
     WHERE c.id = ANY (ARRAY(SELECT x.id FROM unnest(v_taken) AS x)) AND (v_kept IS NULL OR c.id <> ALL (v_kept));
  END IF;
  RETURN coalesce(v_answer, '{}');
END $$;

-- solde_last_said of several conversations, in their order.
CREATE FUNCTION solde_last_said(p_conversations uuid[]) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
  RETURN ARRAY(SELECT coalesce(greatest(
      (SELECT i.id FROM inbox i WHERE (i.conversation_id, i.id) >= (c.id, 0) AND (i.conversation_id, i.id) <= (c.id, 9223372036854775807)
        ORDER BY i.conversation_id DESC, i.id DESC LIMIT 1),
      (SELECT o.seq FROM outbox o WHERE (o.conversation_id, o.seq) >= (c.id, 0) AND (o.conversation_id, o.seq) <= (c.id, 9223372036854775807)
        ORDER BY o.conversation_id DESC, o.seq DESC LIMIT 1)), 0)
    FROM unnest(p_conversations) WITH ORDINALITY AS c (id, n) ORDER BY n);
END $$;

-- Turns that only said something, by their conversation: what solde_commit takes, with {fence, inbox}, and no facts, files, secrets or
-- words to be hidden. Answers for those whose lease, controller and accounts still stand: all of them are written.
CREATE FUNCTION solde_commit_many(p_creditor uuid, p_owner uuid, p_conversations uuid[], p_inboxes bigint[], p jsonb) RETURNS json
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET lock_timeout = '1s' AS $$
DECLARE
  v_done uuid[];
  v_prev bigint[];
  v_count bigint;
  v_answer json;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  WITH written AS (
    UPDATE conversations c
       SET state = coalesce(nullif(p #> ARRAY[c.id::text, 'state'], 'null'), '{}'), session = p #> ARRAY[c.id::text, 'session'],
           language = p #>> ARRAY[c.id::text, 'language'], version = c.version + 1, lease_owner = NULL, lease_until = NULL
     WHERE c.id = ANY (p_conversations) AND c.lease_owner = p_owner AND c.fence = (p #>> ARRAY[c.id::text, 'fence'])::bigint
       AND c.controller = p #>> ARRAY[c.id::text, 'controller']
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(p #> ARRAY[c.id::text, 'versions']) AS x
                        WHERE (x ->> 'version')::integer IS DISTINCT FROM (SELECT d.version FROM debtors d WHERE d.id = (x ->> 'debtorId')::uuid))
    RETURNING c.id)
  SELECT array_agg(id) INTO v_done FROM written;
  IF v_done IS NULL THEN
    RETURN '{}';
  END IF;
  UPDATE inbox i
     SET state = p #>> ARRAY[i.conversation_id::text, 'end'], understood = nullif(p #> ARRAY[i.conversation_id::text, 'understood'], 'null'),
         response = nullif(p #> ARRAY[i.conversation_id::text, 'response'], 'null'),
         done_at = to_timestamp((p #>> ARRAY[i.conversation_id::text, 'at'])::bigint / 1000.0)
   WHERE i.id = ANY (p_inboxes) AND i.conversation_id = ANY (v_done) AND i.state = 'received';
  GET DIAGNOSTICS v_count = ROW_COUNT;
  IF v_count <> cardinality(v_done) THEN
    RAISE EXCEPTION USING ERRCODE = 'SD002', MESSAGE = 'a message was dealt with already';
  END IF;
  v_prev := solde_last_said(v_done);
  WITH said AS (
    SELECT d.id AS conversation, d.prev, (p #>> ARRAY[d.id::text, 'inbox'])::bigint AS inbox,
           to_timestamp((p #>> ARRAY[d.id::text, 'at'])::bigint / 1000.0) AS at
      FROM unnest(v_done, v_prev) AS d (id, prev)
  ), put AS (
    INSERT INTO outbox (id, creditor_id, conversation_id, debtor_id, inbox_id, channel, class, message, dedupe_key, status, reason, queued_at, settled_at)
    SELECT (o ->> 'id')::uuid, p_creditor, said.conversation, (o ->> 'debtorId')::uuid, said.inbox, o ->> 'channel', o #>> '{message,class}', o -> 'message',
           format('turn:%s:%s', said.inbox, n),
           CASE WHEN refusal IS NOT NULL THEN 'REFUSED' WHEN delivered THEN 'SENT' ELSE 'READY' END, refusal, said.at,
           CASE WHEN delivered OR refusal IS NOT NULL THEN said.at END
      FROM said, (SELECT x.stopped_at IS NOT NULL AS stopped FROM creditors x WHERE x.id = p_creditor) AS k,
           LATERAL jsonb_array_elements(p #> ARRAY[said.conversation::text, 'outgoing']) WITH ORDINALITY AS x (o, n),
           LATERAL (SELECT o ->> 'channel' IN ('web', 'console') AS delivered, CASE WHEN k.stopped THEN 'kill-switch' ELSE o ->> 'refused' END AS refusal) AS judged
     ORDER BY said.conversation, n
    RETURNING id, seq, status, conversation_id)
  SELECT json_object_agg(said.conversation, json_build_object(
           'prev', said.prev,
           'more', EXISTS (SELECT FROM inbox i WHERE i.conversation_id = said.conversation AND i.state = 'received'),
           'sends', (SELECT coalesce(json_agg(put.id) FILTER (WHERE put.status = 'READY'), '[]') FROM put WHERE put.conversation_id = said.conversation),
           'delivered', (SELECT coalesce(json_agg(json_build_object('id', put.id, 'seq', put.seq)) FILTER (WHERE put.status = 'SENT'), '[]')
                           FROM put WHERE put.conversation_id = said.conversation)))
    INTO v_answer FROM said;
  PERFORM audit_append(p_creditor, (SELECT jsonb_agg(e) FROM unnest(v_done) AS d (id), LATERAL jsonb_array_elements(p #> ARRAY[d.id::text, 'audit']) AS e));
  RETURN v_answer;
END $$;

-- audit_append for events that each say when, as `at` in milliseconds.
CREATE FUNCTION audit_append(creditor uuid, events jsonb) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF events @? '$[*].payload ? (@.type() == "object")' THEN
    PERFORM audit_append(creditor, to_timestamp((e ->> 'at')::bigint / 1000.0), jsonb_build_array(e)) FROM jsonb_array_elements(events) AS e;
    RETURN;
  END IF;
  -- The transaction's number before the event's id: see audit_seal.
  INSERT INTO audit_events (written_in, id, creditor_id, at, kind, actor, debtor_id, conversation_id, inbox_id, policy_version, facts)
  SELECT x.written_in, nextval('audit_events_id_seq'), creditor, to_timestamp((e ->> 'at')::bigint / 1000.0), e ->> 'kind', e ->> 'actor', (e ->> 'debtor')::uuid,
         (e ->> 'conversation')::uuid, (e ->> 'inbox')::bigint, e ->> 'policy', coalesce(e -> 'facts', '{}')
    FROM (SELECT pg_current_xact_id() AS written_in) AS x, jsonb_array_elements(events) AS e;
END $$;
