-- Messages together with what they were answered, in one statement, for conversations that the process knew: it worked the turn out before the
-- message was kept, from what it wrote there last. By the key of the conversation: {fence, creditor (its version), controller, versions, external,
-- activity, text, at} and what solde_commit_many takes. Answers for those where all of that still stands: the conversation is free, its
-- fence, controller, creditor and accounts are those the turn saw, no older message waits, and the message is new. For the others nothing
-- is written, and they come again by solde_intake. The fence rises as it would have under a lease.
CREATE FUNCTION solde_exchange_many(p_creditor uuid, p_channel text, p_keys text[], p jsonb) RETURNS json
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET lock_timeout = '1s' AS $$
DECLARE
  v_known uuid[];
  v_keys text[];
  v_prev bigint[];
  v_answer json;
  v_waiting boolean;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  WITH known AS (
    UPDATE conversations c
       SET last_inbound_at = greatest(c.last_inbound_at, to_timestamp((p #>> ARRAY[c.key, 'at'])::bigint / 1000.0)),
           state = coalesce(nullif(p #> ARRAY[c.key, 'state'], 'null'), '{}'), session = p #> ARRAY[c.key, 'session'],
           language = p #>> ARRAY[c.key, 'language'], version = c.version + 1, fence = c.fence + 1
     WHERE c.creditor_id = p_creditor AND c.channel = p_channel AND c.key = ANY (p_keys) AND (c.lease_until IS NULL OR c.lease_until < clock_timestamp())
       AND c.fence = (p #>> ARRAY[c.key, 'fence'])::bigint AND c.controller = p #>> ARRAY[c.key, 'controller']
       AND (SELECT k.version FROM creditors k WHERE k.id = p_creditor AND k.stopped_at IS NULL) = (p #>> ARRAY[c.key, 'creditor'])::integer
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(p #> ARRAY[c.key, 'versions']) AS x
                        WHERE (x ->> 'version')::integer IS DISTINCT FROM (SELECT d.version FROM debtors d WHERE d.id = (x ->> 'debtorId')::uuid))
       -- Scalar, so that they stay look-ups: NOT EXISTS would be planned as a join with the whole inbox while that is small.
       AND (SELECT o.id FROM inbox o WHERE o.conversation_id = c.id AND o.state = 'received' LIMIT 1) IS NULL
       AND (SELECT o.id FROM inbox o WHERE o.channel = p_channel AND o.external_id = p #>> ARRAY[c.key, 'external']) IS NULL
    RETURNING c.id, c.key)
  SELECT array_agg(id), array_agg(key) INTO v_known, v_keys FROM known;
  IF v_known IS NULL THEN
    RETURN '{}';
  END IF;
  v_prev := solde_last_said(v_known);
  WITH said AS (
    SELECT k.id, k.key, k.prev, p -> k.key AS turn, to_timestamp((p #>> ARRAY[k.key, 'at'])::bigint / 1000.0) AS at
      FROM unnest(v_known, v_keys, v_prev) AS k (id, key, prev)
  ), heard AS (
    INSERT INTO inbox AS i (creditor_id, conversation_id, channel, external_id, activity, text, received_at, attempts, state, understood, response, done_at)
    SELECT p_creditor, said.id, p_channel, said.turn ->> 'external', said.turn -> 'activity', said.turn ->> 'text', said.at, 1,
           said.turn ->> 'end', nullif(said.turn -> 'understood', 'null'), nullif(said.turn -> 'response', 'null'), said.at
      FROM said
    RETURNING i.id, i.conversation_id
  ), put AS (
    INSERT INTO outbox AS o (id, creditor_id, conversation_id, debtor_id, inbox_id, channel, class, message, dedupe_key, status, reason, queued_at, settled_at)
    SELECT (x.o ->> 'id')::uuid, p_creditor, said.id, (x.o ->> 'debtorId')::uuid, heard.id, x.o ->> 'channel', x.o #>> '{message,class}', x.o -> 'message',
           format('turn:%s:%s', heard.id, x.n), CASE WHEN x.o ->> 'refused' IS NULL THEN 'SENT' ELSE 'REFUSED' END, x.o ->> 'refused', said.at, said.at
      FROM heard JOIN said ON said.id = heard.conversation_id, LATERAL jsonb_array_elements(said.turn -> 'outgoing') WITH ORDINALITY AS x (o, n)
     ORDER BY heard.id, x.n
    RETURNING o.id, o.seq, o.status, o.conversation_id
  ), noted AS (
    -- The transaction's number before the event's id: see audit_seal.
    INSERT INTO audit_events (written_in, id, creditor_id, at, kind, actor, debtor_id, conversation_id, inbox_id, policy_version, facts)
    SELECT w.written_in, nextval('audit_events_id_seq'), p_creditor, said.at, e ->> 'kind', e ->> 'actor', (e ->> 'debtor')::uuid, said.id, heard.id,
           e ->> 'policy', coalesce(e -> 'facts', '{}')
      FROM (SELECT pg_current_xact_id() AS written_in) AS w, heard JOIN said ON said.id = heard.conversation_id,
           LATERAL jsonb_array_elements(said.turn -> 'audit') AS e)
  SELECT json_object_agg(said.key, json_build_object(
           'conversationId', said.id, 'inboxId', heard.id, 'prev', said.prev,
           'delivered', (SELECT coalesce(json_agg(json_build_object('id', put.id, 'seq', put.seq)) FILTER (WHERE put.status = 'SENT'), '[]')
                           FROM put WHERE put.conversation_id = said.id))),
         bool_or((SELECT o.id FROM inbox o WHERE o.conversation_id = said.id AND o.state = 'received' LIMIT 1) IS NOT NULL)
    INTO v_answer, v_waiting FROM heard JOIN said ON said.id = heard.conversation_id;
  -- One came while the first statement waited for its row, which could not see it: it is older, and goes first.
  IF v_waiting THEN
    RAISE EXCEPTION USING ERRCODE = 'SD002', MESSAGE = 'an older message waits';
  END IF;
  RETURN v_answer;
END $$;
