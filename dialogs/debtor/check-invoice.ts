import { type SlotValue } from '../../domain/command.ts';
import { type Check, type Context, type Slot, type Slots } from '../form.ts';
import { paidTexts } from '../messages/paid.ts';
import { say } from '../messages/wording.ts';
import { reply } from '../reply.ts';
import { invoiceOptions, type OpenInvoice, openInvoices } from './invoice-choice.ts';
import { invoiceNamed } from './invoice-named.ts';

/** The open invoices meant: all of them, the one named, the only one, or the only one of the amount paid; none when it must be asked. */
export function checkedInvoices(slots: Slots, context: Context): readonly OpenInvoice[] {
  const open = openInvoices(context);
  const { invoice, amount } = slots;
  if (invoice?.kind === 'text') return open;
  const named = invoiceNamed(invoice, context);
  if (named !== null) return [named];
  if (open.length === 1) return open;
  const equal =
    amount?.kind === 'money'
      ? open.filter((of) => of.open.minor === amount.money.minor && of.open.currency === amount.money.currency)
      : [];
  return equal.length === 1 ? equal : [];
}

function checkNamed(value: SlotValue, context: Context): Check {
  if (value.kind === 'text') return { take: value };
  const found = invoiceNamed(value, context);
  const said = value.kind === 'invoice' ? value.number : value.kind === 'digits' ? value.digits : '';
  if (found !== null) return { take: { kind: 'invoice', number: found.invoice.number } };
  const { language } = context;
  return { refuse: reply(language, 'paid.unknown', say(paidTexts, 'unknown', language, { number: said })) };
}

function choose(option: string): SlotValue {
  const number = option.slice('slot:invoice='.length);
  return number === '*' ? { kind: 'text', text: 'all' } : { kind: 'invoice', number };
}

/** The slot of the invoice something is checked for; a single open one is not asked about. */
export function checkInvoiceSlot(question: 'which' | 'whichMissing'): Slot {
  const text = (context: Context, key: keyof (typeof paidTexts)['fr']): string => say(paidTexts, key, context.language);
  return {
    name: 'invoice',
    kinds: ['invoice', 'digits'],
    needed: (slots, context) => checkedInvoices(slots, context).length === 0,
    ask: (_slots, context) =>
      reply(context.language, `paid.${question}`, text(context, question), {
        options: [
          ...invoiceOptions(context, (number) => `slot:invoice=${number}`, 8),
          { id: 'slot:invoice=*', label: text(context, 'whichAll') },
        ],
      }),
    choose,
    why: (context) => reply(context.language, 'paid.whichWhy', text(context, 'whichWhy')),
    check: (value, _slots, context) => checkNamed(value, context),
    clears: [],
    label: (context) => text(context, 'whichLabel'),
  };
}
