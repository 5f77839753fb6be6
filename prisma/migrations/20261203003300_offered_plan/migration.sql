-- As before; a plan that a person offered is the one that begins when the debtor agrees to it, and nobody need propose it any more.
CREATE OR REPLACE FUNCTION solde_apply_agreement(p_creditor uuid, p_inbox bigint, f jsonb, p_facts jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_id uuid := (f ->> 'id')::uuid;
  v_debtor uuid := (f ->> 'debtorId')::uuid;
  v_promise text;
BEGIN
  FOR v_promise IN SELECT jsonb_array_elements_text(coalesce(f -> 'supersedes', '[]')) LOOP
    PERFORM solde_withdraw('promise', v_promise::uuid, v_debtor, coalesce(f ->> 'madeOn', f ->> 'signedOn')::date);
  END LOOP;
  CASE f ->> 'kind'
    WHEN 'promise-made' THEN
      INSERT INTO promises (id, creditor_id, debtor_id, amount_minor, currency, due, made_on, status)
      VALUES (v_id, p_creditor, v_debtor, (f -> 'amount' ->> 'minor')::bigint, f -> 'amount' ->> 'currency', (f ->> 'due')::date,
              (f ->> 'madeOn')::date, 'open');
      INSERT INTO promise_lines (creditor_id, debtor_id, promise_id, line_id, amount_minor, currency)
      SELECT p_creditor, v_debtor, v_id, (l ->> 'lineId')::uuid, (l -> 'amount' ->> 'minor')::bigint, l -> 'amount' ->> 'currency'
        FROM jsonb_array_elements(f -> 'lines') AS l;
    WHEN 'plan-accepted' THEN
      UPDATE tasks SET done_at = (SELECT i.received_at FROM inbox i WHERE i.id = p_inbox), done_by = 'system'
       WHERE debtor_id = v_debtor AND kind = 'offer-plan' AND done_at IS NULL;
      UPDATE plans SET status = 'active', signed_on = (f ->> 'signedOn')::date WHERE id = v_id AND debtor_id = v_debtor AND status = 'offered';
      IF FOUND THEN
        RETURN; -- its lines and instalments stand as they were offered
      END IF;
      INSERT INTO plans (id, creditor_id, debtor_id, total_minor, currency, frequency, status, offered_on, signed_on, terms_hash, policy_version)
      VALUES (v_id, p_creditor, v_debtor, (f -> 'total' ->> 'minor')::bigint, f -> 'total' ->> 'currency', f ->> 'frequency', 'active',
              (f ->> 'signedOn')::date, (f ->> 'signedOn')::date, f ->> 'termsHash', f ->> 'policyVersion');
      INSERT INTO plan_lines (creditor_id, debtor_id, plan_id, line_id, amount_minor, currency)
      SELECT p_creditor, v_debtor, v_id, (l ->> 'lineId')::uuid, (l -> 'amount' ->> 'minor')::bigint, l -> 'amount' ->> 'currency'
        FROM jsonb_array_elements(f -> 'lines') AS l;
      INSERT INTO instalments (creditor_id, debtor_id, plan_id, position, due, amount_minor, currency)
      SELECT p_creditor, v_debtor, v_id, (i ->> 'position')::integer, (i ->> 'due')::date, (i -> 'amount' ->> 'minor')::bigint, i -> 'amount' ->> 'currency'
        FROM jsonb_array_elements(f -> 'instalments') AS i;
    WHEN 'withdrawn' THEN
      PERFORM solde_withdraw(f ->> 'what', v_id, v_debtor, (f ->> 'on')::date);
    WHEN 'acknowledged' THEN
      -- Named after the agreement of the same turn, of which it is an effect.
      INSERT INTO acknowledgements (id, creditor_id, debtor_id, line_id, on_date, source)
      SELECT gen_random_uuid(), p_creditor, v_debtor, (l ->> 'lineId')::uuid, (f ->> 'on')::date,
             (f ->> 'why') || ':' || coalesce(
               (SELECT a ->> 'id' FROM jsonb_array_elements(p_facts) AS a
                 WHERE a ->> 'kind' = CASE f ->> 'why' WHEN 'plan' THEN 'plan-accepted' ELSE 'promise-made' END
                   AND a ->> 'debtorId' = f ->> 'debtorId' LIMIT 1), 'inbox ' || p_inbox)
        FROM jsonb_array_elements(f -> 'lines') AS l
      ON CONFLICT ON CONSTRAINT acknowledgements_once DO NOTHING;
  END CASE;
END $$;
