import { expect } from 'chai';
import type pg from 'pg';
import { type TestDatabase } from '../../support/database.ts';
import { at, charge, dispute, outbox, payment, plan, portfolio, promise } from './portfolio.ts';
import { databaseWith } from './rule.ts';
import { add, asCreditor, change, refusalOf, type Row, run, type Statement } from './statement.ts';

const { statements, own } = portfolio('lumio');
const tenant = { creditor_id: own('creditor') };
const account = { ...tenant, debtor_id: own('debtor') };

/** Every move a status can make, as 'from>to'; whatever is not here is refused. */
type Edges = {
  readonly table: string;
  readonly column: string;
  readonly states: readonly string[];
  readonly legal: readonly string[];
  readonly make: (state: string) => readonly Statement[];
  readonly with?: (state: string) => Row;
};

const key = { id: own('moving') };
const answered = (state: string): Row => ({
  answered_on: ['open', 'investigating'].includes(state) ? null : '2026-02-05',
});
const returned = (state: string): Row => ({ returned_on: state === 'returned' ? '2026-02-05' : null });

const machines: readonly Edges[] = [
  {
    table: 'payments',
    column: 'status',
    states: ['announced', 'in-transit', 'settled', 'returned'],
    legal: [
      'announced>in-transit',
      'announced>settled',
      'announced>returned',
      'in-transit>settled',
      'in-transit>returned',
      'settled>returned',
    ],
    make: (status) => [
      payment(own, 'moving', { ...account, currency: 'EUR', amount_minor: 1, status, ...returned(status) }),
    ],
    with: returned,
  },
  {
    table: 'charges',
    column: 'status',
    states: ['proposed', 'announced', 'claimed', 'waived', 'paid'],
    legal: [
      'proposed>announced',
      'proposed>claimed',
      'proposed>waived',
      'announced>claimed',
      'announced>proposed', // the mail that announced it came back
      'claimed>announced',
      'announced>waived',
      'claimed>paid',
      'claimed>waived',
      'paid>claimed',
    ],
    make: (status) => [
      add('charges', { ...charge(own, account), ...key, kind: 'interest', rate_row: '2026-S1', status }),
    ],
  },
  {
    table: 'disputes',
    column: 'status',
    states: ['open', 'investigating', 'accepted', 'partly-accepted', 'rejected', 'withdrawn'],
    legal: ['open', 'investigating'].flatMap((from) =>
      ['investigating', 'accepted', 'partly-accepted', 'rejected', 'withdrawn']
        .filter((to) => to !== from)
        .map((to) => `${from}>${to}`),
    ),
    make: (status) => dispute(own, account, { ...key, status, ...answered(status) }).slice(0, 2),
    with: answered,
  },
  {
    table: 'promises',
    column: 'status',
    states: ['open', 'kept', 'partly-kept', 'broken', 'withdrawn'],
    legal: [
      ...['kept', 'partly-kept', 'broken', 'withdrawn'].map((to) => `open>${to}`),
      ...[
        'kept>partly-kept',
        'kept>broken',
        'partly-kept>kept',
        'partly-kept>broken',
        'broken>kept',
        'broken>partly-kept',
      ],
    ],
    make: (status) => promise(own, account, { ...key, status }),
  },
  {
    table: 'plans',
    column: 'status',
    states: ['offered', 'accepted', 'active', 'late', 'defaulted', 'completed', 'cancelled'],
    legal: [
      ...['accepted', 'active', 'cancelled'].map((to) => `offered>${to}`),
      ...['active', 'cancelled'].map((to) => `accepted>${to}`),
      ...['late', 'completed', 'defaulted', 'cancelled'].map((to) => `active>${to}`),
      ...['active', 'completed', 'defaulted', 'cancelled'].map((to) => `late>${to}`),
      'completed>late',
    ],
    make: (status) => plan(own, account, { ...key, status }),
  },
  {
    table: 'inbox',
    column: 'state',
    states: ['received', 'done', 'dead'],
    legal: ['received>done', 'received>dead'],
    make: (state) => [
      add('inbox', {
        id: 900_000,
        ...tenant,
        conversation_id: own('conversation'),
        channel: 'web',
        external_id: 'moving',
        activity: {},
        received_at: '2026-02-01',
        state,
      }),
    ],
  },
  {
    table: 'outbox',
    column: 'status',
    states: ['READY', 'SENDING', 'SENT', 'UNKNOWN', 'REFUSED'],
    legal: [
      ...['SENDING', 'SENT', 'REFUSED'].map((to) => `READY>${to}`),
      ...['SENT', 'UNKNOWN', 'REFUSED'].map((to) => `SENDING>${to}`),
      ...['SENT', 'REFUSED'].map((to) => `UNKNOWN>${to}`),
    ],
    make: (status) => [sending({ status })],
  },
];

function sending(row: Row): Statement {
  return add('outbox', { ...outbox(own, tenant), ...key, dedupe_key: 'moving', carrier_id: null, reason: 'x', ...row });
}

async function movesOf(client: pg.ClientBase, machine: Edges): Promise<readonly string[]> {
  const moves: string[] = [];
  for (const from of machine.states) {
    for (const to of machine.states.filter((state) => state !== from)) {
      await client.query('SAVEPOINT move');
      await run(client, machine.make(from));
      const where = machine.table === 'inbox' ? { id: 900_000 } : key;
      const { text, values } = change(machine.table, where, { [machine.column]: to, ...machine.with?.(to) });
      const refused = await client.query(text, [...values]).then(
        ({ rowCount }) => (rowCount === 1 ? null : 'no row'),
        (error: unknown) => (error as { constraint?: string }).constraint ?? String(error),
      );
      if (refused === null) moves.push(`${from}>${to}`);
      else expect(refused).to.match(new RegExp(`^${machine.table}_(status|state)_(forward|legal)$`));
      await client.query('ROLLBACK TO move');
    }
  }
  return moves;
}

/** What stands as it was written, each with a column that may still change. */
const stands: readonly (readonly [trigger: string, refused: Statement, accepted: Statement | null])[] = [
  [
    'invoices_unedited',
    change('invoices', { id: own('invoice') }, { total_minor: 1001 }),
    change('invoices', { id: own('invoice') }, { order_number: 'PO-1' }),
  ],
  ['invoice_items_unedited', change('invoice_items', { id: own('item 300') }, { amount_minor: 301 }), null],
  [
    'due_lines_unedited',
    change('due_lines', { id: own('line 600') }, { due: '2026-03-01' }),
    change('due_lines', { id: own('line 600') }, { closed: 'legal', time_barred_from: '2031-01-31', means: 'card' }),
  ],
  ['credit_notes_unedited', change('credit_notes', { id: own('credit note') }, { amount_minor: 1 }), null],
  [
    'payments_unedited',
    change('payments', { id: own('payment') }, { amount_minor: 801 }),
    change('payments', { id: own('payment') }, { text: 'FA-1' }),
  ],
  ['payments_unedited', change('payments', { id: own('payment') }, { confirmed: false }), null],
  ['payments_unedited', change('payments', { id: own('payment') }, { value_date: '2026-01-01' }), null],
  [
    'allocations_only_reversed',
    change('allocations', { id: own('allocation') }, { amount_minor: 99 }),
    change('allocations', { id: own('allocation') }, { reversed_on: '2026-02-02' }),
  ],
  [
    'charges_unedited',
    change('charges', { id: own('charge') }, { amount_minor: 1 }),
    change('charges', { id: own('charge') }, { status: 'waived' }),
  ],
  [
    'holds_only_ended',
    change('holds', { source: `dispute:${own('dispute')}` }, { from_on: '2026-01-01' }),
    change('holds', { source: `dispute:${own('dispute')}` }, { until_on: '2026-02-11' }),
  ],
  [
    'disputes_unedited',
    change('disputes', { id: own('dispute') }, { amount_minor: 1 }),
    change('disputes', { id: own('dispute') }, { owner: 'S' }),
  ],
  [
    'promises_unedited',
    change('promises', { id: own('promise') }, { due: '2026-03-01' }),
    change('promises', { id: own('promise') }, { judged_on: '2026-03-01' }),
  ],
  ['promise_lines_unedited', change('promise_lines', { promise_id: own('promise') }, { amount_minor: 1 }), null],
  [
    'plans_unedited',
    change('plans', { id: own('plan') }, { terms_hash: 'other' }),
    change('plans', { id: own('plan') }, { agreement_blob_id: own('blob') }),
  ],
  ['plans_unedited', change('plans', { id: own('plan') }, { signed_on: '2026-02-02' }), null],
  ['plan_lines_unedited', change('plan_lines', { plan_id: own('plan') }, { amount_minor: 1 }), null],
  ['instalments_unedited', change('instalments', { plan_id: own('plan'), position: 2 }, { due: '2026-04-28' }), null],
  [
    'dispute_items_unedited',
    change('dispute_items', { dispute_id: own('dispute') }, { item_id: own('item 700') }),
    null,
  ],
  [
    'policies_unedited',
    change('policies', { id: own('policy') }, { content: { months: 99 } }),
    change('policies', { id: own('policy') }, { superseded_on: '2026-02-01' }),
  ],
  [
    'templates_unedited',
    change('templates', { id: own('template') }, { body: 'y' }),
    change('templates', { id: own('template') }, { superseded_on: '2026-02-01' }),
  ],
  ['policies_signed_once', change('policies', { id: own('policy') }, { approved_by: 'Y' }), null],
  [
    'templates_signed_once',
    change('templates', { id: own('template') }, { approved_by: null, approved_at: null }),
    null,
  ],
  [
    'policy_assignments_end_once',
    change('policy_assignments', { id: own('assignment') }, { policy_kind: 'fr-b2c' }),
    change('policy_assignments', { id: own('assignment') }, { ended_at: at }),
  ],
  [
    'creditor_rates_unedited',
    change('creditor_rates', { id: own('rate') }, { yearly_ppm: 1 }),
    change('creditor_rates', { id: own('rate') }, { superseded_at: at }),
  ],
  [
    'blobs_unedited',
    change('blobs', { id: own('blob') }, { mime: 'text/html' }),
    change('blobs', { id: own('blob') }, { quarantine: 'virus' }),
  ],
  [
    'debtors_version_forward',
    change('debtors', { id: own('debtor') }, { version: 0 }),
    change('debtors', { id: own('debtor') }, { version: 2 }),
  ],
  [
    'conversations_forward',
    change('conversations', { id: own('conversation') }, { fence: -1 }),
    change('conversations', { id: own('conversation') }, { fence: 1, version: 1 }),
  ],
  [
    'codes_used_once',
    change('codes', { id: own('code') }, { expires_at: '2026-02-01T11:00:00Z' }),
    change('codes', { id: own('code') }, { tries: 1, used_at: '2026-02-01T10:01:00Z' }),
  ],
  ['codes_used_once', change('codes', { id: own('code') }, { hash: 'x' }), null],
];

describe('prisma: what may change', () => {
  let database: TestDatabase;

  before(async () => {
    database = await databaseWith(statements);
  });

  after(() => database.drop());

  for (const machine of machines) {
    it(`moves ${machine.table} along legal edges only`, async () => {
      const moves = await asCreditor(database.pool, tenant.creditor_id, (client) => movesOf(client, machine));
      expect([...moves].sort()).to.deep.equal([...machine.legal].sort());
    });
  }

  for (const [trigger, refused, accepted] of stands) {
    it(`${trigger}: ${refused.text}`, async () => {
      const answers = await asCreditor(database.pool, tenant.creditor_id, async (client) => [
        accepted === null ? null : await refusalOf(client, [accepted]),
        await refusalOf(client, [refused]),
      ]);
      expect(answers[0]).to.equal(null);
      // A row that would break a CHECK too may be refused by either; the trigger comes first.
      expect(answers[1]).to.equal(trigger);
    });
  }

  it('makes a message ready again only as another attempt, and never one that was sent', async () => {
    const again = { status: 'READY', attempt: 2 };
    const answers = await asCreditor(database.pool, tenant.creditor_id, async (client) => [
      await refusalOf(client, [sending({ status: 'SENDING' }), change('outbox', key, again)]),
      await refusalOf(client, [sending({ status: 'UNKNOWN' }), change('outbox', key, again)]),
      await refusalOf(client, [sending({ status: 'SENT' }), change('outbox', key, again)]),
      await refusalOf(client, [sending({ status: 'REFUSED' }), change('outbox', key, again)]),
    ]);
    expect(answers).to.deep.equal([null, null, 'outbox_status_forward', 'outbox_status_forward']);
  });

  it('consumes a code and a link once', async () => {
    const use = change('codes', { id: own('code') }, { used_at: '2026-02-01T10:01:00Z' });
    const reuse = change('codes', { id: own('code') }, { used_at: '2026-02-01T10:02:00Z' });
    const open = change('file_links', { token_hash: own('token') }, { consumed_at: '2026-02-01T10:01:00Z' });
    const answers = await asCreditor(database.pool, tenant.creditor_id, async (client) => [
      await refusalOf(client, [use]),
      await refusalOf(client, [use, reuse]),
      await refusalOf(client, [open]),
      await refusalOf(client, [open, open]),
    ]);
    expect(answers).to.deep.equal([null, 'codes_used_once', null, 'file_links_consumed_once']);
  });

  it('reopens no reversed allocation', async () => {
    const reverse = change('allocations', { id: own('allocation') }, { reversed_on: '2026-02-02' });
    const undo = change('allocations', { id: own('allocation') }, { reversed_on: null });
    const answer = await asCreditor(database.pool, tenant.creditor_id, (client) => refusalOf(client, [reverse, undo]));
    expect(answer).to.equal('allocations_only_reversed');
  });

  it('deletes nothing that was booked or agreed, not even for the owner', async () => {
    const kept = [
      'invoices',
      'invoice_items',
      'due_lines',
      'payments',
      'credit_notes',
      'allocations',
      'charges',
      'holds',
    ];
    const agreed = ['disputes', 'dispute_items', 'promises', 'promise_lines', 'plans', 'plan_lines', 'instalments'];
    for (const table of [...kept, ...agreed, 'acknowledgements', 'opt_out_events']) {
      const service = await database.pool.query(`DELETE FROM ${table}`).catch((error: unknown) => error);
      expect(service, table).to.have.property('code', '42501');
      const owner = await database.ownerPool.query(`DELETE FROM ${table}`).catch((error: unknown) => error);
      expect(owner, table).to.have.property('constraint', `${table}_never_deleted`);
    }
  });
});
