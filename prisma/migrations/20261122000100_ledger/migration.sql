-- The ledger. Ids come from the application; amounts are integers of the currency's minor unit; days are civil dates.
-- Business instants are given by the caller and never default: only recorded_at, which no rule reads, takes the server's clock.
-- A child names its parent together with the creditor and the debtor, so that no row can hang on another account's row.

CREATE DOMAIN currency_code AS char(3) CONSTRAINT currency_code_is_iso_4217 CHECK (VALUE ~ '^[A-Z]{3}$');
-- What JavaScript counts exactly: 2^53 - 1.
CREATE DOMAIN safe_minor AS bigint CONSTRAINT safe_minor_is_exact CHECK (VALUE BETWEEN -9007199254740991 AND 9007199254740991);
CREATE DOMAIN positive_minor AS bigint CONSTRAINT positive_minor_is_exact CHECK (VALUE BETWEEN 1 AND 9007199254740991);

CREATE TABLE creditors (
  id uuid PRIMARY KEY,
  slug text NOT NULL CONSTRAINT creditors_slug_key UNIQUE CONSTRAINT creditors_slug_shape CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text NOT NULL,
  legal_name text NOT NULL,
  role text NOT NULL CONSTRAINT creditors_role_known CHECK (role IN ('first-party', 'third-party')),
  address text NOT NULL,
  phone text,
  email text,
  hours jsonb, -- {fr, en}
  payment_page text,
  zone text NOT NULL,
  branding jsonb NOT NULL DEFAULT '{}',
  stopped_at timestamptz, -- the kill switch: nothing leaves for this creditor
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE creditor_accounts (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  iban text NOT NULL,
  bic text,
  holder text NOT NULL,
  currency currency_code NOT NULL,
  position integer NOT NULL DEFAULT 1,
  CONSTRAINT creditor_accounts_iban_key UNIQUE (creditor_id, currency, iban)
);

-- Our own addresses: one address on a channel belongs to one creditor, which is how a first message finds whom it is for.
CREATE TABLE senders (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  channel text NOT NULL CONSTRAINT senders_channel_known CHECK (channel IN ('web', 'sms', 'whatsapp', 'console', 'email', 'teams')),
  address text NOT NULL,
  CONSTRAINT senders_address_key UNIQUE (channel, address)
);
CREATE INDEX senders_creditor ON senders (creditor_id);

CREATE TABLE debtors (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  reference text NOT NULL,
  kind text NOT NULL CONSTRAINT debtors_kind_known CHECK (kind IN ('company', 'sole-trader', 'consumer', 'public-body')),
  name text NOT NULL,
  language text NOT NULL CONSTRAINT debtors_language_known CHECK (language IN ('fr', 'en')),
  zone text NOT NULL,
  country char(2) NOT NULL CONSTRAINT debtors_country_shape CHECK (country ~ '^[A-Z]{2}$'),
  address text,
  postcode text,
  birth_date date,
  siren text,
  payday smallint CONSTRAINT debtors_payday_is_a_day CHECK (payday BETWEEN 1 AND 31), -- 31: the last day of the month
  segment text,
  sales_owner text,
  parent_id uuid,
  payer_id uuid, -- who pays for it, when somebody else does
  insolvency_on date, -- day of the judgment
  insured_by text,
  protection text CONSTRAINT debtors_protection_known CHECK (protection IN ('deceased', 'minor', 'guardianship')),
  letter_code_hash text, -- of the code printed on the last letter
  version integer NOT NULL DEFAULT 1 CONSTRAINT debtors_version_positive CHECK (version > 0),
  parked text, -- why a human must look before anything else happens
  origin text, -- the import that wrote it last
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT debtors_tenant_key UNIQUE (creditor_id, id),
  CONSTRAINT debtors_parent_fkey FOREIGN KEY (creditor_id, parent_id) REFERENCES debtors (creditor_id, id),
  CONSTRAINT debtors_payer_fkey FOREIGN KEY (creditor_id, payer_id) REFERENCES debtors (creditor_id, id),
  CONSTRAINT debtors_not_own_parent CHECK (parent_id <> id AND payer_id <> id)
);
CREATE UNIQUE INDEX debtors_reference_key ON debtors (creditor_id, upper(reference));
CREATE INDEX debtors_parent ON debtors (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX debtors_payer ON debtors (payer_id) WHERE payer_id IS NOT NULL;

CREATE TABLE contacts (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  name text,
  language text CONSTRAINT contacts_language_known CHECK (language IN ('fr', 'en')),
  import_key text, -- the accounts' own id, or content and occurrence where they have none
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT contacts_tenant_key UNIQUE (creditor_id, id),
  CONSTRAINT contacts_import_key UNIQUE (creditor_id, import_key)
);

-- One person may act for several debtors, in several roles.
CREATE TABLE debtor_contacts (
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  role text NOT NULL CONSTRAINT debtor_contacts_role_known CHECK (role IN ('payables', 'buyer', 'director', 'site', 'adviser', 'self', 'representative')),
  PRIMARY KEY (debtor_id, contact_id, role),
  CONSTRAINT debtor_contacts_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id),
  CONSTRAINT debtor_contacts_contact_fkey FOREIGN KEY (creditor_id, contact_id) REFERENCES contacts (creditor_id, id)
);
CREATE INDEX debtor_contacts_contact ON debtor_contacts (contact_id);

CREATE TABLE contact_points (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  channel text NOT NULL CONSTRAINT contact_points_channel_known CHECK (channel IN ('sms', 'whatsapp', 'email')),
  -- E.164, or e-mail in lower case
  address text NOT NULL CONSTRAINT contact_points_address_shape CHECK (
    CASE WHEN channel = 'email' THEN address = lower(address) AND address LIKE '_%@_%' ELSE address ~ '^\+[1-9][0-9]{4,14}$' END),
  verified_at timestamptz,
  quarantined_at timestamptz, -- "not me" was said from it
  usable_from timestamptz, -- a changed address cools down before it proves anything
  consent jsonb, -- {at, how, words}
  origin text,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT contact_points_tenant_key UNIQUE (creditor_id, id),
  CONSTRAINT contact_points_address_key UNIQUE (contact_id, channel, address),
  CONSTRAINT contact_points_contact_fkey FOREIGN KEY (creditor_id, contact_id) REFERENCES contacts (creditor_id, id)
);
CREATE INDEX contact_points_address ON contact_points (creditor_id, channel, address);

-- STOP belongs to the address, not to a person or a debtor: whoever shares the address is no longer written to on it, and an
-- import can never undo it. START leaves the row with its resumed_at.
CREATE TABLE opt_outs (
  creditor_id uuid NOT NULL REFERENCES creditors,
  channel text NOT NULL CONSTRAINT opt_outs_channel_known CHECK (channel IN ('web', 'sms', 'whatsapp', 'console', 'email', 'teams')),
  address text NOT NULL,
  opted_out_at timestamptz NOT NULL,
  resumed_at timestamptz CONSTRAINT opt_outs_resumed_after CHECK (resumed_at >= opted_out_at),
  PRIMARY KEY (creditor_id, channel, address)
);

-- A telephone number is one address, by SMS and by WhatsApp.
CREATE FUNCTION solde_same_address(channel text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN channel IN ('sms', 'whatsapp') THEN ARRAY['sms', 'whatsapp'] ELSE ARRAY[channel] END
$$;

CREATE FUNCTION solde_opted_out(p_creditor uuid, p_channel text, p_address text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM opt_outs o WHERE o.creditor_id = p_creditor AND o.channel = ANY (solde_same_address(p_channel))
                    AND o.address = p_address AND o.resumed_at IS NULL)
$$;

CREATE TABLE opt_out_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  channel text NOT NULL,
  address text NOT NULL,
  kind text NOT NULL CONSTRAINT opt_out_events_kind_known CHECK (kind IN ('stop', 'start')),
  source text NOT NULL, -- what it was read from, such as inbox:<id> or import:<id>
  at timestamptz NOT NULL
);
CREATE INDEX opt_out_events_address ON opt_out_events (creditor_id, channel, address);

CREATE TABLE imports (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL REFERENCES creditors,
  kind text NOT NULL CONSTRAINT imports_kind_known CHECK (kind IN ('debtors', 'contacts', 'invoices', 'payments', 'credits')),
  file_name text NOT NULL,
  sha256 text NOT NULL,
  fresh_to date NOT NULL, -- the accounts are known up to this day
  accepted integer NOT NULL,
  refused integer NOT NULL,
  imported_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX imports_latest ON imports (creditor_id, kind, fresh_to);

CREATE TABLE invoices (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  number text NOT NULL,
  issued date NOT NULL,
  total_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  capacity text NOT NULL CONSTRAINT invoices_capacity_known CHECK (capacity IN ('professional', 'private')),
  order_number text,
  import_id uuid REFERENCES imports,
  -- Items and lines are written in the transaction that writes their invoice, and this is how they are told from later ones.
  written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT invoices_account_key UNIQUE (creditor_id, debtor_id, id),
  CONSTRAINT invoices_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);
CREATE UNIQUE INDEX invoices_number_key ON invoices (creditor_id, upper(number));

CREATE TABLE invoice_items (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  position integer NOT NULL CONSTRAINT invoice_items_position_positive CHECK (position > 0),
  label text NOT NULL,
  quantity text NOT NULL,
  amount_minor safe_minor NOT NULL, -- VAT included; a discount is negative
  currency currency_code NOT NULL,
  vat_rate text NOT NULL,
  CONSTRAINT invoice_items_position_key UNIQUE (invoice_id, position),
  CONSTRAINT invoice_items_invoice_fkey FOREIGN KEY (creditor_id, debtor_id, invoice_id) REFERENCES invoices (creditor_id, debtor_id, id)
);

CREATE TABLE due_lines (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  position integer NOT NULL CONSTRAINT due_lines_position_positive CHECK (position > 0),
  due date NOT NULL,
  amount_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  means text NOT NULL CONSTRAINT due_lines_means_known CHECK (means IN ('transfer', 'card', 'cheque', 'direct-debit', 'chorus-pro')),
  payee_iban text, -- a factor's account, when the creditor is not the payee
  payee_bic text,
  payee_holder text,
  time_barred_from date, -- first day on which the claim is time-barred; null when unknown
  closed text CONSTRAINT due_lines_closed_known CHECK (closed IN ('written-off', 'agency', 'legal', 'insolvency')),
  CONSTRAINT due_lines_account_key UNIQUE (creditor_id, debtor_id, id),
  CONSTRAINT due_lines_position_key UNIQUE (invoice_id, position),
  CONSTRAINT due_lines_payee_whole CHECK ((payee_iban IS NULL) = (payee_holder IS NULL)),
  CONSTRAINT due_lines_invoice_fkey FOREIGN KEY (creditor_id, debtor_id, invoice_id) REFERENCES invoices (creditor_id, debtor_id, id)
);

CREATE TABLE payments (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL, -- who paid, whoever's lines it settles
  provider text NOT NULL, -- who identifies it: import, a bank, a card processor, or solde for an announced one
  provider_id text NOT NULL, -- their id, or content and occurrence number where they have none
  amount_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  value_date date NOT NULL,
  status text NOT NULL CONSTRAINT payments_status_known CHECK (status IN ('announced', 'in-transit', 'settled', 'returned')),
  means text NOT NULL CONSTRAINT payments_means_known CHECK (means IN ('transfer', 'card', 'cheque', 'direct-debit', 'chorus-pro')),
  text text NOT NULL DEFAULT '', -- the remittance text
  confirmed boolean NOT NULL, -- by the accounts; else provisional
  returned_on date,
  import_id uuid REFERENCES imports,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT payments_account_key UNIQUE (creditor_id, debtor_id, id),
  CONSTRAINT payments_provider_key UNIQUE (creditor_id, provider, provider_id),
  CONSTRAINT payments_returned_dated CHECK ((status = 'returned') = (returned_on IS NOT NULL)),
  CONSTRAINT payments_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);

CREATE TABLE credit_notes (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  number text NOT NULL,
  issued date NOT NULL,
  amount_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  invoice_id uuid, -- the invoice it corrects, when it names one
  import_id uuid REFERENCES imports,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT credit_notes_account_key UNIQUE (creditor_id, debtor_id, id),
  CONSTRAINT credit_notes_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id),
  CONSTRAINT credit_notes_invoice_fkey FOREIGN KEY (creditor_id, debtor_id, invoice_id) REFERENCES invoices (creditor_id, debtor_id, id)
);
CREATE UNIQUE INDEX credit_notes_number_key ON credit_notes (creditor_id, upper(number));
CREATE INDEX credit_notes_invoice ON credit_notes (invoice_id) WHERE invoice_id IS NOT NULL;

CREATE TABLE charges (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  line_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT charges_kind_known CHECK (kind IN ('indemnity', 'interest')),
  amount_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  status text NOT NULL CONSTRAINT charges_status_known CHECK (status IN ('proposed', 'announced', 'claimed', 'waived', 'paid')),
  basis text NOT NULL, -- the rule of the policy that allows it
  rate_row text, -- the dated row of the rate table interest was computed from
  on_date date NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT charges_account_key UNIQUE (creditor_id, debtor_id, id),
  CONSTRAINT charges_interest_names_its_rate CHECK (kind <> 'interest' OR rate_row IS NOT NULL),
  CONSTRAINT charges_invoice_fkey FOREIGN KEY (creditor_id, debtor_id, invoice_id) REFERENCES invoices (creditor_id, debtor_id, id),
  CONSTRAINT charges_line_fkey FOREIGN KEY (creditor_id, debtor_id, line_id) REFERENCES due_lines (creditor_id, debtor_id, id)
);
-- C. com. L441-10: the fixed indemnity is owed once per invoice, however many lines it has. A waived one is not asked again.
CREATE UNIQUE INDEX charges_one_indemnity_per_invoice ON charges (invoice_id) WHERE kind = 'indemnity';
CREATE INDEX charges_line ON charges (line_id);

-- Where money went. debtor_id is the debtor of the target; the source may be a payer's.
CREATE TABLE allocations (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  payment_id uuid REFERENCES payments,
  credit_note_id uuid REFERENCES credit_notes,
  line_id uuid,
  charge_id uuid,
  amount_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  on_date date NOT NULL,
  reversed_on date CONSTRAINT allocations_reversed_after CHECK (reversed_on >= on_date),
  by text NOT NULL CONSTRAINT allocations_by_known CHECK (by IN ('accounts', 'debtor', 'law')),
  import_key text,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT allocations_one_source CHECK (num_nonnulls(payment_id, credit_note_id) = 1),
  CONSTRAINT allocations_one_target CHECK (num_nonnulls(line_id, charge_id) = 1),
  CONSTRAINT allocations_import_key UNIQUE (creditor_id, import_key),
  CONSTRAINT allocations_line_fkey FOREIGN KEY (creditor_id, debtor_id, line_id) REFERENCES due_lines (creditor_id, debtor_id, id),
  CONSTRAINT allocations_charge_fkey FOREIGN KEY (creditor_id, debtor_id, charge_id) REFERENCES charges (creditor_id, debtor_id, id)
);
CREATE INDEX allocations_debtor ON allocations (creditor_id, debtor_id);
CREATE INDEX allocations_payment ON allocations (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX allocations_credit_note ON allocations (credit_note_id) WHERE credit_note_id IS NOT NULL;
CREATE INDEX allocations_line ON allocations (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX allocations_charge ON allocations (charge_id) WHERE charge_id IS NOT NULL;

-- Why something is not chased: an account (line_id null), a line, or an amount of a line; effective on [from_on, until_on).
CREATE TABLE holds (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  line_id uuid,
  reason text NOT NULL CONSTRAINT holds_reason_known CHECK (
    reason IN ('dispute', 'promise', 'plan', 'check', 'legal', 'insolvency', 'vulnerable', 'manual', 'representative')),
  source text NOT NULL, -- what opened it, such as dispute:<id>
  amount_minor positive_minor, -- null: all of it
  currency currency_code,
  from_on date NOT NULL,
  until_on date CONSTRAINT holds_until_after CHECK (until_on >= from_on),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT holds_amount_whole CHECK (num_nulls(amount_minor, currency) IN (0, 2)),
  CONSTRAINT holds_amount_of_a_line CHECK (amount_minor IS NULL OR line_id IS NOT NULL),
  CONSTRAINT holds_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id),
  CONSTRAINT holds_line_fkey FOREIGN KEY (creditor_id, debtor_id, line_id) REFERENCES due_lines (creditor_id, debtor_id, id),
  CONSTRAINT holds_no_overlap EXCLUDE USING gist (
    (coalesce(line_id, debtor_id)) WITH =, reason WITH =, source WITH =, daterange(from_on, until_on, '[)') WITH &&)
);
CREATE INDEX holds_debtor ON holds (creditor_id, debtor_id);
CREATE INDEX holds_source ON holds (source);

CREATE TABLE disputes (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  line_id uuid NOT NULL,
  reason text NOT NULL CONSTRAINT disputes_reason_known CHECK (
    reason IN ('not-received', 'quantity', 'price', 'vat', 'quality', 'duplicate', 'not-ordered', 'terminated', 'credit-missing', 'other',
      'already-paid', 'number-missing')),
  by_items boolean NOT NULL, -- items are named in dispute_items; else an amount of the line
  amount_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  status text NOT NULL CONSTRAINT disputes_status_known CHECK (
    status IN ('open', 'investigating', 'accepted', 'partly-accepted', 'rejected', 'withdrawn')),
  opened_on date NOT NULL,
  answer_by date NOT NULL, -- our deadline
  answered_on date,
  owner text,
  words text, -- what the debtor said
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT disputes_account_key UNIQUE (creditor_id, debtor_id, id),
  CONSTRAINT disputes_answer_dated CHECK ((status IN ('open', 'investigating')) = (answered_on IS NULL)),
  CONSTRAINT disputes_line_fkey FOREIGN KEY (creditor_id, debtor_id, line_id) REFERENCES due_lines (creditor_id, debtor_id, id)
);
CREATE UNIQUE INDEX disputes_one_open_amount_per_line ON disputes (line_id) WHERE NOT by_items AND status IN ('open', 'investigating');
CREATE INDEX disputes_line ON disputes (line_id);

CREATE TABLE dispute_items (
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  dispute_id uuid NOT NULL,
  line_id uuid NOT NULL,
  item_id uuid NOT NULL REFERENCES invoice_items,
  active boolean NOT NULL DEFAULT true, -- kept equal to "the dispute is open" by a trigger
  PRIMARY KEY (dispute_id, item_id),
  CONSTRAINT dispute_items_dispute_fkey FOREIGN KEY (creditor_id, debtor_id, dispute_id) REFERENCES disputes (creditor_id, debtor_id, id)
);
CREATE UNIQUE INDEX dispute_items_one_open_per_item ON dispute_items (line_id, item_id) WHERE active;

CREATE TABLE promises (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  amount_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  due date NOT NULL,
  made_on date NOT NULL,
  status text NOT NULL CONSTRAINT promises_status_known CHECK (status IN ('open', 'kept', 'partly-kept', 'broken', 'withdrawn')),
  judged_on date,
  terms_hash text,
  policy_version text,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT promises_account_key UNIQUE (creditor_id, debtor_id, id),
  CONSTRAINT promises_due_after_made CHECK (due >= made_on),
  CONSTRAINT promises_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);

CREATE TABLE promise_lines (
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  promise_id uuid NOT NULL,
  line_id uuid NOT NULL,
  amount_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  active boolean NOT NULL DEFAULT true, -- kept equal to "the promise is open" by a trigger
  PRIMARY KEY (promise_id, line_id),
  CONSTRAINT promise_lines_promise_fkey FOREIGN KEY (creditor_id, debtor_id, promise_id) REFERENCES promises (creditor_id, debtor_id, id),
  CONSTRAINT promise_lines_line_fkey FOREIGN KEY (creditor_id, debtor_id, line_id) REFERENCES due_lines (creditor_id, debtor_id, id)
);
CREATE UNIQUE INDEX promise_lines_one_open_per_line ON promise_lines (line_id) WHERE active;
CREATE INDEX promise_lines_line ON promise_lines (line_id);

CREATE TABLE plans (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  total_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  frequency text NOT NULL CONSTRAINT plans_frequency_known CHECK (frequency IN ('week', 'fortnight', 'month')),
  status text NOT NULL CONSTRAINT plans_status_known CHECK (
    status IN ('offered', 'accepted', 'active', 'late', 'defaulted', 'completed', 'cancelled')),
  offered_on date NOT NULL,
  signed_on date,
  terms_hash text NOT NULL,
  policy_version text,
  agreement_blob_id uuid,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT plans_account_key UNIQUE (creditor_id, debtor_id, id),
  CONSTRAINT plans_signed_when_agreed CHECK (status IN ('offered', 'cancelled') OR signed_on IS NOT NULL),
  CONSTRAINT plans_debtor_fkey FOREIGN KEY (creditor_id, debtor_id) REFERENCES debtors (creditor_id, id)
);

CREATE TABLE plan_lines (
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  line_id uuid NOT NULL,
  amount_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  active boolean NOT NULL DEFAULT true, -- kept equal to "the plan runs" by a trigger
  PRIMARY KEY (plan_id, line_id),
  CONSTRAINT plan_lines_plan_fkey FOREIGN KEY (creditor_id, debtor_id, plan_id) REFERENCES plans (creditor_id, debtor_id, id),
  CONSTRAINT plan_lines_line_fkey FOREIGN KEY (creditor_id, debtor_id, line_id) REFERENCES due_lines (creditor_id, debtor_id, id)
);
CREATE UNIQUE INDEX plan_lines_one_active_per_line ON plan_lines (line_id) WHERE active;
CREATE INDEX plan_lines_line ON plan_lines (line_id);

CREATE TABLE instalments (
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  position integer NOT NULL CONSTRAINT instalments_position_positive CHECK (position > 0),
  due date NOT NULL,
  amount_minor positive_minor NOT NULL,
  currency currency_code NOT NULL,
  PRIMARY KEY (plan_id, position),
  CONSTRAINT instalments_plan_fkey FOREIGN KEY (creditor_id, debtor_id, plan_id) REFERENCES plans (creditor_id, debtor_id, id)
);

-- What restarted the limitation of a line: a payment, a confirmed plan or promise, a writing.
CREATE TABLE acknowledgements (
  id uuid PRIMARY KEY,
  creditor_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  line_id uuid NOT NULL,
  on_date date NOT NULL,
  source text NOT NULL, -- such as plan:<id>
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT acknowledgements_once UNIQUE (line_id, source),
  CONSTRAINT acknowledgements_line_fkey FOREIGN KEY (creditor_id, debtor_id, line_id) REFERENCES due_lines (creditor_id, debtor_id, id)
);
