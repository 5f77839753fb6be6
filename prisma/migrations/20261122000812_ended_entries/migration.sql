-- Entries are looked up for reversed allocations alone: an entry that ends takes its allocations back, so that one that stands is of money
-- that counts. Looked up for each allocation, they were a sixth of the blocks that reading an account touches.
CREATE OR REPLACE FUNCTION solde_own_account(p_creditor uuid, p_debtor uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
DECLARE
  v json;
BEGIN
  SELECT json_build_object(
    'creditor', solde_creditor(p_creditor),
    'debtor', json_build_object('id', d.id, 'reference', d.reference, 'kind', d.kind, 'name', d.name, 'language', d.language,
      'zone', d.zone, 'country', d.country, 'address', d.address, 'payday', d.payday, 'version', d.version,
      'parked', coalesce(d.parked, d.protection)),
    'invoices', (
      SELECT coalesce(json_agg(json_build_object('id', v.id, 'number', v.number, 'issued', v.issued,
               'total', solde_money(v.total_minor, v.currency), 'capacity', v.capacity, 'orderNumber', v.order_number,
               'items', (SELECT coalesce(json_agg(json_build_object('id', t.id, 'position', t.position, 'label', t.label,
                           'quantity', t.quantity, 'amount', solde_money(t.amount_minor, t.currency), 'vatRate', t.vat_rate)
                           ORDER BY t.position), '[]') FROM invoice_items t WHERE t.invoice_id = v.id))
               ORDER BY v.issued, v.number), '[]')
        FROM invoices v WHERE v.creditor_id = p_creditor AND v.debtor_id = p_debtor),
    'lines', (
      SELECT coalesce(json_agg(json_build_object('id', l.id, 'invoiceId', l.invoice_id, 'position', l.position, 'due', l.due,
               'amount', solde_money(l.amount_minor, l.currency), 'means', l.means,
               'payee', CASE WHEN l.payee_iban IS NOT NULL THEN json_build_object(
                 'iban', l.payee_iban, 'bic', l.payee_bic, 'holder', l.payee_holder, 'currency', l.currency) END,
               'payeeKind', CASE WHEN l.payee_iban IS NOT NULL THEN coalesce(l.payee_kind, 'factor') END,
               'timeBarredFrom', l.time_barred_from, 'closed', l.closed) ORDER BY l.due, l.id), '[]')
        FROM due_lines l WHERE l.creditor_id = p_creditor AND l.debtor_id = p_debtor),
    'payments', (
      SELECT coalesce(json_agg(json_build_object('id', p.id, 'amount', solde_money(p.minor, p.currency),
               'valueDate', p.value_date, 'status', p.status, 'means', p.means, 'text', p.text, 'confirmed', p.confirmed,
               'returnedOn', p.returned_on, 'returnReason', p.return_reason) ORDER BY p.value_date, p.id), '[]')
        FROM (SELECT y.*, y.amount_minor::bigint AS minor FROM payments y WHERE y.creditor_id = p_creditor AND y.debtor_id = p_debtor AND y.ended_on IS NULL
              UNION ALL
              SELECT y.*, s.part FROM payments y JOIN (
                SELECT a.payment_id, sum(a.amount_minor)::bigint AS part FROM allocations a
                 WHERE a.creditor_id = p_creditor AND a.debtor_id = p_debtor AND a.payment_id IS NOT NULL AND a.reversed_on IS NULL
                 GROUP BY a.payment_id) s ON s.payment_id = y.id
               WHERE y.debtor_id <> p_debtor AND y.ended_on IS NULL) p),
    'creditNotes', (
      SELECT coalesce(json_agg(json_build_object('id', n.id, 'kind', n.kind, 'number', coalesce(n.reference, n.number), 'issued', n.issued,
               'amount', solde_money(n.amount_minor, n.currency), 'invoiceId', n.invoice_id) ORDER BY n.issued, n.id), '[]')
        FROM credit_notes n WHERE n.creditor_id = p_creditor AND n.debtor_id = p_debtor AND n.ended_on IS NULL),
    'allocations', (
      SELECT coalesce(json_agg(json_build_object('id', a.id,
               'source', CASE WHEN a.payment_id IS NOT NULL THEN json_build_object('kind', 'payment', 'id', a.payment_id)
                              WHEN a.clearing_id IS NOT NULL THEN json_build_object('kind', 'clearing', 'id', a.clearing_id)
                              ELSE json_build_object('kind', 'credit-note', 'id', a.credit_note_id) END,
               'target', CASE WHEN a.line_id IS NOT NULL THEN json_build_object('kind', 'line', 'id', a.line_id)
                              ELSE json_build_object('kind', 'charge', 'id', a.charge_id) END,
               'amount', solde_money(a.amount_minor, a.currency), 'on', a.on_date, 'reversedOn', a.reversed_on, 'by', a.by)
               ORDER BY a.on_date, a.id), '[]')
        FROM (SELECT * FROM allocations x WHERE x.creditor_id = p_creditor AND x.debtor_id = p_debtor
              UNION
              SELECT x.* FROM allocations x JOIN payments y ON y.id = x.payment_id
               WHERE y.creditor_id = p_creditor AND y.debtor_id = p_debtor) a
       WHERE a.reversed_on IS NULL
          OR NOT EXISTS (SELECT FROM payments e WHERE e.id = a.payment_id AND e.ended_on IS NOT NULL
                         UNION ALL SELECT FROM credit_notes e WHERE e.id = a.credit_note_id AND e.ended_on IS NOT NULL)),
    'charges', (
      SELECT coalesce(json_agg(json_build_object('id', h.id, 'lineId', h.line_id, 'kind', h.kind,
               'amount', solde_money(h.amount_minor, h.currency), 'status', h.status, 'basis', h.basis, 'on', h.on_date)
               ORDER BY h.on_date, h.id), '[]')
        FROM charges h WHERE h.creditor_id = p_creditor AND h.debtor_id = p_debtor),
    'holds', (
      SELECT coalesce(json_agg(json_build_object('id', h.id, 'lineId', h.line_id, 'reason', h.reason, 'source', h.source,
               'amount', solde_money(h.amount_minor, h.currency), 'from', h.from_on, 'until', h.until_on)
               ORDER BY h.from_on, h.id), '[]')
        FROM holds h WHERE h.creditor_id = p_creditor AND h.debtor_id = p_debtor),
    'disputes', (
      SELECT coalesce(json_agg(json_build_object('id', x.id, 'lineId', x.line_id,
               'itemIds', (SELECT coalesce(json_agg(t.item_id ORDER BY t.item_id), '[]') FROM dispute_items t WHERE t.dispute_id = x.id),
               'amount', solde_money(x.amount_minor, x.currency), 'reason', x.reason, 'status', x.status,
               'openedOn', x.opened_on, 'answerBy', x.answer_by) ORDER BY x.opened_on, x.id), '[]')
        FROM disputes x WHERE x.creditor_id = p_creditor AND x.debtor_id = p_debtor),
    'promises', (
      SELECT coalesce(json_agg(json_build_object('id', x.id,
               'lines', (SELECT coalesce(json_agg(json_build_object('lineId', t.line_id, 'amount', solde_money(t.amount_minor, t.currency))
                           ORDER BY t.line_id), '[]') FROM promise_lines t WHERE t.promise_id = x.id),
               'amount', solde_money(x.amount_minor, x.currency), 'due', x.due, 'madeOn', x.made_on, 'status', x.status)
               ORDER BY x.made_on, x.id), '[]')
        FROM promises x WHERE x.creditor_id = p_creditor AND x.debtor_id = p_debtor),
    'plans', (
      SELECT coalesce(json_agg(json_build_object('id', x.id,
               'lines', (SELECT coalesce(json_agg(json_build_object('lineId', t.line_id, 'amount', solde_money(t.amount_minor, t.currency))
                           ORDER BY t.line_id), '[]') FROM plan_lines t WHERE t.plan_id = x.id),
               'total', solde_money(x.total_minor, x.currency), 'frequency', x.frequency,
               'instalments', (SELECT coalesce(json_agg(json_build_object('position', t.position, 'due', t.due,
                                 'amount', solde_money(t.amount_minor, t.currency)) ORDER BY t.position), '[]')
                               FROM instalments t WHERE t.plan_id = x.id),
               'status', x.status, 'signedOn', x.signed_on, 'termsHash', x.terms_hash) ORDER BY x.offered_on, x.id), '[]')
        FROM plans x WHERE x.creditor_id = p_creditor AND x.debtor_id = p_debtor),
    'terms', (
      SELECT coalesce(json_agg(json_build_object('kind', t.kind, 'invoiceId', t.invoice_id, 'basisPoints', t.basis_points,
               'amount', solde_money(t.amount_minor, t.currency), 'until', t.until_on) ORDER BY t.until_on, t.id), '[]')
        FROM payment_terms t WHERE t.creditor_id = p_creditor AND t.debtor_id = p_debtor),
    'points', solde_points(p_creditor, p_debtor))
  INTO v
  FROM debtors d WHERE d.id = p_debtor AND d.creditor_id = p_creditor;
  RETURN v;
END $$;
