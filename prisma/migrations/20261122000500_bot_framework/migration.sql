-- Conversations over the Bot Framework: where to write to, and what a waiting caller is answered.

-- Kept before the message itself, so that its answer has a way back even if this process dies in between. The address of a service may
-- change with any message.
CREATE FUNCTION solde_keep_reference(p_creditor uuid, p_channel text, p_key text, p_new_conversation uuid, p_reference jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  INSERT INTO conversations AS c (id, creditor_id, channel, key, reference)
  VALUES (p_new_conversation, p_creditor, p_channel, p_key, p_reference)
  ON CONFLICT ON CONSTRAINT conversations_key DO UPDATE SET reference = excluded.reference
    WHERE c.reference IS DISTINCT FROM excluded.reference;
END $$;

CREATE FUNCTION solde_reference(p_creditor uuid, p_conversation uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (SELECT reference FROM conversations WHERE id = p_conversation);
END $$;

-- What the turn of a message answered; null while it waits.
CREATE FUNCTION solde_response(p_creditor uuid, p_inbox bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (SELECT response FROM inbox WHERE id = p_inbox);
END $$;
