import { type SlotValue } from '../../domain/command.ts';
import { formatMoney, formatMonth } from '../../domain/format.ts';
import { type Message, type Option } from '../../domain/message.ts';
import { money } from '../../domain/money.ts';
import { type Request } from '../../domain/request.ts';
import { type Check, type Context, type Form, type Slot, type Slots } from '../form.ts';
import { paidTexts } from '../messages/paid.ts';
import { say } from '../messages/wording.ts';
import { reply } from '../reply.ts';
import { checkedInvoices, checkInvoiceSlot } from './check-invoice.ts';
import { checkSettled } from './check-settled.ts';
import { openInvoices } from './invoice-choice.ts';

type Key = keyof (typeof paidTexts)['fr'];

const longestNote = 1000; // characters

function message(context: Context, key: Key, options: readonly Option[] = []): Message {
  const extras = options.length > 0 ? { options } : {};
  return reply(context.language, `paid.${key}`, say(paidTexts, key, context.language), extras);
}

function skip(context: Context, key: Key): Option {
  return { id: 'do:skip', label: say(paidTexts, key, context.language) };
}

function checkDate(value: SlotValue, context: Context): Check {
  return value.kind === 'date' && value.date > context.calendar.today
    ? { refuse: message(context, 'future') }
    : { take: value };
}

function askWhen(slots: Slots, context: Context): Message {
  const { month } = slots;
  const { language } = context;
  const options = [skip(context, 'whenUnknown')];
  if (month?.kind !== 'month') return message(context, 'when', options);
  const text = say(paidTexts, 'whenInMonth', language, { month: formatMonth(month.first, language) });
  return reply(language, 'paid.whenInMonth', text, { options });
}

function askAmount(slots: Slots, context: Context): Message {
  const options = checkedInvoices(slots, context)
    .slice(0, 5)
    .map(({ open }) => ({
      id: `slot:amount=${String(open.minor)}:${open.currency}`,
      label: formatMoney(open, context.language),
    }));
  return message(context, 'howMuch', [...options, skip(context, 'whenUnknown')]);
}

function chooseAmount(option: string): SlotValue {
  const [minor = '', currency = ''] = option.slice('slot:amount='.length).split(':');
  return { kind: 'money', money: money(Number(minor), currency) };
}

const paidSlots: readonly Slot[] = [
  checkInvoiceSlot('which'),
  {
    name: 'date',
    kinds: ['date'],
    needed: () => true,
    ask: askWhen,
    why: (context) => message(context, 'whenWhy'),
    check: (value, _slots, context) => checkDate(value, context),
    clears: [],
    optional: true,
    label: (context) => say(paidTexts, 'whenLabel', context.language),
  },
  {
    name: 'month', // its day is asked for
    kinds: ['month'],
    needed: () => false,
    ask: askWhen,
    why: (context) => message(context, 'whenWhy'),
    check: (value) => ({ take: value }),
    clears: ['date'],
  },
  {
    name: 'amount',
    kinds: ['money'],
    needed: () => true,
    ask: askAmount,
    choose: chooseAmount,
    why: (context) => message(context, 'howMuchWhy'),
    check: (value, _slots, context) =>
      value.kind === 'money' && value.money.minor <= 0 ? { refuse: message(context, 'tooLittle') } : { take: value },
    clears: [],
    optional: true,
    label: (context) => say(paidTexts, 'howMuchLabel', context.language),
  },
  {
    name: 'note',
    kinds: ['text'],
    needed: (_slots, context) => (context.files ?? []).length === 0,
    ask: (_slots, context) => message(context, 'proof', [skip(context, 'proofNo')]),
    why: (context) => message(context, 'proofWhy'),
    check: (value) => ({
      take: value.kind === 'text' ? { kind: 'text', text: value.text.slice(0, longestNote) } : value,
    }),
    clears: [],
    optional: true,
    label: (context) => say(paidTexts, 'proofLabel', context.language),
  },
];

function request(slots: Slots, context: Context): Request {
  const { date, amount, note } = slots;
  const lineIds = checkedInvoices(slots, context).flatMap(({ lines }) => lines.map(({ line }) => line.id));
  return {
    kind: 'check',
    terms: {
      debtorId: context.account?.debtor.id ?? '',
      lineIds,
      reason: 'already-paid',
      claimedOn: date?.kind === 'date' ? date.date : null,
      claimedAmount: amount?.kind === 'money' ? amount.money : null,
      note: note?.kind === 'text' ? note.text : null,
      evidence: (context.files ?? []).map(({ blobId }) => blobId),
    },
  };
}

/** "J'ai déjà payé": we look for it and ask nothing meanwhile; only the accounts say that an invoice is paid. */
export const paidForm: Form = {
  flow: 'paid',
  version: 1,
  level: 2,
  evidence: true,
  slots: paidSlots,
  begin: (_slots, context) => (openInvoices(context).length > 0 ? null : message(context, 'nothing')),
  request,
  settle: (_slots, outcome, context) => checkSettled(outcome, context),
};
