-- What is open of due lines that are still the creditor's to ask for; settled money and credit notes count, what is on its way does not.
CREATE FUNCTION solde_open_lines(p_creditor uuid) RETURNS TABLE (line_id uuid, debtor_id uuid, invoice_id uuid, due date, open_minor bigint, currency text, time_barred_from date)
LANGUAGE sql STABLE AS $$
  SELECT l.id, l.debtor_id, l.invoice_id, l.due, l.amount_minor::bigint - x.settled, l.currency::text, l.time_barred_from FROM due_lines l
    CROSS JOIN LATERAL (SELECT coalesce(sum(a.amount_minor), 0)::bigint AS settled FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id
      WHERE a.line_id = l.id AND a.reversed_on IS NULL AND coalesce(p.status, 'settled') = 'settled') x
   WHERE l.creditor_id = p_creditor AND l.closed IS NULL AND l.amount_minor > x.settled
$$;

-- A claim is about to lapse: told 90 and 30 days before its first barred day, the nearer one once it is reached. A day that moved is told anew.
CREATE FUNCTION solde_limitation_alerts(p_creditor uuid, p_today date, p_at timestamptz) RETURNS integer LANGUAGE sql AS $$
  SELECT coalesce(sum(solde_open_task(p_creditor, o.debtor_id, 'limitation-soon', 'days-' || d.days, jsonb_build_object('line', o.line_id, 'invoice', i.number, 'minor', o.open_minor,
      'currency', o.currency, 'barredFrom', o.time_barred_from), 'limitation:' || o.line_id || ':' || o.time_barred_from || ':' || d.days, p_at, o.time_barred_from - 1)), 0)::integer
  FROM solde_open_lines(p_creditor) o JOIN invoices i ON i.id = o.invoice_id
    CROSS JOIN LATERAL (SELECT min(n) AS days FROM unnest(ARRAY[90, 30]) AS n WHERE p_today >= o.time_barred_from - n) d
  WHERE o.time_barred_from > p_today AND d.days IS NOT NULL
$$;

-- Days of the insurer: a claim to be made while something is late, and the last day a line may wait before cover is lost.
CREATE FUNCTION solde_credit_alerts(p_creditor uuid, p_today date, p_at timestamptz) RETURNS integer LANGUAGE sql AS $$
  WITH late AS (SELECT * FROM solde_open_lines(p_creditor) o WHERE o.due < p_today),
  claims AS (
    SELECT c.debtor_id, c.claim_by, c.insurer, c.insured_minor, c.currency, (SELECT min(n) FROM unnest(ARRAY[30, 10, 3]) AS n WHERE p_today >= c.claim_by - n) AS days
      FROM credit_files c WHERE c.creditor_id = p_creditor AND c.claim_by >= p_today AND EXISTS (SELECT FROM late l WHERE l.debtor_id = c.debtor_id)),
  extensions AS (
    SELECT l.*, l.due + c.maximum_extension_days AS last_day, c.insurer,
      (SELECT min(n) FROM unnest(ARRAY[10, 3]) AS n WHERE p_today >= l.due + c.maximum_extension_days - n) AS days
      FROM late l JOIN credit_files c ON c.debtor_id = l.debtor_id AND c.creditor_id = p_creditor WHERE l.due + c.maximum_extension_days >= p_today)
  SELECT (
    (SELECT coalesce(sum(solde_open_task(p_creditor, c.debtor_id, 'insurer-claim-soon', 'days-' || c.days, jsonb_strip_nulls(jsonb_build_object('insurer', c.insurer,
        'insuredMinor', c.insured_minor, 'currency', c.currency, 'claimBy', c.claim_by)), 'insurer-claim:' || c.debtor_id || ':' || c.claim_by || ':' || c.days, p_at, c.claim_by)), 0)
       FROM claims c WHERE c.days IS NOT NULL)
    + (SELECT coalesce(sum(solde_open_task(p_creditor, e.debtor_id, 'extension-ending', 'days-' || e.days, jsonb_strip_nulls(jsonb_build_object('line', e.line_id, 'invoice', i.number,
        'insurer', e.insurer, 'minor', e.open_minor, 'currency', e.currency, 'lastDay', e.last_day)), 'extension:' || e.line_id || ':' || e.last_day || ':' || e.days, p_at, e.last_day)), 0)
       FROM extensions e JOIN invoices i ON i.id = e.invoice_id WHERE e.days IS NOT NULL))::integer
$$;

-- Insured customers: no plan without a person. The accounts' own word, or a file of credit management.
CREATE OR REPLACE FUNCTION solde_account(p_creditor uuid, p_debtor uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
DECLARE
  v json := solde_own_account(p_creditor, p_debtor);
  paid_by_other boolean;
  insured boolean;
BEGIN
  SELECT d.payer_id IS NOT NULL, d.insured_by IS NOT NULL OR EXISTS (SELECT FROM credit_files c WHERE c.creditor_id = p_creditor AND c.debtor_id = p_debtor
      AND (c.insurer IS NOT NULL OR c.insured_minor > 0))
    INTO paid_by_other, insured FROM debtors d WHERE d.id = p_debtor AND d.creditor_id = p_creditor;
  IF paid_by_other OR insured THEN
    RETURN jsonb_set(v::jsonb, '{debtor}', v::jsonb -> 'debtor' || CASE WHEN paid_by_other THEN '{"paidByOther": true}' ELSE '{}' END::jsonb
      || CASE WHEN insured THEN '{"insured": true}' ELSE '{}' END::jsonb)::json;
  END IF;
  RETURN v;
END $$;
