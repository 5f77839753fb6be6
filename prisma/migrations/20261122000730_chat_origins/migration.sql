-- The sites whose pages may show a creditor's chat: exact origins, https but for this machine. And what the chat page needs to know of
-- its creditor, and which links to files were used already.

ALTER TABLE creditors ADD COLUMN chat_origins text[] NOT NULL DEFAULT '{}'
  CONSTRAINT creditors_chat_origins_shape CHECK (
    cardinality(chat_origins) <= 50
    AND array_to_string(chat_origins, ' ', '?')
      ~ '^((https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http://(localhost|127\.0\.0\.1))(:[1-9][0-9]{0,4})?( |$))*$');

CREATE OR REPLACE FUNCTION solde_creditor_face(p_creditor uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (SELECT json_build_object('id', id, 'slug', slug, 'name', name, 'paymentPage', payment_page, 'origins', chat_origins)
            FROM creditors WHERE id = p_creditor);
END $$;

-- A browser asks whether a site may call before it says whose chat it means.
CREATE FUNCTION solde_chat_origin_known(p_origin text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM creditors WHERE p_origin = ANY (chat_origins))
$$;

CREATE FUNCTION solde_links_used(p_creditor uuid, p_hashes text[]) RETURNS SETOF text LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN QUERY SELECT f.token_hash FROM file_links f WHERE f.token_hash = ANY (p_hashes) AND f.consumed_at IS NOT NULL;
END $$;
