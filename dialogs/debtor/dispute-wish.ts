import { type InvoiceItem } from '../../domain/account.ts';
import { checkDispute, type DisputeScope, type DisputeVerdict } from '../../domain/dispute-rules.ts';
import { isDisputeOpen } from '../../domain/held-amount.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type Money, sum } from '../../domain/money.ts';
import { type Context, type Slots } from '../form.ts';
import { contestableByNumber, type OpenInvoice, openInvoices } from './invoice-choice.ts';
import { invoiceNamed } from './invoice-named.ts';

/** Where no policy says otherwise; the same days as when the dispute is opened. */
const usual = { disputeAnswerDays: 15, checkDays: 10 };

/** What of the invoice is open and not contested yet. */
export function contestable(of: OpenInvoice): Money {
  const { currency } = of.open;
  const amounts = of.lines.map(({ open, disputed }) => ({ minor: open.minor - disputed.minor, currency }));
  return sum(amounts, currency);
}

/** Open invoices of which something can still be contested. */
export function contestableInvoices(context: Context): readonly OpenInvoice[] {
  return openInvoices(context).filter((of) => contestable(of).minor > 0);
}

/** Items of the invoice that are not contested yet. */
export function contestableItems({ invoice, lines }: OpenInvoice, context: Context): readonly InvoiceItem[] {
  const lineIds = new Set(lines.map(({ line }) => line.id));
  const taken = new Set(
    (context.account?.disputes ?? [])
      .filter((dispute) => lineIds.has(dispute.lineId) && isDisputeOpen(dispute))
      .flatMap((dispute) => dispute.itemIds),
  );
  return invoice.items.filter((item) => !taken.has(item.id) && item.amount.minor > 0);
}

function isAmountOf(of: OpenInvoice, amount: Money, context: Context): boolean {
  return [...contestableItems(of, context).map((item) => item.amount), of.open].some(
    ({ minor, currency }) => minor === amount.minor && currency === amount.currency,
  );
}

/** The invoice meant: the one named, the only one there is, or the only one with an item of that amount; null when it must be asked. */
export function disputedInvoice(slots: Slots, context: Context): OpenInvoice | null {
  const named = invoiceNamed(slots['invoice'], context, contestableByNumber(context));
  if (named !== null) return named;
  const open = contestableInvoices(context);
  const { what } = slots;
  const isTelling = open.length > 1 && what?.kind === 'money';
  const fitting = isTelling ? open.filter((of) => isAmountOf(of, what.money, context)) : open;
  const [only] = fitting;
  return only !== undefined && fitting.length === 1 ? only : null;
}

/** What is contested of it: an amount that is exactly one item's means that item, one that is all of it means all. */
export function disputedScope(slots: Slots, of: OpenInvoice, context: Context): DisputeScope | null {
  const { what } = slots;
  if (what?.kind === 'text')
    return what.text === 'all' ? { kind: 'all' } : { kind: 'items', itemIds: [what.text.slice('item:'.length)] };
  if (what?.kind !== 'money') return null;
  const { minor, currency } = what.money;
  const equal = contestableItems(of, context).filter(
    ({ amount }) => amount.minor === minor && amount.currency === currency,
  );
  const [item] = equal;
  if (item !== undefined && equal.length === 1) return { kind: 'items', itemIds: [item.id] };
  const all = contestable(of);
  return all.minor === minor && all.currency === currency ? { kind: 'all' } : { kind: 'amount', amount: what.money };
}

/** What the dispute said so far would come to; null while something of it is missing. */
export function disputeVerdict(slots: Slots, context: Context): DisputeVerdict | null {
  const of = disputedInvoice(slots, context);
  if (of === null || context.account === null) return null;
  const { reason } = slots;
  const scope = disputedScope(slots, of, context) ?? { kind: 'all' };
  if (reason?.kind !== 'reason') return null;
  const ledger = makeLedger(context.account, context.calendar.today);
  const wish = { invoiceId: of.invoice.id, scope, reason: reason.reason };
  return checkDispute(wish, ledger, context.policy ?? usual, context.calendar);
}
