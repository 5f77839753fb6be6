import { type PromiseLine } from './account.ts';
import { freeMinor } from './allocation-order.ts';
import { type CivilDate } from './civil-date.ts';
import { earlyPayment } from './early-payment.ts';
import { findExactSet } from './exact-set.ts';
import { type Ledger, type LineView, makeLedger } from './ledger.ts';
import { type Money, money } from './money.ts';
import { planProgress } from './plan-progress.ts';
import { namedInvoices } from './remittance-text.ts';

/** A line the debtor named, with the amount meant for it when they said one. */
export type NamedLine = { readonly lineId: string; readonly amount: Money | null };

/** How the debtor's direction was read, from the clearest to the least clear. */
export type DirectionRule = 'choice' | 'reference' | 'equals-invoice' | 'equals-instalment' | 'equals-set';

export type Direction = { readonly rule: DirectionRule; readonly lines: readonly NamedLine[] };

type Reading = {
  readonly amount: Money;
  readonly text: string;
  readonly choice: readonly NamedLine[] | null;
  readonly on?: CivilDate;
};
type InvoiceSum = { readonly number: string; readonly lines: readonly PromiseLine[]; readonly minor: number };

function byReference(text: string, ledger: Ledger, currency: string): readonly NamedLine[] {
  const numbers = [...new Set(ledger.lines.map((view) => view.invoice.number))];
  const named = new Set(namedInvoices(text, numbers));
  return ledger.lines
    .filter((view) => named.has(view.invoice.number) && view.open.minor > 0 && view.open.currency === currency)
    .map((view) => ({ lineId: view.line.id, amount: null }));
}

/** Invoices with what is free of them; an equal amount is only a guess at a direction, so it never reaches contested parts. */
function invoiceSums(ledger: Ledger, currency: string): readonly InvoiceSum[] {
  const views = ledger.lines.filter((view) => view.open.currency === currency && freeMinor(ledger, view) > 0);
  return [...Map.groupBy(views, (view) => view.invoice.id).values()].map((group: readonly LineView[]) => {
    const lines = group.map((view) => ({ lineId: view.line.id, amount: money(freeMinor(ledger, view), currency) }));
    return {
      number: group[0]?.invoice.number ?? '',
      lines,
      minor: lines.reduce((total, line) => total + line.amount.minor, 0),
    };
  });
}

/** The lines of a plan whose next instalment is exactly the amount, oldest first, each for its share. */
function byInstalment(amount: Money, ledger: Ledger): readonly PromiseLine[][] {
  const running = ledger.account.plans.filter((plan) => ['accepted', 'active', 'late'].includes(plan.status));
  return running.flatMap((plan) => {
    const next = planProgress(plan, ledger, 0).next;
    if (plan.total.currency !== amount.currency || next?.missing.minor !== amount.minor) return [];
    const planned = new Set(plan.lines.map((line) => line.lineId));
    let left = amount.minor;
    const lines = ledger.lines.flatMap((view) => {
      const part = planned.has(view.line.id) ? Math.min(left, freeMinor(ledger, view)) : 0;
      left -= part;
      return part > 0 ? [{ lineId: view.line.id, amount: money(part, amount.currency) }] : [];
    });
    return left === 0 ? [lines] : [];
  });
}

/** Whether the amount is what the invoice cost on that day, less its early-payment discount. */
function isEarlyPrice(amount: Money, { lines }: InvoiceSum, ledger: Ledger): boolean {
  const invoiceId = ledger.byLine.get(lines[0]?.lineId ?? '')?.invoice.id;
  return invoiceId !== undefined && earlyPayment(ledger, invoiceId)?.amount.minor === amount.minor;
}

function byAmount(amount: Money, ledger: Ledger, on: CivilDate): Direction | null {
  const invoices = invoiceSums(ledger, amount.currency);
  const hasTerms = (ledger.account.terms ?? []).some(({ kind }) => kind === 'early-payment');
  const then = hasTerms ? makeLedger(ledger.account, on) : null;
  const equal = invoices.filter(
    (invoice) => invoice.minor === amount.minor || (then !== null && isEarlyPrice(amount, invoice, then)),
  );
  if (equal.length > 1) return null; // two invoices of that amount: nobody said which
  if (equal[0] !== undefined) return { rule: 'equals-invoice', lines: equal[0].lines };
  const instalments = byInstalment(amount, ledger);
  if (instalments.length > 1) return null;
  if (instalments[0] !== undefined) return { rule: 'equals-instalment', lines: instalments[0] };
  const set = findExactSet(
    invoices.map((invoice) => invoice.minor),
    amount.minor,
  );
  if (set === null) return null;
  return { rule: 'equals-set', lines: set.flatMap((index) => invoices[index]?.lines ?? []) };
}

/** What the debtor directed, by word, by the reference they wrote, or by an amount that fits in one way only; else null. */
export function readDirection(reading: Reading, ledger: Ledger): Direction | null {
  if (reading.choice !== null) return { rule: 'choice', lines: reading.choice };
  const referenced = byReference(reading.text, ledger, reading.amount.currency);
  if (referenced.length > 0) return { rule: 'reference', lines: referenced };
  return byAmount(reading.amount, ledger, reading.on ?? ledger.asOf);
}
