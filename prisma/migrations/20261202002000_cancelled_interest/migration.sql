-- Interest that was cancelled with the answer to a dispute: what accrues leaves out what was given up, so that the rest is charged anew.
CREATE INDEX charges_cancelled ON charges (debtor_id) WHERE status = 'waived' AND kind = 'interest';

CREATE FUNCTION solde_cancelled_charges(p_creditor uuid, p_debtors uuid[]) RETURNS TABLE (debtor_id uuid, found jsonb) LANGUAGE sql STABLE AS $$
  SELECT c.debtor_id, jsonb_agg(c.id ORDER BY c.id) FROM charges c
   WHERE c.creditor_id = p_creditor AND c.debtor_id = ANY (p_debtors) AND c.status = 'waived' AND c.kind = 'interest'
     AND c.waived_reason IN ('dispute-accepted', 'dispute-partly-accepted', 'dispute-rejected') GROUP BY 1
$$;

-- The case file with what is known beside it of money and charges.
CREATE OR REPLACE FUNCTION solde_case_files(p_creditor uuid, p_debtors uuid[], p_now bigint, p_but uuid DEFAULT NULL) RETURNS TABLE (debtor_id uuid, file json)
LANGUAGE sql STABLE AS $$
  SELECT f.debtor_id, CASE WHEN u.found IS NULL AND w.found IS NULL AND c.found IS NULL THEN f.file
      ELSE (f.file::jsonb || jsonb_strip_nulls(jsonb_build_object('unmatchedCash', u.found, 'waivedInterest', w.found, 'cancelledCharges', c.found)))::json END
    FROM solde_plain_case_files(p_creditor, p_debtors, p_now, p_but) f
    LEFT JOIN solde_unmatched_cash(p_creditor, p_debtors, p_now) u ON u.debtor_id = f.debtor_id
    LEFT JOIN solde_waived_interest(p_creditor, p_debtors) w ON w.debtor_id = f.debtor_id
    LEFT JOIN solde_cancelled_charges(p_creditor, p_debtors) c ON c.debtor_id = f.debtor_id
$$;
