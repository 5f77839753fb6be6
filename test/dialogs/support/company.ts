import { type Account } from '../../../domain/account.ts';
import { addDays } from '../../../domain/civil-date.ts';
import { money } from '../../../domain/money.ts';
import { consumer, invoiceOf, now, today } from './account.ts';

/** LUM-1002 of the demo: a bakery with an invoice of two items, one partly paid, and a credit note nobody used yet. */
export function bakery(change: Partial<Account> = {}): Account {
  const first = invoiceOf('FA-2026-0088', 118000, 83);
  const second = invoiceOf('FA-2026-0120', 240000, 53);
  const item = { position: 1, quantity: '1', vatRate: '20' };
  const items = [
    { ...item, id: 'item-oven', label: 'Révision du four', amount: money(95000, 'EUR') },
    { ...item, id: 'item-parts', position: 2, label: 'Pièces de rechange', amount: money(23000, 'EUR') },
  ];
  const paidOn = addDays(today, -20);
  return consumer({
    debtor: {
      ...consumer().debtor,
      id: 'debtor-1002',
      reference: 'LUM-1002',
      kind: 'company',
      name: 'Boulangerie Petit SARL',
      payday: null,
    },
    invoices: [{ ...first.invoice, items }, { ...second.invoice }],
    lines: [first.line, second.line],
    payments: [
      {
        id: 'payment-1',
        amount: money(40000, 'EUR'),
        valueDate: paidOn,
        status: 'settled',
        means: 'transfer',
        text: 'FA-2026-0120',
        confirmed: true,
        returnedOn: null,
      },
    ],
    creditNotes: [
      { id: 'credit-1', number: 'AV-2026-0007', issued: paidOn, amount: money(10000, 'EUR'), invoiceId: null },
    ],
    allocations: [
      {
        id: 'allocation-1',
        source: { kind: 'payment', id: 'payment-1' },
        target: { kind: 'line', id: second.line.id },
        amount: money(40000, 'EUR'),
        on: paidOn,
        reversedOn: null,
        by: 'accounts',
      },
    ],
    points: [
      {
        id: 'point-bakery',
        contactId: 'contact-bakery',
        role: 'payables',
        channel: 'sms',
        address: '+33639980002',
        verifiedAt: now,
        optedOut: false,
        quarantined: false,
      },
    ],
    ...change,
  });
}

/** LUM-1003 of the demo: a consumer in English, in pounds. */
export function english(): Account {
  const { invoice, line } = invoiceOf('INV-2026-0311', 31000, 20, 'GBP');
  const base = consumer();
  return consumer({
    debtor: {
      ...base.debtor,
      id: 'debtor-1003',
      reference: 'LUM-1003',
      language: 'en',
      country: 'GB',
      zone: 'Europe/London',
      payday: null,
    },
    invoices: [invoice],
    lines: [line],
  });
}
