-- The first day on which a claim is time-barred, its period having begun at the end of that day; as domain/limitation.ts. Null where the
-- law of the debtor's country is not known here: then nobody is asked for the line unprompted, and a person looks.
CREATE FUNCTION solde_time_barred(p_country text, p_kind text, p_capacity text, p_start date) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    -- Loi 68-1250, art. 1; C. conso. L218-2; C. com. L110-4.
    WHEN p_country = 'FR' AND p_kind = 'public-body' THEN make_date(extract(year FROM p_start)::int + 5, 1, 1)
    WHEN p_country = 'FR' AND (p_kind = 'consumer' OR (p_kind = 'sole-trader' AND p_capacity = 'private')) THEN (p_start + interval '24 months')::date + 1
    WHEN p_country = 'FR' THEN (p_start + interval '60 months')::date + 1
    -- Five years in Scotland (Prescription and Limitation (Scotland) Act 1973, s. 6), six in England and Wales (Limitation Act 1980, s. 5):
    -- the shorter one, since an address does not say whose law the contract is under and in Scotland the claim itself is extinguished.
    WHEN p_country = 'GB' THEN (p_start + interval '60 months')::date + 1
  END
$$;
