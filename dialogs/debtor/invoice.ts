import { type Invoice } from '../../domain/account.ts';
import { isClaimed } from '../../domain/balance.ts';
import { collectionOf } from '../../domain/collection.ts';
import { type SlotValue } from '../../domain/command.ts';
import { formatDate, formatMoney, formatShortDate } from '../../domain/format.ts';
import { type Ledger, type LineView, makeLedger } from '../../domain/ledger.ts';
import { type Message, type Option, type Row } from '../../domain/message.ts';
import { type Money, sum } from '../../domain/money.ts';
import { payablePart } from '../../domain/payable-part.ts';
import { type Check, type Context, type Form, type Slot, type Slots } from '../form.ts';
import { invoicesTexts } from '../messages/invoices.ts';
import { notPayableTexts } from '../messages/not-payable.ts';
import { menuTexts } from '../messages/subjects.ts';
import { say, type Values } from '../messages/wording.ts';
import { startAction } from '../option-id.ts';
import { reply } from '../reply.ts';
import { alsoSlots, invoicesIn } from './also-slots.ts';
import { findInvoice, invoiceOptions } from './invoice-choice.ts';
import { returnLines } from './return-lines.ts';
import { termLines } from './term-lines.ts';

function text(context: Context, key: keyof (typeof invoicesTexts)['fr'], values: Values = {}): string {
  return say(invoicesTexts, key, context.language, values);
}

function rowsOf(context: Context, invoice: Invoice, views: readonly LineView[]): Row[] {
  const amount = (of: Money): string => formatMoney(of, context.language);
  const order = invoice.orderNumber === null ? [] : [{ label: text(context, 'order'), value: invoice.orderNumber }];
  const items = invoice.items.map((item) => ({
    label: text(context, 'item', { label: item.label, quantity: item.quantity }),
    value: amount(item.amount),
  }));
  const lines = views.map((view) => ({
    label: text(context, 'dueLine', { date: formatShortDate(view.line.due) }),
    value: amount(view.line.amount),
  }));
  return [...order, ...items, ...lines];
}

/** Where the invoice stands, in sentences: what is left, and why some of it need not be paid now. */
function standing(context: Context, ledger: Ledger, all: readonly LineView[], total: Money): string[] {
  const views = all.filter(isClaimed);
  const partOf = (part: 'open' | 'disputed' | 'inTransit' | 'announced'): Money =>
    sum(
      views.map((view) => view[part]),
      total.currency,
    );
  const open = partOf('open');
  if (all.every((view) => view.open.minor === 0)) return [text(context, 'settled')];
  const amount = (of: Money): string => formatMoney(of, context.language);
  const lines = open.minor > 0 ? [text(context, 'leftToPay', { open: amount(open) })] : [];
  for (const part of ['disputed', 'inTransit', 'announced'] as const) {
    if (partOf(part).minor > 0) lines.push(text(context, part, { amount: amount(partOf(part)) }));
  }
  lines.push(...collectionLines(context, ledger, views), ...returnLines(context, ledger, views));
  lines.push(...termLines(context, ledger, views));
  const reasons = all.map((view) => payablePart(ledger, view).why);
  if (reasons.includes('time-barred')) lines.push(say(notPayableTexts, 'time-barred', context.language));
  if (reasons.includes('on-plan')) lines.push(text(context, 'onPlan'));
  if (reasons.some((why) => why === 'closed' || why === 'held')) lines.push(text(context, 'elsewhere'));
  return lines;
}

/** What the creditor collects itself, and when. */
function collectionLines(context: Context, ledger: Ledger, views: readonly LineView[]): string[] {
  return views.flatMap((view) => {
    const collection = collectionOf(ledger, view);
    if (collection === null) return [];
    const values = {
      amount: formatMoney(view.open, context.language),
      date: formatDate(view.line.due, context.language),
    };
    return [text(context, collection === 'planned' ? 'collected' : 'presented', values)];
  });
}

function optionsOf(context: Context, number: string, open: boolean): Option[] {
  const value = { kind: 'invoice' as const, number };
  const settle: Option[] = [
    { id: startAction('pay', value), label: text(context, 'pay') },
    { id: startAction('dispute', value), label: text(context, 'dispute') },
  ];
  const human = { id: 'do:human', label: say(menuTexts, 'human', context.language) };
  return [...(open ? settle : [human]), { id: startAction('document', value), label: text(context, 'copy') }];
}

/** Each invoice named, one after the other. */
function answer(slots: Slots, context: Context): readonly Message[] {
  return invoicesIn(slots, 'invoice').flatMap((number) => detail(number, context));
}

function detail(number: string, context: Context): readonly Message[] {
  const invoice = findInvoice(context, number);
  if (invoice === null || context.account === null) return [];
  const ledger = makeLedger(context.account, context.calendar.today);
  const views = ledger.lines.filter((view) => view.invoice.id === invoice.id);
  const values = {
    number: invoice.number,
    issued: formatDate(invoice.issued, context.language),
    total: formatMoney(invoice.total, context.language),
  };
  const lines = [text(context, 'detail', values), ...standing(context, ledger, views, invoice.total)];
  const open = views.some((view) => view.open.minor > 0 && isClaimed(view));
  const extras = { rows: rowsOf(context, invoice, views), options: optionsOf(context, invoice.number, open) };
  return [reply(context.language, 'invoice.detail', lines.join('\n'), extras)];
}

function check(value: SlotValue, context: Context): Check {
  const found = value.kind === 'invoice' ? findInvoice(context, value.number) : null;
  return found === null
    ? { refuse: reply(context.language, 'invoice.notFound', text(context, 'notFound')) }
    : { take: { kind: 'invoice', number: found.number } };
}

const invoiceSlot: Slot = {
  name: 'invoice',
  kinds: ['invoice'],
  needed: () => true,
  ask: (_slots, context) =>
    reply(context.language, 'invoice.which', text(context, 'which'), {
      options: invoiceOptions(context, (number) => `slot:invoice=${number}`),
    }),
  choose: (option) => ({ kind: 'invoice', number: option.slice('slot:invoice='.length) }),
  why: (context) => reply(context.language, 'invoice.whichWhy', text(context, 'whichWhy')),
  check: (value, _slots, context) => check(value, context),
  clears: [],
  label: (context) => text(context, 'label'),
};

/** One invoice, or the few that were named, with its items, its due lines and where it stands. */
export const invoiceForm: Form = {
  flow: 'invoice',
  version: 1,
  level: 2,
  slots: [invoiceSlot, ...alsoSlots(invoiceSlot)],
  answer,
};
