import { type DisputeVerdict } from '../../domain/dispute-rules.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { type Message, type Row } from '../../domain/message.ts';
import { type DisputeTerms } from '../../domain/request.ts';
import { type Context } from '../form.ts';
import { disputeTexts } from '../messages/dispute.ts';
import { reasonTexts } from '../messages/reasons.ts';
import { say, type Values } from '../messages/wording.ts';
import { reply } from '../reply.ts';

type Key = keyof (typeof disputeTexts)['fr'];

/** The exact terms: what is contested and why, what stops at once, what stays to be paid, by when we answer. */
export function disputeRecap(
  terms: DisputeTerms,
  verdict: Extract<DisputeVerdict, { kind: 'dispute' }>,
  context: Context,
): Message {
  const { language, account } = context;
  const text = (key: Key, values: Values = {}): string => say(disputeTexts, key, language, values);
  const invoice = account?.invoices.find(({ id }) => id === terms.invoiceId);
  const items = (invoice?.items ?? []).filter(({ id }) => terms.itemIds.includes(id));
  const values = {
    amount: formatMoney(terms.amount, language),
    number: invoice?.number ?? '',
    item: items.map(({ label }) => label).join(', '),
  };
  const lines = [
    text(items.length > 0 ? 'summaryItem' : 'summary', values),
    verdict.paidPart.minor > 0 ? text('paidPart', { amount: formatMoney(verdict.paidPart, language) }) : null,
    text('effect', { by: formatDate(verdict.answerBy, language) }),
    verdict.remaining.minor > 0 ? text('rest', { rest: formatMoney(verdict.remaining, language) }) : null,
  ];
  const rows: Row[] = [
    { label: text('rowInvoice'), value: values.number },
    { label: text('rowAmount'), value: values.amount },
    { label: text('rowReason'), value: say(reasonTexts, terms.reason, language) },
    ...(terms.note === null ? [] : [{ label: text('rowNote'), value: terms.note }]),
    ...(terms.evidence.length === 0 ? [] : [{ label: text('rowFiles'), value: String(terms.evidence.length) }]),
  ];
  return reply(language, 'dispute.recap', lines.filter((line) => line !== null).join('\n'), {
    title: text('title'),
    rows,
  });
}
