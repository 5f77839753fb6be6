-- The kill switch stops what goes to debtors. The creditor's own people are still answered, or nobody could be asked why it was pulled.
DO $$
DECLARE
  f record;
  v_new text;
BEGIN
  FOR f IN
    SELECT * FROM (VALUES
      ('solde_commit(uuid,uuid,uuid,bigint,bigint,jsonb,bytea[])', 'CASE WHEN v_stopped THEN', 'CASE WHEN v_stopped AND o ->> ''channel'' <> ''teams'' THEN'),
      ('solde_commit_many(uuid,uuid,uuid[],bigint[],jsonb)', 'CASE WHEN k.stopped THEN', 'CASE WHEN k.stopped AND o ->> ''channel'' <> ''teams'' THEN'),
      ('solde_send_refusal(uuid,uuid,text,timestamptz)', 'WHEN (SELECT c.stopped_at', 'WHEN o.channel <> ''teams'' AND (SELECT c.stopped_at')
    ) AS x (name, old, new)
  LOOP
    v_new := replace(pg_get_functiondef(f.name::regprocedure), f.old, f.new);
    IF position(f.new IN v_new) = 0 THEN
      RAISE EXCEPTION '% is not as it was expected', f.name;
    END IF;
    EXECUTE v_new;
  END LOOP;
END $$;
