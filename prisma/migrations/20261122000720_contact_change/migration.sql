-- New contact details given in a conversation, and files that are kept once however often their message comes.

-- The person's replaced points end and stay; the new one is claimed until its own code comes back. An address that was theirs before comes
-- back under its own id, which is returned.
CREATE FUNCTION solde_change_contact(p_creditor uuid, f jsonb, p_at timestamptz) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  v_contact uuid := (f ->> 'contactId')::uuid;
  v_id uuid;
BEGIN
  IF NOT EXISTS (SELECT FROM debtor_contacts dc WHERE dc.debtor_id = (f ->> 'debtorId')::uuid AND dc.contact_id = v_contact) THEN
    RAISE EXCEPTION 'a change of contact details is of a contact of that debtor';
  END IF;
  UPDATE contact_points SET ended_at = p_at
   WHERE creditor_id = p_creditor AND contact_id = v_contact AND ended_at IS NULL
     AND id IN (SELECT x::uuid FROM jsonb_array_elements_text(f -> 'replaces') AS x);
  INSERT INTO contact_points AS t (id, creditor_id, contact_id, channel, address, origin, claimed_at)
  VALUES ((f ->> 'id')::uuid, p_creditor, v_contact, f ->> 'channel', f ->> 'address', 'conversation', p_at)
  ON CONFLICT (contact_id, channel, address) DO UPDATE
    SET ended_at = NULL, origin = 'conversation', claimed_at = p_at, verified_at = NULL, usable_from = NULL
  RETURNING t.id INTO v_id;
  RETURN v_id;
END $$;

CREATE OR REPLACE FUNCTION solde_apply_facts(p_creditor uuid, p_conversation uuid, p_inbox bigint, p_facts jsonb, p_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  f jsonb;
  v_named text; -- the id a new point was given, and the one it has
  v_point uuid;
BEGIN
  FOR f IN SELECT jsonb_array_elements(p_facts) LOOP
    CASE
      WHEN f ->> 'kind' IN ('promise-made', 'plan-accepted', 'withdrawn', 'acknowledged') THEN
        PERFORM solde_apply_agreement(p_creditor, p_inbox, f, p_facts);
      WHEN f ->> 'kind' IN ('dispute-opened', 'hold-opened', 'hold-ended', 'evidence-kept') THEN
        PERFORM solde_apply_hold(p_creditor, f);
      WHEN f ->> 'kind' IN ('opted-out', 'opted-in', 'point-quarantined') THEN
        PERFORM solde_apply_address(p_creditor, p_inbox, f, p_at);
      WHEN f ->> 'kind' = 'contact-changed' THEN
        v_named := f ->> 'id';
        v_point := solde_change_contact(p_creditor, f, p_at);
      WHEN f ->> 'kind' = 'address-verified' THEN
        UPDATE contact_points SET verified_at = p_at, usable_from = solde_instant((f ->> 'usableFrom')::bigint)
         WHERE creditor_id = p_creditor AND id = (f ->> 'pointId')::uuid AND claimed_at IS NOT NULL AND verified_at IS NULL AND ended_at IS NULL;
      WHEN f ->> 'kind' IN ('code-issued', 'code-tried', 'identity-tried') THEN
        PERFORM solde_apply_identity(p_creditor, p_conversation,
          CASE WHEN f ->> 'pointId' = v_named THEN f || jsonb_build_object('pointId', v_point) ELSE f END, p_at);
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

CREATE OR REPLACE FUNCTION solde_last_code(p_creditor uuid, p_conversation uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (
    SELECT json_build_object('hash', c.hash, 'stored', json_build_object('id', c.id, 'purpose', c.purpose, 'debtorId', c.debtor_id,
             'contactId', (SELECT p.contact_id FROM contact_points p WHERE p.id = c.contact_point_id), 'pointId', c.contact_point_id,
             'termsHash', c.terms_hash, 'expires', solde_ms(c.expires_at), 'tries', c.tries,
             'accountFailures', (SELECT coalesce(sum(k.tries - (k.used_at IS NOT NULL)::int), 0) FROM codes k
                                  WHERE k.debtor_id = c.debtor_id AND k.issued_at > c.issued_at - interval '24 h')))
      FROM codes c WHERE c.conversation_id = p_conversation AND c.used_at IS NULL ORDER BY c.issued_at DESC, c.id DESC LIMIT 1);
END $$;

-- A message that comes again brings its files again, under the ids they had: they are kept already.
CREATE OR REPLACE FUNCTION solde_keep_files(p_creditor uuid, p_files jsonb, p_contents bytea[], p_at bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  INSERT INTO blobs (id, creditor_id, name, mime, sha256, size, content, quarantine, stored_at)
  SELECT (b ->> 'id')::uuid, p_creditor, b ->> 'name', b ->> 'mime', encode(sha256(p_contents[n]), 'hex'),
         octet_length(p_contents[n]), p_contents[n], 'not-looked-at', solde_instant(p_at)
    FROM jsonb_array_elements(p_files) WITH ORDINALITY AS x (b, n)
  ON CONFLICT (id) DO NOTHING;
END $$;
