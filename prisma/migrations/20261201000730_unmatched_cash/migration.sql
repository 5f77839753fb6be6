-- Money that waits under another name and may be this debtor's: found by its day.
CREATE INDEX payments_value_date ON payments (creditor_id, value_date);

-- Money that came in within a month, is placed on nothing and stands under another debtor, and may be one of these debtors': its words name
-- an invoice of theirs; or it is to the cent what is open of a line or of all their lines, and whoever it stands under owes nothing. What
-- stands under the debtor is in the account itself. Older money was somebody's to place (a task asks for it) and holds nobody's demand back.
CREATE FUNCTION solde_unmatched_cash(p_creditor uuid, p_debtors uuid[], p_now bigint) RETURNS TABLE (debtor_id uuid, found jsonb) LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_today date := (solde_instant(p_now) AT TIME ZONE 'UTC')::date;
  v_free jsonb;
BEGIN
  SELECT jsonb_agg(jsonb_build_object('id', p.id, 'debtor', p.debtor_id, 'minor', p.amount_minor - a.used, 'currency', p.currency, 'text', p.text)) INTO v_free
    FROM payments p
    CROSS JOIN LATERAL (SELECT coalesce(sum(x.amount_minor), 0)::bigint AS used FROM allocations x WHERE x.payment_id = p.id AND x.reversed_on IS NULL) a
   WHERE p.creditor_id = p_creditor AND p.value_date BETWEEN v_today - 30 AND v_today AND p.status = 'settled' AND p.ended_on IS NULL AND p.amount_minor > a.used;
  IF v_free IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH free AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(v_free) AS f (id uuid, debtor uuid, minor bigint, currency text, text text)),
  open AS MATERIALIZED (
    SELECT l.debtor_id, l.invoice_id, l.currency::text AS currency, l.amount_minor::bigint - coalesce(sum(a.amount_minor), 0)::bigint AS minor
      FROM due_lines l
      LEFT JOIN (allocations a LEFT JOIN payments p ON p.id = a.payment_id) ON a.line_id = l.id AND a.reversed_on IS NULL AND coalesce(p.status, 'settled') = 'settled'
     WHERE l.creditor_id = p_creditor AND l.closed IS NULL AND (l.debtor_id = ANY (p_debtors) OR l.debtor_id IN (SELECT f.debtor FROM free f)) GROUP BY l.id
    HAVING l.amount_minor > coalesce(sum(a.amount_minor), 0)),
  named AS (
    SELECT DISTINCT o.debtor_id, f.id, f.minor, f.currency FROM open o JOIN invoices i ON i.id = o.invoice_id
      JOIN free f ON f.currency = o.currency AND f.debtor <> o.debtor_id AND length(i.number) >= 4 AND position(upper(i.number) IN upper(f.text)) > 0
     WHERE o.debtor_id = ANY (p_debtors)),
  sums AS (
    SELECT o.debtor_id, o.currency, o.minor FROM open o WHERE o.debtor_id = ANY (p_debtors)
    UNION SELECT o.debtor_id, o.currency, sum(o.minor)::bigint FROM open o WHERE o.debtor_id = ANY (p_debtors) GROUP BY 1, 2),
  equal AS (
    SELECT s.debtor_id, f.id, f.minor, f.currency FROM sums s JOIN free f ON f.currency = s.currency AND f.minor = s.minor AND f.debtor <> s.debtor_id
     WHERE NOT EXISTS (SELECT FROM open o WHERE o.debtor_id = f.debtor))
  SELECT x.debtor_id, jsonb_agg(solde_money(x.minor, x.currency) ORDER BY x.minor, x.id) FROM (SELECT * FROM named UNION SELECT * FROM equal) x GROUP BY 1;
END $$;

-- The case file with what is known beside it of money and charges.
ALTER FUNCTION solde_case_files(uuid, uuid[], bigint, uuid) RENAME TO solde_plain_case_files;

CREATE FUNCTION solde_case_files(p_creditor uuid, p_debtors uuid[], p_now bigint, p_but uuid DEFAULT NULL) RETURNS TABLE (debtor_id uuid, file json)
LANGUAGE sql STABLE AS $$
  SELECT f.debtor_id, CASE WHEN u.found IS NULL AND w.found IS NULL THEN f.file
      ELSE (f.file::jsonb || jsonb_strip_nulls(jsonb_build_object('unmatchedCash', u.found, 'waivedInterest', w.found)))::json END
    FROM solde_plain_case_files(p_creditor, p_debtors, p_now, p_but) f
    LEFT JOIN solde_unmatched_cash(p_creditor, p_debtors, p_now) u ON u.debtor_id = f.debtor_id
    LEFT JOIN solde_waived_interest(p_creditor, p_debtors) w ON w.debtor_id = f.debtor_id
$$;
