-- Accounts by a name that is like theirs, or by the end of a telephone number, found in an index whatever their number. Row-level security looks at
-- rows before conditions that might tell of them, so an index of likeness is none for the service's role: these functions read as the owner, of the
-- session's tenant alone, and give ids.
CREATE INDEX debtors_name_like ON debtors USING gin (name_key gin_trgm_ops);
CREATE INDEX contact_points_end ON contact_points (creditor_id, right(address, 4)) WHERE channel <> 'email' AND ended_at IS NULL;

-- The likest first, so many at most. Both texts are folded (solde_fold); `p_owner` is whose accounts alone, null: all. The operator's threshold is
-- the extension's own, 0.6.
CREATE FUNCTION solde_names_like(p_name text, p_owner text, p_most integer) RETURNS TABLE (id uuid, likeness real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT d.id, word_similarity(p_name, d.name_key) AS likeness FROM debtors d
   WHERE d.creditor_id = NULLIF(current_setting('app.creditor', true), '')::uuid AND (p_owner IS NULL OR d.sales_owner = p_owner) AND p_name <% d.name_key
   ORDER BY likeness DESC, d.name, d.id LIMIT p_most
$$;

-- Digits of a number's end, four at least.
CREATE FUNCTION solde_points_ending(p_digits text) RETURNS TABLE (contact_id uuid, address text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT p.contact_id, p.address FROM contact_points p
   WHERE p.creditor_id = NULLIF(current_setting('app.creditor', true), '')::uuid AND p.channel <> 'email' AND p.ended_at IS NULL
     AND right(p.address, 4) = right(p_digits, 4) AND right(p.address, length(p_digits)) = p_digits
$$;
