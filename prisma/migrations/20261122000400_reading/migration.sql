-- What is read outside a turn's own load: who a reference belongs to, what a conversation holds, what went out, and files.
-- Each function sets the tenant first; those that find the tenant run as the owner and return ids alone.

CREATE FUNCTION solde_creditor_by_slug(p_slug text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE WHEN p_slug IS NULL THEN (SELECT min(id::text)::uuid FROM creditors HAVING count(*) = 1)
              ELSE (SELECT id FROM creditors WHERE slug = p_slug) END
$$;

CREATE FUNCTION solde_creditor_ids() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$ SELECT id FROM creditors ORDER BY id $$;

-- A web conversation is known to its client by a key nobody can guess.
CREATE FUNCTION solde_web_route(p_key text) RETURNS TABLE (creditor_id uuid, conversation_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.creditor_id, c.id FROM conversations c WHERE c.channel = 'web' AND c.key = p_key
$$;
CREATE UNIQUE INDEX conversations_web_key ON conversations (key) WHERE channel = 'web';

CREATE FUNCTION solde_creditor_face(p_creditor uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (SELECT json_build_object('id', id, 'slug', slug, 'name', name) FROM creditors WHERE id = p_creditor);
END $$;

-- What a person sent and what we said, in the conversation's one order. What has no echo (the opening of the chat) is not shown.
CREATE FUNCTION solde_history(p_creditor uuid, p_conversation uuid, p_after bigint, p_limit integer) RETURNS json
LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (
    SELECT coalesce(json_agg(json_build_object('seq', s.seq, 'id', s.id, 'at', solde_ms(s.at), 'from', s.who,
             CASE s.who WHEN 'us' THEN 'message' ELSE 'echo' END, s.said) ORDER BY s.seq), '[]')
      FROM (
        (SELECT i.id AS seq, i.id::text AS id, i.received_at AS at, 'person' AS who, i.activity -> 'echo' AS said
           FROM inbox i
          WHERE i.conversation_id = p_conversation AND i.id > p_after AND i.activity -> 'echo' <> 'null'
          ORDER BY i.id LIMIT p_limit)
        UNION ALL
        (SELECT o.seq, o.id::text, o.queued_at, 'us', o.message
           FROM outbox o
          WHERE o.conversation_id = p_conversation AND o.seq > p_after AND o.status = 'SENT' AND o.channel IN ('web', 'console')
          ORDER BY o.seq LIMIT p_limit)
        ORDER BY 1 LIMIT p_limit) s);
END $$;

-- Newest first, whatever their fate; a secret only as long as it is kept.
CREATE FUNCTION solde_outbox(p_creditor uuid, p_limit integer) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (
    SELECT coalesce(json_agg(json_build_object('id', o.id, 'channel', o.channel, 'to', o.sent_to, 'message', o.message,
             'secret', replace(encode(o.secret, 'base64'), E'\n', ''), 'status', o.status, 'reason', o.reason,
             'segments', o.segments, 'at', solde_ms(o.queued_at)) ORDER BY o.seq DESC), '[]')
      FROM (SELECT x.*, coalesce(x.address, c.key) AS sent_to
              FROM outbox x LEFT JOIN conversations c ON c.id = x.conversation_id
             WHERE x.creditor_id = p_creditor AND x.channel <> 'web' ORDER BY x.seq DESC LIMIT p_limit) o);
END $$;

-- Who a reference belongs to: a customer number, else an invoice number, whatever the case.
CREATE FUNCTION solde_find_identity(p_creditor uuid, p_reference text) RETURNS json LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_debtor uuid;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  SELECT coalesce(
    (SELECT d.id FROM debtors d WHERE d.creditor_id = p_creditor AND d.reference_key = p_reference),
    (SELECT v.debtor_id FROM invoices v WHERE v.creditor_id = p_creditor AND v.number_key = p_reference)) INTO v_debtor;
  RETURN (
    SELECT json_build_object('debtorId', d.id, 'points', solde_points(p_creditor, d.id), 'file', json_build_object(
             'debtorKind', d.kind, 'birthDate', d.birth_date, 'siren', d.siren, 'postcode', d.postcode,
             'letterCodeHash', d.letter_code_hash,
             'invoices', (SELECT coalesce(json_agg(json_build_object('number', v.number, 'total', solde_money(v.total_minor, v.currency))), '[]')
                            FROM invoices v WHERE v.creditor_id = p_creditor AND v.debtor_id = d.id),
             'lastInvoiceAmount', (SELECT solde_money(v.total_minor, v.currency) FROM invoices v
                                    WHERE v.creditor_id = p_creditor AND v.debtor_id = d.id ORDER BY v.issued DESC, v.number DESC LIMIT 1)))
      FROM debtors d WHERE d.id = v_debtor);
END $$;

CREATE FUNCTION solde_point(p_creditor uuid, p_point uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (
    SELECT json_build_object('id', p.id, 'contactId', p.contact_id, 'role', coalesce(
               (SELECT dc.role FROM debtor_contacts dc WHERE dc.contact_id = p.contact_id AND solde_acts(dc)
                 ORDER BY array_position(ARRAY['director', 'self', 'payables', 'representative', 'adviser', 'buyer', 'site'], dc.role) LIMIT 1), 'self'),
             'channel', p.channel, 'address', p.address, 'verifiedAt', solde_ms(p.verified_at),
             'optedOut', solde_opted_out(p_creditor, p.channel, p.address),
             'quarantined', p.quarantined_at IS NOT NULL)
      FROM contact_points p WHERE p.creditor_id = p_creditor AND p.id = p_point
       AND EXISTS (SELECT FROM debtor_contacts dc WHERE dc.contact_id = p.contact_id AND solde_acts(dc)));
END $$;

CREATE FUNCTION solde_attempts(p_creditor uuid, p_key text, p_now bigint) RETURNS json LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_now timestamptz := solde_instant(p_now);
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN json_build_object(
    'failuresLastDay', (SELECT count(*) FROM identity_attempts a WHERE a.creditor_id = p_creditor AND a.limit_key = p_key
                           AND NOT a.succeeded AND a.at > v_now - interval '24 h'),
    'codesLastHour', (SELECT count(*) FROM codes c WHERE c.creditor_id = p_creditor AND c.limit_key = p_key
                         AND c.issued_at > v_now - interval '1 h'),
    'codesLastDay', (SELECT count(*) FROM codes c WHERE c.creditor_id = p_creditor AND c.limit_key = p_key
                        AND c.issued_at > v_now - interval '24 h'));
END $$;

CREATE FUNCTION solde_last_code(p_creditor uuid, p_conversation uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (
    SELECT json_build_object('hash', c.hash, 'stored', json_build_object('id', c.id, 'purpose', c.purpose, 'debtorId', c.debtor_id,
             'contactId', (SELECT p.contact_id FROM contact_points p WHERE p.id = c.contact_point_id), 'termsHash', c.terms_hash,
             'expires', solde_ms(c.expires_at), 'tries', c.tries,
             'accountFailures', (SELECT coalesce(sum(k.tries - (k.used_at IS NOT NULL)::int), 0) FROM codes k
                                  WHERE k.debtor_id = c.debtor_id AND k.issued_at > c.issued_at - interval '24 h')))
      FROM codes c WHERE c.conversation_id = p_conversation AND c.used_at IS NULL ORDER BY c.issued_at DESC, c.id DESC LIMIT 1);
END $$;

-- Files as they came: nobody opens them before someone, or something, looked at them.
CREATE FUNCTION solde_keep_files(p_creditor uuid, p_files jsonb, p_contents bytea[], p_at bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  INSERT INTO blobs (id, creditor_id, name, mime, sha256, size, content, quarantine, stored_at)
  SELECT (b ->> 'id')::uuid, p_creditor, b ->> 'name', b ->> 'mime', encode(sha256(p_contents[n]), 'hex'),
         octet_length(p_contents[n]), p_contents[n], 'not-looked-at', solde_instant(p_at)
    FROM jsonb_array_elements(p_files) WITH ORDINALITY AS x (b, n);
END $$;

CREATE FUNCTION solde_look_file(p_creditor uuid, p_blob uuid, p_token_hash text) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (
    SELECT json_build_object('name', b.name, 'creditorName', c.name)
      FROM blobs b JOIN creditors c ON c.id = b.creditor_id
     WHERE b.id = p_blob AND b.quarantine IS NULL
       AND NOT EXISTS (SELECT FROM file_links f WHERE f.token_hash = p_token_hash AND f.consumed_at IS NOT NULL));
END $$;

-- The first to come takes the file; the token's hash stays behind and refuses the next.
CREATE FUNCTION solde_take_file(p_creditor uuid, p_blob uuid, p_token_hash text, p_expires bigint, p_now bigint)
RETURNS TABLE (name text, mime text, content bytea) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  INSERT INTO file_links (token_hash, creditor_id, blob_id, expires_at, consumed_at)
  SELECT p_token_hash, p_creditor, b.id, solde_instant(p_expires), solde_instant(p_now)
    FROM blobs b WHERE b.id = p_blob AND b.quarantine IS NULL
  ON CONFLICT (token_hash) DO NOTHING;
  IF FOUND THEN
    RETURN QUERY SELECT b.name, b.mime, b.content FROM blobs b WHERE b.id = p_blob;
  END IF;
END $$;
