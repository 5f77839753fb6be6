-- People of the creditor, and what they decided.

-- Somebody may be known to the shell alone; who is in the directory has both of its ids.
ALTER TABLE staff_users
  ALTER COLUMN tenant DROP NOT NULL,
  ALTER COLUMN aad_object_id DROP NOT NULL,
  ADD CONSTRAINT staff_users_directory_whole CHECK ((tenant IS NULL) = (aad_object_id IS NULL)),
  ADD CONSTRAINT staff_users_known CHECK (num_nonnulls(handle, aad_object_id) > 0),
  ADD CONSTRAINT staff_users_handle_shape CHECK (handle ~ '^[a-z][a-z0-9._-]{0,39}$');

ALTER TABLE charges
  ADD COLUMN waived_reason text;

-- Rejected, and no interest of the contested part is claimed for the time it was being looked into.
ALTER TABLE disputes
  ADD COLUMN interest_waived boolean NOT NULL DEFAULT false,
  ADD COLUMN answer text; -- what we answered, as it was decided

-- Whose block it is, so that it can be explained.
ALTER TABLE debtors
  ADD COLUMN blocked_by uuid REFERENCES staff_users,
  ADD COLUMN blocked_reason text,
  ADD CONSTRAINT debtors_block_is_a_persons CHECK (blocked_since IS NULL OR blocked_by IS NOT NULL);

CREATE INDEX debtors_blocked ON debtors (creditor_id) WHERE blocked_since IS NOT NULL;

-- As before; STOP can be said in a call too, which then is its source.
CREATE OR REPLACE FUNCTION solde_apply_address(p_creditor uuid, p_inbox bigint, f jsonb, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_channel text := f ->> 'channel';
  v_address text := f ->> 'address';
BEGIN
  PERFORM pg_advisory_xact_lock(solde_address_lock(p_creditor, v_address));
  IF f ->> 'kind' = 'point-quarantined' THEN
    -- A number is one person's, on whichever channel.
    UPDATE contact_points SET quarantined_at = coalesce(quarantined_at, p_at) WHERE creditor_id = p_creditor AND address = v_address;
    RETURN;
  END IF;
  INSERT INTO opt_out_events (creditor_id, channel, address, kind, source, at)
  VALUES (p_creditor, v_channel, v_address, CASE f ->> 'kind' WHEN 'opted-out' THEN 'stop' ELSE 'start' END, coalesce('inbox:' || p_inbox, f ->> 'source'), p_at);
  IF f ->> 'kind' = 'opted-in' THEN
    UPDATE opt_outs SET resumed_at = greatest(p_at, opted_out_at)
     WHERE creditor_id = p_creditor AND channel = ANY (solde_same_address(v_channel)) AND address = v_address AND resumed_at IS NULL;
    RETURN;
  END IF;
  INSERT INTO opt_outs AS o (creditor_id, channel, address, opted_out_at) VALUES (p_creditor, v_channel, v_address, p_at)
  ON CONFLICT (creditor_id, channel, address) DO UPDATE SET opted_out_at = excluded.opted_out_at, resumed_at = NULL
   WHERE o.resumed_at IS NOT NULL;
  UPDATE outbox o SET status = 'REFUSED', reason = 'opted-out', secret = NULL, settled_at = p_at
   WHERE o.status = 'READY' AND o.channel = ANY (solde_same_address(v_channel)) AND o.creditor_id = p_creditor AND v_address = coalesce(o.address,
         (SELECT c.key FROM conversations c WHERE c.id = o.conversation_id),
         (SELECT t.address FROM contact_points t WHERE t.id = o.contact_point_id));
END $$;
