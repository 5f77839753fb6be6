-- A demand is judged again in the transaction that claims it, and its notice follows what becomes of the message.

CREATE INDEX notices_after ON notices (after_id) WHERE after_id IS NOT NULL;
CREATE INDEX notices_task ON notices (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX reminders_notice ON reminders (notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX outbox_demands_sent ON outbox (creditor_id, settled_at) WHERE class = 'demand' AND status = 'SENT';

-- How much may leave: a cap an hour, and when to stop by itself. A creditor without a row has the values shipped.
CREATE TABLE escalation_guards (
  creditor_id uuid PRIMARY KEY REFERENCES creditors,
  per_hour integer NOT NULL DEFAULT 500 CONSTRAINT escalation_guards_per_hour CHECK (per_hour > 0),
  always integer NOT NULL DEFAULT 200 CONSTRAINT escalation_guards_always CHECK (always >= 0), -- notices a day and policy that no stage holds back
  stop_percent integer NOT NULL DEFAULT 3 CONSTRAINT escalation_guards_stop CHECK (stop_percent BETWEEN 1 AND 100), -- STOP and "not me", of a day's demands
  failure_percent integer NOT NULL DEFAULT 10 CONSTRAINT escalation_guards_failure CHECK (failure_percent BETWEEN 1 AND 100),
  at_least integer NOT NULL DEFAULT 20 CONSTRAINT escalation_guards_at_least CHECK (at_least > 0), -- demands before a rate means anything
  stopped_at timestamptz, -- no demand leaves; replies do
  stopped_why text,
  resumed_at timestamptz, -- what came before counts no longer
  CONSTRAINT escalation_guards_stopped_whole CHECK ((stopped_at IS NULL) = (stopped_why IS NULL))
);

-- A policy version that is new reaches 1 % of whom it names, then 10 %, then all.
CREATE TABLE policy_releases (
  policy_id uuid PRIMARY KEY REFERENCES policies,
  creditor_id uuid NOT NULL REFERENCES creditors,
  percent integer NOT NULL CONSTRAINT policy_releases_stages CHECK (percent IN (1, 10, 100)),
  since date NOT NULL
);

SELECT isolate_tenants();
REVOKE TRUNCATE, REFERENCES, TRIGGER, DELETE ON escalation_guards, policy_releases FROM solde_app;

-- A notice and its reminders move together; what is done with does not move any more.
CREATE FUNCTION solde_move_notice(p_notice uuid, p_status text, p_on date, p_reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE notices SET status = p_status, counted_on = CASE WHEN p_status = 'counted' THEN p_on END, reason = coalesce(p_reason, reason)
   WHERE id = p_notice AND status NOT IN ('counted', 'withdrawn');
  IF FOUND THEN
    UPDATE reminders SET status = p_status, counted_on = CASE WHEN p_status = 'counted' THEN p_on END, reason = coalesce(p_reason, reason)
     WHERE notice_id = p_notice AND status NOT IN ('counted', 'suppressed');
  END IF;
END $$;

-- It reached them: what it announced of charges is announced, what it asked for of those announced before is claimed, and what was to stand
-- in for it does not leave any more.
CREATE FUNCTION follow_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE charges SET status = 'announced' WHERE id = ANY (NEW.announces_charges) AND status = 'proposed';
  UPDATE charges SET status = 'claimed' WHERE id = ANY (NEW.claims_charges) AND status = 'announced';
  UPDATE outbox o SET status = 'REFUSED', reason = 'already-sent', settled_at = o.queued_at
    FROM notices m WHERE m.after_id = NEW.id AND m.outbox_id = o.id AND o.status = 'READY';
  UPDATE reminders r SET notice_id = NEW.id, status = 'counted', counted_on = NEW.counted_on, reason = NULL
    FROM notices m WHERE m.after_id = NEW.id AND m.reason = 'already-sent' AND r.notice_id = m.id AND r.status = 'suppressed';
  RETURN NULL;
END $$;
CREATE TRIGGER notices_counted_followed AFTER UPDATE OF status ON notices FOR EACH ROW
  WHEN (NEW.status = 'counted' AND OLD.status <> 'counted') EXECUTE FUNCTION follow_counted();

-- As before, and back: what a message said that came back was never said.
DROP TRIGGER charges_status_legal ON charges;
CREATE TRIGGER charges_status_legal BEFORE UPDATE OF status ON charges FOR EACH ROW
  WHEN (OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN (
    ('proposed', 'announced'), ('proposed', 'claimed'), ('proposed', 'waived'), ('announced', 'claimed'), ('announced', 'waived'),
    ('claimed', 'paid'), ('claimed', 'waived'), ('paid', 'claimed'), ('announced', 'proposed'), ('claimed', 'announced')))
  EXECUTE FUNCTION refuse_change();

-- It did not reach them after all: what it alone said of charges is as it was before, but for what is paid.
CREATE FUNCTION follow_uncounted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE charges c SET status = 'announced' WHERE c.id = ANY (NEW.claims_charges) AND c.status = 'claimed'
     AND NOT EXISTS (SELECT FROM notices o WHERE o.debtor_id = NEW.debtor_id AND o.status = 'counted' AND c.id = ANY (o.claims_charges))
     AND NOT EXISTS (SELECT FROM allocations a WHERE a.charge_id = c.id AND a.reversed_on IS NULL);
  UPDATE charges c SET status = 'proposed' WHERE c.id = ANY (NEW.announces_charges) AND c.status = 'announced'
     AND NOT EXISTS (SELECT FROM notices o WHERE o.debtor_id = NEW.debtor_id AND o.status = 'counted' AND c.id = ANY (o.announces_charges));
  RETURN NULL;
END $$;
CREATE TRIGGER notices_uncounted_followed AFTER UPDATE OF status ON notices FOR EACH ROW
  WHEN (OLD.status = 'counted' AND NEW.status <> 'counted') EXECUTE FUNCTION follow_uncounted();

CREATE FUNCTION solde_day_of(p_debtor uuid, p_at timestamptz) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT (p_at AT TIME ZONE d.zone)::date FROM debtors d WHERE d.id = p_debtor
$$;

-- What becomes of the message becomes of its notice. What a carrier would not take failed, and the next outlet is tried; what a gate stopped
-- is suppressed and may be decided anew. In development, where nothing leaves, it counts at once.
CREATE FUNCTION follow_demand() RETURNS trigger LANGUAGE plpgsql AS $$
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
      PERFORM solde_move_notice(n.id, CASE WHEN NEW.reason LIKE 'twilio-%' OR NEW.reason LIKE 'smtp-%' OR NEW.reason = 'no-carrier' THEN 'failed' ELSE 'suppressed' END,
                                NULL, NEW.reason);
    ELSE NULL;
  END CASE;
  RETURN NULL;
END $$;
CREATE TRIGGER outbox_demand_followed AFTER UPDATE OF status ON outbox FOR EACH ROW
  WHEN (NEW.class = 'demand' AND NEW.status <> OLD.status AND NEW.status IN ('SENT', 'REFUSED')) EXECUTE FUNCTION follow_demand();

CREATE FUNCTION follow_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  n notices;
BEGIN
  SELECT * INTO n FROM notices WHERE outbox_id = NEW.outbox_id;
  IF n.id IS NOT NULL AND NEW.status IN ('delivered', 'read') THEN
    PERFORM solde_move_notice(n.id, 'counted', solde_day_of(n.debtor_id, coalesce(n.as_of, NEW.at)), NULL);
  ELSIF n.id IS NOT NULL AND NEW.status = 'failed' AND n.status IN ('queued', 'sent') THEN
    PERFORM solde_move_notice(n.id, 'failed', NULL, coalesce(NEW.detail, 'failed'));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER deliveries_followed AFTER INSERT ON deliveries FOR EACH ROW EXECUTE FUNCTION follow_delivery();

-- Mails that a server took and that nobody sent back within a day arrived, as far as anybody can know.
CREATE FUNCTION solde_count_mails(p_creditor uuid, p_now bigint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  n notices;
  v_done integer := 0;
BEGIN
  FOR n IN SELECT x.* FROM notices x JOIN outbox o ON o.id = x.outbox_id
            WHERE x.creditor_id = p_creditor AND x.status = 'sent' AND x.outlet = 'email' AND o.settled_at <= solde_instant(p_now) - interval '1 day' LOOP
    PERFORM FROM debtors WHERE id = n.debtor_id FOR NO KEY UPDATE;
    PERFORM solde_move_notice(n.id, 'counted', solde_day_of(n.debtor_id, (SELECT o.settled_at FROM outbox o WHERE o.id = n.outbox_id)), NULL);
    v_done := v_done + 1;
  END LOOP;
  RETURN v_done;
END $$;

-- As before; a demand that has a notice is judged line by line instead of by the account's version alone.
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
    WHEN o.debtor_version IS NOT NULL AND o.class = 'demand' AND NOT EXISTS (SELECT FROM notices n WHERE n.outbox_id = o.id)
         AND o.debtor_version IS DISTINCT FROM (SELECT d.version FROM debtors d WHERE d.id = o.debtor_id) THEN 'account-changed'
  END FROM outbox o WHERE o.id = p_outbox
$$;

-- As before; a demand that has a notice is not taken here: see solde_claim_demand.
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
  IF r.class = 'demand' AND EXISTS (SELECT FROM notices n WHERE n.outbox_id = r.id) THEN
    RETURN json_build_object('demand', true);
  END IF;
  v_refusal := solde_send_refusal(p_creditor, p_outbox, v_to, solde_instant(p_now));
  IF v_refusal IS NOT NULL THEN
    PERFORM solde_settle_send(r.id, 'REFUSED', v_refusal, solde_instant(p_now));
    RETURN json_build_object('refused', v_refusal);
  END IF;
  UPDATE outbox SET status = 'SENDING', lease_owner = p_owner, lease_until = clock_timestamp() + interval '15 s' WHERE id = r.id;
  RETURN json_build_object('send', solde_claimed(r, v_to));
END $$;

-- Locks the address, the debtor and the row of a demand, without waiting for any of them, and gives all that it is judged by. What is
-- locked elsewhere is looked at again two seconds later: nobody waits for two things in an order of their own.
CREATE FUNCTION solde_claim_demand(p_creditor uuid, p_outbox uuid, p_now bigint) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  r outbox;
  n notices;
  g escalation_guards;
  v_to text;
  v_refusal text;
  v_at timestamptz;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  SELECT * INTO n FROM notices WHERE outbox_id = p_outbox;
  SELECT coalesce(o.address, t.address) INTO v_to FROM outbox o LEFT JOIN contact_points t ON t.id = o.contact_point_id WHERE o.id = p_outbox;
  IF n.id IS NULL OR NOT pg_try_advisory_xact_lock_shared(solde_address_lock(p_creditor, v_to)) THEN
    RETURN json_build_object('none', 'taken');
  END IF;
  PERFORM FROM debtors WHERE id = n.debtor_id FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN json_build_object('none', 'taken');
  END IF;
  SELECT * INTO r FROM outbox WHERE id = p_outbox FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND OR r.status <> 'READY' OR r.not_before > clock_timestamp() THEN
    RETURN json_build_object('none', 'taken');
  END IF;
  v_at := coalesce(n.as_of, solde_instant(p_now));
  v_refusal := solde_send_refusal(p_creditor, p_outbox, v_to, v_at);
  IF v_refusal IS NOT NULL THEN
    PERFORM solde_settle_send(p_outbox, 'REFUSED', v_refusal, solde_instant(p_now));
    RETURN json_build_object('refused', v_refusal);
  END IF;
  SELECT * INTO g FROM escalation_guards WHERE creditor_id = p_creditor;
  IF g.stopped_at IS NOT NULL OR coalesce(g.per_hour, 500) <= (
      SELECT count(*) FROM outbox o WHERE o.creditor_id = p_creditor AND o.class = 'demand' AND o.status = 'SENT' AND o.settled_at > solde_instant(p_now) - interval '1 h') THEN
    UPDATE outbox SET not_before = clock_timestamp() + interval '5 min', reason = CASE WHEN g.stopped_at IS NULL THEN 'hourly-cap' ELSE 'stopped' END WHERE id = p_outbox;
    RETURN json_build_object('none', 'waits');
  END IF;
  RETURN json_build_object('judge', json_build_object(
    'notice', json_build_object('id', n.id, 'level', n.level, 'levelId', n.level_id, 'outlet', n.outlet, 'pointId', n.contact_point_id, 'language', n.language,
      'policy', (SELECT json_build_object('id', p.kind, 'version', p.version) FROM policies p WHERE p.id = n.policy_id), 'lines', n.lines,
      'approved', n.approved_by IS NOT NULL, 'debtorVersion', n.debtor_version),
    'asOf', n.as_of IS NOT NULL, 'at', solde_ms(v_at), 'today', solde_day_of(n.debtor_id, v_at),
    'minute', (SELECT extract(hour FROM v_at AT TIME ZONE d.zone) * 60 + extract(minute FROM v_at AT TIME ZONE d.zone) FROM debtors d WHERE d.id = n.debtor_id)::integer,
    'account', solde_account(p_creditor, n.debtor_id), 'file', solde_case_file(p_creditor, n.debtor_id, solde_ms(v_at), n.id)));
END $$;

-- What was judged, in the same transaction. Lines that were refused leave the message and may be decided anew; the rest leaves as it is worded
-- now, at the level and with the charges it then speaks of. p_worded is {message, level, levelId, templateId, announces, claims}; null: as it stands.
CREATE FUNCTION solde_send_demand(p_creditor uuid, p_outbox uuid, p_owner uuid, p_lines jsonb, p_refused jsonb, p_worded jsonb, p_now bigint) RETURNS json
LANGUAGE plpgsql AS $$
DECLARE
  r outbox;
  n notices;
BEGIN
  SELECT * INTO n FROM notices WHERE outbox_id = p_outbox;
  UPDATE outbox SET status = 'SENDING', lease_owner = p_owner, lease_until = clock_timestamp() + interval '15 s', message = coalesce(p_worded -> 'message', message)
   WHERE id = p_outbox RETURNING * INTO r;
  IF p_worded IS NOT NULL THEN
    UPDATE notices SET lines = p_lines, debtor_version = (SELECT d.version FROM debtors d WHERE d.id = n.debtor_id),
      level = (p_worded ->> 'level')::integer, level_id = p_worded ->> 'levelId', template_id = (p_worded ->> 'templateId')::uuid,
      announces_charges = ARRAY(SELECT jsonb_array_elements_text(p_worded -> 'announces')::uuid),
      claims_charges = ARRAY(SELECT jsonb_array_elements_text(p_worded -> 'claims')::uuid) WHERE id = n.id;
    UPDATE reminders m SET status = 'suppressed', reason = x ->> 'gate' FROM jsonb_array_elements(p_refused) AS x
     WHERE m.notice_id = n.id AND m.line_id = (x ->> 'lineId')::uuid;
    PERFORM audit_append(p_creditor, solde_instant(p_now), jsonb_build_array(jsonb_build_object('kind', 'notice.narrowed', 'actor', 'system', 'debtor', n.debtor_id,
      'policy', (SELECT p.kind || '@' || p.version FROM policies p WHERE p.id = n.policy_id), 'facts', jsonb_build_object('noticeId', n.id, 'refused', p_refused))));
  END IF;
  RETURN json_build_object('send', solde_claimed(r, solde_sent_to(r)));
END $$;

-- It waits for an hour at which it may leave: p_minute of that day, in the debtor's zone.
CREATE FUNCTION solde_postpone_demand(p_creditor uuid, p_outbox uuid, p_on date, p_minute integer, p_reason text, p_now bigint) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  n notices;
  v_next timestamptz;
BEGIN
  SELECT * INTO n FROM notices WHERE outbox_id = p_outbox;
  SELECT (p_on + make_interval(mins => p_minute)) AT TIME ZONE d.zone INTO v_next FROM debtors d WHERE d.id = n.debtor_id;
  UPDATE outbox SET not_before = clock_timestamp() + (v_next - coalesce(n.as_of, solde_instant(p_now))), reason = p_reason WHERE id = p_outbox;
  UPDATE notices SET as_of = v_next WHERE id = n.id AND as_of IS NOT NULL;
  RETURN json_build_object('none', 'waits');
END $$;

CREATE FUNCTION solde_refuse_demand(p_creditor uuid, p_outbox uuid, p_reason text, p_now bigint) RETURNS json LANGUAGE plpgsql AS $$
BEGIN
  PERFORM solde_settle_send(p_outbox, 'REFUSED', p_reason, solde_instant(p_now));
  RETURN json_build_object('refused', p_reason);
END $$;

-- Demands of a day, and what of them went wrong: STOP, "not me", and messages that no carrier delivered.
CREATE FUNCTION solde_demand_rates(p_creditor uuid, p_now bigint) RETURNS TABLE (sent integer, stops integer, strangers integer, failures integer)
LANGUAGE sql STABLE AS $$
  WITH since AS (
    SELECT greatest(solde_instant(p_now) - interval '1 day', (SELECT g.resumed_at FROM escalation_guards g WHERE g.creditor_id = p_creditor)) AS at)
  SELECT (SELECT count(*) FROM notices n JOIN outbox o ON o.id = n.outbox_id WHERE n.creditor_id = p_creditor AND o.settled_at > since.at
            AND (o.status IN ('SENT', 'UNKNOWN') OR n.status = 'failed'))::integer,
         (SELECT count(DISTINCT e.address) FROM opt_out_events e WHERE e.creditor_id = p_creditor AND e.kind = 'stop' AND e.at > since.at
            AND EXISTS (SELECT FROM outbox o WHERE o.creditor_id = p_creditor AND o.class = 'demand' AND o.status = 'SENT' AND solde_sent_to(o) = e.address
                           AND o.settled_at > since.at AND o.settled_at <= e.at))::integer,
         (SELECT count(*) FROM contact_points t WHERE t.creditor_id = p_creditor AND t.quarantined_at > since.at)::integer,
         (SELECT count(*) FROM notices n JOIN outbox o ON o.id = n.outbox_id WHERE n.creditor_id = p_creditor AND n.status = 'failed' AND o.settled_at > since.at)::integer
    FROM since
$$;
