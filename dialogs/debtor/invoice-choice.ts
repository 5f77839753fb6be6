import { isClaimed } from '../../domain/balance.ts';
import { type Invoice } from '../../domain/account.ts';
import { formatMoney, formatShortDate } from '../../domain/format.ts';
import { type LineView, makeLedger } from '../../domain/ledger.ts';
import { type Option } from '../../domain/message.ts';
import { type Money, sum } from '../../domain/money.ts';
import { type Context } from '../form.ts';

/** An invoice with what is open of it: all its due lines that are asked for. */
export type OpenInvoice = {
  readonly invoice: Invoice;
  readonly lines: readonly LineView[];
  readonly open: Money;
  readonly overdue: boolean;
};

/** The account's open invoices, the oldest due first. */
export function openInvoices(context: Context): readonly OpenInvoice[] {
  return invoicesOf(context, isClaimed);
}

/** With those that are time-barred: nobody is asked for them, but they can be contested. */
export function contestableByNumber(context: Context): readonly OpenInvoice[] {
  return invoicesOf(context, (view) => view.line.closed === null);
}

function invoicesOf(context: Context, isMeant: (view: LineView) => boolean): readonly OpenInvoice[] {
  if (context.account === null) return [];
  const views = makeLedger(context.account, context.calendar.today).lines.filter(
    (view) => view.open.minor > 0 && isMeant(view),
  );
  return [...Map.groupBy(views, (view) => view.invoice)].map(([invoice, lines]) => ({
    invoice,
    lines,
    open: sum(
      lines.map((line) => line.open),
      invoice.total.currency,
    ),
    overdue: lines.some((line) => line.overdue),
  }));
}

/** The account's invoice of that number, however it is written in upper or lower case; null for any other account's. */
export function findInvoice(context: Context, number: string): Invoice | null {
  const wanted = number.trim().toUpperCase();
  return context.account?.invoices.find((invoice) => invoice.number.toUpperCase() === wanted) ?? null;
}

/** The open due lines of the account's invoice of that number, asked for or not; none when it is settled or not theirs. */
export function linesOfInvoice(number: string, context: Context): readonly string[] {
  const invoice = findInvoice(context, number);
  if (invoice === null || context.account === null) return [];
  return makeLedger(context.account, context.calendar.today)
    .lines.filter((view) => view.invoice.id === invoice.id && view.open.minor > 0)
    .map(({ line }) => line.id);
}

/** One option per open invoice, at most `limit`, telling them apart by number, amount and due date. */
export function invoiceOptions(context: Context, action: (number: string) => string, limit = 5): Option[] {
  return openInvoices(context)
    .slice(0, limit)
    .map(({ invoice, lines, open }) => {
      const due = lines[0]?.line.due;
      const parts = [
        invoice.number,
        formatMoney(open, context.language),
        due === undefined ? '' : formatShortDate(due),
      ];
      return { id: action(invoice.number), label: parts.filter((part) => part !== '').join(' · ') };
    });
}
