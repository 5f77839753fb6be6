import { type Invoice, type PaymentMeans } from '../../domain/account.ts';
import { type Currency } from '../../domain/money.ts';
import { readPercent } from './read-percent.ts';
import { type Reading } from './reading.ts';
import { type RowReader, type StagedValue } from './row-reader.ts';

/** How it is said in which capacity a debtor bought. */
export const capacities: Readonly<Record<string, Invoice['capacity']>> = {
  ...{
    professional: 'professional',
    professionnel: 'professional',
    professionnelle: 'professional',
    pro: 'professional',
  },
  ...{ private: 'private', prive: 'private', privee: 'private', personnel: 'private', particulier: 'private' },
};

const payeeKinds: Readonly<Record<string, 'factor' | 'collector'>> = {
  ...{ factor: 'factor', affactureur: 'factor', factoring: 'factor', affacturage: 'factor' },
  ...{ collector: 'collector', recouvreur: 'collector', mandataire: 'collector' },
};

/** How means of payment are named in files. */
export const paymentMeans: Readonly<Record<string, PaymentMeans>> = {
  ...{ transfer: 'transfer', virement: 'transfer', vir: 'transfer', 'bank transfer': 'transfer', sepa: 'transfer' },
  ...{ card: 'card', carte: 'card', cb: 'card', 'carte bancaire': 'card' },
  ...{ cheque: 'cheque', chq: 'cheque', check: 'cheque' },
  ...{ 'direct debit': 'direct-debit', prelevement: 'direct-debit', prlv: 'direct-debit', sdd: 'direct-debit' },
  ...{ 'bill of exchange': 'bill-of-exchange', lcr: 'bill-of-exchange', traite: 'bill-of-exchange' },
  ...{ 'lettre de change': 'bill-of-exchange', bor: 'bill-of-exchange', effet: 'bill-of-exchange' },
  ...{ 'chorus pro': 'chorus-pro', chorus: 'chorus-pro' },
};

/** The row's part of a due line, and its part of the items; a row may have either or both. */
function readParts(reading: Reading, currency: Currency | null): readonly StagedValue[] {
  const [amount, itemAmount] = [reading.amount('amount', currency), reading.amount('item_amount', currency)];
  const [due, item] = [reading.date('due'), reading.text('item')];
  if (amount === null && itemAmount === null) reading.refuse('amount', 'missing');
  if (amount !== null && due === null) reading.refuse('due', 'missing');
  checkVat(reading, currency, itemAmount ?? amount);
  return [amount === null ? null : due, amount, item, itemAmount ?? (item === null ? null : amount)];
}

function checkVat(reading: Reading, currency: Currency | null, gross: number | null): void {
  const [net, vat] = [reading.amount('net', currency), reading.amount('vat', currency)];
  if (net !== null && vat !== null && gross !== null && net + vat !== gross) reading.refuse('vat', 'vat-mismatch');
}

/** Who is paid instead of the creditor is named with their account, or not at all. */
export function readPayee(reading: Reading): readonly StagedValue[] {
  const iban = reading.iban('payee_iban');
  if (iban === null) return [null, null, null, null];
  const kind = reading.word('payee_kind', payeeKinds) ?? 'factor';
  return [iban, reading.text('payee_bic'), reading.required('payee_holder'), kind];
}

/** What is granted or asked ahead of the due date; neither holds after it. */
function readTerms(reading: Reading, currency: Currency | null, due: StagedValue): readonly StagedValue[] {
  const discount = readPercent(reading, 'discount');
  const deposit = reading.amount('deposit', currency);
  if (deposit !== null && deposit <= 0) reading.refuse('deposit', 'amount-not-positive');
  const dayOf = (column: string, isAsked: boolean): string | null => {
    if (!isAsked) return null;
    const until = reading.requiredDate(column);
    return until !== null && typeof due === 'string' && until > due ? reading.refuse(column, 'after-due') : until;
  };
  return [discount, dayOf('discount_until', discount !== null), deposit, dayOf('deposit_until', deposit !== null)];
}

function readIssued(reading: Reading): string | null {
  const issued = reading.requiredDate('issued');
  return issued !== null && issued > reading.defaults.today ? reading.refuse('issued', 'date-in-future') : issued;
}

function readPosition(reading: Reading): number | null {
  const cell = reading.text('position');
  if (cell === null) return null;
  return /^\d{1,6}$/.test(cell) ? Number(cell) : reading.refuse('position', 'unknown-word');
}

/** Rows of the invoices file: rows of one number are one invoice. */
export const invoiceRow: RowReader = {
  table: 'stage_invoices',
  columns: [
    ...[
      'k text',
      'number text',
      'debtor text',
      'issued date',
      'currency text',
      'due date',
      'amount bigint',
      'item text',
    ],
    ...['item_amount bigint', 'quantity text', 'vat_rate text', 'position int', 'total bigint', 'capacity text'],
    ...['order_number text', 'means text', 'payee_iban text', 'payee_bic text', 'payee_holder text', 'payee_kind text'],
    ...['discount int', 'discount_until date', 'deposit bigint', 'deposit_until date'],
  ],
  group: (reading) => reading.key('number'),
  read: (reading) => {
    const number = reading.required('number');
    const currency = reading.currency();
    const issued = readIssued(reading);
    const [due = null, ...parts] = readParts(reading, currency);
    if (typeof due === 'string' && issued !== null && due < issued) reading.refuse('due', 'due-before-issue');
    return [
      ...[reading.key('number'), number, reading.required('debtor'), issued, currency, due, ...parts],
      ...[reading.text('quantity'), reading.text('vat_rate'), readPosition(reading), reading.amount('total', currency)],
      ...[reading.word('capacity', capacities), reading.text('order_number'), reading.word('means', paymentMeans)],
      ...readPayee(reading),
      ...readTerms(reading, currency, due),
    ];
  },
};
