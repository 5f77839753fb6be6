-- How much of a line is settled, kept beside the line by the database, so that questions about a million lines need not add up every allocation
-- there ever was. It is no second truth: it is the sum of the allocations that stand, made again from them by the triggers below whenever one of
-- them or its payment changes; nobody else may write it, and a test and solde_unsettled_sums compare the two.
--
-- An allocation counts from the later of its day and its money's until it is reversed or the money goes back. `settled_known_from` is the last of all
-- these days: from it on, and no earlier, settled_minor is what counts. Null: nothing ever happened to the line.
ALTER TABLE due_lines
  ADD COLUMN settled_minor safe_minor NOT NULL DEFAULT 0 CONSTRAINT due_lines_settled_not_negative CHECK (settled_minor >= 0),
  ADD COLUMN settled_known_from date;

-- What counts of lines, and from when; the one place that says so.
CREATE FUNCTION solde_settled(p_lines uuid[]) RETURNS TABLE (line_id uuid, minor bigint, known_from date) LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT x.line_id, coalesce(sum(x.amount_minor) FILTER (WHERE x.until IS NULL), 0)::bigint, max(greatest(x.since, x.until))
    FROM (SELECT a.line_id, a.amount_minor::bigint AS amount_minor, greatest(a.on_date, p.value_date, n.issued) AS since, least(a.reversed_on, p.returned_on) AS until
            FROM allocations a LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN credit_notes n ON n.id = a.credit_note_id
           WHERE a.line_id = ANY (p_lines) AND (p.id IS NULL OR p.status IN ('settled', 'returned'))) x
   GROUP BY 1
$$;

-- Lines are locked first, in one order, as the sums of allocations do: what another transaction allocates is seen.
CREATE FUNCTION keep_settled(p_lines uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF p_lines IS NULL THEN RETURN; END IF;
  PERFORM FROM due_lines WHERE id = ANY (p_lines) ORDER BY id FOR NO KEY UPDATE;
  UPDATE due_lines l SET settled_minor = s.minor, settled_known_from = s.known_from
    FROM (SELECT x.id, coalesce(k.minor, 0) AS minor, k.known_from FROM unnest(p_lines) x (id) LEFT JOIN solde_settled(p_lines) k ON k.line_id = x.id) s
   WHERE l.id = s.id AND (l.settled_minor::bigint, l.settled_known_from) IS DISTINCT FROM (s.minor, s.known_from);
END $$;
REVOKE EXECUTE ON FUNCTION keep_settled(uuid[]) FROM solde_app;

CREATE FUNCTION keep_settled_of_allocations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM keep_settled(array_agg(DISTINCT f.line_id) FILTER (WHERE f.line_id IS NOT NULL)) FROM fresh f;
  RETURN NULL;
END $$;
CREATE FUNCTION keep_settled_of_payments() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM keep_settled(array_agg(DISTINCT a.line_id)) FROM fresh f JOIN stale s ON s.id = f.id JOIN allocations a ON a.payment_id = f.id AND a.line_id IS NOT NULL
    WHERE (f.status, f.value_date, f.returned_on) IS DISTINCT FROM (s.status, s.value_date, s.returned_on);
  RETURN NULL;
END $$;
-- Named to come after the triggers that refuse what breaks a sum.
CREATE TRIGGER allocations_told_on_insert AFTER INSERT ON allocations REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION keep_settled_of_allocations();
CREATE TRIGGER allocations_told_on_update AFTER UPDATE ON allocations REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION keep_settled_of_allocations();
CREATE TRIGGER payments_told_on_update AFTER UPDATE ON payments REFERENCING NEW TABLE AS fresh OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION keep_settled_of_payments();

UPDATE due_lines l SET settled_minor = s.minor, settled_known_from = s.known_from
  FROM solde_settled(ARRAY(SELECT DISTINCT a.line_id FROM allocations a WHERE a.line_id IS NOT NULL)) s WHERE s.line_id = l.id;

-- Nobody writes it but those triggers.
CREATE TRIGGER due_lines_settled_is_derived BEFORE UPDATE ON due_lines FOR EACH ROW
  WHEN (pg_trigger_depth() = 0 AND (OLD.settled_minor, OLD.settled_known_from) IS DISTINCT FROM (NEW.settled_minor, NEW.settled_known_from))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER due_lines_begin_unsettled BEFORE INSERT ON due_lines FOR EACH ROW
  WHEN (NEW.settled_minor <> 0 OR NEW.settled_known_from IS NOT NULL) EXECUTE FUNCTION refuse_change();

-- Lines of the tenant whose sum is not what their allocations say: none, ever.
CREATE FUNCTION solde_unsettled_sums() RETURNS TABLE (line_id uuid, kept bigint, derived bigint) LANGUAGE sql STABLE AS $$
  SELECT l.id, l.settled_minor::bigint, coalesce(s.minor, 0) FROM due_lines l
    LEFT JOIN solde_settled(ARRAY(SELECT a.line_id FROM allocations a WHERE a.line_id IS NOT NULL)) s ON s.line_id = l.id
   WHERE (l.settled_minor::bigint, l.settled_known_from) IS DISTINCT FROM (coalesce(s.minor, 0), s.known_from)
$$;

-- Open lines as questions ask for them: by day, without the rows of what was settled long ago.
CREATE INDEX due_lines_open ON due_lines (creditor_id, due) INCLUDE (id, debtor_id, invoice_id, currency, amount_minor, settled_minor, settled_known_from, time_barred_from)
  WHERE closed IS NULL AND settled_minor < amount_minor;
CREATE INDEX due_lines_settled_lately ON due_lines (creditor_id, settled_known_from) WHERE settled_known_from IS NOT NULL;
