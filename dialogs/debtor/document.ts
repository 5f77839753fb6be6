import { type Account } from '../../domain/account.ts';
import { type SlotValue } from '../../domain/command.ts';
import { formatDate } from '../../domain/format.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type Message, type Option } from '../../domain/message.ts';
import { type Outcome } from '../../domain/outcome.ts';
import { type Request } from '../../domain/request.ts';
import { settledLines } from '../../domain/settled-lines.ts';
import { type Check, type Context, type Form, type Slot, type Slots } from '../form.ts';
import { documentTexts } from '../messages/document.ts';
import { say, type Values } from '../messages/wording.ts';
import { reply } from '../reply.ts';
import { alsoSlots, invoicesIn } from './also-slots.ts';
import { findInvoice, openInvoices } from './invoice-choice.ts';

type Kept = 'statement' | 'settled' | 'plan' | 'promise';

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
function kept({ account, calendar }: Context): readonly Kept[] {
  const isSettled = account !== null && settledLines(makeLedger(account, calendar.today)).length > 0;
  return [
    ...(isSettled ? ['settled' as const] : []),
    'statement' as const,
    ...(currentPlan(account) === null ? [] : ['plan' as const]),
    ...(currentPromise(account) === null ? [] : ['promise' as const]),
  ];
}

function optionsOf(context: Context): Option[] {
  const own = kept(context).map((what) => ({ id: `slot:what=${what}`, label: text(context, what) }));
  const copies = openInvoices(context)
    .slice(0, 3)
    .map(({ invoice: { number } }) => ({ id: `slot:what=${number}`, label: text(context, 'invoice', { number }) }));
  return [...own, ...copies];
}

function chosen(option: string, context: Context): SlotValue {
  const name = option.slice('slot:what='.length);
  const own = kept(context).some((what) => what === name);
  return own ? { kind: 'text', text: name } : { kind: 'invoice', number: name };
}

function saidNumber(value: SlotValue): string {
  return value.kind === 'invoice' ? value.number : '';
}

function check(value: SlotValue, context: Context): Check {
  if (value.kind === 'text' && kept(context).some((what) => what === value.text)) return { take: value };
  const found = value.kind === 'invoice' ? findInvoice(context, value.number) : null;
  return found === null
    ? { refuse: reply(context.language, 'document.notFound', text(context, 'notFound', { number: saidNumber(value) })) }
    : { take: { kind: 'invoice', number: found.number } };
}

/** The paper of ours that was named in the words; null for one that there is not. */
function named(value: SlotValue | undefined, context: Context): Kept | null {
  if (value?.kind !== 'text') return null;
  const own = kept(context);
  const wanted: readonly string[] = value.text === 'agreement' ? ['plan', 'promise'] : [value.text];
  return own.find((what) => wanted.includes(what)) ?? null;
}

function requestOf(slots: Slots, context: Context): Request {
  const what = slots['what'];
  if (what?.kind === 'invoice') {
    const ids = invoicesIn(slots, 'what').flatMap((number) => findInvoice(context, number)?.id ?? []);
    const [id = null, ...also] = ids;
    return { kind: 'document', of: 'invoice', id, ...(also.length > 0 ? { also } : {}) };
  }
  const name = named(slots['own'], context) ?? named(what, context) ?? 'statement';
  if (name === 'plan') return { kind: 'document', of: 'plan', id: currentPlan(context.account) };
  if (name === 'promise') return { kind: 'document', of: 'promise', id: currentPromise(context.account) };
  return { kind: 'document', of: name, id: null };
}

const whatSlot: Slot = {
  name: 'what',
  kinds: ['invoice'],
  needed: (slots) => slots['own'] === undefined,
  ask: (_slots, context) =>
    reply(context.language, 'document.which', text(context, 'which'), { options: optionsOf(context) }),
  choose: (option, _slots, context) => chosen(option, context),
  why: (context) => reply(context.language, 'document.why', text(context, 'why')),
  check: (value, _slots, context) => check(value, context),
  clears: [],
  label: (context) => text(context, 'label'),
};

/** Said in the request, never asked for: only what the account has is taken. */
const ownSlot: Slot = {
  ...whatSlot,
  name: 'own',
  kinds: ['text'],
  needed: () => false,
  check: (value) => ({ take: value }),
  accepts: (value, _slots, context) => named(value, context) !== null,
};

/** The files, and which of what was asked for a person has to find. */
function settled(_slots: Slots, outcome: Outcome, context: Context): readonly Message[] {
  const { facts, refusal, result } = outcome;
  const { language } = context;
  if (refusal !== null) return [];
  const count = result.kind === 'done' ? 1 + (result.more?.length ?? 0) : 1;
  const ready = result.kind === 'review' ? [] : [reply(language, 'document.ready', text(context, 'ready', { count }))];
  const tasks = facts.filter((fact) => fact.kind === 'task-opened');
  const [first] = tasks;
  if (first === undefined) return ready;
  const values = { number: tasks.map(({ note }) => note ?? '').join(', '), date: formatDate(first.dueOn, language) };
  return [...ready, reply(language, 'document.byPerson', text(context, 'byPerson', values))];
}

/** A document to keep: a statement, a copy of an invoice, an agreement. */
export const documentForm: Form = {
  flow: 'document',
  version: 1,
  level: 2,
  slots: [whatSlot, ownSlot, ...alsoSlots(whatSlot)],
  request: requestOf,
  settle: settled,
};
