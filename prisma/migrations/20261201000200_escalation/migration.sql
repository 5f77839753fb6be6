-- Escalation: which policy holds for whom, what was decided and by whose leave, whom we spoke to, and what credit management knows.

-- A policy is used once its creditor's administrator signed it (approved_by, approved_at). `mapping` says where cases of the version before go on.
ALTER TABLE policies ADD COLUMN pack text;

-- Which policy holds instead of the pack's own: the narrowest that is named wins, invoice before debtor before segment.
CREATE TABLE policy_assignments (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  scope text NOT NULL CONSTRAINT policy_assignments_scope_known CHECK (scope IN ('invoice', 'debtor', 'segment')),
  key text NOT NULL, -- the invoice's or the debtor's id, or the segment's name
  policy_kind text NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE UNIQUE INDEX policy_assignments_one ON policy_assignments (creditor_id, scope, key) WHERE ended_at IS NULL;

ALTER TABLE debtors
  ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
  ADD COLUMN causes text[] NOT NULL DEFAULT '{}', -- of lateness, as the debtor told them
  ADD COLUMN blocked_since date; -- no further orders: set by a manager, lifted by itself once nothing is late
ALTER TABLE creditors
  ADD COLUMN essential boolean NOT NULL DEFAULT false, -- energy, water, telecommunications: nobody is blocked
  ADD COLUMN mandate_on date; -- third party: the written mandate (CPCE R124-3)

-- One message for all lines of a debtor, or the task that stands for it: the reminders of its lines hang on it. A fallback to the next
-- outlet is a notice of its own that names the one before.
CREATE TABLE notices (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  policy_id uuid NOT NULL REFERENCES policies,
  level integer NOT NULL CONSTRAINT notices_level_positive CHECK (level > 0), -- the highest of its lines'
  level_id text NOT NULL,
  legal text NOT NULL CONSTRAINT notices_legal_known CHECK (legal IN ('none', 'formal-notice', 'agency', 'legal')),
  outlet text NOT NULL CONSTRAINT notices_outlet_known CHECK (outlet IN ('email', 'sms', 'whatsapp', 'letter', 'registered-letter', 'phone', 'desk')),
  language text NOT NULL CONSTRAINT notices_language_known CHECK (language IN ('fr', 'en')),
  contact_point_id uuid REFERENCES contact_points,
  template_id uuid REFERENCES templates,
  status text NOT NULL CONSTRAINT notices_status_known
    CHECK (status IN ('awaiting-approval', 'approved', 'queued', 'sent', 'counted', 'failed', 'suppressed', 'withdrawn')),
  reason text NOT NULL, -- why it was decided, or why it went no further
  lines jsonb NOT NULL, -- what it asked for, line by line
  outbox_id uuid REFERENCES outbox,
  task_id uuid REFERENCES tasks,
  blob_id uuid REFERENCES blobs, -- the letter, or the script of a call
  after_id uuid REFERENCES notices, -- the one it stands in for
  debtor_version integer NOT NULL, -- the account it was computed from
  decided_on date NOT NULL,
  counted_on date, -- delivered, first presented, or called
  deadline_on date, -- what a formal notice grants
  tracking text, -- of a registered letter
  approved_by uuid REFERENCES staff_users,
  approved_at timestamptz,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT notices_counted_when_counted CHECK ((status = 'counted') = (counted_on IS NOT NULL)),
  CONSTRAINT notices_legal_is_approved CHECK (legal = 'none' OR status IN ('awaiting-approval', 'suppressed', 'withdrawn') OR approved_by IS NOT NULL),
  CONSTRAINT notices_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);
CREATE INDEX notices_debtor ON notices (creditor_id, debtor_id, decided_on);
CREATE INDEX notices_open ON notices (creditor_id) WHERE status IN ('awaiting-approval', 'approved', 'queued', 'sent');
CREATE INDEX notices_outbox ON notices (outbox_id) WHERE outbox_id IS NOT NULL;

ALTER TABLE reminders
  ADD COLUMN notice_id uuid REFERENCES notices,
  ADD COLUMN level_id text NOT NULL DEFAULT '',
  ADD COLUMN legal text NOT NULL DEFAULT 'none',
  ADD COLUMN counted_on date,
  DROP CONSTRAINT reminders_status_known,
  ADD CONSTRAINT reminders_status_known
    CHECK (status IN ('awaiting-approval', 'approved', 'queued', 'sent', 'counted', 'failed', 'suppressed', 'withdrawn'));

-- Everything said or heard outside our own messages: calls, visits, letters of theirs, mails from somebody's own mailbox.
CREATE TABLE contact_log (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  at timestamptz NOT NULL,
  direction text NOT NULL CONSTRAINT contact_log_direction_known CHECK (direction IN ('in', 'out')),
  outlet text NOT NULL CONSTRAINT contact_log_outlet_known CHECK (outlet IN ('email', 'sms', 'whatsapp', 'letter', 'registered-letter', 'phone', 'visit')),
  outcome text, -- of a call: reached, voicemail, promised, disputes, wrong-number ...
  note text,
  by text NOT NULL,
  notice_id uuid REFERENCES notices,
  CONSTRAINT contact_log_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);
CREATE INDEX contact_log_debtor ON contact_log (creditor_id, debtor_id, at);

-- What needs a named person: asked by a rule or a person, decided by another one.
CREATE TABLE approvals (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid,
  kind text NOT NULL CONSTRAINT approvals_kind_known
    CHECK (kind IN ('formal-notice', 'agency', 'legal', 'plan-default', 'block', 'notice', 'plan', 'write-off', 'release')),
  notice_id uuid REFERENCES notices,
  facts jsonb NOT NULL DEFAULT '{}', -- what is asked, so that it can be decided from here alone
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  decided_by uuid REFERENCES staff_users,
  decided_at timestamptz,
  decision text CONSTRAINT approvals_decision_known CHECK (decision IN ('approved', 'refused', 'lapsed')),
  note text,
  dedupe_key text NOT NULL,
  CONSTRAINT approvals_decided_whole CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS DISTINCT FROM 'approved' OR decided_by IS NOT NULL)),
  CONSTRAINT approvals_dedupe_key UNIQUE (creditor_id, dedupe_key),
  CONSTRAINT approvals_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);
CREATE INDEX approvals_open ON approvals (creditor_id, asked_at) WHERE decided_at IS NULL;

-- The sales owner was told of a step two working days ahead, and may pause a debtor once for it.
CREATE TABLE sales_notices (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  owner text NOT NULL,
  level_id text NOT NULL,
  line_ids uuid[] NOT NULL,
  told_on date NOT NULL,
  paused_until date, -- at most five working days, once
  reason text, -- the manager reads it
  paused_by text,
  dedupe_key text NOT NULL,
  CONSTRAINT sales_notices_pause_has_a_reason CHECK ((paused_until IS NULL) = (reason IS NULL)),
  CONSTRAINT sales_notices_dedupe_key UNIQUE (creditor_id, dedupe_key),
  CONSTRAINT sales_notices_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);
CREATE INDEX sales_notices_debtor ON sales_notices (creditor_id, debtor_id);

-- Proceedings over a debtor, its closing or its change of address or manager: published, or only said.
CREATE TABLE debtor_events (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT debtor_events_kind_known
    CHECK (kind IN ('insolvency', 'over-indebtedness', 'declared', 'closure', 'change-of-address', 'change-of-manager')),
  judged_on date,
  published_on date,
  reference text,
  detail text,
  known_on date NOT NULL,
  ended_on date,
  import_id uuid REFERENCES imports,
  source text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT debtor_events_once UNIQUE NULLS NOT DISTINCT (creditor_id, debtor_id, kind, judged_on, published_on, reference),
  CONSTRAINT debtor_events_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);
CREATE INDEX debtor_events_debtor ON debtor_events (creditor_id, debtor_id);

-- What credit management knows: shown, never acted on by itself.
CREATE TABLE credit_files (
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  limit_minor positive_minor,
  insurer text,
  insured_minor positive_minor,
  currency currency_code,
  maximum_extension_days integer,
  claim_by date,
  retention_of_title boolean NOT NULL DEFAULT false,
  guarantees text[] NOT NULL DEFAULT '{}',
  key_account boolean NOT NULL DEFAULT false,
  risk integer CONSTRAINT credit_files_risk CHECK (risk BETWEEN 0 AND 100),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (creditor_id, debtor_id),
  CONSTRAINT credit_files_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['contact_log', 'debtor_events', 'credit_files', 'sales_notices'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION raise_version_of_rows()', t || '_raise_on_insert', t);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION raise_version_of_rows()', t || '_raise_on_update', t);
  END LOOP;
END $$;

-- Who may do what, and whose shell it is said from.
ALTER TABLE staff_users
  ADD COLUMN handle text, -- how the shell names them: camille, sofia ...
  ADD COLUMN email text,
  ADD COLUMN added_by text;
CREATE UNIQUE INDEX staff_users_handle ON staff_users (creditor_id, handle) WHERE handle IS NOT NULL;

SELECT isolate_tenants();
REVOKE TRUNCATE, REFERENCES, TRIGGER, DELETE ON policy_assignments, notices, contact_log, approvals, sales_notices, debtor_events, credit_files FROM solde_app;
