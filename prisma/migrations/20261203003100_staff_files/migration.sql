-- Files made for one of our own people, exports and sheets: they are deleted after a while, unlike what debtors are shown or sent.
ALTER TABLE blobs ADD COLUMN for_staff boolean NOT NULL DEFAULT false;
CREATE INDEX blobs_for_staff ON blobs (creditor_id, stored_at) WHERE for_staff;

-- As before, with whom it was made for.
CREATE OR REPLACE FUNCTION solde_put_blobs(p_creditor uuid, p_blobs jsonb, p_contents bytea[], p_at timestamptz) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO blobs (id, creditor_id, debtor_id, name, mime, sha256, size, content, stored_at, for_staff)
  SELECT (b ->> 'id')::uuid, p_creditor, (b ->> 'debtorId')::uuid, b ->> 'name', b ->> 'mime',
         encode(sha256(p_contents[n]), 'hex'), octet_length(p_contents[n]), p_contents[n], p_at, coalesce((b ->> 'forStaff')::boolean, false)
    FROM jsonb_array_elements(p_blobs) WITH ORDINALITY AS x (b, n)
$$;

-- Deletes those made before that instant, with what is left of their links, which ended long before. A file of ours is never of an account's file.
CREATE FUNCTION solde_purge_staff_files(p_creditor uuid, p_before timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  total integer;
BEGIN
  DELETE FROM file_links f USING blobs b
   WHERE f.creditor_id = p_creditor AND f.blob_id = b.id AND b.creditor_id = p_creditor AND b.for_staff AND b.stored_at < p_before;
  DELETE FROM blobs b WHERE b.creditor_id = p_creditor AND b.for_staff AND b.stored_at < p_before;
  GET DIAGNOSTICS total = ROW_COUNT;
  RETURN total;
END $$;

-- Whom a file was made for is settled when it is made: what belongs to a debtor never becomes one that is deleted.
CREATE TRIGGER blobs_stay_whose BEFORE UPDATE ON blobs FOR EACH ROW
  WHEN (OLD.for_staff IS DISTINCT FROM NEW.for_staff) EXECUTE FUNCTION refuse_change();
