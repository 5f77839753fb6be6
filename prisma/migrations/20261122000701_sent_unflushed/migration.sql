-- As before; but that a text message was sent waits for no disk. The claim did: a crash of the database that forgets the end finds the row
-- claimed, by then UNKNOWN, and the carrier's news or its list tells that it left. It is never sent again.
CREATE OR REPLACE FUNCTION solde_sent(
  p_creditor uuid, p_outbox uuid, p_owner uuid, p_end text, p_detail text, p_segments integer, p_later_ms integer, p_keep_secret boolean, p_now bigint
) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  r outbox;
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  SELECT * INTO r FROM outbox WHERE id = p_outbox AND (status = 'UNKNOWN' OR (status = 'SENDING' AND lease_owner = p_owner)) FOR NO KEY UPDATE;
  IF FOUND THEN
    CASE p_end
      WHEN 'SENT' THEN
        IF r.channel IN ('sms', 'whatsapp') THEN
          PERFORM set_config('synchronous_commit', 'off', true);
        END IF;
        UPDATE outbox SET status = 'SENT', carrier_id = p_detail, segments = p_segments, settled_at = solde_instant(p_now),
               lease_owner = NULL, lease_until = NULL, reason = NULL, secret = CASE WHEN p_keep_secret THEN secret END
         WHERE id = p_outbox;
      WHEN 'READY' THEN
        UPDATE outbox SET status = 'READY', attempt = attempt + 1, reason = p_detail, lease_owner = NULL, lease_until = NULL,
               not_before = clock_timestamp() + make_interval(secs => p_later_ms / 1000.0)
         WHERE id = p_outbox AND status = 'SENDING';
      ELSE
        IF r.status = 'SENDING' OR p_end = 'REFUSED' THEN
          PERFORM solde_settle_send(p_outbox, p_end, p_detail, solde_instant(p_now));
        END IF;
    END CASE;
  END IF;
  RETURN (SELECT o.id FROM outbox o WHERE o.conversation_id = (SELECT x.conversation_id FROM outbox x WHERE x.id = p_outbox)
            AND o.status = 'READY' AND (o.not_before IS NULL OR o.not_before <= clock_timestamp()) ORDER BY o.seq LIMIT 1);
END $$;
