import { type PaymentTerm } from './account.ts';
import { type CivilDate } from './civil-date.ts';
import { type Ledger } from './ledger.ts';
import { type Money, money } from './money.ts';
import { payablePart } from './payable-part.ts';

/** What an invoice costs when it is paid by a day, and what that saves. */
export type EarlyPayment = { readonly amount: Money; readonly saved: Money; readonly until: CivilDate };

/** A share of an amount, to the nearest minor unit, halves up; basis points: 200 is 2 %. */
function shareOf(minor: number, basisPoints: number): number {
  return Number((BigInt(minor) * BigInt(basisPoints) + 5_000n) / 10_000n);
}

/** The terms that are still worth something on the ledger's date, of one invoice or (null) of the contract. */
export function termsOf(ledger: Ledger, invoiceId: string | null): readonly PaymentTerm[] {
  return (ledger.account.terms ?? []).filter((term) => term.invoiceId === invoiceId && term.until >= ledger.asOf);
}

/** What a term is of a total: its own amount, or its share. */
export function termAmount(term: PaymentTerm, total: Money): Money {
  if (term.amount !== null) return term.amount;
  return money(shareOf(total.minor, term.basisPoints ?? 0), total.currency);
}

/**
 * The early-payment discount of an invoice: only until its day, before anything of it is overdue, and on what the debtor can pay now
 * themselves, never within a disputed part; a fixed amount only when the whole invoice can be paid. Null when nothing is offered.
 */
export function earlyPayment(ledger: Ledger, invoiceId: string): EarlyPayment | null {
  const term = termsOf(ledger, invoiceId).find(({ kind }) => kind === 'early-payment');
  const views = ledger.lines.filter((view) => view.invoice.id === invoiceId);
  const [first] = views;
  if (term === undefined || first === undefined || views.some(({ overdue }) => overdue)) return null;
  const { currency } = first.open;
  const parts = views.map((view) => payablePart(ledger, view));
  const payable = parts.reduce((total, { amount }) => total + amount.minor, 0);
  const isWhole = payable === first.invoice.total.minor;
  if (term.amount !== null && (!isWhole || term.amount.currency !== currency)) return null;
  const saved = term.amount?.minor ?? shareOf(payable, term.basisPoints ?? 0);
  if (saved <= 0 || saved >= payable) return null;
  return { amount: money(payable - saved, currency), saved: money(saved, currency), until: term.until };
}

/** A discount that was earned, from the day its payment came. */
export type EarnedDiscount = { readonly amount: Money; readonly on: CivilDate };

/**
 * What is left of an invoice that was paid in time less its discount: nobody owes it. Null when more is left, when something of it
 * is contested or on its way, or when the money came after the discount's day.
 */
export function earnedDiscount(ledger: Ledger, invoiceId: string): EarnedDiscount | null {
  const term = (ledger.account.terms ?? []).find((of) => of.kind === 'early-payment' && of.invoiceId === invoiceId);
  const views = ledger.lines.filter((view) => view.invoice.id === invoiceId);
  const [first] = views;
  if (term === undefined || first === undefined) return null;
  const { total } = first.invoice;
  const granted = termAmount(term, total).minor;
  const open = views.reduce((minor, view) => minor + view.open.minor, 0);
  const isQuiet = views.every(({ disputed, inTransit }) => disputed.minor + inTransit.minor === 0);
  const inTime = views
    .flatMap(({ settlements }) => settlements)
    .filter(({ source, on }) => source.kind === 'payment' && on <= term.until);
  const paid = inTime.reduce((minor, { amount }) => minor + amount.minor, 0);
  if (open === 0 || open > granted || !isQuiet || paid < total.minor - granted) return null;
  const on =
    inTime
      .map((settlement) => settlement.on)
      .sort()
      .at(-1) ?? term.until;
  return { amount: money(open, total.currency), on };
}
