import { type Message, type Option } from '../../domain/message.ts';
import { type Request } from '../../domain/request.ts';
import { type Context, type Form, type Slot, type Slots } from '../form.ts';
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
  return reply(context.language, `missing.${key}`, say(paidTexts, key, context.language), extras);
}

function whatOf(slots: Slots): string | null {
  return slots['what']?.kind === 'text' ? slots['what'].text : null;
}

function askWhat(_slots: Slots, context: Context): Message {
  const { language } = context;
  return message(context, 'what', [
    { id: 'slot:what=order', label: say(paidTexts, 'order', language) },
    { id: 'slot:what=copy', label: say(paidTexts, 'copy', language) },
  ]);
}

const missingSlots: readonly Slot[] = [
  checkInvoiceSlot('whichMissing'),
  {
    name: 'what',
    kinds: [],
    needed: () => true,
    ask: askWhat,
    choose: (option) => ({ kind: 'text', text: option.slice('slot:what='.length) }),
    why: (context) => message(context, 'whatWhy'),
    check: (value) => ({ take: value }),
    clears: [],
    label: (context) => say(paidTexts, 'whatLabel', context.language),
  },
  {
    name: 'note',
    kinds: ['text'],
    needed: (slots) => whatOf(slots) === 'order',
    ask: (_slots, context) =>
      message(context, 'detail', [{ id: 'do:skip', label: say(paidTexts, 'proofNo', context.language) }]),
    why: (context) => message(context, 'whatWhy'),
    check: (value) => ({
      take: value.kind === 'text' ? { kind: 'text', text: value.text.slice(0, longestNote) } : value,
    }),
    clears: [],
    optional: true,
    label: (context) => say(paidTexts, 'whatLabel', context.language),
  },
];

function request(slots: Slots, context: Context): Request {
  const { note } = slots;
  const what = whatOf(slots) === 'copy' ? 'copy' : 'order-number';
  return {
    kind: 'check',
    terms: {
      debtorId: context.account?.debtor.id ?? '',
      lineIds: checkedInvoices(slots, context).flatMap(({ lines }) => lines.map(({ line }) => line.id)),
      reason: 'number-missing',
      claimedOn: null,
      claimedAmount: null,
      note: note?.kind === 'text' ? `${what}: ${note.text}` : what,
      evidence: (context.files ?? []).map(({ blobId }) => blobId),
    },
  };
}

/** An order number or the invoice itself is missing: a person sees to it, and nothing is asked meanwhile. */
export const missingForm: Form = {
  flow: 'missing',
  version: 1,
  level: 2,
  evidence: true,
  slots: missingSlots,
  begin: (_slots, context) => (openInvoices(context).length > 0 ? null : message(context, 'nothing')),
  request,
  settle: (_slots, outcome, context) => checkSettled(outcome, context),
};
