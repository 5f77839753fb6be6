-- All our addresses and whose they are, read once a minute: a message that comes in is then routed, and told from one of our own, without
-- asking for each. Nothing of a creditor but its id.
CREATE FUNCTION solde_senders() RETURNS TABLE (channel text, address text, creditor_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.channel, s.address, s.creditor_id FROM senders s
$$;
