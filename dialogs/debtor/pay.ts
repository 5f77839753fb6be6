import { formatDate, formatMoney } from '../../domain/format.ts';
import { formatIban } from '../../domain/iban.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type Message, type Option, type Row, type TransferQr } from '../../domain/message.ts';
import { type Context, type Form, type Slots } from '../form.ts';
import { payTexts } from '../messages/pay.ts';
import { menuTexts } from '../messages/subjects.ts';
import { say, type Values } from '../messages/wording.ts';
import { startAction } from '../option-id.ts';
import { reply } from '../reply.ts';
import { findInvoice } from './invoice-choice.ts';
import { type LeftOut, type PaymentOrder, paymentOrders } from './payment-orders.ts';

function text(context: Context, key: keyof (typeof payTexts)['fr'], values: Values = {}): string {
  return say(payTexts, key, context.language, values);
}

function leftOutLine(context: Context, { view, why }: LeftOut): string {
  const part = why === 'disputed' ? view.disputed : view.inTransit;
  return text(context, why, {
    number: view.invoice.number,
    amount: formatMoney(part, context.language),
    date: formatDate(view.line.due, context.language),
  });
}

/** A SEPA credit transfer is in euros only (EPC069-12). */
function qrOf(context: Context, order: PaymentOrder): TransferQr | null {
  const { payee, amount, reference } = order;
  if (payee === null || amount.currency !== 'EUR') return null;
  const values = { amount: formatMoney(amount, context.language), name: payee.holder, reference };
  const alt = text(context, 'qrAlt', values);
  return { name: payee.holder, iban: payee.iban, bic: payee.bic, amount, remittance: reference, alt };
}

function rowsOf(context: Context, order: PaymentOrder): Row[] {
  if (order.payee === null) return [];
  const { payee, amount, reference } = order;
  return [
    { label: text(context, 'payee'), value: payee.holder },
    { label: text(context, 'iban'), value: formatIban(payee.iban) },
    ...(payee.bic === null ? [] : [{ label: text(context, 'bic'), value: payee.bic }]),
    { label: text(context, 'amount'), value: formatMoney(amount, context.language) },
    { label: text(context, 'reference'), value: reference },
  ];
}

function orderMessage(context: Context, order: PaymentOrder): Message {
  const { language } = context;
  const amount = formatMoney(order.amount, language);
  if (order.payee === null) return reply(language, 'pay.noAccount', text(context, 'noAccount', { amount }));
  const qr = qrOf(context, order);
  const first =
    order.by === null
      ? text(context, 'transfer', { amount })
      : text(context, 'instalment', { amount, date: formatDate(order.by, language) });
  const credits =
    order.credits.minor > 0 ? [text(context, 'credits', { amount: formatMoney(order.credits, language) })] : [];
  const scan = qr === null || context.channel !== 'web' ? [] : [text(context, 'qr')];
  const lines = [first, ...credits, ...scan];
  const rows = rowsOf(context, order);
  return reply(language, 'pay.order', lines.join('\n'), qr === null ? { rows } : { rows, qr });
}

function lastWords(context: Context, leftOut: readonly LeftOut[], orders: readonly PaymentOrder[]): Message {
  const { creditor, language } = context;
  const page =
    orders.length > 0 && creditor.paymentPage !== null ? [text(context, 'page', { url: creditor.paymentPage })] : [];
  const lines = [
    ...(orders.length === 0 && leftOut.length === 0 ? [text(context, 'nothing')] : []),
    ...leftOut.map((line) => leftOutLine(context, line)),
    ...page,
    ...(orders.length > 0 ? [text(context, 'warning')] : []),
  ];
  const flows = orders.length > 0 ? (['plan', 'promise', 'paid', 'human'] as const) : (['balance', 'human'] as const);
  const options: Option[] = flows.map((flow) => ({ id: startAction(flow), label: say(menuTexts, flow, language) }));
  return reply(language, 'pay.more', lines.join('\n'), { options });
}

function answer(slots: Slots, context: Context): readonly Message[] {
  if (context.account === null) return [];
  const given = slots['invoice'];
  const only = given?.kind === 'invoice' ? (findInvoice(context, given.number)?.id ?? null) : null;
  const ledger = makeLedger(context.account, context.calendar.today);
  const { orders, leftOut } = paymentOrders(ledger, only, context.policy?.graceDays ?? 0);
  return [...orders.map((order) => orderMessage(context, order)), lastWords(context, leftOut, orders)];
}

/** How to pay: payee, account number, amount and reference, with a QR picture where one can be drawn. */
export const payForm: Form = {
  flow: 'pay',
  version: 1,
  level: 2,
  slots: [
    {
      name: 'invoice',
      kinds: ['invoice'],
      needed: () => false,
      ask: (_slots, context) => reply(context.language, 'pay.whichWhy', text(context, 'whichWhy')),
      why: (context) => reply(context.language, 'pay.whichWhy', text(context, 'whichWhy')),
      check: (value, _slots, context) =>
        value.kind === 'invoice' && findInvoice(context, value.number) !== null
          ? { take: value }
          : { refuse: reply(context.language, 'pay.notFound', text(context, 'notFound')) },
      clears: [],
    },
  ],
  answer,
};
