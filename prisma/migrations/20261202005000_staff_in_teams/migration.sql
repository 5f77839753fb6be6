-- Staff in Teams: who somebody of a directory works for, what their buttons stand for, and what they are told without asking.

-- Somebody may work for several creditors: the one they chose last is the one they are answered by.
ALTER TABLE staff_users
  ADD COLUMN chosen_at timestamptz;

-- The creditors a person of a directory works for, the one that answers first; ids only, as it is looked up before any tenant is known.
CREATE FUNCTION solde_staff_creditors(p_tenant text, p_object text) RETURNS TABLE (creditor_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.creditor_id FROM staff_users s WHERE s.tenant = p_tenant AND s.aad_object_id = p_object
   ORDER BY s.disabled_at IS NULL DESC, s.chosen_at DESC NULLS LAST, s.recorded_at, s.id
$$;

-- Whose door a stranger of that directory stands at: of whoever has people in it, else the first of all.
CREATE FUNCTION solde_staff_door(p_tenant text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id FROM creditors c
   ORDER BY EXISTS (SELECT FROM staff_users s WHERE s.creditor_id = c.id AND s.tenant = p_tenant AND s.disabled_at IS NULL) DESC, c.recorded_at, c.id
   LIMIT 1
$$;

-- What the buttons of one card stand for. A press names a card and a place in it and nothing else, so nothing of it can be altered.
CREATE TABLE staff_cards (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  staff_user_id uuid NOT NULL REFERENCES staff_users,
  conversation_id uuid NOT NULL REFERENCES conversations,
  presses jsonb NOT NULL,
  issued_at timestamptz NOT NULL
);
CREATE INDEX staff_cards_age ON staff_cards (creditor_id, issued_at);

-- When a person is told things unasked, and which; where there is no row, on working days from 8 to 18 and everything.
CREATE TABLE staff_settings (
  staff_user_id uuid PRIMARY KEY REFERENCES staff_users,
  creditor_id uuid NOT NULL REFERENCES creditors,
  zone text, -- null: the creditor's
  from_minute smallint NOT NULL DEFAULT 480,
  until_minute smallint NOT NULL DEFAULT 1080,
  days smallint[] NOT NULL DEFAULT '{1,2,3,4,5}', -- 1 is Monday; no day off of the creditor's country is one
  off_topics text[] NOT NULL DEFAULT '{}',
  CONSTRAINT staff_settings_hours CHECK (from_minute BETWEEN 0 AND 1439 AND until_minute BETWEEN from_minute + 1 AND 1440),
  CONSTRAINT staff_settings_days CHECK (days <@ '{1,2,3,4,5,6,7}'::smallint[])
);

-- What somebody was told already, so that nobody is told anything twice.
CREATE TABLE staff_told (
  creditor_id uuid NOT NULL REFERENCES creditors,
  staff_user_id uuid NOT NULL REFERENCES staff_users,
  topic text NOT NULL,
  about text NOT NULL,
  told_at timestamptz NOT NULL,
  PRIMARY KEY (staff_user_id, topic, about)
);

SELECT isolate_tenants();
REVOKE TRUNCATE, REFERENCES, TRIGGER ON staff_cards, staff_settings, staff_told FROM solde_app;
REVOKE UPDATE ON staff_cards, staff_told FROM solde_app;
REVOKE DELETE ON staff_settings, staff_told FROM solde_app;

-- The way back to a person who took the app away, or wants nothing of us; the next message they write makes it good again.
CREATE FUNCTION solde_reference_dead(p_creditor uuid, p_conversation uuid, p_reference jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  UPDATE conversations SET reference = reference || '{"dead": true}'
   WHERE id = p_conversation AND reference - 'dead' = p_reference - 'dead';
END $$;

CREATE FUNCTION solde_reference_left(p_creditor uuid, p_key text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  UPDATE conversations SET reference = reference || '{"dead": true}' WHERE creditor_id = p_creditor AND channel = 'teams' AND key = p_key;
END $$;

CREATE OR REPLACE FUNCTION solde_reference(p_creditor uuid, p_conversation uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (SELECT reference FROM conversations WHERE id = p_conversation AND NOT reference ? 'dead');
END $$;

-- solde_response of a message of that conversation alone.
CREATE FUNCTION solde_response_in(p_creditor uuid, p_conversation uuid, p_inbox bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM set_config('app.creditor', p_creditor::text, true);
  RETURN (SELECT response FROM inbox WHERE id = p_inbox AND conversation_id = p_conversation);
END $$;
