import { addDays } from '../../domain/civil-date.ts';
import { lastReturn } from '../../domain/collection.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { type Ledger, type LineView } from '../../domain/ledger.ts';
import { money } from '../../domain/money.ts';
import { type Context } from '../form.ts';
import { aheadTexts } from '../messages/ahead.ts';
import { say } from '../messages/wording.ts';

/** How long a payment that came back is told; later it is only an invoice to pay. */
const toldDays = 60;

/** What came back lately and is to be paid again, without a reproach and without the bank's reason. */
export function returnLines(context: Context, ledger: Ledger, views: readonly LineView[]): string[] {
  return views.flatMap((view) => {
    const back = view.open.minor === 0 ? null : lastReturn(ledger, view.line.id);
    if (back === null || addDays(back.on, toldDays) < ledger.asOf) return [];
    return [
      say(aheadTexts, 'returned', context.language, {
        amount: formatMoney(money(Math.min(back.minor, view.open.minor), view.open.currency), context.language),
        number: view.invoice.number,
        date: formatDate(back.on, context.language),
      }),
    ];
  });
}
