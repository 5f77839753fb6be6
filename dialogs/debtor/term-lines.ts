import { type PaymentTerm } from '../../domain/account.ts';
import { earlyPayment, termAmount, termsOf } from '../../domain/early-payment.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { localeOf } from '../../domain/language.ts';
import { type Ledger, type LineView } from '../../domain/ledger.ts';
import { type Context } from '../form.ts';
import { aheadTexts } from '../messages/ahead.ts';
import { say } from '../messages/wording.ts';

/** `2 %`, as the language writes it. */
function percent(basisPoints: number, { language }: Context): string {
  const options = { style: 'percent', maximumFractionDigits: 2 } as const;
  return (basisPoints / 10_000).toLocaleString(localeOf(language), options).replace(/\u202f/g, '\u00a0');
}

function savedText(term: PaymentTerm | undefined, context: Context): string {
  if (term === undefined) return '';
  if (term.amount !== null) return formatMoney(term.amount, context.language);
  return percent(term.basisPoints ?? 0, context);
}

function ofInvoice(context: Context, ledger: Ledger, view: LineView): string[] {
  const { language } = context;
  const { id, number, total } = view.invoice;
  const terms = termsOf(ledger, id);
  const early = earlyPayment(ledger, id);
  const offer =
    early === null
      ? []
      : [
          say(aheadTexts, 'early', language, {
            ...{ amount: formatMoney(early.amount, language), date: formatDate(early.until, language), number },
            saved: savedText(
              terms.find(({ kind }) => kind === 'early-payment'),
              context,
            ),
          }),
        ];
  const deposit = terms.find(({ kind }) => kind === 'down-payment');
  const asked = deposit === undefined ? null : termAmount(deposit, total);
  // What was paid of the invoice was paid of its down payment first.
  const isDue = asked !== null && view.settlements.length === 0 && view.inTransit.minor === 0;
  if (deposit === undefined || asked === null || !isDue) return offer;
  const values = { number, amount: formatMoney(asked, language), date: formatDate(deposit.until, language) };
  return [...offer, say(aheadTexts, 'deposit', language, values)];
}

/** What the invoices of these lines, and the contract, grant or ask ahead of the due date; nothing once its day is over. */
export function termLines(context: Context, ledger: Ledger, views: readonly LineView[]): string[] {
  const open = new Map(views.filter((view) => view.open.minor > 0).map((view) => [view.invoice.id, view]));
  const rebate = open.size === 0 ? undefined : termsOf(ledger, null).find(({ kind }) => kind === 'year-end-rebate');
  const values = {
    saved: savedText(rebate, context),
    date: formatDate(rebate?.until ?? ledger.asOf, context.language),
  };
  return [
    ...[...open.values()].flatMap((view) => ofInvoice(context, ledger, view)),
    ...(rebate === undefined ? [] : [say(aheadTexts, 'rebate', context.language, values)]),
  ];
}
