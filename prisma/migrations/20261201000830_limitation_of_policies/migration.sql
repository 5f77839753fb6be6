-- The first barred day of a line by the law and what interrupted it, or by a policy of one year (telecommunications, CPCE L34-2) in force for
-- such customers, where that comes first: after it nothing is demanded, so it is that day which is warned of. Told too early where another
-- policy holds for the line: the alert is for a person to look.
CREATE FUNCTION solde_last_demand_days(p_creditor uuid, p_today date) RETURNS TABLE (line_id uuid, debtor_id uuid, invoice_id uuid, open_minor bigint, currency text, barred_from date)
LANGUAGE sql STABLE AS $$
  WITH short AS MATERIALIZED (
    SELECT DISTINCT k.kind FROM policies p CROSS JOIN LATERAL jsonb_array_elements_text(p.content -> 'debtorKinds') AS k (kind)
     WHERE p.creditor_id = p_creditor AND p.content ->> 'limitation' = 'one-year' AND p.approved_at IS NOT NULL AND p.effective_from <= p_today
       AND (p.superseded_on IS NULL OR p.superseded_on > p_today))
  SELECT o.line_id, o.debtor_id, o.invoice_id, o.open_minor, o.currency, least(o.time_barred_from, y.barred)
    FROM solde_open_lines(p_creditor) o JOIN debtors d ON d.id = o.debtor_id
    LEFT JOIN LATERAL (
      SELECT (greatest(o.due, max(k.on_date)) + interval '12 months')::date + 1 AS barred FROM acknowledgements k WHERE k.line_id = o.line_id AND k.on_date <= p_today
    ) y ON d.kind IN (SELECT s.kind FROM short s)
$$;

CREATE OR REPLACE FUNCTION solde_limitation_alerts(p_creditor uuid, p_today date, p_at timestamptz) RETURNS integer LANGUAGE sql AS $$
  SELECT coalesce(sum(solde_open_task(p_creditor, o.debtor_id, 'limitation-soon', 'days-' || d.days, jsonb_build_object('line', o.line_id, 'invoice', i.number, 'minor', o.open_minor,
      'currency', o.currency, 'barredFrom', o.barred_from), 'limitation:' || o.line_id || ':' || o.barred_from || ':' || d.days, p_at, o.barred_from - 1)), 0)::integer
  FROM solde_last_demand_days(p_creditor, p_today) o JOIN invoices i ON i.id = o.invoice_id
    CROSS JOIN LATERAL (SELECT min(n) AS days FROM unnest(ARRAY[90, 30]) AS n WHERE p_today >= o.barred_from - n) d
  WHERE o.barred_from > p_today AND d.days IS NOT NULL
$$;
