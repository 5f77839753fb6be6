import { type DebtorKind, type Invoice, type PaymentMeans } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { invariant } from '../../domain/errors.ts';
import { type Language } from '../../domain/language.ts';
import { limitationPeriod, timeBarredFrom } from '../../domain/limitation.ts';
import { type Currency, money, splitEvenly } from '../../domain/money.ts';
import { type InvoiceNumbers, type Slot } from './invoice-series.ts';
import { type DemoPortfolio, type DemoRow, type DemoTable, demoTables } from './portfolio.ts';
import { type Random } from './random.ts';

/** A portfolio being written. */
export type Draft = {
  readonly today: CivilDate;
  readonly creditorId: string;
  readonly random: Random;
  readonly numbers: InvoiceNumbers;
  readonly tables: Record<DemoTable, DemoRow[]>;
};

export type DraftDebtor = {
  readonly id: string;
  readonly reference: string;
  readonly kind: DebtorKind;
  readonly language: Language;
  readonly country: string;
  readonly currency: Currency;
};

export type DraftItem = { readonly id: string; readonly label: string; readonly minor: number };

/** A due line, and how much of it the rows written so far have settled. */
export type DraftLine = {
  readonly id: string;
  readonly debtor: DraftDebtor;
  readonly due: CivilDate;
  readonly minor: number;
  readonly period: ReturnType<typeof limitationPeriod>;
  readonly acknowledgedOn: CivilDate[];
  readonly row: DemoRow;
  open: number;
};

export type DraftInvoice = {
  readonly id: string;
  readonly number: string;
  readonly issued: CivilDate;
  readonly items: readonly DraftItem[];
  readonly lines: readonly DraftLine[];
};

export function emptyDraft(from: Omit<Draft, 'tables'>): Draft {
  const tables = Object.fromEntries(demoTables.map((table) => [table, [] as DemoRow[]])) as Record<
    DemoTable,
    DemoRow[]
  >;
  return { ...from, tables };
}

export function finished({ creditorId, tables }: Draft): DemoPortfolio {
  return { creditorId, tables };
}

/** Adds a row with the tenant's column. */
export function put(draft: Draft, table: DemoTable, row: DemoRow): DemoRow {
  const whole = { creditor_id: draft.creditorId, ...row };
  draft.tables[table].push(whole);
  return whole;
}

export type InvoiceWish = {
  readonly slot: Slot;
  readonly items: readonly (readonly [label: string, minor: number, quantity?: string])[];
  readonly dues: readonly CivilDate[]; // the total is split evenly over them
  readonly capacity?: Invoice['capacity'];
  readonly means?: PaymentMeans;
  readonly orderNumber?: string;
  readonly payee?: { readonly iban: string; readonly holder: string };
  readonly closed?: 'insolvency';
};

function addItems(draft: Draft, debtor: DraftDebtor, invoiceId: string, wish: InvoiceWish): DraftItem[] {
  return wish.items.map(([label, minor, quantity = '1'], index) => {
    const id = draft.random.uuid();
    const place = { id, debtor_id: debtor.id, invoice_id: invoiceId, position: index + 1 };
    const price = { amount_minor: minor, currency: debtor.currency, vat_rate: '20' };
    put(draft, 'invoice_items', { ...place, label, quantity, ...price });
    return { id, label, minor };
  });
}

type LineWish = { readonly due: CivilDate; readonly minor: number; readonly position: number };

function addLine(
  draft: Draft,
  debtor: DraftDebtor,
  invoiceId: string,
  at: LineWish & { wish: InvoiceWish },
): DraftLine {
  const { due, minor, position, wish } = at;
  const id = draft.random.uuid();
  const capacity = wish.capacity ?? capacityOf(debtor);
  const period = limitationPeriod({ country: debtor.country, debtor: debtor.kind, capacity });
  const row = put(draft, 'due_lines', {
    id,
    debtor_id: debtor.id,
    invoice_id: invoiceId,
    position,
    due,
    amount_minor: minor,
    currency: debtor.currency,
    means: wish.means ?? 'transfer',
    payee_iban: wish.payee?.iban ?? null,
    payee_holder: wish.payee?.holder ?? null,
    time_barred_from: timeBarredFrom(due, period, []),
    closed: wish.closed ?? null,
  });
  return { id, debtor, due, minor, period, acknowledgedOn: [], row, open: minor };
}

function capacityOf(debtor: DraftDebtor): Invoice['capacity'] {
  return debtor.kind === 'consumer' ? 'private' : 'professional';
}

/** Adds an invoice with its items and due lines. */
export function addInvoice(draft: Draft, debtor: DraftDebtor, wish: InvoiceWish): DraftInvoice {
  const id = draft.random.uuid();
  const { number, issued } = wish.slot;
  const minor = wish.items.reduce((total, [, amount]) => total + amount, 0);
  const total = money(minor, debtor.currency);
  put(draft, 'invoices', {
    id,
    debtor_id: debtor.id,
    number,
    issued,
    total_minor: minor,
    currency: debtor.currency,
    capacity: wish.capacity ?? capacityOf(debtor),
    order_number: wish.orderNumber ?? null,
  });
  const items = addItems(draft, debtor, id, wish);
  const lines = splitEvenly(total, wish.dues.length).map((amount, index) => {
    const due = wish.dues[index];
    invariant(due !== undefined && due >= issued, 'an invoice is due after it is issued');
    return addLine(draft, debtor, id, { due, minor: amount.minor, position: index + 1, wish });
  });
  return { id, number, issued, items, lines };
}

/** Writes down that the debtor acknowledged the line that day, which starts its limitation anew. */
export function acknowledge(draft: Draft, line: DraftLine, on: CivilDate, source: string): void {
  line.acknowledgedOn.push(on);
  line.row['time_barred_from'] = timeBarredFrom(line.due, line.period, line.acknowledgedOn);
  put(draft, 'acknowledgements', {
    id: draft.random.uuid(),
    debtor_id: line.debtor.id,
    line_id: line.id,
    on_date: on,
    source,
  });
}
