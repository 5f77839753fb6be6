-- The very words that an event's digest is of, so that a dossier that holds them can be checked where there is no database.
CREATE FUNCTION audit_words(e audit_events) RETURNS text LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_array(e.id, e.creditor_id, (extract(epoch FROM e.at) * 1000000)::bigint, e.kind, e.actor, e.debtor_id, e.conversation_id,
    e.inbox_id, e.policy_version, e.facts, encode(e.payload_hash, 'hex'), (extract(epoch FROM e.recorded_at) * 1000000)::bigint)::text
$$;
CREATE OR REPLACE FUNCTION audit_digest(e audit_events) RETURNS bytea LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT sha256(convert_to(audit_words(e), 'UTF8'))
$$;

-- The trail of one debtor within its creditor's chain: from the seal of the debtor's first event to that of the last, this debtor's events in their
-- own words with what was said, everybody else's as digests alone. Null while the event `p_last` is not sealed.
CREATE FUNCTION solde_dossier_chain(p_creditor uuid, p_debtor uuid, p_last bigint) RETURNS json LANGUAGE sql STABLE AS $$
  WITH bounds AS (
    SELECT (SELECT min(s.number) FROM audit_seals s WHERE s.creditor_id = p_creditor
              AND s.to_id >= (SELECT min(e.id) FROM audit_events e WHERE e.creditor_id = p_creditor AND e.debtor_id = p_debtor)) AS first,
           (SELECT s.number FROM audit_seals s WHERE s.creditor_id = p_creditor AND p_last BETWEEN s.from_id AND s.to_id) AS last)
  SELECT json_build_object('creditor', p_creditor, 'debtor', p_debtor, 'prev', (SELECT encode(s.prev, 'hex') FROM audit_seals s WHERE s.creditor_id = p_creditor AND s.number = b.first),
    'seals', (SELECT json_agg(json_build_object('number', s.number, 'from', s.from_id, 'to', s.to_id, 'hash', encode(s.hash, 'hex'), 'events', (
        SELECT json_agg(CASE WHEN e.debtor_id = p_debtor THEN to_json(json_build_object('words', audit_words(e), 'payload',
            CASE WHEN p.erased_rule IS NOT NULL THEN json_build_object('erased', p.erased_rule)
                 WHEN p.event_id IS NOT NULL THEN json_build_object('salt', encode(p.salt, 'hex'), 'words', p.payload::text) END))
          ELSE to_json(encode(audit_digest(e), 'hex')) END ORDER BY e.id)
        FROM audit_events e LEFT JOIN audit_payloads p ON p.event_id = e.id WHERE e.creditor_id = p_creditor AND e.id BETWEEN s.from_id AND s.to_id)) ORDER BY s.number)
      FROM audit_seals s WHERE s.creditor_id = p_creditor AND s.number BETWEEN b.first AND b.last))
  FROM bounds b WHERE b.last IS NOT NULL
$$;
