import { isPhoneChannel } from '../../domain/channel.ts';
import { type SlotValue } from '../../domain/command.ts';
import { type Message, type Option } from '../../domain/message.ts';
import { type Check, type Context, type Form, type Slots } from '../form.ts';
import { identifyTexts } from '../messages/identify.ts';
import { menuTexts } from '../messages/subjects.ts';
import { say } from '../messages/wording.ts';
import { reply } from '../reply.ts';

type Key = keyof (typeof identifyTexts)['fr'];

function text(context: Context, key: Key): string {
  return say(identifyTexts, key, context.language);
}

function message(context: Context, key: Key, options: readonly Option[] = []): Message {
  return reply(context.language, `identify.${key}`, text(context, key), options.length > 0 ? { options } : {});
}

function human(context: Context): Option {
  return { id: 'do:human', label: say(menuTexts, 'human', context.language) };
}

const youngest = 10; // years: a date without its year is no birth date

/** People born in the last years or 130 years ago made a typing mistake; everything else is for the rules to compare. */
function checkFactor(value: SlotValue, context: Context): Check {
  if (value.kind !== 'date') return { take: value };
  const { today } = context.calendar;
  const years = Number(today.slice(0, 4)) - Number(value.date.slice(0, 4));
  return years >= youngest && years <= 130 ? { take: value } : { refuse: message(context, 'dateInvalid') };
}

function factorsOf(slots: Slots): readonly SlotValue[] {
  return [slots['factor'], slots['invoice'], slots['another']].filter((value) => value !== undefined);
}

function isAnother(value: SlotValue, known: SlotValue | undefined): boolean {
  return value.kind === 'invoice' && known?.kind === 'invoice' && value.number !== known.number;
}

/**
 * Who is speaking: a reference or an invoice number, then any factor we accept. What follows (an address by its mask and a
 * one-time code on the web, nothing more on a phone channel) is led by the engine. The words never depend on what is known.
 */
export const identifyForm: Form = {
  flow: 'identify',
  version: 1,
  level: 0,
  slots: [
    {
      name: 'reference',
      kinds: ['reference', 'invoice'],
      needed: () => true,
      ask: (_slots, context) => message(context, 'reference', [human(context)]),
      why: (context) => message(context, 'referenceWhy'),
      check: (value) => ({ take: value }),
      clears: ['factor', 'invoice', 'another'],
      accepts: (value, slots) => value.kind === 'reference' || slots['reference'] === undefined,
      label: (context) => text(context, 'referenceLabel'),
    },
    {
      name: 'factor',
      kinds: ['date', 'money', 'digits', 'email'],
      needed: () => true,
      ask: (_slots, context) =>
        message(context, 'factor', [
          ...(isPhoneChannel(context.channel) ? [] : [{ id: 'do:skip', label: text(context, 'noFactor') }]),
          human(context),
        ]),
      why: (context) => message(context, 'factorWhy'),
      check: (value, _slots, context) => checkFactor(value, context),
      clears: [],
      // On the web a code to an address of record follows in any case, and may be enough for a company.
      optional: (context) => !isPhoneChannel(context.channel),
      label: (context) => text(context, 'factorLabel'),
    },
    {
      name: 'invoice', // whose amount is the factor, when the customer number came first
      kinds: ['invoice'],
      needed: () => false,
      ask: (_slots, context) => message(context, 'factor'),
      why: (context) => message(context, 'factorWhy'),
      check: (value) => ({ take: value }),
      clears: [],
      accepts: (_value, slots) => slots['reference'] !== undefined,
    },
    {
      name: 'another', // of the same message: the rules must know that several were tried
      kinds: ['invoice'],
      needed: () => false,
      ask: (_slots, context) => message(context, 'factor'),
      why: (context) => message(context, 'factorWhy'),
      check: (value) => ({ take: value }),
      clears: [],
      accepts: (value, slots) => isAnother(value, slots['invoice']),
    },
  ],
  // `again`: a binding act needs a proof that is younger than the session.
  begin: (slots, context) =>
    context.account === null || slots['again'] !== undefined ? null : message(context, 'already'),
  request: (slots) => {
    const reference = slots['reference'];
    const named =
      reference?.kind === 'reference' ? reference.reference : reference?.kind === 'invoice' ? reference.number : '';
    return { kind: 'identify', reference: named, factors: factorsOf(slots) };
  },
};
