import { type SlotValue } from '../../domain/command.ts';
import { formatShortDate } from '../../domain/format.ts';
import { type Message } from '../../domain/message.ts';
import { type Context, type Form, type Slots } from '../form.ts';
import { humanTexts } from '../messages/human.ts';
import { say, type Values } from '../messages/wording.ts';
import { reply } from '../reply.ts';

type Key = keyof (typeof humanTexts)['fr'];

const longestWish = 200; // characters

function text(context: Context, key: Key, values: Values = {}): string {
  return say(humanTexts, key, context.language, values);
}

/** The wish as written when it was written, else the value itself. */
function wishOf(value: SlotValue, context: Context): string {
  if (value.kind === 'text') return value.text.slice(0, longestWish);
  const written = context.text.trim().slice(0, longestWish);
  if (written !== '') return written;
  if (value.kind === 'date') return formatShortDate(value.date);
  return value.kind === 'phone' ? value.phone : '';
}

function wish(slots: Slots): string | null {
  const when = slots['when'];
  return when?.kind === 'text' && when.text !== '' ? when.text : null;
}

/** Only a call back has a question: whoever asks for a person gets one at once. */
function isCallback(slots: Slots): boolean {
  return slots['mode']?.kind === 'text' && slots['mode'].text === 'callback';
}

/** What they ask for that only a person can grant; null for anything else. */
function favourOf(slots: Slots): 'discount' | 'fees' | null {
  const { mode } = slots;
  const found = (['discount', 'fees'] as const).find((favour) => mode?.kind === 'text' && mode.text === favour);
  return found ?? null;
}

function settled(slots: Slots, context: Context): readonly Message[] {
  const { creditor, language } = context;
  const when = wish(slots);
  const lines = [
    isCallback(slots) ? text(context, 'callback', { when: when ?? '–' }) : text(context, favourOf(slots) ?? 'asked'),
    text(context, 'transcript'),
    ...(creditor.hours === null ? [] : [text(context, 'hours', { hours: creditor.hours[language] })]),
    ...(creditor.phone === null ? [] : [text(context, 'phone', { phone: creditor.phone })]),
  ];
  return [reply(language, isCallback(slots) ? 'human.callback' : 'human.asked', lines.join('\n'))];
}

/** A person, now or by a call back; needs no identity. */
export const humanForm: Form = {
  flow: 'human',
  version: 1,
  level: 0,
  slots: [
    {
      name: 'mode',
      kinds: [],
      needed: () => false,
      ask: (_slots, context) => reply(context.language, 'human.when', text(context, 'when')),
      why: (context) => reply(context.language, 'human.whenWhy', text(context, 'whenWhy')),
      check: (value) => ({ take: value }),
      clears: [],
    },
    {
      name: 'when',
      kinds: ['text', 'date', 'phone'],
      needed: isCallback,
      ask: (_slots, context) => reply(context.language, 'human.when', text(context, 'when')),
      why: (context) => reply(context.language, 'human.whenWhy', text(context, 'whenWhy')),
      check: (value, _slots, context) => ({ take: { kind: 'text', text: wishOf(value, context) } }),
      clears: [],
      optional: true,
      label: (context) => text(context, 'whenLabel'),
    },
  ],
  request: (slots, context) => {
    const callback = isCallback(slots) ? (wish(slots) ?? 'any') : null;
    const reason = slots['mode']?.kind === 'text' ? slots['mode'].text : 'asked';
    const note = favourOf(slots) === null ? null : context.text.trim().slice(0, longestWish) || null;
    return { kind: 'human', reason, callback, note };
  },
  settle: (slots, _outcome, context) => settled(slots, context),
};
