-- Interest that was given up with the answer to a dispute.
CREATE INDEX disputes_interest_waived ON disputes (debtor_id) WHERE interest_waived;

-- Interest given up with answers to disputes, as domain/waived-interest.ts has it: on that much of the line, up to the day of the answer.
CREATE FUNCTION solde_waived_interest(p_creditor uuid, p_debtors uuid[]) RETURNS TABLE (debtor_id uuid, found jsonb) LANGUAGE sql STABLE AS $$
  SELECT s.debtor_id, jsonb_agg(jsonb_build_object('lineId', s.line_id, 'amount', solde_money(s.amount_minor, s.currency), 'until', s.answered_on) ORDER BY s.answered_on, s.id)
    FROM disputes s WHERE s.creditor_id = p_creditor AND s.debtor_id = ANY (p_debtors) AND s.interest_waived AND s.status = 'rejected' GROUP BY 1
$$;
