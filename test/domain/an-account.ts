import {
  type Account,
  type Allocation,
  type Charge,
  type CreditNote,
  type Debtor,
  type DueLine,
  type Hold,
  type Invoice,
  type Payment,
} from '../../domain/account.ts';
import { type Calendar } from '../../domain/calendar.ts';
import { type CivilDate, date } from '../../domain/civil-date.ts';
import { money } from '../../domain/money.ts';
import { type PlanPolicy } from '../../domain/plan-policy.ts';

/** Short ways to write an account by hand: an invoice with one due line, a payment, where it went. */
export const today: CivilDate = date('2026-03-16'); // a Monday

export const eur = (minor: number): ReturnType<typeof money> => money(minor, 'EUR');

export function aDebtor(with_: Partial<Debtor> = {}): Debtor {
  return {
    id: 'debtor',
    reference: 'LUM-1',
    kind: 'consumer',
    name: 'Camille Exemple',
    language: 'fr',
    zone: 'Europe/Paris',
    country: 'FR',
    address: null,
    payday: null,
    version: 1,
    parked: null,
    ...with_,
  };
}

export function anAccount(with_: Partial<Account> = {}): Account {
  return {
    creditor: {
      id: 'creditor',
      slug: 'lumio',
      name: 'Lumio',
      legalName: 'Lumio Équipement SAS',
      role: 'first-party',
      address: '1 rue de la Paix, 75002 Paris',
      phone: null,
      email: null,
      hours: null,
      paymentPage: null,
      accounts: [],
      zone: 'Europe/Paris',
    },
    debtor: aDebtor(),
    invoices: [],
    lines: [],
    payments: [],
    creditNotes: [],
    allocations: [],
    charges: [],
    holds: [],
    disputes: [],
    promises: [],
    plans: [],
    points: [],
    ...with_,
  };
}

/** The invoice of a due line written by `aLine`: same number, same amount, issued on 1 January 2025. */
export function invoiceOf(line: DueLine, with_: Partial<Invoice> = {}): Invoice {
  return {
    id: line.invoiceId,
    number: line.invoiceId,
    issued: date('2025-01-01'),
    total: line.amount,
    capacity: 'private',
    orderNumber: null,
    items: [],
    ...with_,
  };
}

export function aLine(id: string, due: string, minor: number, with_: Partial<DueLine> = {}): DueLine {
  return {
    id,
    invoiceId: `FA-2026-${id}`,
    position: 1,
    due: date(due),
    amount: eur(minor),
    means: 'transfer',
    payee: null,
    timeBarredFrom: null,
    closed: null,
    ...with_,
  };
}

/** An account with these lines, each of an invoice of its own. */
export function accountOf(lines: readonly DueLine[], with_: Partial<Account> = {}): Account {
  return anAccount({ lines, invoices: lines.map((line) => invoiceOf(line)), ...with_ });
}

export function aPayment(id: string, on: string, minor: number, with_: Partial<Payment> = {}): Payment {
  return {
    id,
    amount: eur(minor),
    valueDate: date(on),
    status: 'settled',
    means: 'transfer',
    text: '',
    confirmed: true,
    returnedOn: null,
    ...with_,
  };
}

export function aCreditNote(id: string, on: string, minor: number, with_: Partial<CreditNote> = {}): CreditNote {
  return { id, number: id, issued: date(on), amount: eur(minor), invoiceId: null, ...with_ };
}

/** `minor` of that payment on that line, from the payment's value date. */
export function allocated(
  payment: Payment,
  lineId: string,
  minor: number,
  with_: Partial<Allocation> = {},
): Allocation {
  return {
    id: `${payment.id}-${lineId}`,
    source: { kind: 'payment', id: payment.id },
    target: { kind: 'line', id: lineId },
    amount: money(minor, payment.amount.currency),
    on: payment.valueDate,
    reversedOn: null,
    by: 'accounts',
    ...with_,
  };
}

export function aHold(lineId: string | null, with_: Partial<Hold> = {}): Hold {
  return {
    id: `hold-${lineId ?? 'all'}`,
    lineId,
    reason: 'manual',
    source: 'staff',
    amount: null,
    from: date('2026-01-01'),
    until: null,
    ...with_,
  };
}

export function aCharge(id: string, lineId: string, minor: number, with_: Partial<Charge> = {}): Charge {
  return {
    id,
    lineId,
    kind: 'interest',
    amount: eur(minor),
    status: 'claimed',
    basis: 'test',
    on: date('2026-01-01'),
    ...with_,
  };
}

/** French weekdays, with the holidays given. */
export function aCalendar(on: CivilDate = today, holidays: readonly CivilDate[] = []): Calendar {
  return { zone: 'Europe/Paris', today: on, holidays };
}

export function aPolicy(with_: Partial<PlanPolicy> = {}): PlanPolicy {
  return {
    version: 'test-1',
    months: 12,
    instalments: 12,
    instalmentMinimum: [eur(3000), money(3000, 'GBP')],
    downPaymentPercent: 0,
    frequencies: ['month', 'fortnight', 'week'],
    firstWithinDays: 45,
    graceDays: 5,
    promiseDays: 35,
    promiseUntilPayday: true,
    promisesPerLine: 2,
    disputeAnswerDays: 15,
    checkDays: 10,
    freshDays: 3,
    directorConfirmsFrom: [eur(1000000)],
    interestFirst: false,
    ...with_,
  };
}
