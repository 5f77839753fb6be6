import { type Account, type Creditor, type DueLine, type Invoice } from '../../../domain/account.ts';
import { type Calendar } from '../../../domain/calendar.ts';
import { addDays, date } from '../../../domain/civil-date.ts';
import { money } from '../../../domain/money.ts';

export const today = date('2026-11-23'); // a Monday
export const now = Date.parse('2026-11-23T09:00:00Z');

export const calendar: Calendar = { zone: 'Europe/Paris', today, holidays: [date('2026-12-25'), date('2027-01-01')] };

const euros = { iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP', holder: 'Lumio Équipement SAS', currency: 'EUR' };

export const creditor: Creditor = {
  id: 'creditor-lumio',
  slug: 'lumio',
  name: 'Lumio Équipement',
  legalName: 'Lumio Équipement SAS',
  role: 'first-party',
  address: '1 rue des Essais, 69003 Lyon',
  phone: '+33 4 65 71 00 01',
  email: 'clients@lumio.example',
  hours: { fr: 'du lundi au vendredi, de 9 h à 18 h', en: 'Monday to Friday, 9 am to 6 pm' },
  paymentPage: 'https://payer.lumio.example',
  accounts: [euros, { iban: 'GB33BUKB20201555555555', bic: null, holder: 'Lumio Equipement Ltd', currency: 'GBP' }],
  zone: 'Europe/Paris',
};

/** One invoice with one due line of the same amount. */
export function invoiceOf(
  number: string,
  minor: number,
  late: number,
  currency = 'EUR',
): { readonly invoice: Invoice; readonly line: DueLine } {
  const due = addDays(today, -late);
  const invoice: Invoice = {
    id: `invoice-${number}`,
    number,
    issued: addDays(due, -30),
    total: money(minor, currency),
    capacity: 'private',
    orderNumber: null,
    items: [
      {
        id: `item-${number}`,
        position: 1,
        label: 'Entretien',
        quantity: '1',
        amount: money(minor, currency),
        vatRate: '20',
      },
    ],
  };
  const line: DueLine = {
    id: `line-${number}`,
    invoiceId: invoice.id,
    position: 1,
    due,
    amount: money(minor, currency),
    means: 'transfer',
    payee: null,
    timeBarredFrom: null,
    closed: null,
  };
  return { invoice, line };
}

/** LUM-1001 of the demo: a consumer with two invoices past due. */
export function consumer(change: Partial<Account> = {}): Account {
  const first = invoiceOf('FA-2026-0101', 18450, 68);
  const second = invoiceOf('FA-2026-0134', 9230, 38);
  return {
    creditor,
    debtor: {
      id: 'debtor-1001',
      reference: 'LUM-1001',
      kind: 'consumer',
      name: 'Camille Essai',
      language: 'fr',
      zone: 'Europe/Paris',
      country: 'FR',
      address: '2 rue des Essais, 69003 Lyon',
      payday: 28,
      version: 1,
      parked: null,
    },
    invoices: [first.invoice, second.invoice],
    lines: [first.line, second.line],
    payments: [],
    creditNotes: [],
    allocations: [],
    charges: [],
    holds: [],
    disputes: [],
    promises: [],
    plans: [],
    points: [
      {
        id: 'point-sms',
        contactId: 'contact-1',
        role: 'self',
        channel: 'sms',
        address: '+33639980001',
        verifiedAt: now,
        optedOut: false,
        quarantined: false,
      },
    ],
    ...change,
  };
}
