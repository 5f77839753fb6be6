-- The turn's statements. Each function sets the tenant before anything else: set_config beside the work, in one plain statement,
-- would come too late for row-level security. They run with the caller's rights.
-- Locks are taken in one order: conversation, debtors by id, outbox.
-- Their plans are made once and never read a table from end to end: a connection that planned while the inbox was empty would do so until
-- statistics are next taken.

-- Instants travel as milliseconds, which a JavaScript number holds exactly. These are STABLE where what they call is: only then does
-- PostgreSQL put their body in place of the call.
CREATE FUNCTION solde_instant(ms bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS
$$ SELECT to_timestamp(ms / 1000.0) $$;
CREATE FUNCTION solde_ms(at timestamptz) RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT (extract(epoch FROM at) * 1000)::bigint $$;
CREATE FUNCTION solde_money(minor bigint, currency text) RETURNS json LANGUAGE sql STABLE AS
$$ SELECT CASE WHEN minor IS NOT NULL THEN json_build_object('minor', minor, 'currency', currency) END $$;

-- The message is kept before it is acknowledged. The conversation's row is locked before a number is drawn, so that numbers
-- become visible in their order. Where nobody owns the conversation and nothing older waits, p_owner (if any) takes it for 15 s in the
-- same transaction, with what solde_load would give.
CREATE FUNCTION solde_intake(
  p_creditor uuid, p_channel text, p_key text, p_new_conversation uuid, p_external text, p_activity jsonb, p_text text, p_at bigint, p_owner uuid
) RETURNS json
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_at timestamptz := to_timestamp(p_at / 1000.0);
  v_prev bigint;
  v_inbox bigint;
  v_leased boolean := p_owner IS NOT NULL;
  v_created boolean := false;
  c conversations;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  IF v_leased THEN
    UPDATE conversations x
       SET last_inbound_at = greatest(x.last_inbound_at, v_at), lease_owner = p_owner, lease_until = clock_timestamp() + interval '15 s', fence = x.fence + 1
     WHERE x.creditor_id = p_creditor AND x.channel = p_channel AND x.key = p_key AND (x.lease_until IS NULL OR x.lease_until < clock_timestamp())
    RETURNING * INTO c;
    v_leased := c.id IS NOT NULL;
  END IF;
  IF NOT v_leased THEN
    UPDATE conversations x SET last_inbound_at = greatest(x.last_inbound_at, v_at)
     WHERE x.creditor_id = p_creditor AND x.channel = p_channel AND x.key = p_key
    RETURNING * INTO c;
  END IF;
  IF c.id IS NULL THEN
    INSERT INTO conversations AS x (id, creditor_id, channel, key, last_inbound_at) VALUES (p_new_conversation, p_creditor, p_channel, p_key, v_at)
    ON CONFLICT ON CONSTRAINT conversations_key DO UPDATE SET last_inbound_at = excluded.last_inbound_at
    RETURNING * INTO c;
    v_created := c.id = p_new_conversation;
  END IF;
  v_prev := solde_last_said(c.id);
  INSERT INTO inbox AS i (creditor_id, conversation_id, channel, external_id, activity, text, received_at, attempts)
  VALUES (p_creditor, c.id, p_channel, p_external, p_activity, p_text, v_at, v_leased::integer)
  ON CONFLICT ON CONSTRAINT inbox_external_key DO NOTHING
  RETURNING i.id INTO v_inbox;
  IF v_leased AND (v_inbox IS NULL OR EXISTS (SELECT FROM inbox i WHERE i.conversation_id = c.id AND i.state = 'received' AND i.id < v_inbox)) THEN
    v_leased := false;
    UPDATE conversations SET lease_owner = NULL, lease_until = NULL WHERE id = c.id;
    UPDATE inbox SET attempts = 0 WHERE id = v_inbox;
  END IF;
  IF v_inbox IS NULL THEN
    RETURN (SELECT json_build_object('conversationId', i.conversation_id, 'inboxId', i.id, 'prev', v_prev, 'duplicate', true, 'created', false)
              FROM inbox i WHERE i.channel = p_channel AND i.external_id = p_external AND i.conversation_id = c.id);
  END IF;
  RETURN json_build_object('conversationId', c.id, 'inboxId', v_inbox, 'prev', v_prev, 'duplicate', false, 'created', v_created,
    'loaded', CASE WHEN v_leased THEN solde_begun(c, p_at) END);
END $$;

-- What a turn starts from, without its message: the debtors it may speak of are named with the version of their account, and read
-- with solde_load_account by who does not know that version yet. One look-up for each, never a join: the planner, who cannot see that a
-- session has one or two subjects, would read every debtor of the creditor.
CREATE FUNCTION solde_begun(c conversations, p_now bigint) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT json_build_object(
    'creditorVersion', (SELECT k.version FROM creditors k WHERE k.id = c.creditor_id),
    'stopped', (SELECT k.stopped_at IS NOT NULL FROM creditors k WHERE k.id = c.creditor_id), 'language', c.language, 'controller', c.controller,
    'fence', c.fence, 'state', nullif(c.state, '{}'), 'session', c.session,
    'debtors', (
      SELECT json_agg(json_build_object('id', s.debtor, 'version', (SELECT d.version FROM debtors d WHERE d.id = s.debtor)))
        FROM (SELECT DISTINCT (subject ->> 'debtorId')::uuid AS debtor FROM jsonb_array_elements(c.session -> 'subjects') AS subject
               WHERE (subject ->> 'level')::int >= 2 AND (subject ->> 'until')::bigint > p_now AND (subject ->> 'idleUntil')::bigint > p_now) s)));
END $$;

-- The number of the last thing said in a conversation, by either side. Only the index that begins with the conversation may serve, however
-- old the statistics are: hence rows compared as pairs (the other index would be read from its end), and the owner's rights (row-level
-- security asks for the creditor, and all of the creditor's rows would be gathered). It tells a number and nothing else.
CREATE FUNCTION solde_last_said(p_conversation uuid) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  v_heard bigint;
  v_said bigint;
BEGIN
  SELECT i.id INTO v_heard FROM inbox i
   WHERE (i.conversation_id, i.id) >= (p_conversation, 0) AND (i.conversation_id, i.id) <= (p_conversation, 9223372036854775807)
   ORDER BY i.conversation_id DESC, i.id DESC LIMIT 1;
  SELECT o.seq INTO v_said FROM outbox o
   WHERE (o.conversation_id, o.seq) >= (p_conversation, 0) AND (o.conversation_id, o.seq) <= (p_conversation, 9223372036854775807)
   ORDER BY o.conversation_id DESC, o.seq DESC LIMIT 1;
  RETURN coalesce(greatest(v_heard, v_said), 0);
END $$;

-- Takes the conversation for 15 s together with its oldest waiting message. The lease is taken first and the message read after,
-- under the lock, so that a message another process just finished is never seen as waiting. Leases are not worth a disk flush: one that
-- a database crash forgets is checked by its owner too, and nothing was written under it.
CREATE FUNCTION solde_load(p_creditor uuid, p_conversation uuid, p_owner uuid, p_now bigint) RETURNS json
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  c conversations;
  i inbox;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  IF NOT EXISTS (SELECT FROM inbox WHERE conversation_id = p_conversation AND state = 'received') THEN
    RETURN json_build_object('none', 'idle');
  END IF;
  PERFORM set_config('synchronous_commit', 'off', true);
  UPDATE conversations SET lease_owner = p_owner, lease_until = clock_timestamp() + interval '15 s', fence = fence + 1
   WHERE id = p_conversation AND (lease_until IS NULL OR lease_until < clock_timestamp() OR lease_owner = p_owner)
  RETURNING * INTO c;
  IF c.id IS NULL THEN
    RETURN json_build_object('none', 'busy');
  END IF;
  UPDATE inbox SET attempts = attempts + 1
   WHERE id = (SELECT min(id) FROM inbox WHERE conversation_id = p_conversation AND state = 'received')
  RETURNING * INTO i;
  IF i.id IS NULL THEN
    UPDATE conversations SET lease_owner = NULL, lease_until = NULL WHERE id = p_conversation;
    RETURN json_build_object('none', 'idle');
  END IF;
  RETURN json_build_object('begun', solde_begun(c, p_now), 'channel', c.channel, 'counterpart', c.key, 'inboxId', i.id::text,
    'inbound', i.activity -> 'inbound', 'receivedAt', solde_ms(i.received_at), 'understood', i.understood, 'attempts', i.attempts);
END $$;

CREATE FUNCTION solde_creditor(p_creditor uuid) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object(
    'id', c.id, 'slug', c.slug, 'name', c.name, 'legalName', c.legal_name, 'role', c.role, 'address', c.address,
    'phone', c.phone, 'email', c.email, 'hours', c.hours, 'paymentPage', c.payment_page, 'zone', c.zone,
    'accounts', (SELECT coalesce(json_agg(json_build_object('iban', a.iban, 'bic', a.bic, 'holder', a.holder, 'currency', a.currency)
                        ORDER BY a.position), '[]') FROM creditor_accounts a WHERE a.creditor_id = c.id))
  FROM creditors c WHERE c.id = p_creditor
$$;

-- One debtor's account in the shape the rules read; null when this creditor has no such debtor. Of a payment somebody else made
-- only the part that settles this account is shown; of its own payments every allocation, so that what is left over is exact.
CREATE FUNCTION solde_account(p_creditor uuid, p_debtor uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
DECLARE
  v json;
BEGIN
  SELECT json_build_object(
    'creditor', solde_creditor(p_creditor),
    'debtor', json_build_object('id', d.id, 'reference', d.reference, 'kind', d.kind, 'name', d.name, 'language', d.language,
      'zone', d.zone, 'country', d.country, 'address', d.address, 'payday', d.payday, 'version', d.version,
      'parked', coalesce(d.parked, d.protection)),
    'invoices', (
      SELECT coalesce(json_agg(json_build_object('id', v.id, 'number', v.number, 'issued', v.issued,
               'total', solde_money(v.total_minor, v.currency), 'capacity', v.capacity, 'orderNumber', v.order_number,
               'items', (SELECT coalesce(json_agg(json_build_object('id', t.id, 'position', t.position, 'label', t.label,
                           'quantity', t.quantity, 'amount', solde_money(t.amount_minor, t.currency), 'vatRate', t.vat_rate)
                           ORDER BY t.position), '[]') FROM invoice_items t WHERE t.invoice_id = v.id))
               ORDER BY v.issued, v.number), '[]')
        FROM invoices v WHERE v.creditor_id = p_creditor AND v.debtor_id = p_debtor),
    'lines', (
      SELECT coalesce(json_agg(json_build_object('id', l.id, 'invoiceId', l.invoice_id, 'position', l.position, 'due', l.due,
               'amount', solde_money(l.amount_minor, l.currency), 'means', l.means,
               'payee', CASE WHEN l.payee_iban IS NOT NULL THEN json_build_object(
                 'iban', l.payee_iban, 'bic', l.payee_bic, 'holder', l.payee_holder, 'currency', l.currency) END,
               'timeBarredFrom', l.time_barred_from, 'closed', l.closed) ORDER BY l.due, l.id), '[]')
        FROM due_lines l WHERE l.creditor_id = p_creditor AND l.debtor_id = p_debtor),
    'payments', (
      SELECT coalesce(json_agg(json_build_object('id', p.id, 'amount', solde_money(p.minor, p.currency),
               'valueDate', p.value_date, 'status', p.status, 'means', p.means, 'text', p.text, 'confirmed', p.confirmed,
               'returnedOn', p.returned_on) ORDER BY p.value_date, p.id), '[]')
        FROM (SELECT y.*, y.amount_minor::bigint AS minor FROM payments y WHERE y.creditor_id = p_creditor AND y.debtor_id = p_debtor
              UNION ALL
              SELECT y.*, s.part FROM payments y JOIN (
                SELECT a.payment_id, sum(a.amount_minor)::bigint AS part FROM allocations a
                 WHERE a.creditor_id = p_creditor AND a.debtor_id = p_debtor AND a.payment_id IS NOT NULL AND a.reversed_on IS NULL
                 GROUP BY a.payment_id) s ON s.payment_id = y.id
               WHERE y.debtor_id <> p_debtor) p),
    'creditNotes', (
      SELECT coalesce(json_agg(json_build_object('id', n.id, 'number', n.number, 'issued', n.issued,
               'amount', solde_money(n.amount_minor, n.currency), 'invoiceId', n.invoice_id) ORDER BY n.issued, n.id), '[]')
        FROM credit_notes n WHERE n.creditor_id = p_creditor AND n.debtor_id = p_debtor),
    'allocations', (
      SELECT coalesce(json_agg(json_build_object('id', a.id,
               'source', CASE WHEN a.payment_id IS NOT NULL THEN json_build_object('kind', 'payment', 'id', a.payment_id)
                              ELSE json_build_object('kind', 'credit-note', 'id', a.credit_note_id) END,
               'target', CASE WHEN a.line_id IS NOT NULL THEN json_build_object('kind', 'line', 'id', a.line_id)
                              ELSE json_build_object('kind', 'charge', 'id', a.charge_id) END,
               'amount', solde_money(a.amount_minor, a.currency), 'on', a.on_date, 'reversedOn', a.reversed_on, 'by', a.by)
               ORDER BY a.on_date, a.id), '[]')
        FROM (SELECT * FROM allocations x WHERE x.creditor_id = p_creditor AND x.debtor_id = p_debtor
              UNION
              SELECT x.* FROM allocations x JOIN payments y ON y.id = x.payment_id
               WHERE y.creditor_id = p_creditor AND y.debtor_id = p_debtor) a),
    'charges', (
      SELECT coalesce(json_agg(json_build_object('id', h.id, 'lineId', h.line_id, 'kind', h.kind,
               'amount', solde_money(h.amount_minor, h.currency), 'status', h.status, 'basis', h.basis, 'on', h.on_date)
               ORDER BY h.on_date, h.id), '[]')
        FROM charges h WHERE h.creditor_id = p_creditor AND h.debtor_id = p_debtor),
    'holds', (
      SELECT coalesce(json_agg(json_build_object('id', h.id, 'lineId', h.line_id, 'reason', h.reason, 'source', h.source,
               'amount', solde_money(h.amount_minor, h.currency), 'from', h.from_on, 'until', h.until_on)
               ORDER BY h.from_on, h.id), '[]')
        FROM holds h WHERE h.creditor_id = p_creditor AND h.debtor_id = p_debtor),
    'disputes', (
      SELECT coalesce(json_agg(json_build_object('id', x.id, 'lineId', x.line_id,
               'itemIds', (SELECT coalesce(json_agg(t.item_id ORDER BY t.item_id), '[]') FROM dispute_items t WHERE t.dispute_id = x.id),
               'amount', solde_money(x.amount_minor, x.currency), 'reason', x.reason, 'status', x.status,
               'openedOn', x.opened_on, 'answerBy', x.answer_by) ORDER BY x.opened_on, x.id), '[]')
        FROM disputes x WHERE x.creditor_id = p_creditor AND x.debtor_id = p_debtor),
    'promises', (
      SELECT coalesce(json_agg(json_build_object('id', x.id,
               'lines', (SELECT coalesce(json_agg(json_build_object('lineId', t.line_id, 'amount', solde_money(t.amount_minor, t.currency))
                           ORDER BY t.line_id), '[]') FROM promise_lines t WHERE t.promise_id = x.id),
               'amount', solde_money(x.amount_minor, x.currency), 'due', x.due, 'madeOn', x.made_on, 'status', x.status)
               ORDER BY x.made_on, x.id), '[]')
        FROM promises x WHERE x.creditor_id = p_creditor AND x.debtor_id = p_debtor),
    'plans', (
      SELECT coalesce(json_agg(json_build_object('id', x.id,
               'lines', (SELECT coalesce(json_agg(json_build_object('lineId', t.line_id, 'amount', solde_money(t.amount_minor, t.currency))
                           ORDER BY t.line_id), '[]') FROM plan_lines t WHERE t.plan_id = x.id),
               'total', solde_money(x.total_minor, x.currency), 'frequency', x.frequency,
               'instalments', (SELECT coalesce(json_agg(json_build_object('position', t.position, 'due', t.due,
                                 'amount', solde_money(t.amount_minor, t.currency)) ORDER BY t.position), '[]')
                               FROM instalments t WHERE t.plan_id = x.id),
               'status', x.status, 'signedOn', x.signed_on, 'termsHash', x.terms_hash) ORDER BY x.offered_on, x.id), '[]')
        FROM plans x WHERE x.creditor_id = p_creditor AND x.debtor_id = p_debtor),
    'points', solde_points(p_creditor, p_debtor))
  INTO v
  FROM debtors d WHERE d.id = p_debtor AND d.creditor_id = p_creditor;
  RETURN v;
END $$;

-- Whether that contact is served for that debtor. Who speaks for someone else is, while an approved proof lasts that lets them see the
-- account and agree for it; before and after that they are nobody, and a person answers them.
CREATE FUNCTION solde_acts(dc debtor_contacts) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT dc.role NOT IN ('adviser', 'representative') OR EXISTS (
    SELECT FROM representatives r JOIN debtors d ON d.id = r.debtor_id
     WHERE r.debtor_id = dc.debtor_id AND r.contact_id = dc.contact_id AND r.approved_at IS NOT NULL
       AND r.scope @> ARRAY['balance', 'agreements']
       AND (r.until_on IS NULL OR r.until_on >= (clock_timestamp() AT TIME ZONE d.zone)::date))
$$;

-- The addresses of a debtor's contacts, each once: of a person with several roles the one that may decide most is named.
CREATE FUNCTION solde_points(p_creditor uuid, p_debtor uuid) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT coalesce(json_agg(json_build_object('id', p.id, 'contactId', p.contact_id, 'role', p.role, 'channel', p.channel,
           'address', p.address, 'verifiedAt', solde_ms(p.verified_at), 'optedOut', p.opted_out,
           'quarantined', p.quarantined_at IS NOT NULL) ORDER BY p.channel, p.address, p.id), '[]')
    FROM (
      SELECT DISTINCT ON (cp.id) cp.*, dc.role, solde_opted_out(p_creditor, cp.channel, cp.address) AS opted_out
        FROM debtor_contacts dc JOIN contact_points cp ON cp.contact_id = dc.contact_id
       WHERE dc.debtor_id = p_debtor AND solde_acts(dc)
       ORDER BY cp.id, array_position(ARRAY['director', 'self', 'payables', 'representative', 'adviser', 'buyer', 'site'], dc.role)) p
$$;

-- What was understood is kept under the fence, so that a later run of the same message understands the same.
CREATE FUNCTION solde_keep_understood(
  p_creditor uuid, p_conversation uuid, p_owner uuid, p_fence bigint, p_inbox bigint, p_understood jsonb
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT solde_renew(p_creditor, p_conversation, p_owner, p_fence) THEN
    RETURN false;
  END IF;
  UPDATE inbox SET understood = p_understood WHERE id = p_inbox AND conversation_id = p_conversation AND state = 'received';
  RETURN FOUND;
END $$;

CREATE FUNCTION solde_renew(p_creditor uuid, p_conversation uuid, p_owner uuid, p_fence bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  PERFORM set_config('synchronous_commit', 'off', true);
  UPDATE conversations SET lease_until = clock_timestamp() + interval '15 s'
   WHERE id = p_conversation AND fence = p_fence AND lease_owner = p_owner;
  RETURN FOUND;
END $$;

-- Gives the conversation back; until the delay has passed nobody takes it. A run that failed through no fault of the message (another
-- turn changed the account) is not counted against it.
CREATE FUNCTION solde_release(
  p_creditor uuid, p_conversation uuid, p_owner uuid, p_fence bigint, p_delay_ms integer, p_uncounted bigint
) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  PERFORM set_config('synchronous_commit', 'off', true);
  UPDATE conversations SET lease_owner = NULL,
         lease_until = CASE WHEN p_delay_ms > 0 THEN clock_timestamp() + make_interval(secs => p_delay_ms / 1000.0) END
   WHERE id = p_conversation AND fence = p_fence AND lease_owner = p_owner;
  IF FOUND AND p_uncounted IS NOT NULL THEN
    UPDATE inbox SET attempts = greatest(attempts - 1, 0) WHERE id = p_uncounted AND conversation_id = p_conversation AND state = 'received';
  END IF;
END $$;

-- Conversations of any creditor whose message waits and that nobody owns: a process died, or its database connection did.
CREATE FUNCTION solde_waiting(p_limit integer) RETURNS TABLE (creditor_id uuid, conversation_id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.creditor_id, c.id FROM conversations c
   WHERE c.id IN (SELECT i.conversation_id FROM inbox i
                   WHERE i.state = 'received' AND i.recorded_at < clock_timestamp() - interval '1 s')
     AND (c.lease_until IS NULL OR c.lease_until < clock_timestamp())
   LIMIT p_limit
$$;

-- An account with the creditor's version it was read with, in one look; null when this creditor has no such debtor.
CREATE FUNCTION solde_load_account(p_creditor uuid, p_debtor uuid) RETURNS json LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (SELECT json_build_object('creditorVersion', c.version, 'account', solde_account(p_creditor, p_debtor)) FROM creditors c WHERE c.id = p_creditor);
END $$;

CREATE FUNCTION solde_load_creditor(p_creditor uuid) RETURNS json LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (SELECT json_build_object('creditorVersion', c.version, 'creditor', solde_creditor(p_creditor)) FROM creditors c WHERE c.id = p_creditor);
END $$;
