import { type PromiseLine } from '../../domain/account.ts';
import { formatMoney } from '../../domain/format.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { add, type Money } from '../../domain/money.ts';
import { type Context } from '../form.ts';

/** Lines as people know them, by invoice: `FA-2026-0101 (184,50 €), FA-2026-0134 (92,30 €)`. */
export function coveredText(lines: readonly PromiseLine[], context: Context): string {
  if (context.account === null) return '';
  const ledger = makeLedger(context.account, context.calendar.today);
  const byInvoice = new Map<string, Money>();
  for (const { lineId, amount } of lines) {
    const number = ledger.byLine.get(lineId)?.invoice.number ?? lineId;
    const before = byInvoice.get(number);
    byInvoice.set(number, before === undefined ? amount : add(before, amount));
  }
  return [...byInvoice].map(([number, amount]) => `${number} (${formatMoney(amount, context.language)})`).join(', ');
}
