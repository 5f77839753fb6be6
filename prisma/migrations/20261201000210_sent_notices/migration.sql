-- What was written to a debtor unasked, with the rule it was written by: what a person is told who asks why.
CREATE FUNCTION solde_sent_notices(p_creditor uuid, p_debtor uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (
    SELECT coalesce(json_agg(json_build_object('on', coalesce(n.counted_on, n.decided_on), 'outlet', n.outlet,
             'rule', json_build_object('policy', p.kind, 'version', p.version, 'level', n.level_id), 'lines', n.lines)
             ORDER BY n.decided_on DESC, n.recorded_at DESC), '[]')
      FROM (SELECT * FROM notices x WHERE x.creditor_id = p_creditor AND x.debtor_id = p_debtor AND x.status IN ('sent', 'counted')
               AND x.outlet NOT IN ('desk', 'phone') ORDER BY x.decided_on DESC, x.recorded_at DESC LIMIT 3) n
      JOIN policies p ON p.id = n.policy_id);
END $$;
