import { type Creditor, type Debtor, type DueLine, type Invoice } from '../../domain/account.ts';
import { addDays, date } from '../../domain/civil-date.ts';
import { type Language } from '../../domain/language.ts';
import { money, sum, type Money } from '../../domain/money.ts';
import { type CoveredLine } from '../../documents/covered-line.ts';

export const creditor: Creditor = {
  id: 'c1',
  slug: 'lumio',
  name: 'Lumio Équipement',
  legalName: 'Lumio Équipement SAS',
  role: 'first-party',
  address: '14 rue de la Lanterne, 69001 Lyon, France',
  phone: '+33 1 99 00 12 34',
  email: 'bonjour@lumio.example',
  hours: { fr: 'du lundi au vendredi, de 9 h à 18 h', en: 'Monday to Friday, 9 am to 6 pm' },
  paymentPage: null,
  accounts: [
    { iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP', holder: 'Lumio Équipement SAS', currency: 'EUR' },
    { iban: 'GB82WEST12345698765432', bic: null, holder: 'Lumio Équipement SAS', currency: 'GBP' },
  ],
  zone: 'Europe/Paris',
};

export function debtor(language: Language, kind: Debtor['kind'] = 'consumer'): Debtor {
  return {
    id: 'd1',
    reference: 'LUM-1001',
    kind,
    name: 'Camille Exemple',
    language,
    zone: 'Europe/Paris',
    country: 'FR',
    address: '3 place du Marché\n69003 Lyon',
    payday: 28,
    version: 1,
    parked: null,
  };
}

/** An invoice of one item and one due line. */
export function covered(number: string, amount: Money, due = date('2026-09-15')): CoveredLine {
  const issued = addDays(due, -30);
  const id = `invoice-${number}`;
  const items = [{ id: `${id}-1`, position: 1, label: 'Entretien annuel', quantity: '1', amount, vatRate: '20' }];
  const invoice: Invoice = { id, number, issued, total: amount, capacity: 'private', orderNumber: null, items };
  const line: DueLine = {
    id: `line-${number}`,
    invoiceId: id,
    position: 1,
    due,
    amount,
    means: 'transfer',
    payee: null,
    timeBarredFrom: null,
    closed: null,
  };
  return { invoice, line, amount };
}

export const eur = (minor: number): Money => money(minor, 'EUR');

export function total(lines: readonly CoveredLine[], currency = 'EUR'): Money {
  return sum(
    lines.map(({ amount }) => amount),
    currency,
  );
}

export const on = date('2026-11-22');
