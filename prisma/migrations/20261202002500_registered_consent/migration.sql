-- That they agreed to be sent electronic registered letters at that address (CPCE L100): {on, by, note}; whoever is no professional must have.
ALTER TABLE contact_points ADD registered_consent jsonb
  CONSTRAINT contact_points_registered_consent CHECK (registered_consent IS NULL OR (channel = 'email' AND registered_consent ?& ARRAY['on', 'by', 'note']));

-- Where a debtor may be sent one: an address that is in use, with their consent, the latest given.
CREATE FUNCTION solde_registered_point(p_debtor uuid) RETURNS TABLE (id uuid, address text) LANGUAGE sql STABLE AS $$
  SELECT t.id, t.address FROM contact_points t JOIN debtor_contacts l ON l.contact_id = t.contact_id
   WHERE l.debtor_id = p_debtor AND l.role IN ('self', 'director', 'payables') AND t.channel = 'email' AND t.registered_consent IS NOT NULL AND t.ended_at IS NULL AND t.quarantined_at IS NULL
   ORDER BY t.registered_consent ->> 'on' DESC, t.id LIMIT 1
$$;
