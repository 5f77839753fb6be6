import { type Account } from '../../domain/account.ts';
import { type SlotValue } from '../../domain/command.ts';
import { formatDate } from '../../domain/format.ts';
import { type Option } from '../../domain/message.ts';
import { type Request } from '../../domain/request.ts';
import { type Check, type Context, type Form, type Slots } from '../form.ts';
import { documentTexts } from '../messages/document.ts';
import { say, type Values } from '../messages/wording.ts';
import { reply } from '../reply.ts';
import { findInvoice, openInvoices } from './invoice-choice.ts';

type Kept = 'statement' | 'plan' | 'promise';

function text(context: Context, key: keyof (typeof documentTexts)['fr'], values: Values = {}): string {
  return say(documentTexts, key, context.language, values);
}

function currentPlan(account: Account | null): string | null {
  return account?.plans.findLast((plan) => ['accepted', 'active', 'late'].includes(plan.status))?.id ?? null;
}

function currentPromise(account: Account | null): string | null {
  return account?.promises.findLast((promise) => promise.status === 'open')?.id ?? null;
}

/** The documents this account has now. */
function kept(account: Account | null): readonly Kept[] {
  return [
    'statement' as const,
    ...(currentPlan(account) === null ? [] : ['plan' as const]),
    ...(currentPromise(account) === null ? [] : ['promise' as const]),
  ];
}

function optionsOf(context: Context): Option[] {
  const own = kept(context.account).map((what) => ({ id: `slot:what=${what}`, label: text(context, what) }));
  const copies = openInvoices(context)
    .slice(0, 3)
    .map(({ invoice: { number } }) => ({ id: `slot:what=${number}`, label: text(context, 'invoice', { number }) }));
  return [...own, ...copies];
}

function chosen(option: string, context: Context): SlotValue {
  const name = option.slice('slot:what='.length);
  const own = kept(context.account).some((what) => what === name);
  return own ? { kind: 'text', text: name } : { kind: 'invoice', number: name };
}

function check(value: SlotValue, context: Context): Check {
  if (value.kind === 'text' && kept(context.account).some((what) => what === value.text)) return { take: value };
  const found = value.kind === 'invoice' ? findInvoice(context, value.number) : null;
  return found === null
    ? { refuse: reply(context.language, 'document.notFound', text(context, 'notFound')) }
    : { take: { kind: 'invoice', number: found.number } };
}

function requestOf(slots: Slots, context: Context): Request {
  const what = slots['what'];
  if (what?.kind === 'invoice') {
    return { kind: 'document', of: 'invoice', id: findInvoice(context, what.number)?.id ?? null };
  }
  const name = what?.kind === 'text' ? what.text : 'statement';
  if (name === 'plan') return { kind: 'document', of: 'plan', id: currentPlan(context.account) };
  if (name === 'promise') return { kind: 'document', of: 'promise', id: currentPromise(context.account) };
  return { kind: 'document', of: 'statement', id: null };
}

/** A document to keep: a statement, a copy of an invoice, an agreement. */
export const documentForm: Form = {
  flow: 'document',
  version: 1,
  level: 2,
  slots: [
    {
      name: 'what',
      kinds: ['invoice'],
      needed: () => true,
      ask: (_slots, context) =>
        reply(context.language, 'document.which', text(context, 'which'), { options: optionsOf(context) }),
      choose: (option, _slots, context) => chosen(option, context),
      why: (context) => reply(context.language, 'document.why', text(context, 'why')),
      check: (value, _slots, context) => check(value, context),
      clears: [],
      label: (context) => text(context, 'label'),
    },
  ],
  request: requestOf,
  settle: (slots, outcome, context) => {
    if (outcome.refusal !== null) return [];
    if (outcome.result.kind !== 'review') return [reply(context.language, 'document.ready', text(context, 'ready'))];
    const [task] = outcome.facts;
    const by = task?.kind === 'task-opened' ? formatDate(task.dueOn, context.language) : '';
    const number = slots['what']?.kind === 'invoice' ? slots['what'].number : '';
    return [reply(context.language, 'document.byPerson', text(context, 'byPerson', { number, date: by }))];
  },
};
