-- What an unsubscribe link shows before anybody acts on it: who wrote, in which language, and nothing of why.
CREATE FUNCTION solde_look_unsubscribe(p_creditor uuid, p_outbox uuid) RETURNS json LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (SELECT json_build_object('creditorName', c.name, 'language', coalesce(o.message ->> 'language', 'fr'))
            FROM outbox o JOIN creditors c ON c.id = o.creditor_id WHERE o.id = p_outbox AND o.creditor_id = p_creditor AND o.channel = 'email');
END $$;

-- The address that message went to wants no more e-mails: written once for each message, however often its link is used.
CREATE FUNCTION solde_unsubscribe(p_creditor uuid, p_outbox uuid, p_at bigint) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_to text;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  SELECT solde_sent_to(o) INTO v_to FROM outbox o WHERE o.id = p_outbox AND o.creditor_id = p_creditor AND o.channel = 'email';
  IF v_to IS NULL THEN
    RETURN false;
  END IF;
  PERFORM solde_carrier_opt(p_creditor, 'email', v_to, 'stop', 'unsubscribe:' || p_outbox, p_at);
  RETURN true;
END $$;
