-- A file that came by telephone stays at the carrier until it is deleted there. Once its message is dealt with and it is kept here, that is
-- done; what could not be taken stays there, for a person to look at.
CREATE INDEX inbox_media ON inbox (id) WHERE state = 'done' AND activity #> '{inbound,media,0}' IS NOT NULL;

CREATE FUNCTION solde_copied_media(p_limit integer) RETURNS TABLE (creditor_id uuid, inbox_id bigint, urls text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT i.creditor_id, i.id, ARRAY(SELECT m ->> 'url' FROM jsonb_array_elements(i.activity #> '{inbound,media}') AS m)
    FROM inbox i
   WHERE i.state = 'done' AND i.activity #> '{inbound,media,0}' IS NOT NULL
     AND i.understood -> 'commands' @> '[{"kind": "attach"}]' AND NOT i.understood -> 'commands' @> '[{"kind": "unreadable"}]'
   ORDER BY i.id LIMIT p_limit
$$;

CREATE FUNCTION solde_forget_media(p_creditor uuid, p_inbox bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  UPDATE inbox SET activity = jsonb_set(activity, '{inbound,media}', '[]') WHERE id = p_inbox AND state = 'done';
END $$;
