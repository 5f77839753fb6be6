-- Which addresses prove something, how often codes go to one, and what decoys are drawn from.

-- An address that was given in a conversation proves nothing until a code sent to it came back (verified_at), and for a day after
-- that (usable_from). One that was replaced stays, ended: what was sent to it is still explained by it.
ALTER TABLE contact_points ADD COLUMN claimed_at timestamptz, ADD COLUMN ended_at timestamptz;
ALTER TABLE contact_points ADD CONSTRAINT contact_points_claimed_before_use
  CHECK (claimed_at IS NULL OR (verified_at IS NULL) = (usable_from IS NULL));

-- From when a point proves anything: 0 where the accounts gave it, null where nothing proved it yet.
CREATE FUNCTION solde_usable_from(p contact_points) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p.claimed_at IS NULL OR p.usable_from IS NOT NULL THEN coalesce(solde_ms(p.usable_from), 0) END
$$;

CREATE OR REPLACE FUNCTION solde_points(p_creditor uuid, p_debtor uuid) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT coalesce(json_agg(json_build_object('id', p.id, 'contactId', p.contact_id, 'role', p.role, 'channel', p.channel,
           'address', p.address, 'verifiedAt', solde_ms(p.verified_at), 'optedOut', p.opted_out,
           'quarantined', p.quarantined_at IS NOT NULL, 'usableFrom', p.usable) ORDER BY p.channel, p.address, p.id), '[]')
    FROM (
      SELECT DISTINCT ON (cp.id) cp.*, dc.role, solde_opted_out(p_creditor, cp.channel, cp.address) AS opted_out, solde_usable_from(cp) AS usable
        FROM debtor_contacts dc JOIN contact_points cp ON cp.contact_id = dc.contact_id
       WHERE dc.debtor_id = p_debtor AND cp.ended_at IS NULL AND solde_acts(dc)
       ORDER BY cp.id, array_position(ARRAY['director', 'self', 'payables', 'representative', 'adviser', 'buyer', 'site'], dc.role)) p
$$;

CREATE OR REPLACE FUNCTION solde_point(p_creditor uuid, p_point uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (
    SELECT json_build_object('id', p.id, 'contactId', p.contact_id, 'role', coalesce(
               (SELECT dc.role FROM debtor_contacts dc WHERE dc.contact_id = p.contact_id AND solde_acts(dc)
                 ORDER BY array_position(ARRAY['director', 'self', 'payables', 'representative', 'adviser', 'buyer', 'site'], dc.role) LIMIT 1), 'self'),
             'channel', p.channel, 'address', p.address, 'verifiedAt', solde_ms(p.verified_at),
             'optedOut', solde_opted_out(p_creditor, p.channel, p.address),
             'quarantined', p.quarantined_at IS NOT NULL, 'usableFrom', solde_usable_from(p))
      FROM contact_points p WHERE p.creditor_id = p_creditor AND p.id = p_point AND p.ended_at IS NULL
       AND EXISTS (SELECT FROM debtor_contacts dc WHERE dc.contact_id = p.contact_id AND solde_acts(dc)));
END $$;

-- The addresses of some customers, by customer. Ids are drawn at random, so the first ones are a fair sample, and the same one as long as
-- the customers are.
CREATE FUNCTION solde_address_sample(p_creditor uuid, p_limit integer) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (SELECT coalesce(json_agg(solde_points(p_creditor, d.id) ORDER BY d.id), '[]')
            FROM (SELECT x.id FROM debtors x WHERE x.creditor_id = p_creditor ORDER BY x.id LIMIT p_limit) d);
END $$;

-- Failures since the last proof that succeeded, and codes of the last hour and day: of a reference or account, and of an address where
-- one is named, whichever count is higher.
DROP FUNCTION solde_attempts(uuid, text, bigint);
CREATE FUNCTION solde_attempts(p_creditor uuid, p_key text, p_address text, p_now bigint) RETURNS json LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_day timestamptz := solde_instant(p_now) - interval '24 h';
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (
    SELECT json_build_object(
      'failuresLastDay', (SELECT count(*) FROM identity_attempts a WHERE a.creditor_id = p_creditor AND a.limit_key = p_key
                             AND NOT a.succeeded AND a.at > v_day
                             AND a.id > coalesce((SELECT max(s.id) FROM identity_attempts s WHERE s.creditor_id = p_creditor AND s.limit_key = p_key
                                                     AND s.succeeded AND s.at > v_day), 0)),
      'codesLastHour', greatest(k.hour, t.hour), 'codesLastDay', greatest(k.day, t.day))
      FROM (SELECT count(*) AS day, count(*) FILTER (WHERE c.issued_at > solde_instant(p_now) - interval '1 h') AS hour FROM codes c
             WHERE c.creditor_id = p_creditor AND c.limit_key = p_key AND c.issued_at > v_day) k,
           (SELECT count(*) AS day, count(*) FILTER (WHERE x.issued_at > solde_instant(p_now) - interval '1 h') AS hour
              FROM solde_codes_sent(p_creditor, p_address, v_day) x) t);
END $$;

-- When codes left for an address, for whatever purpose and by whichever channel. A number is one address by SMS and by WhatsApp.
CREATE FUNCTION solde_codes_sent(p_creditor uuid, p_address text, p_since timestamptz) RETURNS TABLE (issued_at timestamptz) LANGUAGE sql STABLE AS $$
  SELECT c.issued_at FROM contact_points t JOIN codes c ON c.contact_point_id = t.id
   WHERE t.creditor_id = p_creditor AND t.address = p_address AND t.channel IN ('sms', 'whatsapp', 'email') AND c.issued_at > p_since
$$;

-- Three codes an hour and six a day (codeLimits): for a reference, known or not, and for an address, whatever reference named it, whatever
-- the code is for and however many conversations ask at once. The rules count too, but what they saw may be old by now.
CREATE OR REPLACE FUNCTION solde_code_spent(p_creditor uuid, f jsonb, p_at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
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
      SELECT 2, s.issued_at FROM solde_codes_sent(p_creditor, v_address, p_at - interval '24 h') s) x
    GROUP BY by_what HAVING count(*) >= 6 OR count(*) FILTER (WHERE issued_at > p_at - interval '1 h') >= 3);
END $$;
