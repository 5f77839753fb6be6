import { expect } from 'chai';
import { addDays, addMonths, date } from '../../../domain/civil-date.ts';
import { hasSirenKey } from '../../../domain/siren.ts';
import { demoPortfolio } from '../../../prisma/demo/demo-portfolio.ts';
import { type DemoRow } from '../../../prisma/demo/portfolio.ts';
import { readPortfolio, text } from './portfolio-reading.ts';

const today = date('2026-11-22');
const portfolio = demoPortfolio(today);
const { of, debtor, open } = readPortfolio(portfolio);
const ago = (days: number): string => addDays(today, -days);
const dueOf = (number: string): unknown =>
  of('due_lines', { invoice_id: of('invoices', { number })[0]!['id'] }).map((line) => line['due'])[0];
const pointsOf = (reference: string): string[] => {
  const [link] = of('debtor_contacts', { debtor_id: debtor(reference)['id'] });
  return of('contact_points', { contact_id: link!['contact_id'] }).map(
    (row) => `${text(row, 'channel')} ${text(row, 'address')}`,
  );
};
const sum = (rows: readonly DemoRow[]): number => rows.reduce((total, row) => total + Number(row['amount_minor']), 0);

describe('the demo portfolio: the accounts the documentation names', () => {
  it('LUM-1001 owes 276.80', () => {
    expect(open('LUM-1001')).to.deep.equal({ 'FA-2026-0101': 18450, 'FA-2026-0134': 9230 });
    expect([dueOf('FA-2026-0101'), dueOf('FA-2026-0134')]).to.deep.equal([ago(68), ago(38)]);
    expect(pointsOf('LUM-1001')).to.deep.equal([
      'sms +33639980001',
      'whatsapp +33639980001',
      'email lum1001@example.org',
    ]);
    expect(debtor('LUM-1001')).to.include({
      kind: 'consumer',
      birth_date: '1988-04-12',
      postcode: '69003',
      payday: 28,
    });
  });

  it('LUM-1002 owes a net 3,080.00, with items that can be contested one by one', () => {
    expect(open('LUM-1002')).to.deep.equal({ 'FA-2026-0088': 118000, 'FA-2026-0120': 200000 });
    expect([dueOf('FA-2026-0088'), dueOf('FA-2026-0120')]).to.deep.equal([ago(83), ago(53)]);
    const [note, ...others] = of('credit_notes', { debtor_id: debtor('LUM-1002')['id'] });
    expect([note!['amount_minor'], others, of('allocations', { credit_note_id: note!['id'] })]).to.deep.equal([
      10000,
      [],
      [],
    ]);
    const [invoice] = of('invoices', { number: 'FA-2026-0088' });
    expect(of('invoice_items', { invoice_id: invoice!['id'] }).map((row) => row['amount_minor'])).to.deep.equal([
      95000, 23000,
    ]);
    expect(of('due_lines', { invoice_id: invoice!['id'] })).to.have.length(1);
    expect(debtor('LUM-1002')).to.include({ name: 'Boulangerie Petit SARL', siren: '000101006', postcode: '31000' });
    expect(pointsOf('LUM-1002'))
      .to.include('email compta@boulangerie-petit.example')
      .and.include('whatsapp +33639980002');
  });

  it('LUM-1003 owes 310.00 pounds and speaks English', () => {
    expect(open('LUM-1003')).to.deep.equal({ 'INV-2026-0311': 31000 });
    expect(dueOf('INV-2026-0311')).to.equal(ago(20));
    expect(of('invoices', { number: 'INV-2026-0311' })[0]).to.include({ currency: 'GBP' });
    expect(debtor('LUM-1003')).to.include({ language: 'en', birth_date: '1979-11-30', postcode: 'LS1 4AP' });
    expect(pointsOf('LUM-1003')).to.deep.equal(['sms +447700900003', 'email lum1003@example.com']);
  });

  it('LUM-1004 owes nothing and paid last week', () => {
    expect(open('LUM-1004')).to.deep.equal({});
    const [payment] = of('payments', { debtor_id: debtor('LUM-1004')['id'] });
    expect(payment!['value_date']).to.equal(ago(7));
    expect(of('invoices', { debtor_id: debtor('LUM-1004')['id'] })[0]).to.include({ number: 'FA-2026-0150' });
    expect(debtor('LUM-1004')).to.include({ birth_date: '1992-02-29', postcode: '13001' });
    expect(pointsOf('LUM-1004')).to.deep.equal(['sms +33639980004']);
  });

  it('LUM-1005 owes 14 invoices, 48,312.75, of which 1,250.00 contested', () => {
    const amounts = Object.values(open('LUM-1005'));
    expect([amounts.length, amounts.reduce((a, b) => a + b)]).to.deep.equal([14, 4831275]);
    expect(of('disputes', { debtor_id: debtor('LUM-1005')['id'] }).map((row) => row['amount_minor'])).to.deep.equal([
      125000,
    ]);
    expect(debtor('LUM-1005')).to.include({ name: 'Durand & Fils SA', siren: '000102004', postcode: '75010' });
    expect(pointsOf('LUM-1005')).to.deep.equal(['sms +33639980005', 'email compta@durand.example']);
  });

  it('LUM-1006 said STOP by SMS', () => {
    expect(open('LUM-1006')).to.deep.equal({ 'FA-2026-0041': 6100 });
    expect(dueOf('FA-2026-0041')).to.equal(ago(120));
    expect(of('opt_outs').map((row) => [row['channel'], row['address']])).to.deep.equal([['sms', '+33639980006']]);
    expect(debtor('LUM-1006')).to.include({ birth_date: '1955-07-01', postcode: '59000' });
  });

  it('LUM-1007 to LUM-1015 are one of each other kind', () => {
    const lines = (reference: string): readonly DemoRow[] => of('due_lines', { debtor_id: debtor(reference)['id'] });
    const capacities = of('invoices', { debtor_id: debtor('LUM-1007')['id'] }).map((row) => row['capacity']);
    expect(capacities).to.have.members(['professional', 'private']);
    expect(debtor('LUM-1008')['kind']).to.equal('public-body');
    expect(new Set(lines('LUM-1008').map((line) => line['means']))).to.deep.equal(new Set(['chorus-pro']));
    expect(lines('LUM-1009')[0]).to.include({ due: addDays(today, 1), means: 'direct-debit' });
    const judgment = text(debtor('LUM-1010'), 'insolvency_on');
    const issued = of('invoices', { debtor_id: debtor('LUM-1010')['id'] }).map((row) => text(row, 'issued') < judgment);
    expect(issued).to.include.members([true, false]);
    expect(lines('LUM-1011')[0]).to.include({ due: addMonths(today, -25) });
    expect(text(lines('LUM-1011')[0], 'time_barred_from') < today).to.equal(true);
    for (const reference of ['LUM-1012', 'LUM-1013'])
      expect(debtor(reference)['payer_id']).to.equal(debtor('LUM-1005')['id']);
    expect(lines('LUM-1014')[0]!['payee_holder']).to.equal('Affacturage Exemple SA');
    expect(debtor('LUM-1015')['insured_by']).to.be.a('string');
  });
});

describe('the demo portfolio as a whole', () => {
  it('has 200 customers with a postal address each, and 1,500 invoices', () => {
    expect([of('debtors').length, of('invoices').length]).to.deep.equal([200, 1500]);
    expect(of('debtors').every((row) => text(row, 'address').split('\n').length === 3)).to.equal(true);
  });

  for (const day of ['2026-11-22', '2026-06-30', '2026-12-31', '2027-03-01', '2028-02-29']) {
    it(`numbers follow issue dates, and nothing happened after today (${day})`, () => {
      const { tables } = demoPortfolio(date(day));
      expect(tables.invoices.every((row) => /^(FA|INV)-202[56]-\d{4}$/.test(text(row, 'number')))).to.equal(true);
      for (const name of ['FA-2025', 'FA-2026', 'INV-2025', 'INV-2026']) {
        const own = tables.invoices.filter((row) => text(row, 'number').startsWith(name));
        const days = own
          .toSorted((a, b) => (text(a, 'number') < text(b, 'number') ? -1 : 1))
          .map((row) => row['issued']);
        expect(days).to.deep.equal(days.toSorted());
      }
      expect(tables.invoices.every((row) => text(row, 'issued') <= day)).to.equal(true);
      expect(tables.allocations.every((row) => text(row, 'on_date') <= day)).to.equal(true);
    });
  }

  it('shows plans, promises, disputes and payments in every state', () => {
    const states = (table: 'plans' | 'promises' | 'disputes' | 'payments'): unknown[] => [
      ...new Set(of(table).map((row) => row['status'])),
    ];
    expect(states('plans')).to.have.members([
      ...['offered', 'accepted', 'active', 'late', 'defaulted', 'completed', 'cancelled'],
    ]);
    expect(states('promises')).to.have.members(['open', 'kept', 'partly-kept', 'broken', 'withdrawn']);
    expect(states('disputes')).to.have.members([
      ...['open', 'investigating', 'accepted', 'partly-accepted', 'rejected', 'withdrawn'],
    ]);
    expect(states('payments')).to.have.members(['announced', 'in-transit', 'settled', 'returned']);
  });

  it('uses phones, addresses and company numbers that belong to nobody', () => {
    for (const row of of('contact_points')) {
      const isMail = row['channel'] === 'email';
      expect(row['address']).to.match(
        isMail ? /(\.example|@example\.(org|com))$/ : /^(\+3363998\d{4}|\+447700900\d{3})$/,
      );
    }
    const sirens = of('debtors').flatMap((row) => (row['siren'] === null ? [] : [text(row, 'siren')]));
    expect(sirens.every((siren) => siren.startsWith('000') && hasSirenKey(siren))).to.equal(true);
    expect(new Set(sirens).size).to.equal(sirens.length);
  });

  it('adds up: items, due lines, plans and instalments', () => {
    const totals = (table: 'invoice_items' | 'due_lines'): Map<unknown, number> =>
      new Map([...Map.groupBy(of(table), (row) => row['invoice_id'])].map(([id, rows]) => [id, sum(rows)]));
    const [items, lines] = [totals('invoice_items'), totals('due_lines')];
    for (const invoice of of('invoices')) {
      expect([items.get(invoice['id']), lines.get(invoice['id'])]).to.deep.equal([
        invoice['total_minor'],
        invoice['total_minor'],
      ]);
    }
    for (const plan of of('plans'))
      expect(sum(of('instalments', { plan_id: plan['id'] }))).to.equal(plan['total_minor']);
  });

  it('is the same for the same day, and has the same ids on any day', () => {
    const once = JSON.stringify(portfolio);
    expect(JSON.stringify(demoPortfolio(today))).to.equal(once);
    const later = demoPortfolio(addDays(today, 1));
    expect(JSON.stringify(later)).to.not.equal(once);
    expect(later.tables.debtors.map((row) => row['id'])).to.deep.equal(of('debtors').map((row) => row['id']));
  });
});
