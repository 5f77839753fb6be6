-- Whom a consumer can turn to when they disagree with the creditor: name, address and site, as the creditor must give them (C. conso. L616-1).
ALTER TABLE creditors ADD COLUMN mediator text;

-- As before, with the mediator.
CREATE OR REPLACE FUNCTION solde_creditor(p_creditor uuid) RETURNS json LANGUAGE sql STABLE AS $$
  SELECT json_build_object(
    'id', c.id, 'slug', c.slug, 'name', c.name, 'legalName', c.legal_name, 'role', c.role, 'address', c.address,
    'phone', c.phone, 'email', c.email, 'hours', c.hours, 'paymentPage', c.payment_page, 'zone', c.zone, 'mediator', c.mediator,
    'knownTo', (SELECT max(i.fresh_to) FROM imports i WHERE i.creditor_id = c.id AND i.kind IN ('payments', 'open-items')),
    'accounts', (SELECT coalesce(json_agg(json_build_object('iban', a.iban, 'bic', a.bic, 'holder', a.holder, 'currency', a.currency)
                        ORDER BY a.position), '[]') FROM creditor_accounts a WHERE a.creditor_id = c.id))
  FROM creditors c WHERE c.id = p_creditor
$$;
