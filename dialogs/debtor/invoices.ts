import { formatMoney, formatShortDate } from '../../domain/format.ts';
import { type Message, type Option, type Row } from '../../domain/message.ts';
import { type Context, type Form, type Slots } from '../form.ts';
import { invoicesTexts } from '../messages/invoices.ts';
import { menuTexts } from '../messages/subjects.ts';
import { say, type Values } from '../messages/wording.ts';
import { startAction } from '../option-id.ts';
import { reply } from '../reply.ts';
import { type OpenInvoice, openInvoices } from './invoice-choice.ts';

const pageLength = 5;

function text(context: Context, key: keyof (typeof invoicesTexts)['fr'], values: Values = {}): string {
  return say(invoicesTexts, key, context.language, values);
}

function rowOf(context: Context, { invoice, lines, open, overdue }: OpenInvoice): Row {
  const due = (lines.find((line) => line.overdue) ?? lines[0])?.line.due;
  const values = { amount: formatMoney(open, context.language), date: due === undefined ? '' : formatShortDate(due) };
  return { label: invoice.number, value: text(context, overdue ? 'overdue' : 'due', values) };
}

function optionsOf(context: Context, page: number, shown: readonly OpenInvoice[], more: boolean): Option[] {
  const each = shown.map(({ invoice }) => ({
    id: startAction('invoice', { kind: 'invoice', number: invoice.number }),
    label: invoice.number,
  }));
  const next = { id: startAction('invoices', { kind: 'count', count: page + 1 }), label: text(context, 'next') };
  const pay = { id: startAction('pay'), label: say(menuTexts, 'pay', context.language) };
  return [...each, ...(more ? [next] : []), pay];
}

function answer(slots: Slots, context: Context): readonly Message[] {
  const all = openInvoices(context);
  if (all.length === 0) return [reply(context.language, 'invoices.none', text(context, 'none'))];
  const wanted = slots['page']?.kind === 'count' ? slots['page'].count : 1;
  const page = Math.min(Math.max(1, wanted), Math.ceil(all.length / pageLength));
  const from = (page - 1) * pageLength;
  const shown = all.slice(from, from + pageLength);
  const lines = [text(context, 'open', { count: all.length })];
  if (all.length > pageLength) {
    lines.push(text(context, 'page', { from: from + 1, to: from + shown.length, count: all.length }));
  }
  const more = from + shown.length < all.length;
  const rows = shown.map((invoice) => rowOf(context, invoice));
  const options = optionsOf(context, page, shown, more);
  return [reply(context.language, 'invoices.list', lines.join('\n'), { rows, options })];
}

/** The open invoices, the oldest due first, five at a time. */
export const invoicesForm: Form = {
  flow: 'invoices',
  version: 1,
  level: 2,
  slots: [
    {
      name: 'page',
      kinds: ['count'],
      needed: () => false,
      ask: (_slots, context) => reply(context.language, 'invoices.which', text(context, 'which')),
      why: (context) => reply(context.language, 'invoices.whichWhy', text(context, 'whichWhy')),
      check: (value) => ({ take: value }),
      clears: [],
    },
  ],
  answer,
};
