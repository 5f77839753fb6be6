-- What planning asks of the levels each line has climbed, kept beside them by the database, so that a sweep reads neither every level there ever
-- was nor every notice. It is no second truth: the triggers below make it from the rows, and a test and solde_strayed_levels compare the two.
--
-- `latest`: no higher level of a later or the same cycle is known of the line. Where two that cannot see each other add a level at once both keep it;
-- who reads it must look at each. The highest one always has it.
-- `due`: of the line, which is never edited. `outlet`: of the notice that stands for it now. `moved`: another notice stood for it before.
ALTER TABLE reminders
  ADD COLUMN latest boolean NOT NULL DEFAULT true,
  ADD COLUMN due date,
  ADD COLUMN moved boolean NOT NULL DEFAULT false,
  ADD COLUMN outlet text NOT NULL DEFAULT 'desk';

-- What is kept of each level of these lines, as the rows say; the one place that says so.
CREATE FUNCTION solde_levels_kept(p_lines uuid[]) RETURNS TABLE (id uuid, latest boolean, due date, outlet text, moved boolean) LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT r.id,
         NOT EXISTS (SELECT FROM reminders h WHERE h.line_id = r.line_id AND (h.cycle, h.level) > (r.cycle, r.level)),
         l.due, coalesce(n.outlet, 'desk'),
         EXISTS (SELECT FROM notices o WHERE o.creditor_id = r.creditor_id AND o.debtor_id = r.debtor_id AND o.id IS DISTINCT FROM r.notice_id
                    AND o.lines @> jsonb_build_array(jsonb_build_object('lineId', r.line_id, 'level', r.level, 'cycle', r.cycle)))
    FROM reminders r JOIN due_lines l ON l.id = r.line_id LEFT JOIN notices n ON n.id = r.notice_id WHERE r.line_id = ANY (p_lines)
$$;

CREATE FUNCTION keep_latest(p_lines uuid[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE reminders r SET latest = NOT r.latest
   WHERE r.line_id = ANY (p_lines)
     AND r.latest = EXISTS (SELECT FROM reminders h WHERE h.line_id = r.line_id AND (h.cycle, h.level) > (r.cycle, r.level))
$$;
REVOKE EXECUTE ON FUNCTION keep_latest(uuid[]) FROM solde_app;

-- Who writes a level says nothing of these: whatever it says, this is what they are.
CREATE FUNCTION keep_beside() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.due := (SELECT l.due FROM due_lines l WHERE l.id = NEW.line_id);
  NEW.outlet := coalesce((SELECT n.outlet FROM notices n WHERE n.id = NEW.notice_id), 'desk');
  NEW.moved := TG_OP = 'UPDATE' AND (OLD.moved OR OLD.notice_id IS DISTINCT FROM NEW.notice_id);
  RETURN NEW;
END $$;
CREATE TRIGGER reminders_begin_kept BEFORE INSERT ON reminders FOR EACH ROW EXECUTE FUNCTION keep_beside();
CREATE TRIGGER reminders_stay_kept BEFORE UPDATE ON reminders FOR EACH ROW
  WHEN ((OLD.line_id, OLD.due, OLD.notice_id, OLD.outlet, OLD.moved) IS DISTINCT FROM (NEW.line_id, NEW.due, NEW.notice_id, NEW.outlet, NEW.moved)) EXECUTE FUNCTION keep_beside();

CREATE FUNCTION keep_latest_of_new() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM keep_latest(array_agg(DISTINCT f.line_id)) FROM fresh f;
  RETURN NULL;
END $$;
CREATE FUNCTION keep_latest_of_gone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM keep_latest(array_agg(DISTINCT s.line_id)) FROM stale s;
  RETURN NULL;
END $$;
CREATE FUNCTION keep_latest_of_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM keep_latest(ARRAY[OLD.line_id, NEW.line_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER reminders_told_on_insert AFTER INSERT ON reminders REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION keep_latest_of_new();
CREATE TRIGGER reminders_told_on_delete AFTER DELETE ON reminders REFERENCING OLD TABLE AS stale FOR EACH STATEMENT EXECUTE FUNCTION keep_latest_of_gone();
CREATE TRIGGER reminders_told_on_change AFTER UPDATE ON reminders FOR EACH ROW
  WHEN (pg_trigger_depth() = 0 AND (OLD.line_id, OLD.cycle, OLD.level, OLD.latest) IS DISTINCT FROM (NEW.line_id, NEW.cycle, NEW.level, NEW.latest))
  EXECUTE FUNCTION keep_latest_of_changed();

CREATE FUNCTION keep_outlet_of_notice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE reminders SET outlet = NEW.outlet WHERE notice_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER notices_outlet_told AFTER UPDATE OF outlet ON notices FOR EACH ROW WHEN (OLD.outlet <> NEW.outlet) EXECUTE FUNCTION keep_outlet_of_notice();

ALTER TABLE reminders DISABLE TRIGGER USER;
UPDATE reminders r SET due = l.due, outlet = coalesce((SELECT n.outlet FROM notices n WHERE n.id = r.notice_id), 'desk'),
       latest = NOT EXISTS (SELECT FROM reminders h WHERE h.line_id = r.line_id AND (h.cycle, h.level) > (r.cycle, r.level))
  FROM due_lines l WHERE l.id = r.line_id;
UPDATE reminders r SET moved = true FROM notices n CROSS JOIN LATERAL jsonb_array_elements(n.lines) x
 WHERE r.line_id = (x ->> 'lineId')::uuid AND r.level = (x ->> 'level')::integer AND r.cycle = (x ->> 'cycle')::integer AND n.id IS DISTINCT FROM r.notice_id;
ALTER TABLE reminders ENABLE TRIGGER USER;
ALTER TABLE reminders ALTER due SET NOT NULL;

-- Levels of the tenant of which something else is kept than their rows say: none, ever. `moved` may say more than the notices still show.
CREATE FUNCTION solde_strayed_levels() RETURNS TABLE (id uuid, latest boolean, due date, outlet text, moved boolean) LANGUAGE sql STABLE AS $$
  SELECT r.id, r.latest, r.due, r.outlet, r.moved FROM reminders r JOIN solde_levels_kept(ARRAY(SELECT DISTINCT x.line_id FROM reminders x)) k ON k.id = r.id
   WHERE (r.latest, r.due, r.outlet) IS DISTINCT FROM (k.latest, k.due, k.outlet) OR (k.moved AND NOT r.moved)
$$;

-- Where each line stands, and the levels of a debtor in the order in which cases have them; both are read without the rows.
CREATE INDEX reminders_latest ON reminders (creditor_id, policy_id, level, due) INCLUDE (line_id, status, counted_on) WHERE latest;
CREATE INDEX reminders_not_counted ON reminders (creditor_id) INCLUDE (line_id, status, decided_on) WHERE latest AND status <> 'counted';
CREATE INDEX debtors_sold ON debtors (creditor_id, id) WHERE sales_owner IS NOT NULL;
CREATE INDEX reminders_case ON reminders (creditor_id, debtor_id, line_id, cycle, level)
  INCLUDE (level_id, policy_id, legal, notice_id, outlet, moved, status, decided_on, counted_on);
DROP INDEX reminders_debtor;
CREATE INDEX reminders_moved ON reminders (creditor_id, debtor_id) WHERE moved;

-- As before, and notices are read only of debtors of whom some level was tried another way first.
CREATE OR REPLACE FUNCTION solde_levels(p_creditor uuid, p_debtors uuid[]) RETURNS TABLE (debtor_id uuid, found text)
LANGUAGE sql STABLE SET plan_cache_mode = force_generic_plan SET enable_nestloop = off AS $$
  WITH past AS MATERIALIZED (
    SELECT n.id, n.debtor_id, n.policy_id, n.legal, n.outlet, n.status, n.decided_on, n.counted_on, n.lines FROM notices n
     WHERE n.creditor_id = p_creditor AND n.status IN ('failed', 'counted')
       AND n.debtor_id = ANY (ARRAY(SELECT m.debtor_id FROM reminders m WHERE m.creditor_id = p_creditor AND m.debtor_id = ANY (p_debtors) AND m.moved))),
  once AS MATERIALIZED (
    SELECT n.*, (x ->> 'lineId')::uuid AS line_id, (x ->> 'level')::integer AS level, (x ->> 'cycle')::integer AS cycle
      FROM past n CROSS JOIN LATERAL jsonb_array_elements(n.lines) AS x)
  SELECT t.debtor_id, '[["' || string_agg(concat_ws('","', t.line_id, t.cycle, t.level, t.policy_id, t.legal, coalesce(t.notice_id::text, ''), t.outlet,
        t.status, t.decided_on, coalesce(t.counted_on::text, '')) || '",' || to_json(t.level_id), '],["' ORDER BY t.line_id, t.cycle, t.level, t.decided_on, t.notice_id) || ']]'
    FROM (
      SELECT r.debtor_id, r.line_id, r.cycle, r.level, r.level_id, r.policy_id, r.legal, r.notice_id, r.outlet, r.status, r.decided_on, r.counted_on
        FROM reminders r WHERE r.creditor_id = p_creditor AND r.debtor_id = ANY (p_debtors)
      UNION ALL
      SELECT n.debtor_id, r.line_id, r.cycle, r.level, r.level_id, n.policy_id, n.legal, n.id, n.outlet, n.status, n.decided_on, n.counted_on
        FROM once n JOIN reminders r ON r.creditor_id = p_creditor AND r.debtor_id = n.debtor_id AND r.line_id = n.line_id AND r.level = n.level AND r.cycle = n.cycle
       WHERE r.debtor_id = ANY (p_debtors) AND r.moved AND r.notice_id IS DISTINCT FROM n.id) t
   GROUP BY t.debtor_id
$$;

-- Whom a sweep looks at: the same debtors as before, by where each line stands and by what is settled of it as both are kept, so that neither
-- levels nor allocations are added up.
--
-- Debtors of whom a line may have its next level today, by the levels of the policies in force: never fewer than there are, cheap to find.
-- `p_levels` has {policy, version, number, check, days, from, lead, rest} of every level: lead is how many days before it somebody may have
-- to be told. Lines at a check, whose money came back, whose last message nobody confirmed for a week, or whose policy is not one in force or
-- was assigned by a person, are always looked at. Of a line the lowest level above the one it stands after counts, or the first one; a level
-- is told ahead of its day (`lead`) only where there is a sales owner, and is not due while its debtor heard of us too lately (`rest`, days
-- since any contact). What counts of a line only from a day that is not over (`settled_known_from`) may not count yet.
-- Lines that stand where nothing can be due are not read at all: of each place on a ladder an index gives those whose day has come. Open lines are
-- read once from end to end. A debtor comes once for each line. Inlined where it is called: the first are known before all of them are. Every
-- table is asked for this creditor, so that row-level security is looked at once and not for each row.
CREATE OR REPLACE FUNCTION solde_escalation_candidates(p_creditor uuid, p_today date, p_levels jsonb) RETURNS SETOF uuid
LANGUAGE sql STABLE ROWS 10000 AS $$
  WITH levels AS MATERIALIZED (
    SELECT n.number, n.days, n."from" AS since, n.check, n.rest, p.id AS place,
           CASE WHEN EXISTS (SELECT FROM debtors o WHERE o.creditor_id = p_creditor AND o.sales_owner IS NOT NULL) THEN n.lead ELSE 0 END AS lead
      FROM jsonb_to_recordset(p_levels) AS n (policy text, version text, number integer, "check" boolean, days integer, "from" text, lead integer, rest integer)
      LEFT JOIN policies p ON p.creditor_id = p_creditor AND p.kind = n.policy AND p.version = n.version),
  -- Somewhere it may be tomorrow already.
  day AS MATERIALIZED (
    SELECT x.last, x.last - (SELECT coalesce(min(n.days - n.lead), 0) FROM levels n) AS due FROM (
      SELECT p_today + CASE WHEN EXISTS (SELECT FROM debtors d WHERE d.creditor_id = p_creditor AND d.zone <> (SELECT c.zone FROM creditors c WHERE c.id = p_creditor)) THEN 1 ELSE 0 END AS last) x),
  -- The earliest a line that has no level may get one.
  firsts AS MATERIALIZED (SELECT n.check, n.since, n.rest, min(n.days) AS days, min(n.days - n.lead) AS told FROM levels n GROUP BY 1, 2, 3),
  -- Places on the ladders, `low` to `high`, and the level that follows (none: whoever stands there is looked at), with the last due day it may be of.
  places AS MATERIALIZED (
    SELECT k.place, k.number AS low, k.number AS high, m.days, m.since, m.lead, m.rest,
           CASE m.since WHEN 'previous' THEN 'infinity' ELSE (SELECT d.last FROM day d) - m.days + m.lead END AS due
      FROM levels k CROSS JOIN LATERAL (SELECT x.* FROM levels x WHERE x.place = k.place AND NOT x.check AND x.number > k.number ORDER BY x.number LIMIT 1) m
     WHERE NOT k.check AND k.place IS NOT NULL
    UNION ALL
    SELECT k.place, k.number, k.number, NULL, NULL, NULL, NULL, 'infinity' FROM levels k WHERE k.check AND k.place IS NOT NULL
    UNION ALL
    SELECT g.place, g.low, g.high, NULL, NULL, NULL, NULL, 'infinity' FROM (
      SELECT k.place, coalesce(lag(k.number) OVER w, 0) + 1 AS low, k.number - 1 AS high FROM levels k WHERE k.place IS NOT NULL WINDOW w AS (PARTITION BY k.place ORDER BY k.number)
      UNION ALL SELECT k.place, max(k.number) + 1, 2147483647 FROM levels k WHERE k.place IS NOT NULL GROUP BY 1
      UNION ALL SELECT p.id, 1, 2147483647 FROM policies p WHERE p.creditor_id = p_creditor AND NOT EXISTS (SELECT FROM levels k WHERE k.place = p.id)) g
     WHERE g.low <= g.high),
  -- Lines of which a level may be due: unless their debtor heard of us since `rest` days (-1: whatever they heard), or for a sales owner only (`ahead`).
  standing AS MATERIALIZED (
    SELECT r.line_id, r.rest, r.ahead FROM places s CROSS JOIN LATERAL (
      SELECT r.line_id, CASE WHEN s.days IS NULL THEN -1 WHEN b.on_day + s.days <= (SELECT d.last FROM day d) THEN s.rest END AS rest, s.lead > 0 AS ahead
        FROM reminders r
        CROSS JOIN LATERAL (SELECT CASE s.since WHEN 'due' THEN r.due WHEN 'previous' THEN r.counted_on ELSE (date_trunc('month', r.due) + interval '1 month - 1 day')::date END) b (on_day)
       WHERE r.creditor_id = p_creditor AND r.latest AND r.policy_id = s.place AND r.level BETWEEN s.low AND s.high AND r.due <= s.due
         AND (s.days IS NULL OR (r.status = 'counted' AND b.on_day + s.days - s.lead <= (SELECT d.last FROM day d))) OFFSET 0) r
    UNION ALL
    SELECT r.line_id, -1, false FROM reminders r
     WHERE r.creditor_id = p_creditor AND r.latest AND r.status <> 'counted'
       AND (r.status IN ('failed', 'suppressed', 'withdrawn') OR r.decided_on < (SELECT d.last FROM day d) - 7)),
  owed AS (
    SELECT l.id, l.debtor_id, l.due, l.settled_known_from FROM due_lines l
     WHERE l.creditor_id = p_creditor AND l.closed IS NULL AND l.settled_minor < l.amount_minor AND l.due <= (SELECT d.due FROM day d)
    UNION ALL
    SELECT l.id, l.debtor_id, l.due, l.settled_known_from FROM due_lines l
     WHERE l.creditor_id = p_creditor AND l.closed IS NULL AND l.settled_minor >= l.amount_minor AND l.settled_known_from >= p_today AND l.due <= (SELECT d.due FROM day d)),
  assigned AS (
    SELECT v.debtor_id AS id FROM policy_assignments g JOIN invoices v ON v.id = CASE g.scope WHEN 'invoice' THEN g.key::uuid END
     WHERE g.creditor_id = p_creditor AND g.ended_at IS NULL AND v.creditor_id = p_creditor
    UNION ALL
    SELECT g.key::uuid FROM policy_assignments g WHERE g.creditor_id = p_creditor AND g.ended_at IS NULL AND g.scope = 'debtor'
    UNION ALL
    SELECT d.id FROM policy_assignments g JOIN debtors d ON d.creditor_id = p_creditor AND d.segment = g.key
     WHERE g.creditor_id = p_creditor AND g.ended_at IS NULL AND g.scope = 'segment'),
  found AS (
    SELECT l.debtor_id, l.id, l.settled_known_from IS NOT NULL AS touched,
           CASE WHEN r.line_id IS NOT NULL THEN s.rest
                ELSE (SELECT min(n.rest) FROM firsts n
                       WHERE CASE WHEN n.check THEN l.due >= p_today ELSE l.due < (SELECT d.last FROM day d) END
                         AND n.days + CASE n.since WHEN 'end-of-month' THEN (date_trunc('month', l.due) + interval '1 month - 1 day')::date ELSE l.due END <= (SELECT d.last FROM day d)) END AS rest,
           CASE WHEN r.line_id IS NOT NULL THEN s.ahead
                ELSE EXISTS (SELECT FROM firsts n
                       WHERE n.told < n.days AND CASE WHEN n.check THEN l.due >= p_today ELSE l.due < (SELECT d.last FROM day d) END
                         AND n.told + CASE n.since WHEN 'end-of-month' THEN (date_trunc('month', l.due) + interval '1 month - 1 day')::date ELSE l.due END <= (SELECT d.last FROM day d)) END AS ahead
      FROM owed l
      LEFT JOIN (SELECT r.line_id FROM reminders r WHERE r.creditor_id = p_creditor AND r.latest) r ON r.line_id = l.id
      LEFT JOIN standing s ON s.line_id = l.id
     WHERE s.line_id IS NOT NULL OR r.line_id IS NULL OR l.settled_known_from IS NOT NULL OR l.debtor_id IN (SELECT g.id FROM assigned g) OFFSET 0)
  SELECT f.debtor_id FROM found f
   WHERE f.rest = -1
      OR (f.rest >= 0 AND NOT EXISTS (SELECT FROM notices k WHERE k.creditor_id = p_creditor AND k.debtor_id = f.debtor_id AND k.outlet <> 'desk'
                                         AND k.counted_on > (SELECT d.last FROM day d) - f.rest))
      OR (f.ahead AND EXISTS (SELECT FROM debtors o WHERE o.creditor_id = p_creditor AND o.id = f.debtor_id AND o.sales_owner IS NOT NULL))
      OR CASE WHEN f.touched THEN EXISTS (SELECT FROM allocations a WHERE a.creditor_id = p_creditor AND a.line_id = f.id
           AND (a.reversed_on IS NOT NULL OR EXISTS (SELECT FROM payments p WHERE p.creditor_id = p_creditor AND p.id = a.payment_id AND p.returned_on IS NOT NULL))) END
      OR f.debtor_id IN (SELECT g.id FROM assigned g)
$$;
