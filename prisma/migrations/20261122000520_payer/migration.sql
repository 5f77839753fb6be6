-- Whose invoices somebody else pays, such as the group a company belongs to: the account says so and no more, since who that is may
-- be told to nobody by chat. Only such an account is read once more.
ALTER FUNCTION solde_account(uuid, uuid) RENAME TO solde_own_account;

CREATE FUNCTION solde_account(p_creditor uuid, p_debtor uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
DECLARE
  v json := solde_own_account(p_creditor, p_debtor);
BEGIN
  IF EXISTS (SELECT FROM debtors d WHERE d.id = p_debtor AND d.creditor_id = p_creditor AND d.payer_id IS NOT NULL) THEN
    RETURN jsonb_set(v::jsonb, '{debtor,paidByOther}', 'true')::json;
  END IF;
  RETURN v;
END $$;
