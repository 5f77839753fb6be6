import { makeLedger } from '../../domain/ledger.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { type Message } from '../../domain/message.ts';
import { money } from '../../domain/money.ts';
import { type Plannable } from '../../domain/plannable.ts';
import { type PromiseTerms } from '../../domain/request.ts';
import { type Context } from '../form.ts';
import { promiseTexts } from '../messages/promise.ts';
import { say, type Values } from '../messages/wording.ts';
import { reply } from '../reply.ts';
import { coveredText } from './covered-text.ts';
import { replacedText } from './replaced-text.ts';

type Key = keyof (typeof promiseTexts)['fr'];

/** The contested parts of the invoices this promise is about. */
function excludedText(terms: PromiseTerms, of: Plannable, context: Context): string | null {
  if (context.account === null) return null;
  const ledger = makeLedger(context.account, context.calendar.today);
  const invoiceOf = (lineId: string): string | undefined => ledger.byLine.get(lineId)?.invoice.id;
  const covered = new Set(terms.lines.map(({ lineId }) => invoiceOf(lineId)));
  const parts = of.excluded.filter(({ lineId, why }) => why === 'disputed' && covered.has(invoiceOf(lineId)));
  return parts.length === 0 ? null : coveredText(parts, context);
}

/** The exact terms in absolute words: the amount, the day, what confirming means, what happens after the day. */
export function promiseRecap(terms: PromiseTerms, of: Plannable, context: Context): Message {
  const { language, account } = context;
  const text = (key: Key, values: Values = {}): string => say(promiseTexts, key, language, values);
  const amount = formatMoney(terms.amount, language);
  const date = formatDate(terms.due, language);
  const excluded = excludedText(terms, of, context);
  const replaced = replacedText(terms.lines, context);
  const lines = [
    text('summary', { amount, date }),
    text('lines', { lines: coveredText(terms.lines, context) }),
    of.credits.minor > 0 ? text('credits', { credits: formatMoney(of.credits, language) }) : null,
    excluded === null ? null : text('excluded', { lines: excluded }),
    replaced === null ? null : text('replaces', { promises: replaced }),
    text('acknowledges', { amount }),
    account?.debtor.kind === 'consumer'
      ? text('free', { zero: formatMoney(money(0, terms.amount.currency), language) })
      : null,
    text('held'),
    text('missed'),
    text('change'),
  ];
  return reply(language, 'promise.recap', lines.filter((line) => line !== null).join('\n'), {
    title: text('title'),
    rows: [
      { label: text('amount'), value: amount },
      { label: text('date'), value: date },
    ],
  });
}
