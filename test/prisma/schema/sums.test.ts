import { expect } from 'chai';
import { type TestDatabase } from '../../support/database.ts';
import { charge, dispute, invoice, item, line, payment, plan, portfolio, promise } from './portfolio.ts';
import { databaseWith, proveRules, type Rule } from './rule.ts';
import { add, asCreditor, change, refusalOf, type Row, run, type Statement } from './statement.ts';

const { statements, own } = portfolio('lumio');
const other = portfolio('other');
const tenant = { creditor_id: own('creditor') };
const account = { ...tenant, debtor_id: own('debtor') };
const eur = { ...account, currency: 'EUR' };

function newInvoice(lines: readonly number[], items: readonly number[], part: Row = {}): readonly Statement[] {
  return [
    invoice(own, 'new', { ...eur, total_minor: 100 }),
    ...items.map((amount_minor, index) =>
      item(own, `new item ${String(index)}`, 'new', { ...eur, position: index + 1, amount_minor }),
    ),
    ...lines.map((amount_minor, index) =>
      line(own, `new line ${String(index)}`, 'new', { ...eur, position: index + 1, amount_minor, ...part }),
    ),
  ];
}

/** A plan over a line of the creditor's and one of that payee. */
function ofTwoLines(payee: Row): readonly Statement[] {
  const [made, , ...instalments] = plan(own, account, activePlan);
  return [
    ...newInvoice([100], [100], payee),
    ...(made === undefined ? [] : [made]),
    add('plan_lines', { ...eur, plan_id: activePlan.id, line_id: own('line 400'), amount_minor: 201 }),
    add('plan_lines', { ...eur, plan_id: activePlan.id, line_id: own('new line 0'), amount_minor: 100 }),
    ...instalments,
  ];
}

function allocate(amount_minor: number, ends: Row, name = 'new'): Statement {
  return add('allocations', {
    id: own(`allocation ${name}`),
    ...eur,
    amount_minor,
    on_date: '2026-02-02',
    by: 'law',
    ...ends,
  });
}

const paid = { payment_id: own('payment') };
const toLine = { line_id: own('line 600') };
const credited = { credit_note_id: own('credit note') };
const openDispute = { id: own('new dispute'), status: 'open', answered_on: null };
const withoutHold = (made: readonly Statement[]): readonly Statement[] =>
  made.filter(({ text }) => !text.includes('holds'));
const openPromise = { id: own('new promise'), status: 'open' };
const activePlan = { id: own('new plan'), status: 'active' };

function instalments(parts: readonly (readonly [number, string, number])[]): readonly Statement[] {
  const [head, lines] = plan(own, account, activePlan);
  const of = { ...eur, plan_id: activePlan.id };
  return [
    ...[head, lines].filter((made) => made !== undefined),
    ...parts.map(([position, due, amount_minor]) => add('instalments', { ...of, position, due, amount_minor })),
  ];
}

function hold(name: string, row: Row): Statement {
  return add('holds', {
    id: own(name),
    ...account,
    ...toLine,
    reason: 'manual',
    source: 'staff',
    from_on: '2026-02-01',
    ...row,
  });
}

const rules: readonly Rule[] = [
  {
    name: 'due_lines_sum_is_invoice_total',
    accepted: newInvoice([60, 40], [120, -20]),
    refused: newInvoice([60, 39], [100]),
  },
  {
    name: 'invoice_items_sum_is_invoice_total',
    accepted: newInvoice([100], [100]),
    refused: newInvoice([100], [70, 31]),
  },
  {
    name: 'invoice_has_one_currency',
    accepted: newInvoice([100], [100]),
    refused: newInvoice([100], [100], { currency: 'GBP' }),
  },
  {
    name: 'invoice_parts_come_with_invoice',
    accepted: newInvoice([100], [100]),
    refused: [item(own, 'late', 'invoice', { ...eur, position: 3, amount_minor: 1 })],
  },
  {
    name: 'invoice_parts_come_with_invoice',
    accepted: newInvoice([100], [100]),
    refused: [line(own, 'late', 'invoice', { ...eur, position: 3, amount_minor: 1 })],
  },
  {
    name: 'invoices_number_key',
    accepted: newInvoice([100], [100]),
    refused: [invoice(own, 'new', { ...eur, total_minor: 100, number: own('invoice').toUpperCase() })],
  },
  {
    name: 'debtors_reference_key',
    accepted: [change('debtors', { id: own('debtor') }, { reference: 'r-3' })],
    refused: [change('debtors', { id: own('debtor') }, { reference: 'r-2' })],
  },
  {
    name: 'invoice_items_invoice_fkey',
    accepted: newInvoice([100], [100]),
    refused: [item(own, 'stray', 'other invoice', { ...eur, position: 9, amount_minor: 1 })],
  },
  {
    name: 'positive_minor_is_exact',
    accepted: [payment(own, 'p', { ...eur, amount_minor: '9007199254740991' })],
    refused: [payment(own, 'p', { ...eur, amount_minor: '9007199254740992' })],
  },
  {
    name: 'positive_minor_is_exact',
    accepted: [payment(own, 'p', { ...eur, amount_minor: 1 })],
    refused: [payment(own, 'p', { ...eur, amount_minor: 0 })],
  },
  {
    name: 'currency_code_is_iso_4217',
    accepted: [payment(own, 'p', { ...eur, currency: 'JPY', amount_minor: 1 })],
    refused: [payment(own, 'p', { ...eur, currency: 'eur', amount_minor: 1 })],
  },
  {
    name: 'payments_provider_key',
    accepted: [payment(own, 'p', { ...eur, amount_minor: 1, provider: 'card', provider_id: own('payment') })],
    refused: [payment(own, 'p', { ...eur, amount_minor: 1, provider_id: own('payment') })],
  },

  // 100 of the payment's 800 is already on line 600.
  {
    name: 'allocations_within_payment',
    accepted: [allocate(400, { ...paid, line_id: own('line 400') }), allocate(300, { ...paid, ...toLine }, '2')],
    refused: [allocate(400, { ...paid, line_id: own('line 400') }), allocate(301, { ...paid, ...toLine }, '2')],
  },
  {
    name: 'allocations_within_credit_note',
    accepted: [allocate(200, { ...credited, ...toLine })],
    refused: [allocate(150, { ...credited, ...toLine }), allocate(51, { ...credited, line_id: own('line 400') }, '2')],
  },
  {
    name: 'allocations_within_line',
    accepted: [allocate(500, { ...paid, ...toLine })],
    refused: [allocate(501, { ...paid, ...toLine })],
  },
  {
    name: 'allocations_within_line', // what a returned payment had settled can be paid again
    accepted: [
      allocate(600, { payment_id: own('returned payment'), ...toLine }),
      allocate(500, { ...paid, ...toLine }, '2'),
    ],
    refused: [allocate(200, { ...credited, ...toLine }), allocate(301, { ...paid, ...toLine }, '2')],
  },
  {
    name: 'allocations_within_payment', // what was reversed can be allocated again
    accepted: [
      change('allocations', { id: own('allocation') }, { reversed_on: '2026-02-02' }),
      allocate(400, { ...paid, line_id: own('line 400') }),
      allocate(400, { ...paid, ...toLine }, '2'),
    ],
    refused: [allocate(400, { ...paid, line_id: own('line 400') }), allocate(400, { ...paid, ...toLine }, '2')],
  },
  {
    name: 'allocations_within_charge',
    accepted: [
      payment(own, 'p', { ...eur, amount_minor: 5000 }),
      allocate(4000, { payment_id: own('p'), charge_id: own('charge') }),
    ],
    refused: [
      payment(own, 'p', { ...eur, amount_minor: 5000 }),
      allocate(4001, { payment_id: own('p'), charge_id: own('charge') }),
    ],
  },
  {
    name: 'allocations_share_one_currency',
    accepted: [allocate(10, { payment_id: own('pounds payment'), line_id: own('pounds line'), currency: 'GBP' })],
    refused: [allocate(10, { payment_id: own('pounds payment'), ...toLine })],
  },
  {
    name: 'allocations_share_one_currency',
    accepted: [allocate(10, { ...paid, ...toLine })],
    refused: [allocate(10, { ...paid, line_id: own('pounds line') })],
  },
  {
    name: 'allocations_one_source',
    accepted: [allocate(10, { ...paid, ...toLine })],
    refused: [allocate(10, { ...paid, ...credited, ...toLine })],
  },
  {
    name: 'allocations_one_target',
    accepted: [allocate(10, { ...paid, ...toLine })],
    refused: [allocate(10, { ...paid, ...toLine, charge_id: own('charge') })],
  },

  {
    name: 'charges_one_indemnity_per_invoice',
    accepted: [add('charges', { ...charge(own, account), kind: 'interest', rate_row: '2026-S1' })],
    refused: [add('charges', { ...charge(own, account), line_id: own('line 400') })],
  },
  {
    name: 'charges_interest_names_its_rate',
    accepted: [add('charges', { ...charge(own, account), kind: 'interest', rate_row: '2026-S1' })],
    refused: [add('charges', { ...charge(own, account), kind: 'interest' })],
  },
  {
    name: 'charges_belong_to_line',
    accepted: [add('charges', { ...charge(own, account), kind: 'interest', rate_row: 'r' })],
    refused: [
      add('charges', { ...charge(own, account), kind: 'interest', rate_row: 'r', line_id: own('pounds line') }),
    ],
  },
  {
    name: 'charges_indemnity_for_professionals',
    accepted: [
      add('charges', {
        ...charge(own, account),
        debtor_id: own('other debtor'),
        invoice_id: own('other invoice'),
        line_id: own('other line'),
      }),
    ],
    refused: [
      add('charges', {
        ...charge(own, account),
        invoice_id: own('pounds'),
        line_id: own('pounds line'),
        currency: 'GBP',
      }),
    ],
  },

  {
    name: 'holds_no_overlap',
    accepted: [hold('h1', { until_on: '2026-03-01' }), hold('h2', { from_on: '2026-03-01' })],
    refused: [hold('h1', { until_on: '2026-03-02' }), hold('h2', { from_on: '2026-03-01' })],
  },
  {
    name: 'holds_no_overlap',
    accepted: [
      hold('h1', {}),
      hold('h2', { source: 'other' }),
      hold('h3', { reason: 'legal' }),
      hold('h4', { line_id: null }),
    ],
    refused: [hold('h1', { line_id: null }), hold('h2', { line_id: null })],
  },
  {
    name: 'holds_within_line',
    accepted: [hold('h1', { amount_minor: 600, currency: 'EUR' })],
    refused: [hold('h1', { amount_minor: 601, currency: 'EUR' })],
  },
  {
    name: 'holds_within_line',
    accepted: [hold('h1', { amount_minor: 1, currency: 'EUR' })],
    refused: [hold('h1', { amount_minor: 1, currency: 'GBP' })],
  },
  {
    name: 'holds_until_after',
    accepted: [hold('h1', { until_on: '2026-02-01' })],
    refused: [hold('h1', { until_on: '2026-01-31' })],
  },

  {
    name: 'disputes_hold_their_line',
    accepted: dispute(own, account, openDispute),
    refused: withoutHold(dispute(own, account, openDispute)),
  },
  {
    name: 'disputes_hold_their_line', // ending the hold of an open dispute
    accepted: dispute(own, account, openDispute),
    refused: [
      ...dispute(own, account, openDispute),
      change('holds', { source: `dispute:${openDispute.id}` }, { until_on: '2026-02-02' }),
    ],
  },
  {
    name: 'disputes_release_their_line',
    accepted: [
      ...dispute(own, account, openDispute),
      change('disputes', { id: openDispute.id }, { status: 'rejected', answered_on: '2026-02-05' }),
      change('holds', { source: `dispute:${openDispute.id}` }, { until_on: '2026-02-05' }),
    ],
    refused: [
      ...dispute(own, account, openDispute),
      change('disputes', { id: openDispute.id }, { status: 'rejected', answered_on: '2026-02-05' }),
    ],
  },
  {
    name: 'disputes_within_line',
    accepted: dispute(own, account, { ...openDispute, by_items: false, amount_minor: 600 }),
    refused: dispute(own, account, { ...openDispute, by_items: false, amount_minor: 601 }),
  },
  {
    name: 'disputes_name_their_items',
    accepted: dispute(own, account, openDispute),
    refused: dispute(own, account, { ...openDispute, amount_minor: 301 }),
  },
  {
    name: 'disputes_name_their_items',
    accepted: dispute(own, account, openDispute),
    refused: dispute(own, account, openDispute).filter(({ text }) => !text.includes('dispute_items')),
  },
  {
    name: 'dispute_items_one_open_per_item',
    accepted: dispute(own, account, openDispute),
    refused: [...dispute(own, account, openDispute), ...dispute(own, account, { ...openDispute, id: own('second') })],
  },
  {
    name: 'dispute_items_one_open_per_item', // an answered one makes room
    accepted: [
      ...dispute(own, account, openDispute),
      change('disputes', { id: openDispute.id }, { status: 'withdrawn', answered_on: '2026-02-05' }),
      change('holds', { source: `dispute:${openDispute.id}` }, { until_on: '2026-02-05' }),
      ...dispute(own, account, { ...openDispute, id: own('second') }),
    ],
    refused: [
      ...dispute(own, account, openDispute),
      change('disputes', { id: openDispute.id }, { status: 'investigating' }),
      ...dispute(own, account, { ...openDispute, id: own('second') }),
    ],
  },
  {
    name: 'disputes_one_open_amount_per_line',
    accepted: [
      ...dispute(own, account, openDispute),
      ...dispute(own, account, { ...openDispute, id: own('second'), by_items: false }),
    ],
    refused: [
      ...dispute(own, account, { ...openDispute, by_items: false, amount_minor: 10 }),
      ...dispute(own, account, { ...openDispute, id: own('second'), by_items: false, amount_minor: 10 }),
    ],
  },

  {
    name: 'promise_lines_sum_is_promise',
    accepted: promise(own, account, openPromise),
    refused: promise(own, account, { ...openPromise, amount_minor: 199 }),
  },
  {
    name: 'promise_lines_sum_is_promise',
    accepted: promise(own, account, openPromise),
    refused: promise(own, account, { ...openPromise, currency: 'GBP' }),
  },
  {
    name: 'promise_lines_one_open_per_line',
    accepted: promise(own, account, openPromise),
    refused: [...promise(own, account, openPromise), ...promise(own, account, { ...openPromise, id: own('second') })],
  },
  {
    name: 'promise_lines_one_open_per_line',
    accepted: [
      ...promise(own, account, openPromise),
      change('promises', { id: openPromise.id }, { status: 'withdrawn' }),
      ...promise(own, account, { ...openPromise, id: own('second') }),
    ],
    refused: [
      ...promise(own, account, openPromise),
      ...promise(own, account, { ...openPromise, id: own('second'), status: 'broken' }),
      ...promise(own, account, { ...openPromise, id: own('third') }),
    ],
  },

  {
    name: 'plan_lines_sum_is_plan',
    accepted: plan(own, account, activePlan),
    refused: plan(own, account, { ...activePlan, total_minor: 300 }),
  },
  {
    name: 'agreement_one_payee',
    accepted: ofTwoLines({}),
    refused: ofTwoLines({ payee_iban: 'FR1420041010050500013M02606', payee_holder: 'Factor' }),
  },
  {
    name: 'instalments_sum_is_plan',
    accepted: instalments([[1, '2026-02-28', 301]]),
    refused: instalments([[1, '2026-02-28', 300]]),
  },
  {
    name: 'instalments_sum_is_plan',
    accepted: instalments([[1, '2026-02-28', 301]]),
    refused: instalments([[2, '2026-02-28', 301]]),
  },
  {
    name: 'instalments_go_forward',
    accepted: instalments([
      [1, '2026-02-28', 300],
      [2, '2026-03-01', 1],
    ]),
    refused: instalments([
      [1, '2026-02-28', 300],
      [2, '2026-02-28', 1],
    ]),
  },
  {
    name: 'plan_lines_one_active_per_line',
    accepted: [...plan(own, account, activePlan), ...plan(own, account, { id: own('second'), status: 'offered' })],
    refused: [...plan(own, account, activePlan), ...plan(own, account, { id: own('second'), status: 'late' })],
  },
  {
    name: 'plan_lines_one_active_per_line', // agreeing to a second offer
    accepted: [
      ...plan(own, account, { ...activePlan, status: 'offered' }),
      change('plans', { id: activePlan.id }, { status: 'accepted' }),
    ],
    refused: [
      ...plan(own, account, activePlan),
      ...plan(own, account, { id: own('second'), status: 'offered' }),
      change('plans', { id: own('second') }, { status: 'accepted' }),
    ],
  },
  {
    name: 'plans_signed_when_agreed',
    accepted: plan(own, account, { ...activePlan, status: 'offered', signed_on: null }),
    refused: plan(own, account, { ...activePlan, signed_on: null }),
  },
];

describe('prisma: what the database holds to', () => {
  let database: TestDatabase;

  before(async () => {
    database = await databaseWith([...statements, ...other.statements]);
  });

  after(() => database.drop());

  proveRules(rules, tenant.creditor_id, () => database);

  it('gives one remainder to one of two transactions that allocate it at once', async () => {
    const attempt = async (line_id: string, name: string): Promise<string | null> => {
      const client = await database.pool.connect();
      try {
        await client.query('BEGIN');
        await client.query("SELECT set_config('app.creditor', $1, true)", [tenant.creditor_id]);
        await run(client, [allocate(400, { ...paid, line_id }, name)]);
        await new Promise((done) => setTimeout(done, 50));
        await client.query('COMMIT');
        return null;
      } catch (error) {
        await client.query('ROLLBACK');
        return (error as { constraint?: string }).constraint ?? String(error);
      } finally {
        client.release();
      }
    };
    const both = await Promise.all([attempt(own('line 400'), 'a'), attempt(own('line 600'), 'b')]);
    expect(both).to.have.members([null, 'allocations_within_payment']);
  });

  it('never lets a row hang on another creditor’s', async () => {
    const refusals = await asCreditor(database.pool, tenant.creditor_id, async (session) => [
      await refusalOf(session, [hold('h', { debtor_id: other.own('debtor'), line_id: null })]),
      await refusalOf(session, [hold('h', { line_id: other.own('line 600') })]),
      await refusalOf(session, [allocate(10, { payment_id: other.own('payment'), ...toLine })]),
      await refusalOf(session, [
        hold('h', { creditor_id: other.own('creditor'), debtor_id: other.own('debtor'), line_id: null }),
      ]),
    ]);
    expect(refusals).to.deep.equal([
      'holds_debtor_fkey',
      'holds_line_fkey',
      'allocations_share_one_currency',
      'new row violates row-level security policy for table "holds"',
    ]);
  });
});
