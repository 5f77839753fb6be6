import { type Account } from './account.ts';
import { allocate, type ProposedAllocation } from './allocation.ts';
import { type CivilDate } from './civil-date.ts';
import { type Ledger, type LineView, makeLedger } from './ledger.ts';
import { type Money, money } from './money.ts';

/** What can be entered here ahead of the accounts. */
export type EntryKind = 'payment' | 'credit-note' | 'write-off';

/** Money that someone says the accounts will book; `amount` null means all that is open of the invoice. */
export type EntryWish = {
  readonly id: string;
  readonly kind: EntryKind;
  readonly amount: Money | null;
  readonly on: CivilDate;
  readonly inTransit?: boolean; // ordered, and perhaps of a day to come
  readonly invoice: string | null; // number of the invoice it is meant for
  readonly text: string;
};

export type EntryRefusal =
  | 'unknown-invoice'
  | 'invoice-missing' // a write-off, or an entry without an amount, names its invoice
  | 'date-in-future'
  | 'amount-not-positive'
  | 'other-currency'
  | 'more-than-open'; // nothing is written off that is not owed

export type EntryVerdict =
  | { readonly kind: 'ok'; readonly amount: Money; readonly allocations: readonly ProposedAllocation[] }
  | { readonly kind: 'refused'; readonly why: EntryRefusal };

function viewsOf(ledger: Ledger, number: string | null): readonly LineView[] {
  const wanted = number?.toUpperCase();
  return ledger.lines.filter((view) => view.invoice.number.toUpperCase() === wanted);
}

function openOf(views: readonly LineView[]): number {
  return views.reduce((minor, { open }) => minor + open.minor, 0);
}

function whyNot(wish: EntryWish, amount: Money | null, views: readonly LineView[]): EntryRefusal | null {
  if (wish.invoice === null && (wish.kind === 'write-off' || amount === null)) return 'invoice-missing';
  if (wish.invoice !== null && views.length === 0) return 'unknown-invoice';
  if (amount === null || amount.minor <= 0) return 'amount-not-positive';
  if (views.some(({ open }) => open.currency !== amount.currency)) return 'other-currency';
  return wish.kind === 'write-off' && amount.minor > openOf(views) ? 'more-than-open' : null;
}

/** A credit note or write-off corrects its invoice, contested or not, the oldest line first; what exceeds it stays in credit. */
function correct(wish: EntryWish, amount: Money, views: readonly LineView[]): readonly ProposedAllocation[] {
  let left = amount.minor;
  return views.flatMap(({ line, open }) => {
    const part = Math.min(left, open.minor);
    left -= part;
    const source = { kind: 'credit-note', id: wish.id } as const;
    const target = { kind: 'line', id: line.id } as const;
    return part > 0 ? [{ source, target, amount: money(part, amount.currency), by: 'law' as const }] : [];
  });
}

/** Where money entered ahead of the accounts goes until they book it, or why it cannot be entered. */
export function placeEntry(wish: EntryWish, account: Account, today: CivilDate): EntryVerdict {
  const ledger = makeLedger(account, today);
  const views = viewsOf(ledger, wish.invoice);
  const [first] = views;
  const all = first === undefined ? null : money(openOf(views), first.open.currency);
  const amount = wish.amount ?? all;
  if (wish.on > today && wish.inTransit !== true) return { kind: 'refused', why: 'date-in-future' };
  const why = whyNot(wish, amount, views);
  if (why !== null || amount === null) return { kind: 'refused', why: why ?? 'invoice-missing' };
  if (wish.kind !== 'payment') return { kind: 'ok', amount, allocations: correct(wish, amount, views) };
  const choice = views.length === 0 ? null : views.map(({ line }) => ({ lineId: line.id, amount: null }));
  const source = { kind: 'payment', id: wish.id } as const;
  const placed = allocate(
    { source, amount, text: wish.text, choice, on: wish.on },
    account,
    { interestFirst: false },
    today,
  );
  return { kind: 'ok', amount, allocations: placed.allocations };
}
