import { createHash } from 'node:crypto';
import { add, id, type Row, type Statement } from './statement.ts';

export const at = '2026-02-01T10:00:00Z';

/** The rows of one small creditor, at least one in every table that a creditor has; ids are `id('<creditor> <name>')`. */
export function portfolio(name: string): { statements: readonly Statement[]; own: (name: string) => string } {
  const own = (what: string): string => id(`${name} ${what}`);
  const tenant = { creditor_id: own('creditor') };
  const account = { ...tenant, debtor_id: own('debtor') };
  const row = (table: string, values: Row): Statement => add(table, values);
  return {
    own,
    statements: [
      row('creditors', {
        id: own('creditor'),
        slug: name,
        name,
        legal_name: name,
        role: 'first-party',
        address: '1 rue',
        zone: 'Europe/Paris',
      }),
      ...people(own, tenant),
      ...bookings(own, account),
      ...agreements(own, account),
      ...talk(name, own, tenant),
      ...trail(own, account),
    ],
  };
}

type Own = (name: string) => string;

function people(own: Own, tenant: Row): readonly Statement[] {
  const debtor = { ...tenant, kind: 'company', name: 'X', language: 'fr', zone: 'Europe/Paris', country: 'FR' };
  const link = { ...tenant, debtor_id: own('debtor'), contact_id: own('contact') };
  return [
    add('creditor_accounts', { id: own('iban'), ...tenant, iban: 'FR76', holder: 'X', currency: 'EUR' }),
    add('senders', { id: own('sender'), ...tenant, channel: 'sms', address: own('sender') }),
    add('debtors', { id: own('debtor'), ...debtor, reference: 'R-1' }),
    add('debtors', { id: own('other debtor'), ...debtor, reference: 'R-2' }),
    add('contacts', { id: own('contact'), ...tenant, name: 'Y', import_key: 'k' }),
    add('debtor_contacts', { ...link, role: 'payables' }),
    add('contact_points', {
      id: own('point'),
      ...tenant,
      contact_id: own('contact'),
      channel: 'sms',
      address: '+33639980001',
    }),
    add('opt_outs', { ...tenant, channel: 'sms', address: '+33639980006', opted_out_at: at }),
    add('opt_out_events', { ...tenant, channel: 'sms', address: '+33639980006', kind: 'stop', source: 'import:1', at }),
    add('representatives', { id: own('representative'), ...link, kind: 'adviser', scope: ['balance'] }),
  ];
}

/** Two items and two lines of one euro invoice; one private invoice in pounds; one invoice of another debtor. */
function bookings(own: Own, account: Row): readonly Statement[] {
  const eur = { ...account, currency: 'EUR' };
  const gbp = { ...account, currency: 'GBP' };
  const others = { ...eur, debtor_id: own('other debtor') };
  return [
    add('imports', {
      id: own('import'),
      creditor_id: account['creditor_id'],
      kind: 'invoices',
      file_name: 'b.csv',
      sha256: 'x',
      fresh_to: '2026-01-31',
      accepted: 3,
      refused: 0,
      imported_at: at,
    }),
    invoice(own, 'invoice', { ...eur, total_minor: 1000 }),
    item(own, 'item 700', 'invoice', { ...eur, position: 1, amount_minor: 700 }),
    item(own, 'item 300', 'invoice', { ...eur, position: 2, amount_minor: 300 }),
    line(own, 'line 600', 'invoice', { ...eur, position: 1, amount_minor: 600 }),
    line(own, 'line 400', 'invoice', { ...eur, position: 2, amount_minor: 400 }),
    invoice(own, 'pounds', { ...gbp, total_minor: 500, capacity: 'private' }),
    item(own, 'pounds item', 'pounds', { ...gbp, amount_minor: 500 }),
    line(own, 'pounds line', 'pounds', { ...gbp, amount_minor: 500 }),
    invoice(own, 'other invoice', { ...others, total_minor: 1000 }),
    item(own, 'other item', 'other invoice', { ...others, amount_minor: 1000 }),
    line(own, 'other line', 'other invoice', { ...others, amount_minor: 1000 }),
    payment(own, 'payment', { ...eur, amount_minor: 800 }),
    payment(own, 'returned payment', { ...eur, amount_minor: 800, status: 'returned', returned_on: '2026-02-03' }),
    payment(own, 'pounds payment', { ...gbp, amount_minor: 500 }),
    add('payment_terms', {
      id: own('term'),
      ...account,
      kind: 'year-end-rebate',
      basis_points: 200,
      until_on: '2026-12-31',
    }),
    add('credit_notes', {
      id: own('credit note'),
      ...eur,
      number: own('credit note'),
      issued: '2026-01-20',
      amount_minor: 200,
    }),
    add('charges', { ...charge(own, account), id: own('charge') }),
    add('allocations', {
      id: own('allocation'),
      ...eur,
      payment_id: own('payment'),
      line_id: own('line 600'),
      amount_minor: 100,
      on_date: '2026-02-01',
      by: 'accounts',
    }),
    add('clearings', {
      id: own('clearing'),
      ...eur,
      line_id: own('line 600'),
      amount_minor: 50,
      on_date: '2026-02-01',
      reason: 'settled-in-accounts',
    }),
  ];
}

export function invoice(own: Own, name: string, row: Row): Statement {
  return add('invoices', { id: own(name), number: own(name), issued: '2026-01-01', capacity: 'professional', ...row });
}

export function item(own: Own, name: string, of: string, row: Row): Statement {
  const values = { id: own(name), invoice_id: own(of), position: 1, label: 'x', quantity: '1', vat_rate: '20' };
  return add('invoice_items', { ...values, ...row });
}

export function line(own: Own, name: string, of: string, row: Row): Statement {
  const values = { id: own(name), invoice_id: own(of), position: 1, due: '2026-01-31', means: 'transfer' };
  return add('due_lines', { ...values, ...row });
}

export function payment(own: Own, name: string, row: Row): Statement {
  const means = { provider: 'bank', provider_id: own(name), means: 'transfer', confirmed: true };
  return add('payments', { id: own(name), value_date: '2026-02-01', status: 'settled', ...means, ...row });
}

export function charge(own: Own, account: Row): Row {
  const of = { invoice_id: own('invoice'), line_id: own('line 600') };
  const what = { kind: 'indemnity', amount_minor: 4000, currency: 'EUR', status: 'claimed', basis: 'L441-10' };
  return { id: own('new charge'), ...account, ...of, ...what, on_date: '2026-02-01' };
}

/** A dispute, a promise and a plan, each whole; they speak of different lines. */
function agreements(own: Own, account: Row): readonly Statement[] {
  return [
    ...dispute(own, account, {}),
    ...promise(own, account, {}),
    ...plan(own, account, {}),
    add('acknowledgements', {
      id: own('acknowledgement'),
      ...account,
      line_id: own('line 600'),
      on_date: '2026-02-01',
      source: 'plan:1',
    }),
  ];
}

/** An answered dispute by default, so that the line stays free. */
export function dispute(own: Own, account: Row, given: Row): readonly Statement[] {
  const closed = { id: own('dispute'), status: 'rejected', answered_on: '2026-02-10' };
  const what = { line_id: own('line 600'), reason: 'quality', by_items: true, amount_minor: 300, currency: 'EUR' };
  const row = { ...account, ...closed, ...what, opened_on: '2026-02-01', answer_by: '2026-02-20', ...given };
  const of = { ...account, dispute_id: row.id };
  return [
    add('disputes', row),
    ...(row.by_items ? [add('dispute_items', { ...of, line_id: row.line_id, item_id: own('item 300') })] : []),
    add('holds', {
      id: id(`hold of ${row.id}`),
      ...account,
      line_id: row.line_id,
      reason: 'dispute',
      source: `dispute:${row.id}`,
      from_on: '2026-02-01',
      until_on: row.answered_on,
    }),
  ];
}

/** A kept promise by default. */
export function promise(own: Own, account: Row, given: Row): readonly Statement[] {
  const dates = { due: '2026-02-15', made_on: '2026-02-01' };
  const row = {
    id: own('promise'),
    ...account,
    amount_minor: 200,
    currency: 'EUR',
    ...dates,
    status: 'kept',
    ...given,
  };
  const part = { ...account, promise_id: row.id, line_id: own('line 400'), amount_minor: 200, currency: 'EUR' };
  return [add('promises', row), add('promise_lines', part)];
}

/** A completed plan by default. */
export function plan(own: Own, account: Row, given: Row): readonly Statement[] {
  const terms = { total_minor: 301, currency: 'EUR', frequency: 'month', terms_hash: 'h' };
  const dates = { offered_on: '2026-02-01', signed_on: '2026-02-01' };
  const row = { id: own('plan'), ...account, ...terms, ...dates, status: 'completed', ...given };
  const of = { ...account, plan_id: row.id, currency: 'EUR' };
  return [
    add('plans', row),
    add('plan_lines', { ...of, line_id: own('line 400'), amount_minor: 301 }),
    add('instalments', { ...of, position: 1, due: '2026-02-28', amount_minor: 150 }),
    add('instalments', { ...of, position: 2, due: '2026-03-28', amount_minor: 151 }),
  ];
}

function talk(name: string, own: Own, tenant: Row): readonly Statement[] {
  const approved = { version: '1', approved_by: 'Z', approved_at: at };
  const words = Buffer.from(name);
  const sha256 = createHash('sha256').update(words).digest('hex');
  const file = { name: 'a.pdf', mime: 'application/pdf', sha256, size: words.length, content: words, stored_at: at };
  const talk = { ...tenant, conversation_id: own('conversation') };
  return [
    add('policies', {
      id: own('policy'),
      ...tenant,
      kind: 'plan',
      ...approved,
      content: {},
      sha256: 'x',
      effective_from: '2026-01-01',
    }),
    add('templates', {
      id: own('template'),
      ...tenant,
      key: 'k',
      channel: 'sms',
      language: 'fr',
      ...approved,
      body: 'x',
    }),
    add('blobs', { id: own('blob'), ...tenant, ...file }),
    add('invoice_documents', {
      id: own('document'),
      ...tenant,
      debtor_id: own('debtor'),
      invoice_id: own('invoice'),
      blob_id: own('blob'),
      sha256,
      stored_at: at,
    }),
    add('dispute_evidence', {
      ...tenant,
      debtor_id: own('debtor'),
      dispute_id: own('dispute'),
      blob_id: own('blob'),
    }),
    add('conversations', { id: own('conversation'), ...tenant, channel: 'web', key: own('web user') }),
    add('inbox', { ...talk, channel: 'web', external_id: own('inbox'), activity: {}, received_at: at }),
    add('outbox', outbox(own, tenant)),
    add('deliveries', {
      id: own('delivery'),
      ...tenant,
      outbox_id: own('outbox'),
      channel: 'sms',
      status: 'sent',
      at,
    }),
    add('file_links', { token_hash: own('token'), ...tenant, blob_id: own('blob'), expires_at: at }),
    add('codes', code(own, tenant)),
    add('identity_attempts', { ...talk, limit_key: 'k', factor: 'birth-date', succeeded: false, at }),
    add('staff_users', { id: own('staff'), ...tenant, tenant: 't', aad_object_id: 'o', name: 'S', roles: ['agent'] }),
    add('staff_settings', { ...tenant, staff_user_id: own('staff') }),
    add('staff_told', { ...tenant, staff_user_id: own('staff'), topic: 'digest', about: '2026-02-01', told_at: at }),
    add('model_use', { ...tenant, on_date: '2026-02-01', requests: 1, tokens: 500 }),
    add('staff_cards', {
      ...{ ...tenant, id: own('card'), staff_user_id: own('staff'), conversation_id: own('conversation') },
      ...{ presses: '[]', issued_at: at },
    }),
    add('account_notes', {
      ...{ ...tenant, id: own('note'), debtor_id: own('debtor'), kind: 'note', words: 'w', by: 's', at },
    }),
    add('staff_action_tokens', {
      ...{ ...tenant, token_hash: own('token'), staff_user_id: own('staff'), act: 'note', target: '{}', inputs: '{}' },
      ...{ terms_hash: 'h', issued_at: at, expires_at: at },
    }),
    add('handoffs', { id: own('handoff'), ...talk, reason: 'asked', opened_at: at }),
    add('tasks', { id: own('task'), ...talk, kind: 'human', reason: 'asked', opened_at: at, dedupe_key: 'k' }),
    add('job_runs', { ...tenant, job: 'escalate', on_date: '2026-02-01' }),
    add('reminders', reminder(own, tenant)),
    ...escalation(own, tenant),
  ];
}

/** What a level left behind, and what is known beside the account. */
function escalation(own: Own, tenant: Row): readonly Statement[] {
  const of = { ...tenant, debtor_id: own('debtor') };
  return [
    add('creditor_rates', {
      id: own('rate'),
      ...tenant,
      kind: 'late-payment',
      from_on: '2026-01-01',
      until_on: '2026-07-01',
      yearly_ppm: 121_500,
      source: 'x',
      by: 'cli',
      at,
    }),
    add('policy_assignments', {
      ...{ id: own('assignment'), ...tenant, scope: 'segment', key: 'gold', policy_kind: 'fr-b2b', by: 'S', at },
    }),
    add('notices', {
      ...{ id: own('notice'), ...of, policy_id: own('policy'), level: 1, level_id: 'courteous', legal: 'none' },
      ...{ outlet: 'email', language: 'fr', status: 'queued', reason: 'due', lines: [], debtor_version: 1 },
      decided_on: '2026-02-05',
    }),
    add('contact_log', { id: own('call'), ...of, at, direction: 'out', outlet: 'phone', by: 'S' }),
    add('approvals', { id: own('approval'), ...of, kind: 'block', asked_by: 'rule', asked_at: at, dedupe_key: 'k' }),
    add('sales_notices', {
      ...{ id: own('word'), ...of, owner: 'S', level_id: 'formal', line_ids: [own('line 600')] },
      ...{ told_on: '2026-02-05', dedupe_key: 'k' },
    }),
    add('debtor_events', { id: own('event'), ...of, kind: 'closure', known_on: '2026-02-05', source: 'import' }),
    add('unmatched_payments', {
      ...{
        id: own('unmatched'),
        ...tenant,
        import_id: own('import'),
        key: 'k',
        why: 'debtor-missing',
        means: 'transfer',
      },
      ...{ amount_minor: 100, currency: 'EUR', value_date: '2026-02-05', kept_at: at },
    }),
    add('credit_files', of),
    add('escalation_guards', tenant),
    add('policy_releases', { ...tenant, policy_id: own('policy'), percent: 1, since: '2026-02-05' }),
  ];
}

export function outbox(own: Own, tenant: Row): Row {
  const way = { conversation_id: own('conversation'), channel: 'sms', class: 'reply' };
  const said = { message: {}, dedupe_key: own('outbox'), status: 'READY', queued_at: at };
  return { id: own('outbox'), ...tenant, ...way, ...said, carrier_id: own('carrier') };
}

function code(own: Own, tenant: Row): Row {
  const of = { id: own('code'), ...tenant, conversation_id: own('conversation'), purpose: 'identify' };
  return { ...of, limit_key: 'k', hash: 'h', issued_at: at, expires_at: '2026-02-01T10:10:00Z' };
}

export function reminder(own: Own, tenant: Row): Row {
  const of = { ...tenant, debtor_id: own('debtor'), line_id: own('line 600'), policy_id: own('policy') };
  const what = { amount_minor: 600, currency: 'EUR', status: 'queued', decided_on: '2026-02-05' };
  return { id: own('reminder'), ...of, cycle: 1, level: 1, ...what };
}

function trail(own: Own, account: Row): readonly Statement[] {
  const creditor = own('creditor');
  const events = [{ kind: 'seen', actor: 'bot', debtor: account['debtor_id'], payload: { text: 'bonjour' } }];
  const append = { text: 'SELECT audit_append($1, $2, $3)', values: [creditor, at, JSON.stringify(events)] };
  return [append];
}
