import { addDays, type CivilDate, partsOf } from '../../domain/civil-date.ts';
import { nextWorkingDay } from '../../domain/calendar.ts';
import { type SlotValue } from '../../domain/command.ts';
import { formatDate, formatMoney, formatMonth } from '../../domain/format.ts';
import { type Message, type Option } from '../../domain/message.ts';
import { type Outcome } from '../../domain/outcome.ts';
import { promiseLimit } from '../../domain/promise-rules.ts';
import { money } from '../../domain/money.ts';
import { type Check, type Context, type Form, type Slot, type Slots } from '../form.ts';
import { promiseTexts } from '../messages/promise.ts';
import { say, type Values } from '../messages/wording.ts';
import { startAction } from '../option-id.ts';
import { reply } from '../reply.ts';
import { linesOfInvoice, openInvoices } from './invoice-choice.ts';
import { answerBy } from './answer-by.ts';
import { daysInMonth } from './days-in-month.ts';
import { nothingPayable } from './nothing-payable.ts';
import { payeeOptions } from './payee-options.ts';
import { promiseRecap } from './promise-recap.ts';
import { amountOf, payeeChoices, promiseDay, promiseDraft, promiseFound, promiseOwed } from './promise-wish.ts';

type Key = keyof (typeof promiseTexts)['fr'];

function text(context: Context, key: Key, values: Values = {}): string {
  return say(promiseTexts, key, context.language, values);
}

function message(context: Context, key: Key, values: Values = {}, options: readonly Option[] = []): Message {
  const extras = options.length > 0 ? { options } : {};
  return reply(context.language, `promise.${key}`, text(context, key, values), extras);
}

function human(context: Context): Option {
  return { id: 'do:human', label: text(context, 'human') };
}

function limitOf(context: Context): CivilDate | null {
  const { account, policy, calendar } = context;
  return account === null || policy === null ? null : promiseLimit(policy, calendar, account.debtor.payday);
}

/** Today, the coming Friday and the last day we may agree to, as far as they differ. */
function likelyDays(context: Context, latest: CivilDate): readonly CivilDate[] {
  const { calendar } = context;
  const friday = addDays(calendar.today, (5 - partsOf(calendar.today).weekday + 7) % 7 || 7);
  const days = [calendar.today, nextWorkingDay(calendar, friday), latest];
  return [...new Set(days)].filter((day) => day <= latest).sort();
}

function askWhen(slots: Slots, context: Context): Message {
  const { language } = context;
  const latest = limitOf(context);
  if (latest === null) return message(context, 'whenPerson', {}, [human(context)]);
  const { month } = slots;
  const first = month?.kind === 'month' ? month.first : null;
  const days = (first === null ? likelyDays(context, latest) : daysInMonth(first, context)).map((day) => ({
    id: `slot:date=${day}`,
    label: formatDate(day, language),
  }));
  if (first !== null) {
    const values = { month: formatMonth(first, language), latest: formatDate(latest, language) };
    return message(context, first > latest ? 'whenLaterMonth' : 'whenInMonth', values, [...days, human(context)]);
  }
  return message(context, 'when', { latest: formatDate(latest, language) }, [...days, human(context)]);
}

/** The invoices one by one, each less the credits that pay it; none when there is only one. */
function invoiceChoices(payee: SlotValue | undefined, context: Context): readonly Option[] {
  const open = openInvoices(context);
  if (open.length < 2) return [];
  return open.slice(0, 3).flatMap(({ invoice }) => {
    const { number } = invoice;
    const named: Slots = { invoice: { kind: 'invoice', number }, ...(payee === undefined ? {} : { payee }) };
    const [payable] = promiseOwed(named, context);
    if (payable === undefined) return [];
    const amount = formatMoney(payable.net, context.language);
    return [{ id: `slot:amount=invoice:${number}`, label: text(context, 'invoice', { number, amount }) }];
  });
}

function askHowMuch(slots: Slots, context: Context): Message {
  const { language } = context;
  const owed = promiseOwed(slots, context);
  const all = owed.map(({ currency, net }) => ({
    id: `slot:amount=${String(net.minor)}:${currency}`,
    label: text(context, 'all', { total: formatMoney(net, language) }),
    keywords: ['tout', 'la totalité', 'le total', 'all', 'everything', currency],
  }));
  const invoices = owed.length === 1 && slots['invoice'] === undefined ? invoiceChoices(slots['payee'], context) : [];
  const due = promiseDay(slots);
  const values = {
    date: due === null ? '' : formatDate(due, language),
    total: owed.map(({ net }) => formatMoney(net, language)).join(' + '),
  };
  return message(context, owed.length > 1 ? 'howMuchSeveral' : 'howMuch', values, [...all, ...invoices]);
}

/** An option of the amount: all of a currency, or an invoice with nothing else. */
function chooseAmount(option: string): SlotValue {
  const [first = '', second = ''] = option.slice('slot:amount='.length).split(':');
  return first === 'invoice'
    ? { kind: 'invoice', number: second }
    : { kind: 'money', money: money(Number(first), second) };
}

/** The day, or how often one was agreed already, is beyond what we may agree to; how often shows once the amount is known. */
function isDeferred(slots: Slots, context: Context): boolean {
  const draft = promiseDraft(slots, context);
  if (draft?.kind !== 'beyond') return false;
  return draft.why === 'too-late' || (draft.why === 'too-many' && slots['amount'] !== undefined);
}

function checkAmount(value: SlotValue, slots: Slots, context: Context): Check {
  if (value.kind === 'invoice') return { take: value };
  const owed = promiseOwed(slots, context);
  const amount = amountOf(value, owed);
  const most = owed
    .filter(({ currency }) => currency === amount?.currency)
    .map(({ net }) => net)
    .sort((a, b) => b.minor - a.minor)[0];
  if (amount === null || most === undefined)
    return {
      refuse: message(context, 'otherCurrency', { currencies: owed.map(({ currency }) => currency).join(', ') }),
    };
  if (amount.minor <= 0) return { refuse: message(context, 'tooLittle') };
  if (amount.minor > most.minor)
    return { refuse: message(context, 'tooMuch', { most: formatMoney(most, context.language) }) };
  return { take: { kind: 'money', money: amount } };
}

function askLater(slots: Slots, context: Context): Message {
  const draft = promiseDraft(slots, context);
  const date = promiseDay(slots);
  const latest = limitOf(context);
  const named = { date: date === null ? '' : formatDate(date, context.language) };
  const limit = latest === null ? '' : formatDate(latest, context.language);
  const tooMany = draft?.kind === 'beyond' && draft.why === 'too-many';
  const options = [
    ...(tooMany ? [] : [{ id: 'slot:later=limit', label: text(context, 'orLimit', { latest: limit }) }]),
    { id: startAction('plan'), label: text(context, 'orPlan') },
    { id: 'slot:later=person', label: text(context, 'orPerson', named) },
  ];
  return message(context, tooMany ? 'tooMany' : 'tooLate', { ...named, latest: limit }, options);
}

function chooseLater(option: string, context: Context): SlotValue | null {
  const latest = limitOf(context);
  if (option === 'slot:later=person') return { kind: 'text', text: 'person' };
  return latest === null ? null : { kind: 'date', date: latest };
}

const promiseSlots: readonly Slot[] = [
  {
    name: 'date',
    kinds: ['date'],
    needed: () => true,
    ask: askWhen,
    choose: (option) => ({ kind: 'date', date: option.slice('slot:date='.length) as CivilDate }), // an option we wrote
    why: (context) => message(context, 'whenWhy'),
    check: (value, _slots, context) =>
      value.kind === 'date' && value.date < context.calendar.today
        ? { refuse: message(context, 'past') }
        : { take: value },
    clears: ['later'],
    label: (context) => text(context, 'whenLabel'),
  },
  {
    name: 'month', // its day is asked for
    kinds: ['month'],
    needed: () => false,
    ask: askWhen,
    why: (context) => message(context, 'whenWhy'),
    check: (value) => ({ take: value }),
    clears: ['date', 'later'],
  },
  {
    name: 'later', // chosen only: another day that is typed replaces the first one
    kinds: [],
    needed: isDeferred,
    ask: askLater,
    choose: (option, _slots, context) => chooseLater(option, context),
    why: (context) => message(context, 'laterWhy'),
    check: (value) => ({ take: value }),
    clears: [],
  },
  {
    name: 'payee', // chosen only: one promise is paid to one account
    kinds: [],
    needed: (slots, context) => payeeChoices(slots, context).length > 0,
    ask: (slots, context) =>
      message(context, 'payee', {}, payeeOptions(payeeChoices(slots, context), 'slot:payee=', context)),
    choose: (option) => ({ kind: 'text', text: option.slice('slot:payee='.length) }),
    why: (context) => message(context, 'payeeWhy'),
    check: (value) => ({ take: value }),
    clears: ['amount'],
    label: (context) => text(context, 'payeeLabel'),
  },
  {
    name: 'amount',
    kinds: ['money', 'share'],
    needed: () => true,
    ask: askHowMuch,
    choose: chooseAmount,
    why: (context) => message(context, 'howMuchWhy'),
    check: checkAmount,
    clears: [],
    label: (context) => text(context, 'howMuchLabel'),
  },
  {
    name: 'invoice',
    kinds: ['invoice'],
    needed: () => false,
    ask: askHowMuch,
    why: (context) => message(context, 'howMuchWhy'),
    check: (value, _slots, context) =>
      value.kind === 'invoice' && linesOfInvoice(value.number, context).length === 0
        ? { refuse: message(context, 'invoiceUnknown', { number: value.number }) }
        : { take: value },
    clears: ['amount'],
  },
];

function recap(given: Slots, context: Context): ReturnType<NonNullable<Form['recap']>> {
  const draft = promiseDraft(given, context);
  if (draft?.kind === 'within')
    return { act: { kind: 'promise', terms: draft.terms }, message: promiseRecap(draft.terms, draft.of, context) };
  if (draft?.kind === 'beyond')
    return { request: { kind: 'review', act: { kind: 'promise', terms: draft.terms }, reasons: [draft.why] } };
  const again = { id: startAction('promise'), label: text(context, 'restart') };
  return { refuse: message(context, 'stale', {}, [again, human(context)]) };
}

function settled(given: Slots, outcome: Outcome, context: Context): readonly Message[] {
  const { facts, refusal, result } = outcome;
  const { language, calendar } = context;
  if (refusal !== null) return [];
  const made = facts.find((fact) => fact.kind === 'promise-made');
  if (made === undefined) {
    const draft = promiseDraft(given, context);
    if (result.kind !== 'review') return [message(context, 'already')];
    if (result.why !== 'policy' || draft?.kind !== 'beyond') return [];
    const { amount, due } = draft.terms;
    const values = {
      amount: formatMoney(amount, language),
      date: formatDate(due, language),
      by: answerBy(outcome, context),
    };
    return [message(context, 'review', values, [human(context)])];
  }
  const values = { amount: formatMoney(made.amount, language), date: formatDate(made.due, language) };
  const hasFile = result.kind === 'done' && result.file !== null;
  const lines = [text(context, made.due === calendar.today ? 'agreedToday' : 'agreed', values)];
  if (hasFile) lines.push(text(context, 'agreedFile'));
  const options = [{ id: startAction('pay'), label: text(context, 'pay') }, human(context)];
  return [reply(language, 'promise.agreed', lines.join(' '), { options })];
}

/** "Je paie 50 € vendredi": a day and an amount; a day too far away is the limit day, a plan or a person's decision. */
export const promiseForm: Form = {
  flow: 'promise',
  version: 1,
  level: 2,
  proof: 'code',
  slots: promiseSlots,
  begin: (given, context) => nothingPayable(promiseFound(given, context), context),
  recap,
  settle: settled,
};
