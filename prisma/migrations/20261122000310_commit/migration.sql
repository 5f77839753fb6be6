-- What one turn did, in one transaction: everything or nothing. A stale fence writes nothing; an account that changed since it was
-- read undoes what was written (SD001), so that the turn runs again on what is true now.
CREATE FUNCTION solde_commit(
  p_creditor uuid, p_conversation uuid, p_owner uuid, p_fence bigint, p_inbox bigint, p jsonb, p_blobs bytea[]
) RETURNS json LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_at timestamptz := solde_instant((p ->> 'at')::bigint);
  v_controller text;
  v_stopped boolean;
  v_withheld boolean := false;
  v_prev bigint;
  v_out json;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  UPDATE conversations
     SET state = coalesce(nullif(p -> 'state', 'null'), '{}'), session = p -> 'session', language = p ->> 'language',
         version = version + 1, lease_owner = NULL, lease_until = NULL
   WHERE id = p_conversation AND fence = p_fence AND lease_owner = p_owner
  RETURNING controller, (SELECT k.stopped_at IS NOT NULL FROM creditors k WHERE k.id = p_creditor) INTO v_controller, v_stopped;
  IF NOT FOUND THEN
    RETURN json_build_object('conflict', 'stale-fence');
  END IF;
  -- A person took the conversation, or gave it back, since the turn began: it runs again.
  IF v_controller <> p ->> 'controller' THEN
    RAISE EXCEPTION USING ERRCODE = 'SD001', MESSAGE = 'the conversation changed hands since the turn began';
  END IF;
  PERFORM solde_check_accounts(p -> 'versions', p -> 'facts');
  UPDATE inbox
     SET state = p ->> 'end', understood = nullif(p -> 'understood', 'null'), response = nullif(p -> 'response', 'null'), done_at = v_at
   WHERE id = p_inbox AND conversation_id = p_conversation AND state = 'received';
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'SD002', MESSAGE = 'the message was dealt with already';
  END IF;
  IF jsonb_typeof(p -> 'heard') = 'object' THEN
    PERFORM solde_keep_heard(p_conversation, p_inbox, p -> 'heard', v_at);
  END IF;
  IF jsonb_array_length(p -> 'blobs') > 0 THEN
    PERFORM solde_put_blobs(p_creditor, p -> 'blobs', p_blobs, v_at);
  END IF;
  IF jsonb_array_length(p -> 'facts') > 0 THEN
    PERFORM solde_apply_facts(p_creditor, p_conversation, p_inbox, p -> 'facts', v_at);
    v_withheld := p -> 'facts' @> '[{"kind": "code-issued"}]' AND solde_code_withheld(p -> 'facts');
  END IF;
  IF jsonb_array_length(p -> 'limitation') > 0 THEN
    UPDATE due_lines l SET time_barred_from = (x ->> 'from')::date
      FROM jsonb_array_elements(p -> 'limitation') AS x WHERE l.id = (x ->> 'lineId')::uuid;
  END IF;
  v_prev := solde_last_said(p_conversation);
  WITH put AS (
    INSERT INTO outbox (id, creditor_id, conversation_id, contact_point_id, debtor_id, inbox_id, channel, address, class, message,
                        secret, secret_until, dedupe_key, status, reason, queued_at, settled_at)
    SELECT (o ->> 'id')::uuid, p_creditor, p_conversation, (o ->> 'pointId')::uuid, (o ->> 'debtorId')::uuid, p_inbox, o ->> 'channel', o ->> 'to',
           o -> 'message' ->> 'class', o -> 'message', CASE WHEN refusal IS NULL THEN decode(o ->> 'secret', 'base64') END,
           solde_instant((o ->> 'secretUntil')::bigint), format('turn:%s:%s', p_inbox, n),
           CASE WHEN refusal IS NOT NULL THEN 'REFUSED' WHEN delivered THEN 'SENT' ELSE 'READY' END, refusal, v_at,
           CASE WHEN delivered OR refusal IS NOT NULL THEN v_at END
      FROM jsonb_array_elements(p -> 'outgoing') WITH ORDINALITY AS x (o, n),
           LATERAL (SELECT o ->> 'channel' IN ('web', 'console') AS delivered,
                           CASE WHEN v_stopped THEN 'kill-switch' WHEN v_withheld AND o ->> 'secret' IS NOT NULL THEN 'too-many-codes'
                                ELSE o ->> 'refused' END AS refusal) AS judged
     ORDER BY n
    RETURNING id, seq, status)
  SELECT json_build_object(
           'prev', v_prev,
           'more', EXISTS (SELECT FROM inbox WHERE conversation_id = p_conversation AND state = 'received' AND id <> p_inbox),
           'sends', coalesce(json_agg(id) FILTER (WHERE status = 'READY'), '[]'),
           'delivered', coalesce(json_agg(json_build_object('id', id, 'seq', seq)) FILTER (WHERE status = 'SENT'), '[]'))
    INTO v_out FROM put;
  PERFORM audit_append(p_creditor, v_at, p -> 'audit');
  RETURN v_out;
END $$;

-- A one-time code that was typed is not kept: where one was tried, or is still open in the conversation, dots stand for the digits.
CREATE FUNCTION solde_keep_heard(p_conversation uuid, p_inbox bigint, p_heard jsonb, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (p_heard ->> 'tried')::boolean OR EXISTS (SELECT FROM codes c WHERE c.conversation_id = p_conversation AND c.expires_at > p_at) THEN
    UPDATE inbox i SET text = p_heard ->> 'text', understood = p_heard -> 'understood', activity = jsonb_set(
             CASE WHEN i.activity -> 'echo' ? 'text' THEN jsonb_set(i.activity, '{echo,text}', p_heard -> 'text') ELSE i.activity END,
             '{inbound,text}', p_heard -> 'text')
     WHERE i.id = p_inbox AND i.conversation_id = p_conversation;
  END IF;
END $$;

-- The accounts a turn looked at are still those it saw. Those it changes are locked, by id, and get a new version.
CREATE FUNCTION solde_check_accounts(p_versions jsonb, p_facts jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_touched uuid[];
BEGIN
  IF jsonb_array_length(p_facts) > 0 THEN
    SELECT array_agg(DISTINCT (f ->> 'debtorId')::uuid) INTO v_touched FROM jsonb_array_elements(p_facts) AS f
     WHERE f ->> 'kind' IN ('promise-made', 'plan-accepted', 'dispute-opened', 'hold-opened', 'hold-ended', 'withdrawn', 'acknowledged');
    IF v_touched IS NOT NULL THEN
      PERFORM FROM debtors WHERE id = ANY (v_touched) ORDER BY id FOR NO KEY UPDATE;
    END IF;
  END IF;
  -- One look-up for each, never a join: see solde_begun.
  IF EXISTS (SELECT FROM jsonb_array_elements(p_versions) AS x
              WHERE (x ->> 'version')::integer IS DISTINCT FROM (SELECT d.version FROM debtors d WHERE d.id = (x ->> 'debtorId')::uuid)) THEN
    RAISE EXCEPTION USING ERRCODE = 'SD001', MESSAGE = 'an account changed since the turn read it';
  END IF;
  IF v_touched IS NOT NULL THEN
    UPDATE debtors SET version = version + 1 WHERE id = ANY (v_touched);
  END IF;
END $$;

CREATE FUNCTION solde_put_blobs(p_creditor uuid, p_blobs jsonb, p_contents bytea[], p_at timestamptz) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO blobs (id, creditor_id, debtor_id, name, mime, sha256, size, content, stored_at)
  SELECT (b ->> 'id')::uuid, p_creditor, (b ->> 'debtorId')::uuid, b ->> 'name', b ->> 'mime',
         encode(sha256(p_contents[n]), 'hex'), octet_length(p_contents[n]), p_contents[n], p_at
    FROM jsonb_array_elements(p_blobs) WITH ORDINALITY AS x (b, n)
$$;

CREATE FUNCTION solde_apply_facts(p_creditor uuid, p_conversation uuid, p_inbox bigint, p_facts jsonb, p_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  f jsonb;
BEGIN
  FOR f IN SELECT jsonb_array_elements(p_facts) LOOP
    CASE
      WHEN f ->> 'kind' IN ('promise-made', 'plan-accepted', 'withdrawn', 'acknowledged') THEN
        PERFORM solde_apply_agreement(p_creditor, p_inbox, f, p_facts);
      WHEN f ->> 'kind' IN ('dispute-opened', 'hold-opened', 'hold-ended', 'evidence-kept') THEN
        PERFORM solde_apply_hold(p_creditor, f);
      WHEN f ->> 'kind' IN ('opted-out', 'opted-in', 'point-quarantined') THEN
        PERFORM solde_apply_address(p_creditor, p_inbox, f, p_at);
      WHEN f ->> 'kind' IN ('code-issued', 'code-tried', 'identity-tried') THEN
        PERFORM solde_apply_identity(p_creditor, p_conversation, f, p_at);
      WHEN f ->> 'kind' = 'task-opened' THEN
        INSERT INTO tasks (id, creditor_id, kind, reason, debtor_id, conversation_id, facts, opened_at, due_on)
        VALUES ((f ->> 'id')::uuid, p_creditor, f ->> 'what', f ->> 'reason', (f ->> 'debtorId')::uuid, p_conversation,
                jsonb_build_object('note', f -> 'note', 'terms', (f ->> 'terms')::jsonb, 'inboxId', p_inbox), p_at, (f ->> 'dueOn')::date);
      WHEN f ->> 'kind' = 'handoff-requested' THEN
        INSERT INTO handoffs (id, creditor_id, conversation_id, reason, opened_at)
        VALUES ((f ->> 'id')::uuid, p_creditor, p_conversation, f ->> 'reason', p_at)
        ON CONFLICT (conversation_id) WHERE closed_at IS NULL DO NOTHING;
      WHEN f ->> 'kind' IN ('subject-proved', 'session-ended') THEN
        NULL; -- of the conversation's session, which the commit carries whole
    END CASE;
  END LOOP;
END $$;

CREATE FUNCTION solde_apply_agreement(p_creditor uuid, p_inbox bigint, f jsonb, p_facts jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_id uuid := (f ->> 'id')::uuid;
  v_debtor uuid := (f ->> 'debtorId')::uuid;
  v_promise text;
BEGIN
  FOR v_promise IN SELECT jsonb_array_elements_text(coalesce(f -> 'supersedes', '[]')) LOOP
    PERFORM solde_withdraw('promise', v_promise::uuid, v_debtor, coalesce(f ->> 'madeOn', f ->> 'signedOn')::date);
  END LOOP;
  CASE f ->> 'kind'
    WHEN 'promise-made' THEN
      INSERT INTO promises (id, creditor_id, debtor_id, amount_minor, currency, due, made_on, status)
      VALUES (v_id, p_creditor, v_debtor, (f -> 'amount' ->> 'minor')::bigint, f -> 'amount' ->> 'currency', (f ->> 'due')::date,
              (f ->> 'madeOn')::date, 'open');
      INSERT INTO promise_lines (creditor_id, debtor_id, promise_id, line_id, amount_minor, currency)
      SELECT p_creditor, v_debtor, v_id, (l ->> 'lineId')::uuid, (l -> 'amount' ->> 'minor')::bigint, l -> 'amount' ->> 'currency'
        FROM jsonb_array_elements(f -> 'lines') AS l;
    WHEN 'plan-accepted' THEN
      INSERT INTO plans (id, creditor_id, debtor_id, total_minor, currency, frequency, status, offered_on, signed_on, terms_hash, policy_version)
      VALUES (v_id, p_creditor, v_debtor, (f -> 'total' ->> 'minor')::bigint, f -> 'total' ->> 'currency', f ->> 'frequency', 'active',
              (f ->> 'signedOn')::date, (f ->> 'signedOn')::date, f ->> 'termsHash', f ->> 'policyVersion');
      INSERT INTO plan_lines (creditor_id, debtor_id, plan_id, line_id, amount_minor, currency)
      SELECT p_creditor, v_debtor, v_id, (l ->> 'lineId')::uuid, (l -> 'amount' ->> 'minor')::bigint, l -> 'amount' ->> 'currency'
        FROM jsonb_array_elements(f -> 'lines') AS l;
      INSERT INTO instalments (creditor_id, debtor_id, plan_id, position, due, amount_minor, currency)
      SELECT p_creditor, v_debtor, v_id, (i ->> 'position')::integer, (i ->> 'due')::date, (i -> 'amount' ->> 'minor')::bigint, i -> 'amount' ->> 'currency'
        FROM jsonb_array_elements(f -> 'instalments') AS i;
    WHEN 'withdrawn' THEN
      PERFORM solde_withdraw(f ->> 'what', v_id, v_debtor, (f ->> 'on')::date);
    WHEN 'acknowledged' THEN
      -- Named after the agreement of the same turn, of which it is an effect.
      INSERT INTO acknowledgements (id, creditor_id, debtor_id, line_id, on_date, source)
      SELECT gen_random_uuid(), p_creditor, v_debtor, (l ->> 'lineId')::uuid, (f ->> 'on')::date,
             (f ->> 'why') || ':' || coalesce(
               (SELECT a ->> 'id' FROM jsonb_array_elements(p_facts) AS a
                 WHERE a ->> 'kind' = CASE f ->> 'why' WHEN 'plan' THEN 'plan-accepted' ELSE 'promise-made' END
                   AND a ->> 'debtorId' = f ->> 'debtorId' LIMIT 1), 'inbox ' || p_inbox)
        FROM jsonb_array_elements(f -> 'lines') AS l
      ON CONFLICT ON CONSTRAINT acknowledgements_once DO NOTHING;
  END CASE;
END $$;

-- Taken back: nothing of it holds any longer; both the act and its end stay in the record.
CREATE FUNCTION solde_withdraw(p_what text, p_id uuid, p_debtor uuid, p_on date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  CASE p_what
    WHEN 'promise' THEN
      UPDATE promises SET status = 'withdrawn', judged_on = p_on WHERE id = p_id AND debtor_id = p_debtor AND status = 'open';
    WHEN 'plan' THEN
      UPDATE plans SET status = 'cancelled' WHERE id = p_id AND debtor_id = p_debtor AND status IN ('offered', 'accepted', 'active', 'late');
    WHEN 'dispute' THEN
      UPDATE disputes SET status = 'withdrawn', answered_on = p_on
       WHERE id = p_id AND debtor_id = p_debtor AND status IN ('open', 'investigating');
  END CASE;
  PERFORM solde_end_hold(p_debtor, p_what || ':' || p_id, p_on);
END $$;

CREATE FUNCTION solde_end_hold(p_debtor uuid, p_source text, p_on date) RETURNS void LANGUAGE sql AS $$
  UPDATE holds SET until_on = greatest(p_on, from_on)
   WHERE debtor_id = p_debtor AND source = p_source AND (until_on IS NULL OR until_on > greatest(p_on, from_on))
$$;

CREATE FUNCTION solde_apply_hold(p_creditor uuid, f jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_debtor uuid := (f ->> 'debtorId')::uuid;
  d jsonb;
BEGIN
  CASE f ->> 'kind'
    WHEN 'hold-opened' THEN
      INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on, until_on)
      VALUES ((f ->> 'id')::uuid, p_creditor, v_debtor, (f ->> 'lineId')::uuid, f ->> 'reason', f ->> 'source',
              (f -> 'amount' ->> 'minor')::bigint, f -> 'amount' ->> 'currency', (f ->> 'from')::date, (f ->> 'until')::date);
    WHEN 'hold-ended' THEN
      PERFORM solde_end_hold(v_debtor, f ->> 'source', (f ->> 'on')::date);
    WHEN 'dispute-opened' THEN
      FOR d IN SELECT jsonb_array_elements(f -> 'disputes') LOOP
        INSERT INTO disputes (id, creditor_id, debtor_id, line_id, reason, by_items, amount_minor, currency, status, opened_on, answer_by, words)
        VALUES ((d ->> 'id')::uuid, p_creditor, v_debtor, (d ->> 'lineId')::uuid, f ->> 'reason', jsonb_array_length(d -> 'itemIds') > 0,
                (d -> 'amount' ->> 'minor')::bigint, d -> 'amount' ->> 'currency', 'open', (f ->> 'openedOn')::date, (f ->> 'answerBy')::date,
                f ->> 'note');
        INSERT INTO dispute_items (creditor_id, debtor_id, dispute_id, line_id, item_id)
        SELECT p_creditor, v_debtor, (d ->> 'id')::uuid, (d ->> 'lineId')::uuid, i::uuid FROM jsonb_array_elements_text(d -> 'itemIds') AS i;
        INSERT INTO holds (id, creditor_id, debtor_id, line_id, reason, source, amount_minor, currency, from_on)
        VALUES ((d ->> 'holdId')::uuid, p_creditor, v_debtor, (d ->> 'lineId')::uuid, 'dispute', 'dispute:' || (d ->> 'id'),
                (d -> 'amount' ->> 'minor')::bigint, d -> 'amount' ->> 'currency', (f ->> 'openedOn')::date);
        INSERT INTO dispute_evidence (creditor_id, debtor_id, dispute_id, blob_id)
        SELECT p_creditor, v_debtor, (d ->> 'id')::uuid, b::uuid FROM jsonb_array_elements_text(f -> 'evidence') AS b;
      END LOOP;
    WHEN 'evidence-kept' THEN
      IF f ->> 'with' ~ '^dispute:[0-9a-f-]{36}$' THEN
        INSERT INTO dispute_evidence (creditor_id, debtor_id, dispute_id, blob_id)
        SELECT p_creditor, v_debtor, substr(f ->> 'with', 9)::uuid, b::uuid FROM jsonb_array_elements_text(f -> 'blobIds') AS b
        ON CONFLICT DO NOTHING;
      END IF;
  END CASE;
END $$;

-- STOP belongs to the address. Its lock is taken before the rows are read: a send is claimed either before the opt-out commits, or
-- after it and refused; and what was queued and not yet taken is refused at once.
CREATE FUNCTION solde_apply_address(p_creditor uuid, p_inbox bigint, f jsonb, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_channel text := f ->> 'channel';
  v_address text := f ->> 'address';
BEGIN
  PERFORM pg_advisory_xact_lock(solde_address_lock(p_creditor, v_address));
  IF f ->> 'kind' = 'point-quarantined' THEN
    -- A number is one person's, on whichever channel.
    UPDATE contact_points SET quarantined_at = coalesce(quarantined_at, p_at) WHERE creditor_id = p_creditor AND address = v_address;
    RETURN;
  END IF;
  INSERT INTO opt_out_events (creditor_id, channel, address, kind, source, at)
  VALUES (p_creditor, v_channel, v_address, CASE f ->> 'kind' WHEN 'opted-out' THEN 'stop' ELSE 'start' END, 'inbox:' || p_inbox, p_at);
  IF f ->> 'kind' = 'opted-in' THEN
    UPDATE opt_outs SET resumed_at = greatest(p_at, opted_out_at)
     WHERE creditor_id = p_creditor AND channel = ANY (solde_same_address(v_channel)) AND address = v_address AND resumed_at IS NULL;
    RETURN;
  END IF;
  INSERT INTO opt_outs AS o (creditor_id, channel, address, opted_out_at) VALUES (p_creditor, v_channel, v_address, p_at)
  ON CONFLICT (creditor_id, channel, address) DO UPDATE SET opted_out_at = excluded.opted_out_at, resumed_at = NULL
   WHERE o.resumed_at IS NOT NULL;
  UPDATE outbox o SET status = 'REFUSED', reason = 'opted-out', secret = NULL, settled_at = p_at
   WHERE o.status = 'READY' AND o.channel = ANY (solde_same_address(v_channel)) AND o.creditor_id = p_creditor AND v_address = coalesce(o.address,
         (SELECT c.key FROM conversations c WHERE c.id = o.conversation_id),
         (SELECT t.address FROM contact_points t WHERE t.id = o.contact_point_id));
END $$;

CREATE FUNCTION solde_address_lock(p_creditor uuid, p_address text) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT hashtextextended(p_creditor::text || p_address, 7303016) $$;

-- Three codes an hour and six a day (codeLimits): for a reference, known or not, and for an address, whatever reference named it and
-- however many conversations ask at once. The rules count too, but what they saw may be old by now.
CREATE FUNCTION solde_code_spent(p_creditor uuid, f jsonb, p_at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_key text := f ->> 'subjectKey';
  v_address text := (SELECT t.address FROM contact_points t WHERE t.id = (f ->> 'pointId')::uuid);
BEGIN
  PERFORM pg_advisory_xact_lock(k.lock) FROM (
    SELECT DISTINCT hashtextextended(p_creditor::text || x, 7303017) AS lock FROM unnest(ARRAY[v_key, v_address]) AS x
     WHERE x IS NOT NULL ORDER BY 1) k;
  -- By a reference every code counts, so that one that nobody has is answered alike; by an address only those that left for it, so
  -- that nobody can keep its owner out by asking.
  RETURN EXISTS (
    SELECT FROM (
      SELECT 1 AS by_what, c.issued_at FROM codes c
       WHERE c.creditor_id = p_creditor AND c.limit_key = v_key AND c.issued_at > p_at - interval '24 h'
      UNION ALL
      SELECT 2, c.issued_at FROM contact_points t JOIN codes c ON c.contact_point_id = t.id
       WHERE t.creditor_id = p_creditor AND t.address = v_address AND t.channel IN ('sms', 'whatsapp', 'email')
         AND c.purpose = f ->> 'purpose' AND c.issued_at > p_at - interval '24 h') x
    GROUP BY by_what HAVING count(*) >= 6 OR count(*) FILTER (WHERE issued_at > p_at - interval '1 h') >= 3);
END $$;

-- Whether the code of this turn was over the limits when it was written down: then it does not leave.
CREATE FUNCTION solde_code_withheld(p_facts jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM jsonb_array_elements(p_facts) AS f JOIN codes c ON c.id = (f ->> 'id')::uuid
                  WHERE f ->> 'kind' = 'code-issued' AND c.contact_point_id IS NULL)
$$;

CREATE FUNCTION solde_apply_identity(p_creditor uuid, p_conversation uuid, f jsonb, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_spent boolean;
BEGIN
  CASE f ->> 'kind'
    WHEN 'code-issued' THEN
      v_spent := solde_code_spent(p_creditor, f, p_at);
      -- One too many is written like one for a reference that nobody has: no digits are ever right for it.
      INSERT INTO codes (id, creditor_id, conversation_id, purpose, debtor_id, contact_point_id, limit_key, hash, terms_hash, issued_at, expires_at)
      VALUES ((f ->> 'id')::uuid, p_creditor, p_conversation, f ->> 'purpose', CASE WHEN NOT v_spent THEN (f ->> 'debtorId')::uuid END,
              CASE WHEN NOT v_spent THEN (f ->> 'pointId')::uuid END, f ->> 'subjectKey', f ->> 'hash', f ->> 'termsHash', p_at,
              solde_instant((f ->> 'expires')::bigint));
    WHEN 'code-tried' THEN
      UPDATE codes SET tries = least(5, tries + 1), used_at = CASE WHEN (f ->> 'used')::boolean THEN coalesce(used_at, p_at) ELSE used_at END
       WHERE id = (f ->> 'id')::uuid AND conversation_id = p_conversation;
    WHEN 'identity-tried' THEN
      INSERT INTO identity_attempts (creditor_id, conversation_id, limit_key, factor, succeeded, at)
      VALUES (p_creditor, p_conversation, f ->> 'subjectKey', 'facts', (f ->> 'ok')::boolean, p_at);
  END CASE;
END $$;
