import { expect } from 'chai';
import { type TestDatabase } from '../../support/database.ts';
import { charge, dispute, invoice, item, line, payment, plan, portfolio, promise } from './portfolio.ts';
import { databaseWith } from './rule.ts';
import { add, asCreditor, change, run, type Row, type Statement } from './statement.ts';

const { statements, own } = portfolio('lumio');
const tenant = { creditor_id: own('creditor') };
const account = { ...tenant, debtor_id: own('debtor') };
const eur = { ...account, currency: 'EUR' };
const paid: Row = {
  ...eur,
  payment_id: own('payment'),
  line_id: own('line 600'),
  amount_minor: 1,
  on_date: '2026-02-02',
  by: 'law',
};
const others: Row = { ...paid, debtor_id: own('other debtor'), line_id: own('other line') };

/** What is changed; the debtors whose accounts show it. */
type Change = readonly [what: string, made: readonly Statement[], seenBy?: readonly ('debtor' | 'other debtor')[]];

const changes: readonly Change[] = [
  ['the debtor', [change('debtors', { id: own('debtor') }, { parked: 'looked-at' })]],
  [
    'an invoice with its items and due lines',
    [
      invoice(own, 'new', { ...eur, total_minor: 100 }),
      item(own, 'new item', 'new', { ...eur, amount_minor: 100 }),
      line(own, 'new line', 'new', { ...eur, amount_minor: 100 }),
    ],
  ],
  ['the order number of an invoice', [change('invoices', { id: own('invoice') }, { order_number: 'BC-1' })]],
  ['a due line', [change('due_lines', { id: own('line 600') }, { closed: 'agency' })]],
  ['a payment', [payment(own, 'new payment', { ...eur, amount_minor: 5 })]],
  ['what becomes of a payment', [change('payments', { id: own('pounds payment') }, { text: 'merci' })]],
  [
    'the return of a payment that settled somebody else too',
    [change('payments', { id: own('payment') }, { status: 'returned', returned_on: '2026-02-09' })],
    ['debtor', 'other debtor'],
  ],
  [
    'a credit note',
    [add('credit_notes', { id: own('new note'), ...eur, number: 'AV-9', issued: '2026-02-01', amount_minor: 5 })],
  ],
  ['an allocation', [add('allocations', { id: own('new allocation'), ...paid })]],
  ['the reversal of an allocation', [change('allocations', { id: own('allocation') }, { reversed_on: '2026-02-09' })]],
  [
    'an allocation to somebody else',
    [add('allocations', { id: own('others'), ...others })],
    ['debtor', 'other debtor'],
  ],
  ['the status of a charge', [change('charges', { id: own('charge') }, { status: 'waived' })]],
  ['a charge', [add('charges', { ...charge(own, account), kind: 'interest', rate_row: 'bce 2026-1' })]],
  [
    'a dispute with its items and hold',
    dispute(own, account, { id: own('new dispute'), status: 'open', answered_on: null }),
  ],
  ['a promise', promise(own, account, { id: own('new promise'), status: 'open' })],
  ['the judgement of a promise', [change('promises', { id: own('promise') }, { status: 'partly-kept' })]],
  ['a plan', plan(own, account, { id: own('new plan'), status: 'active' })],
  ['the status of a plan', [change('plans', { id: own('plan') }, { status: 'late' })]],
  ['the end of a hold', [change('holds', { source: `dispute:${own('dispute')}` }, { until_on: '2026-02-05' })]],
  ['a role', [change('debtor_contacts', { contact_id: own('contact') }, { role: 'director' })]],
  [
    'a contact of somebody else’s',
    [change('debtor_contacts', { contact_id: own('contact') }, { debtor_id: own('other debtor') })],
    ['debtor', 'other debtor'],
  ],
  ['an address', [change('contact_points', { id: own('point') }, { quarantined_at: '2026-02-01T10:00:00Z' })]],
  ['the end of an address', [{ text: 'DELETE FROM contact_points WHERE id = $1', values: [own('point')] }]],
  [
    'STOP',
    [add('opt_outs', { ...tenant, channel: 'sms', address: '+33639980001', opted_out_at: '2026-02-01T10:00:00Z' })],
  ],
];

describe('the version of an account', () => {
  let database: TestDatabase;
  const creditorId = own('creditor');

  before(async function () {
    database = await databaseWith([...statements, add('allocations', { id: own('for somebody else'), ...others })]);
  });
  after(async () => {
    await database.drop();
  });

  const risen = (table: 'debtors' | 'creditors', made: readonly Statement[]): Promise<Record<string, number>> =>
    asCreditor(database.pool, creditorId, async (client) => {
      const versions = async (): Promise<Map<string, number>> => {
        const { rows } = await client.query<{ id: string; version: number }>(`SELECT id, version FROM ${table}`);
        return new Map(rows.map(({ id, version }) => [id, version]));
      };
      const before = await versions();
      await run(client, made);
      const after = await versions();
      const names = ['debtor', 'other debtor', 'creditor'].filter((name) => before.has(own(name)));
      const rises = names.map((name): [string, number] => [
        name,
        (after.get(own(name)) ?? 0) - (before.get(own(name)) ?? 0),
      ]);
      return Object.fromEntries(rises.filter(([, rise]) => rise !== 0));
    });

  for (const [what, made, seenBy = ['debtor']] of changes) {
    it(`rises once with ${what}`, async () => {
      expect(await risen('debtors', made)).to.deep.equal(Object.fromEntries(seenBy.map((name) => [name, 1])));
    });
  }

  it('rises with what the creditor is, and with where to pay', async () => {
    const renamed = change('creditors', { id: creditorId }, { phone: '+33100000000' });
    const moved = add('creditor_accounts', {
      id: own('iban 2'),
      ...tenant,
      iban: 'FR14',
      holder: 'X',
      currency: 'EUR',
    });
    expect(await risen('creditors', [renamed])).to.deep.equal({ creditor: 1 });
    expect(await risen('creditors', [moved])).to.deep.equal({ creditor: 1 });
  });

  it('does not rise with what no account shows', async () => {
    const told = add('opt_outs', {
      ...tenant,
      channel: 'email',
      address: 'x@example.org',
      opted_out_at: '2026-02-01T10:00:00Z',
    });
    expect(await risen('debtors', [told])).to.deep.equal({});
  });
});
