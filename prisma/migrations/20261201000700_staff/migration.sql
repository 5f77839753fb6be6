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
