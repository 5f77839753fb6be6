import { type FlowName } from '../../domain/command.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { formatIban } from '../../domain/iban.ts';
import { type Ledger, makeLedger } from '../../domain/ledger.ts';
import { type Message, type Option, type Row, type TransferQr } from '../../domain/message.ts';
import { type Context, type Form, type Slot, type Slots } from '../form.ts';
import { notPayableTexts } from '../messages/not-payable.ts';
import { payTexts } from '../messages/pay.ts';
import { menuTexts } from '../messages/subjects.ts';
import { say, type Values } from '../messages/wording.ts';
import { startAction } from '../option-id.ts';
import { reply } from '../reply.ts';
import { canAgree } from './can-agree.ts';
import { alsoSlots, invoicesIn } from './also-slots.ts';
import { findInvoice } from './invoice-choice.ts';
import { type LeftOut, type PaymentOrder, paymentOrders } from './payment-orders.ts';
import { returnLines } from './return-lines.ts';
import { termLines } from './term-lines.ts';

function text(context: Context, key: keyof (typeof payTexts)['fr'], values: Values = {}): string {
  return say(payTexts, key, context.language, values);
}

function barredWords(context: Context): string {
  return say(notPayableTexts, 'time-barred', context.language);
}

function leftOutLine(context: Context, { view, why }: LeftOut): string {
  if (why === 'barred') return barredWords(context);
  if (why === 'payer') return text(context, 'payer');
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
      : text(context, order.by < context.calendar.today ? 'instalmentPast' : 'instalment', {
          amount,
          date: formatDate(order.by, language),
        });
  const credits =
    order.credits.minor > 0 ? [text(context, 'credits', { amount: formatMoney(order.credits, language) })] : [];
  const scan = qr === null || context.channel !== 'web' ? [] : [text(context, 'qr')];
  const lines = [first, ...credits, ...scan];
  const rows = rowsOf(context, order);
  return reply(language, 'pay.order', lines.join('\n'), qr === null ? { rows } : { rows, qr });
}

/** What can follow: a date or instalments only where there is something to agree on. */
function flowsAfter(ledger: Ledger, only: string | null, orders: readonly PaymentOrder[]): readonly FlowName[] {
  if (orders.length === 0) return ['balance', 'human'];
  const lines = ledger.lines.filter((view) => view.invoice.id === only).map(({ line }) => line.id);
  return [...(canAgree(ledger, only === null ? null : lines) ? (['plan', 'promise'] as const) : []), 'paid', 'human'];
}

type Found = {
  readonly told: readonly string[]; // what came back, and what is granted ahead of a due date
  readonly leftOut: readonly LeftOut[];
  readonly orders: readonly PaymentOrder[];
  readonly barred: boolean;
};

function lastWords(context: Context, { told, leftOut, orders, barred }: Found, flows: readonly FlowName[]): Message {
  const { creditor, language } = context;
  const page =
    orders.length > 0 && creditor.paymentPage !== null ? [text(context, 'page', { url: creditor.paymentPage })] : [];
  const lines = [
    ...(orders.length === 0 && leftOut.length === 0 ? [barred ? barredWords(context) : text(context, 'nothing')] : []),
    ...new Set(leftOut.map((line) => leftOutLine(context, line))),
    ...told,
    ...page,
    ...(orders.length > 0 ? [text(context, 'warning')] : []),
  ];
  const options: Option[] = flows.map((flow) => ({ id: startAction(flow), label: say(menuTexts, flow, language) }));
  return reply(language, 'pay.more', lines.join('\n'), { options });
}

/** Each invoice named with a transfer and a reference of its own, and what follows said once. */
function answer(slots: Slots, context: Context): readonly Message[] {
  const numbers = invoicesIn(slots, 'invoice');
  if (numbers.length < 2) return answerOne(slots, context);
  const said = numbers.flatMap((number) => answerOne({ ...slots, invoice: { kind: 'invoice', number } }, context));
  const last = said.at(-1);
  return said.filter((message) => message === last || message.text !== last?.text);
}

function answerOne(slots: Slots, context: Context): readonly Message[] {
  if (context.account === null) return [];
  const only = namedId(slots, context);
  const ledger = makeLedger(context.account, context.calendar.today);
  const wish = { invoiceId: only, barred: slots['anyway'] !== undefined };
  const { orders, leftOut } = paymentOrders(ledger, wish, context.policy?.graceDays ?? 0);
  const barred = ledger.lines.some((view) => view.timeBarred && view.open.minor > 0);
  const asked = ledger.lines.filter(({ invoice }) => only === null || invoice.id === only);
  const told = [...returnLines(context, ledger, asked), ...termLines(context, ledger, asked)];
  const last = lastWords(context, { told, leftOut, orders, barred }, flowsAfter(ledger, only, orders));
  return [...orders.map((order) => orderMessage(context, order)), last];
}

function namedId(slots: Slots, context: Context): string | null {
  const given = slots['invoice'];
  return given?.kind === 'invoice' ? (findInvoice(context, given.number)?.id ?? null) : null;
}

/** Whether all that is open of the named invoice is time-barred: it may be paid, but nobody asks for it. */
function isBarred(slots: Slots, context: Context): boolean {
  const only = namedId(slots, context);
  if (only === null || context.account === null) return false;
  const open = makeLedger(context.account, context.calendar.today).lines.filter(
    (view) => view.invoice.id === only && view.open.minor > 0 && view.line.closed === null,
  );
  return open.length > 0 && open.every((view) => view.timeBarred);
}

const anywaySlot: Slot = {
  name: 'anyway', // chosen only: paying what is not asked for is the person's own wish
  kinds: [],
  needed: isBarred,
  ask: (_slots, context) =>
    reply(context.language, 'pay.barred', barredWords(context), {
      options: [
        { id: 'do:human', label: say(menuTexts, 'human', context.language) },
        { id: 'slot:anyway=yes', label: text(context, 'anyway') },
      ],
    }),
  choose: () => ({ kind: 'text', text: 'yes' }),
  why: (context) => reply(context.language, 'pay.barred', barredWords(context)),
  check: (value) => ({ take: value }),
  clears: [],
};

const invoiceSlot: Slot = {
  name: 'invoice',
  kinds: ['invoice'],
  needed: () => false,
  ask: (_slots, context) => reply(context.language, 'pay.whichWhy', text(context, 'whichWhy')),
  why: (context) => reply(context.language, 'pay.whichWhy', text(context, 'whichWhy')),
  check: (value, _slots, context) =>
    value.kind === 'invoice' && findInvoice(context, value.number) !== null
      ? { take: value }
      : { refuse: reply(context.language, 'pay.notFound', text(context, 'notFound')) },
  clears: ['anyway'],
};

/** How to pay: payee, account number, amount and reference, with a QR picture where one can be drawn. */
export const payForm: Form = {
  flow: 'pay',
  version: 1,
  level: 2,
  slots: [invoiceSlot, ...alsoSlots(invoiceSlot), anywaySlot],
  answer,
};
