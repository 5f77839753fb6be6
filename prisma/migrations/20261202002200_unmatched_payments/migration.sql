-- Money that came in and that nobody could place: of no customer, of one we do not know, or for an invoice that is not there. It is kept as it
-- was told until a person or a later import says whose it is, and holds back demands of those it may be of.
CREATE TABLE unmatched_payments (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  import_id uuid NOT NULL REFERENCES imports,
  key text NOT NULL, -- the accounts' id, else made of its content: the same row of a later file is the same money
  why text NOT NULL CONSTRAINT unmatched_payments_why_known CHECK (why IN ('debtor-missing', 'unknown-debtor', 'unknown-invoice')),
  debtor_said text,
  invoices_said text,
  payer_name text,
  payer_iban text,
  text text NOT NULL DEFAULT '',
  means text NOT NULL,
  amount_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  value_date date NOT NULL,
  kept_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_by text,
  ended_how text CONSTRAINT unmatched_payments_end_known CHECK (ended_how IN ('placed', 'booked', 'dismissed', 'returned')), -- placed: by a person; booked: by the accounts
  note text,
  debtor_id uuid,
  payment_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT unmatched_payments_key UNIQUE (creditor_id, key),
  CONSTRAINT unmatched_payments_end_whole CHECK (num_nonnulls(ended_at, ended_by, ended_how) IN (0, 3)),
  CONSTRAINT unmatched_payments_placed_whole CHECK ((debtor_id IS NULL) = (payment_id IS NULL)),
  FOREIGN KEY (creditor_id, debtor_id, payment_id) REFERENCES payments (creditor_id, debtor_id, id)
);
CREATE INDEX unmatched_payments_open ON unmatched_payments (creditor_id) WHERE ended_at IS NULL;

SELECT isolate_tenants();
REVOKE TRUNCATE, REFERENCES, TRIGGER, DELETE ON unmatched_payments FROM solde_app;

-- The words of a name, as banks and accounts write it in their own ways: without accents, signs, forms of companies and titles.
CREATE FUNCTION solde_name_words(p_name text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(DISTINCT w), '{}') FROM regexp_split_to_table(
      lower(translate(p_name, 'ÀÁÂÄÃÅÇÈÉÊËÌÍÎÏÑÒÓÔÖÕÙÚÛÜÝàáâäãåçèéêëìíîïñòóôöõùúûüýÿ’''', 'AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy  ')), '[^a-z0-9]+') AS w
   WHERE length(w) > 1 AND w NOT IN ('sarl', 'sas', 'sasu', 'eurl', 'sa', 'snc', 'sci', 'scop', 'ei', 'eirl', 'ltd', 'limited', 'llc', 'inc', 'plc', 'llp', 'gmbh', 'bv', 'srl',
     'mr', 'mme', 'mlle', 'mrs', 'ms', 'monsieur', 'madame', 'mademoiselle', 'ste', 'societe', 'ets', 'etablissements', 'et', 'and', 'de', 'du', 'la', 'le', 'les', 'des', 'the', 'vir', 'virement')
$$;

-- What nobody placed and may be one of these debtors': it gives their reference or name, or names an invoice of theirs; or it is to the cent
-- what is open of a line or of all their lines. It holds until somebody says whose it is, however old.
CREATE FUNCTION solde_kept_cash(p_creditor uuid, p_debtors uuid[], p_now bigint) RETURNS TABLE (debtor_id uuid, id uuid, minor bigint, currency text) LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM unmatched_payments k WHERE k.creditor_id = p_creditor AND k.ended_at IS NULL) THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH kept AS MATERIALIZED (
    SELECT k.id, k.amount_minor::bigint AS minor, k.currency::text AS currency, upper(coalesce(k.debtor_said, '')) AS said,
        regexp_replace(upper(concat_ws(' ', k.text, k.invoices_said)), '[^A-Z0-9]', '', 'g') AS squeezed, solde_name_words(concat_ws(' ', k.payer_name, k.text)) AS words
      FROM unmatched_payments k WHERE k.creditor_id = p_creditor AND k.ended_at IS NULL AND k.value_date <= (solde_instant(p_now) AT TIME ZONE 'UTC')::date),
  asked AS MATERIALIZED (
    SELECT d.id, upper(d.reference) AS reference, regexp_replace(upper(d.reference), '[^A-Z0-9]', '', 'g') AS squeezed, solde_name_words(d.name) AS words
      FROM debtors d WHERE d.creditor_id = p_creditor AND d.id = ANY (p_debtors)),
  open AS MATERIALIZED (
    SELECT l.debtor_id AS of, regexp_replace(upper(i.number), '[^A-Z0-9]', '', 'g') AS squeezed, l.currency::text AS currency, l.amount_minor::bigint - coalesce(sum(a.amount_minor), 0)::bigint AS minor
      FROM due_lines l JOIN invoices i ON i.id = l.invoice_id
      LEFT JOIN (allocations a LEFT JOIN payments p ON p.id = a.payment_id) ON a.line_id = l.id AND a.reversed_on IS NULL AND coalesce(p.status, 'settled') = 'settled'
     WHERE l.creditor_id = p_creditor AND l.closed IS NULL AND l.debtor_id = ANY (p_debtors) GROUP BY l.id, i.number
    HAVING l.amount_minor > coalesce(sum(a.amount_minor), 0)),
  sums AS (SELECT o.of, o.currency, o.minor FROM open o UNION SELECT o.of, o.currency, sum(o.minor)::bigint FROM open o GROUP BY 1, 2)
  -- One short word is no name: it stands in too many remittances.
  SELECT d.id, k.id, k.minor, k.currency FROM asked d JOIN kept k ON d.reference = k.said OR (length(d.squeezed) >= 5 AND position(d.squeezed IN k.squeezed) > 0)
      OR ((cardinality(d.words) > 1 OR length(d.words[1]) >= 5) AND d.words <@ k.words)
  UNION SELECT o.of, k.id, k.minor, k.currency FROM open o JOIN kept k ON k.currency = o.currency AND length(o.squeezed) >= 4 AND position(o.squeezed IN k.squeezed) > 0
  UNION SELECT s.of, k.id, k.minor, k.currency FROM sums s JOIN kept k ON k.currency = s.currency AND k.minor = s.minor;
END $$;

-- What may be one of these debtors' of what stands under others, as before, and of what stands under nobody.
ALTER FUNCTION solde_unmatched_cash(uuid, uuid[], bigint) RENAME TO solde_others_cash;

CREATE FUNCTION solde_unmatched_cash(p_creditor uuid, p_debtors uuid[], p_now bigint) RETURNS TABLE (debtor_id uuid, found jsonb) LANGUAGE sql STABLE AS $$
  SELECT x.debtor_id, jsonb_agg(x.amount) FROM (
      SELECT o.debtor_id, jsonb_array_elements(o.found) AS amount FROM solde_others_cash(p_creditor, p_debtors, p_now) o
      UNION ALL SELECT k.debtor_id, solde_money(k.minor, k.currency)::jsonb FROM solde_kept_cash(p_creditor, p_debtors, p_now) k) x GROUP BY 1
$$;
