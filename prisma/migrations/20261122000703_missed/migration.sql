-- What a carrier holds and we have not: messages that never reached us, and news that came before we knew a send's fate.

-- Of these ids of a carrier, those that were kept already: as a message, as a stray, or as a STOP that the carrier heard.
CREATE FUNCTION solde_known_messages(p_channel text, p_ids text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT x FROM unnest(p_ids) AS x
   WHERE EXISTS (SELECT FROM inbox i WHERE i.channel = p_channel AND i.external_id = x)
      OR EXISTS (SELECT FROM strays s WHERE s.channel = p_channel AND s.external_id = x)
      OR EXISTS (SELECT FROM opt_out_events e WHERE e.source = 'carrier:' || x)
$$;
CREATE INDEX opt_out_events_source ON opt_out_events (source);

-- As before, with the ids under which news of it came while it was being sent: they prove that it left.
CREATE OR REPLACE FUNCTION solde_unknown_send(p_creditor uuid, p_outbox uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (SELECT json_build_object('send', solde_claimed(o, solde_sent_to(o)), 'queuedAt', solde_ms(o.queued_at), 'since', solde_ms(o.settled_at),
                   'news', (SELECT coalesce(json_agg(DISTINCT d.carrier_id), '[]') FROM deliveries d WHERE d.outbox_id = o.id AND d.carrier_id IS NOT NULL))
            FROM outbox o WHERE o.id = p_outbox AND o.status = 'UNKNOWN');
END $$;
