-- What was said, what is to be said, who may act, and the trail of all of it.

-- Policies and templates are written once; a new version supersedes an old one.
CREATE TABLE policies (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  kind text NOT NULL,
  version text NOT NULL,
  content jsonb NOT NULL,
  sha256 text NOT NULL,
  effective_from date NOT NULL,
  superseded_on date,
  approved_by text,
  approved_at timestamptz,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT policies_version_key UNIQUE (creditor_id, kind, version)
);

CREATE TABLE templates (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  key text NOT NULL,
  channel text NOT NULL,
  language text NOT NULL CONSTRAINT templates_language_known CHECK (language IN ('fr', 'en')),
  version text NOT NULL,
  body text NOT NULL,
  superseded_on date,
  approved_by text,
  approved_at timestamptz,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT templates_version_key UNIQUE (creditor_id, key, channel, language, version)
);

-- One conversation per creditor, channel and counterpart: an address, or a web user; never a debtor.
-- One order serves a conversation's inbox and outbox: take the conversation's row lock before drawing from message_order,
-- else a reader who follows a watermark can pass a number that commits later.
CREATE SEQUENCE message_order AS bigint;

CREATE TABLE conversations (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  channel text NOT NULL CONSTRAINT conversations_channel_known CHECK (channel IN ('web', 'sms', 'whatsapp', 'console', 'email', 'teams')),
  key text NOT NULL,
  language text CONSTRAINT conversations_language_known CHECK (language IN ('fr', 'en')),
  state jsonb NOT NULL DEFAULT '{}', -- the dialog's own
  session jsonb NOT NULL DEFAULT '{"subjects": []}', -- who was proved, for which debtors, until when
  reference jsonb, -- what the carrier needs to write first; from authenticated turns only
  version integer NOT NULL DEFAULT 0,
  controller text NOT NULL DEFAULT 'bot' CONSTRAINT conversations_controller_known CHECK (controller IN ('bot', 'human')),
  lease_owner uuid,
  lease_until timestamptz,
  fence bigint NOT NULL DEFAULT 0, -- rises with each lease; a write that carries an older one writes nothing
  last_inbound_at timestamptz,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT conversations_key UNIQUE (creditor_id, channel, key)
) WITH (fillfactor = 80);

CREATE TABLE inbox (
  id bigint NOT NULL DEFAULT nextval('message_order') PRIMARY KEY, -- the order of a conversation; not gapless
  creditor_id uuid NOT NULL,
  conversation_id uuid NOT NULL REFERENCES conversations,
  channel text NOT NULL,
  external_id text NOT NULL, -- the carrier's id of the message
  activity jsonb NOT NULL,
  text text NOT NULL DEFAULT '',
  received_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'received' CONSTRAINT inbox_state_known CHECK (state IN ('received', 'done', 'dead')),
  understood jsonb, -- stored, so that a replay understands the same
  response jsonb, -- what an invoke was answered, so that a replay is answered the same
  attempts integer NOT NULL DEFAULT 0,
  done_at timestamptz,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT inbox_external_key UNIQUE (channel, external_id)
) WITH (fillfactor = 90);
CREATE INDEX inbox_conversation ON inbox (conversation_id, id);
CREATE INDEX inbox_unprocessed ON inbox (conversation_id, id) WHERE state = 'received';

CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  seq bigint NOT NULL DEFAULT nextval('message_order'),
  creditor_id uuid NOT NULL,
  conversation_id uuid REFERENCES conversations,
  contact_point_id uuid REFERENCES contact_points,
  debtor_id uuid REFERENCES debtors, -- whose account it speaks of, when it speaks of one
  debtor_version integer, -- the account it was computed from
  inbox_id bigint, -- what it answers
  channel text NOT NULL CONSTRAINT outbox_channel_known CHECK (channel IN ('web', 'sms', 'whatsapp', 'console', 'email', 'teams')),
  sender_address text,
  address text, -- where to, when there is no conversation to answer in
  class text NOT NULL CONSTRAINT outbox_class_known CHECK (class IN ('reply', 'service', 'demand')),
  message jsonb NOT NULL,
  secret bytea, -- a one-time code's text, encrypted; gone once sent or expired
  secret_until timestamptz,
  segments smallint,
  dedupe_key text NOT NULL,
  status text NOT NULL CONSTRAINT outbox_status_known CHECK (status IN ('READY', 'SENDING', 'SENT', 'UNKNOWN', 'REFUSED')),
  attempt integer NOT NULL DEFAULT 1,
  reason text, -- the gate's or the carrier's code, when it was not sent
  carrier_id text,
  lease_owner uuid,
  lease_until timestamptz,
  not_before timestamptz,
  queued_at timestamptz NOT NULL,
  settled_at timestamptz,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT outbox_dedupe_key UNIQUE (creditor_id, dedupe_key),
  CONSTRAINT outbox_has_a_way CHECK (num_nonnulls(conversation_id, contact_point_id) >= 1),
  CONSTRAINT outbox_refusal_has_a_reason CHECK (status <> 'REFUSED' OR reason IS NOT NULL)
);
CREATE UNIQUE INDEX outbox_carrier_key ON outbox (channel, carrier_id) WHERE carrier_id IS NOT NULL;
CREATE INDEX outbox_conversation ON outbox (conversation_id, seq);
CREATE INDEX outbox_open ON outbox (seq) WHERE status IN ('READY', 'SENDING');
CREATE INDEX outbox_unknown ON outbox (settled_at) WHERE status = 'UNKNOWN';
CREATE INDEX outbox_debtor ON outbox (debtor_id, seq) WHERE class = 'demand';

-- Messages to an address of ours that belongs to nobody: stored, never answered.
CREATE TABLE strays (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  channel text NOT NULL,
  external_id text NOT NULL,
  activity jsonb NOT NULL,
  received_at timestamptz NOT NULL,
  CONSTRAINT strays_external_key UNIQUE (channel, external_id)
);

CREATE TABLE reminders (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  line_id uuid NOT NULL,
  cycle integer NOT NULL CONSTRAINT reminders_cycle_positive CHECK (cycle > 0), -- rises when a settled line reopens
  level integer NOT NULL CONSTRAINT reminders_level_positive CHECK (level > 0),
  policy_id uuid NOT NULL REFERENCES policies,
  template_id uuid REFERENCES templates,
  amount_minor positive_minor NOT NULL, -- what was open of the line when it was decided
  currency currency_code NOT NULL,
  status text NOT NULL CONSTRAINT reminders_status_known CHECK (status IN ('decided', 'approved', 'queued', 'delivered', 'suppressed')),
  reason text,
  decided_on date NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT reminders_once UNIQUE (line_id, cycle, level),
  CONSTRAINT reminders_line_fkey FOREIGN KEY (creditor_id, debtor_id, line_id) REFERENCES due_lines (creditor_id, debtor_id, id)
);
CREATE INDEX reminders_debtor ON reminders (creditor_id, debtor_id);

-- Each thing a carrier said of a message; a reminder counts from its first delivery.
CREATE TABLE deliveries (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  outbox_id uuid NOT NULL REFERENCES outbox,
  reminder_id uuid REFERENCES reminders,
  channel text NOT NULL,
  carrier_id text,
  status text NOT NULL CONSTRAINT deliveries_status_known CHECK (status IN ('queued', 'sent', 'delivered', 'read', 'failed')),
  detail text,
  at timestamptz NOT NULL,
  CONSTRAINT deliveries_once UNIQUE (outbox_id, status)
);
CREATE INDEX deliveries_reminder ON deliveries (reminder_id) WHERE reminder_id IS NOT NULL;

CREATE TABLE blobs (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  debtor_id uuid,
  name text NOT NULL,
  mime text NOT NULL,
  sha256 text NOT NULL CONSTRAINT blobs_sha256_shape CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size integer NOT NULL,
  content bytea NOT NULL CONSTRAINT blobs_content_small CHECK (octet_length(content) <= 10485760),
  quarantine text, -- why nobody may open it yet; null when cleared
  stored_at timestamptz NOT NULL,
  CONSTRAINT blobs_tenant_key UNIQUE (creditor_id, id),
  CONSTRAINT blobs_size_true CHECK (size = octet_length(content)),
  CONSTRAINT blobs_sha256_true CHECK (sha256 = encode(sha256(content), 'hex')),
  CONSTRAINT blobs_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);
CREATE INDEX blobs_debtor ON blobs (debtor_id) WHERE debtor_id IS NOT NULL;

ALTER TABLE plans ADD CONSTRAINT plans_agreement_fkey FOREIGN KEY (creditor_id, agreement_blob_id) REFERENCES blobs (creditor_id, id);

CREATE TABLE dispute_evidence (
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  dispute_id uuid NOT NULL,
  blob_id uuid NOT NULL,
  PRIMARY KEY (dispute_id, blob_id),
  CONSTRAINT dispute_evidence_dispute_fkey FOREIGN KEY (creditor_id, debtor_id, dispute_id) REFERENCES disputes (creditor_id, debtor_id, id),
  CONSTRAINT dispute_evidence_blob_fkey FOREIGN KEY (creditor_id, blob_id) REFERENCES blobs (creditor_id, id)
);

-- A link /f/<token>: only the token's hash is kept; opening it once consumes it.
CREATE TABLE file_links (
  token_hash text PRIMARY KEY,
  creditor_id uuid NOT NULL,
  blob_id uuid NOT NULL,
  conversation_id uuid REFERENCES conversations,
  expires_at timestamptz NOT NULL,
  consumed_at timestamptz,
  CONSTRAINT file_links_blob_fkey FOREIGN KEY (creditor_id, blob_id) REFERENCES blobs (creditor_id, id)
);
CREATE INDEX file_links_blob ON file_links (blob_id);

-- A guardian, adviser or lawyer: served once staff approved the proof.
CREATE TABLE representatives (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT representatives_kind_known CHECK (kind IN ('guardian', 'adviser', 'lawyer', 'relative', 'other')),
  scope text[] NOT NULL, -- 'balance': may see; 'agreements': may promise, plan and dispute
  proof_blob_id uuid,
  approved_by text,
  approved_at timestamptz,
  until_on date,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT representatives_approved_with_proof CHECK (approved_at IS NULL OR (proof_blob_id IS NOT NULL AND approved_by IS NOT NULL)),
  CONSTRAINT representatives_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id),
  CONSTRAINT representatives_contact_fkey FOREIGN KEY (creditor_id, contact_id) REFERENCES contacts (creditor_id, id),
  CONSTRAINT representatives_proof_fkey FOREIGN KEY (creditor_id, proof_blob_id) REFERENCES blobs (creditor_id, id)
);
CREATE INDEX representatives_debtor ON representatives (debtor_id);

-- One-time codes. A decoy has no point: the same row is written, and no code is ever valid for it.
CREATE TABLE codes (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  conversation_id uuid NOT NULL REFERENCES conversations,
  purpose text NOT NULL CONSTRAINT codes_purpose_known CHECK (purpose IN ('identify', 'confirm', 'contact-change')),
  debtor_id uuid,
  contact_point_id uuid,
  limit_key text NOT NULL, -- what the limits count by: a keyed hash of the address, a decoy's too
  hash text NOT NULL,
  terms_hash text, -- a confirmation is valid for exactly these terms
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  tries integer NOT NULL DEFAULT 0 CONSTRAINT codes_five_tries CHECK (tries BETWEEN 0 AND 5),
  used_at timestamptz,
  CONSTRAINT codes_terms_when_binding CHECK (purpose <> 'confirm' OR terms_hash IS NOT NULL),
  CONSTRAINT codes_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id),
  CONSTRAINT codes_point_fkey FOREIGN KEY (creditor_id, contact_point_id) REFERENCES contact_points (creditor_id, id)
);
CREATE INDEX codes_conversation ON codes (conversation_id, issued_at);
CREATE INDEX codes_limit ON codes (creditor_id, limit_key, issued_at);
CREATE INDEX codes_debtor ON codes (debtor_id, issued_at);
CREATE INDEX codes_point ON codes (contact_point_id, issued_at) WHERE contact_point_id IS NOT NULL;

-- What the limits and locks count: by a keyed hash of the reference or address that was tried, known to us or not.
CREATE TABLE identity_attempts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  conversation_id uuid REFERENCES conversations,
  limit_key text NOT NULL,
  factor text NOT NULL,
  succeeded boolean NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX identity_attempts_limit ON identity_attempts (creditor_id, limit_key, at);

CREATE TABLE staff_users (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  tenant text NOT NULL, -- of the directory
  aad_object_id text NOT NULL, -- opaque text
  name text NOT NULL,
  roles text[] NOT NULL,
  disabled_at timestamptz,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT staff_users_directory_key UNIQUE (creditor_id, tenant, aad_object_id)
);
CREATE INDEX staff_users_directory ON staff_users (tenant, aad_object_id);

CREATE TABLE handoffs (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  conversation_id uuid NOT NULL REFERENCES conversations,
  staff_user_id uuid REFERENCES staff_users,
  reason text NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE UNIQUE INDEX handoffs_one_open_per_conversation ON handoffs (conversation_id) WHERE closed_at IS NULL;

-- What waits for a human.
CREATE TABLE tasks (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  kind text NOT NULL,
  reason text NOT NULL,
  debtor_id uuid,
  conversation_id uuid REFERENCES conversations,
  facts jsonb NOT NULL DEFAULT '{}',
  dedupe_key text,
  opened_at timestamptz NOT NULL,
  due_on date,
  done_at timestamptz,
  done_by text,
  CONSTRAINT tasks_dedupe_key UNIQUE (creditor_id, dedupe_key),
  CONSTRAINT tasks_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);
CREATE INDEX tasks_open ON tasks (creditor_id, due_on) WHERE done_at IS NULL;
CREATE INDEX tasks_debtor ON tasks (debtor_id) WHERE debtor_id IS NOT NULL;

-- A scheduled job ran for that creditor and that civil date: run twice or late, it does nothing more.
CREATE TABLE job_runs (
  creditor_id uuid NOT NULL REFERENCES creditors,
  job text NOT NULL,
  on_date date NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (creditor_id, job, on_date)
);

-- Of the installation, not of a creditor: the development clock's offset and its like. Nothing personal.
CREATE TABLE settings (
  key text PRIMARY KEY,
  value jsonb NOT NULL
);

-- Who did what, why and under which policy: ids, codes, amounts and salted hashes. Texts, names and addresses are in
-- audit_payloads, which can be erased with their salt while the chain still verifies.
CREATE TABLE audit_events (
  -- First, so that a transaction has its number before it draws an id: sealing waits for the transactions that may hold a lower id.
  written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  creditor_id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL, -- such as plan.accepted
  actor text NOT NULL, -- debtor:<contact id>, staff:<id>, bot or system
  debtor_id uuid,
  conversation_id uuid,
  inbox_id bigint,
  policy_version text,
  facts jsonb NOT NULL DEFAULT '{}',
  payload_hash bytea,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX audit_events_creditor ON audit_events (creditor_id, id);
CREATE INDEX audit_events_debtor ON audit_events (debtor_id, id) WHERE debtor_id IS NOT NULL;

CREATE TABLE audit_payloads (
  event_id bigint PRIMARY KEY REFERENCES audit_events,
  creditor_id uuid NOT NULL,
  salt bytea,
  payload jsonb,
  erased_at timestamptz,
  erased_rule text,
  CONSTRAINT audit_payloads_kept_or_erased CHECK (
    CASE WHEN erased_rule IS NULL THEN num_nulls(salt, payload, erased_at) = 1 AND erased_at IS NULL
         ELSE num_nonnulls(salt, payload) = 0 AND erased_at IS NOT NULL END)
);

CREATE TABLE audit_seals (
  creditor_id uuid NOT NULL REFERENCES creditors,
  number integer NOT NULL,
  from_id bigint NOT NULL,
  to_id bigint NOT NULL,
  events integer NOT NULL,
  hash bytea NOT NULL,
  prev bytea NOT NULL,
  sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (creditor_id, number),
  CONSTRAINT audit_seals_forward CHECK (number > 0 AND from_id <= to_id AND events > 0)
);

-- Where the sealer stands: every event up to upto_id is final once the transaction number until_xid has been passed.
CREATE TABLE audit_marks (
  creditor_id uuid PRIMARY KEY REFERENCES creditors,
  upto_id bigint NOT NULL,
  until_xid xid8 NOT NULL
);
