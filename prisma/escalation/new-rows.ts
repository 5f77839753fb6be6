import type pg from 'pg';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Message } from '../../domain/message.ts';

type MessageRow = {
  readonly id: string;
  readonly debtor: string;
  readonly version: number;
  readonly point: string | null;
  readonly channel: string;
  readonly message: Message;
  readonly key: string;
};

type NoticeRow = {
  readonly id: string;
  readonly debtor: string;
  readonly policy: string;
  readonly level: number;
  readonly name: string;
  readonly legal: string;
  readonly outlet: string;
  readonly language: string;
  readonly point: string | null;
  readonly template: string | null;
  readonly status: string;
  readonly reason: string;
  readonly lines: readonly object[];
  readonly after: string | null;
  readonly version: number;
  readonly on: CivilDate;
  readonly deadline: CivilDate | null;
  readonly outbox: string | null;
  readonly blob: string | null;
  readonly task: string | null;
  readonly announces: readonly string[];
  readonly claims: readonly string[];
};

type ReminderRow = {
  readonly id: string;
  readonly debtor: string;
  readonly line: string;
  readonly cycle: number;
  readonly level: number;
  readonly policy: string;
  readonly template: string | null;
  readonly minor: number;
  readonly currency: string;
  readonly status: string;
  readonly on: CivilDate;
  readonly notice: string;
  readonly name: string;
  readonly legal: string;
};

type ChargeRow = {
  readonly id: string;
  readonly debtor: string;
  readonly line: string;
  readonly kind: string;
  readonly minor: number;
  readonly currency: string;
  readonly basis: string;
  readonly rates: string | null;
  readonly on: CivilDate;
};

type ApprovalRow = {
  readonly id: string;
  readonly debtor: string;
  readonly kind: string;
  readonly notice: string;
  readonly facts: object;
};

/** What a sweep writes down about some debtors, gathered to be written at once: a statement for each kind costs as much as one for each row. */
export type NewRows = {
  readonly messages: MessageRow[];
  readonly notices: NoticeRow[];
  readonly reminders: ReminderRow[];
  readonly charges: ChargeRow[];
  readonly approvals: ApprovalRow[];
  readonly events: object[]; // as audit_append takes them
};

export function noRows(): NewRows {
  return { messages: [], notices: [], reminders: [], charges: [], approvals: [], events: [] };
}

// Each takes the creditor, the instant and the rows; $4 of notices says whether they are of another day than now.
const insertMessages = `INSERT INTO outbox (id, creditor_id, contact_point_id, debtor_id, debtor_version, channel, address, class, message, dedupe_key, status, queued_at)
  SELECT x.id, $1, t.id, x.debtor, x.version, x.channel, t.address, 'demand', x.message, x.key, 'READY', solde_instant($2)
    FROM jsonb_to_recordset($3) AS x (id uuid, debtor uuid, version integer, point uuid, channel text, message jsonb, key text) JOIN contact_points t ON t.id = x.point`;

const insertNotices = `INSERT INTO notices (id, creditor_id, debtor_id, policy_id, level, level_id, legal, outlet, language, contact_point_id, template_id, status, reason,
    lines, after_id, debtor_version, decided_on, deadline_on, as_of, outbox_id, blob_id, task_id, announces_charges, claims_charges)
  SELECT x.id, $1, x.debtor, x.policy, x.level, x.name, x.legal, x.outlet, x.language, x.point, x.template, x.status, x.reason,
         x.lines, x.after, x.version, x."on", x.deadline, CASE WHEN $4 THEN solde_instant($2) END, x.outbox, x.blob, x.task, x.announces, x.claims
    FROM jsonb_to_recordset($3) AS x (id uuid, debtor uuid, policy uuid, level integer, name text, legal text, outlet text, language text, point uuid, template uuid,
         status text, reason text, lines jsonb, after uuid, version integer, "on" date, deadline date, outbox uuid, blob uuid, task uuid, announces uuid[], claims uuid[])`;

const insertReminders = `INSERT INTO reminders (id, creditor_id, debtor_id, line_id, cycle, level, policy_id, template_id, amount_minor, currency, status, decided_on, notice_id, level_id, legal)
  SELECT x.id, $1, x.debtor, x.line, x.cycle, x.level, x.policy, x.template, x.minor, x.currency, x.status, x."on", x.notice, x.name, x.legal
    FROM jsonb_to_recordset($2) AS x (id uuid, debtor uuid, line uuid, cycle integer, level integer, policy uuid, template uuid, minor bigint, currency text,
         status text, "on" date, notice uuid, name text, legal text)
  ON CONFLICT ON CONSTRAINT reminders_once DO UPDATE SET policy_id = excluded.policy_id, template_id = excluded.template_id, amount_minor = excluded.amount_minor,
    status = excluded.status, reason = NULL, decided_on = excluded.decided_on, counted_on = NULL, notice_id = excluded.notice_id, level_id = excluded.level_id`;

const insertCharges = `INSERT INTO charges (id, creditor_id, debtor_id, invoice_id, line_id, kind, amount_minor, currency, status, basis, rate_row, on_date)
  SELECT x.id, $1, x.debtor, l.invoice_id, l.id, x.kind, x.minor, x.currency, 'proposed', x.basis, x.rates, x."on"
    FROM jsonb_to_recordset($2) AS x (id uuid, debtor uuid, line uuid, kind text, minor bigint, currency text, basis text, rates text, "on" date) JOIN due_lines l ON l.id = x.line`;

const insertApprovals = `INSERT INTO approvals (id, creditor_id, debtor_id, kind, notice_id, facts, asked_by, asked_at, dedupe_key)
  SELECT x.id, $1, x.debtor, x.kind, x.notice, x.facts, 'rule', solde_instant($2), 'notice:' || x.notice
    FROM jsonb_to_recordset($3) AS x (id uuid, debtor uuid, kind text, notice uuid, facts jsonb) ON CONFLICT ON CONSTRAINT approvals_dedupe_key DO NOTHING`;

/** Writes the rows in the order in which they refer to each other, all in the transaction that the client is in. */
export async function insertRows(
  client: pg.ClientBase,
  rows: NewRows,
  { creditorId, at, asOf }: { readonly creditorId: string; readonly at: number; readonly asOf: boolean },
): Promise<void> {
  const insert = async (name: string, text: string, all: readonly object[], values: unknown[]): Promise<void> => {
    if (all.length > 0) await client.query({ name: `escalation.${name}`, text, values });
  };
  const { messages, notices, reminders, charges, approvals, events } = rows;
  await insert('messages', insertMessages, messages, [creditorId, at, JSON.stringify(messages)]);
  await insert('notices', insertNotices, notices, [creditorId, at, JSON.stringify(notices), asOf]);
  await insert('reminders', insertReminders, reminders, [creditorId, JSON.stringify(reminders)]);
  await insert('charges', insertCharges, charges, [creditorId, JSON.stringify(charges)]);
  await insert('approvals', insertApprovals, approvals, [creditorId, at, JSON.stringify(approvals)]);
  const append = 'SELECT audit_append($1, solde_instant($2), $3)';
  await insert('audit', append, events, [creditorId, at, JSON.stringify(events)]);
}
