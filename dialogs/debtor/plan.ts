import { addDays, addMonths } from '../../domain/civil-date.ts';
import { type SlotValue } from '../../domain/command.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { type Message, type Option } from '../../domain/message.ts';
import { type Outcome } from '../../domain/outcome.ts';
import { type Plannable } from '../../domain/plannable.ts';
import { planTerms } from '../../domain/plan-terms.ts';
import { type PlanTerms } from '../../domain/request.ts';
import { type Check, type Context, type Form, type Slot, type Slots } from '../form.ts';
import { planTexts } from '../messages/plan.ts';
import { say, type Values } from '../messages/wording.ts';
import { startAction } from '../option-id.ts';
import { reply } from '../reply.ts';
import { answerBy } from './answer-by.ts';
import { nothingPayable } from './nothing-payable.ts';
import { linesOfInvoice } from './invoice-choice.ts';
import { offeredTerms, offerWished } from './offered-terms.ts';
import { payeeOptions } from './payee-options.ts';
import { planOptions, scheduleLabel } from './plan-options.ts';
import { planRecap } from './plan-recap.ts';
import { planCut, planFound, planGround, planOf, planWish } from './plan-wish.ts';

type Key = keyof (typeof planTexts)['fr'];

function text(context: Context, key: Key, values: Values = {}): string {
  return say(planTexts, key, context.language, values);
}

function message(context: Context, key: Key, values: Values = {}, options: readonly Option[] = []): Message {
  const extras = options.length > 0 ? { options } : {};
  return reply(context.language, `plan.${key}`, text(context, key, values), extras);
}

function human(context: Context): Option {
  return { id: 'do:human', label: text(context, 'human') };
}

function owedIn(slots: Slots, context: Context): readonly Plannable[] {
  return planFound(slots, context).filter(({ net }) => net.minor > 0);
}

function currencies(slots: Slots, context: Context): readonly string[] {
  return [...new Set(owedIn(slots, context).map(({ currency }) => currency))];
}

function isKnownCurrency(value: SlotValue, slots: Slots, context: Context): boolean {
  return value.kind !== 'money' || currencies(slots, context).includes(value.money.currency);
}

function askCurrency(slots: Slots, context: Context): Message {
  const found = owedIn(slots, context);
  const severalPayees = found.some(({ payee }) => payee !== null);
  return message(context, severalPayees ? 'payee' : 'currency', {}, payeeOptions(found, 'slot:currency=', context));
}

function askCut(slots: Slots, context: Context): Message {
  const ground = planGround(slots, context);
  if (ground === null) return askCurrency(slots, context);
  const total = formatMoney(ground.of.net, context.language);
  const offers = planOptions(slots, ground, context, (count) => `slot:cut=${String(count)}`);
  const offered = offeredTerms(context);
  if (offered !== null) return askOffered(offered, offers, context);
  return message(context, offers.length > 0 ? 'ask' : 'askPerson', { total }, [...offers, human(context)]);
}

/** What a person offered comes first; a ready plan of as many payments would be told from it by nothing. */
function askOffered({ instalments, total }: PlanTerms, others: readonly Option[], context: Context): Message {
  const id = `slot:cut=${String(instalments.length)}`;
  const label = scheduleLabel(instalments, context.language);
  const options = [{ id, label }, ...others.filter((option) => option.id !== id), human(context)];
  return message(context, 'askOffered', { total: formatMoney(total, context.language), offer: label }, options);
}

/** Only what is no plan at all is sent back; a plan beyond policy is for a person to decide. */
function checkCut(value: SlotValue, slots: Slots, context: Context): Check {
  if (value.kind === 'count' && value.count < 2) return { refuse: message(context, 'once') };
  if (value.kind !== 'money') return { take: value };
  if (!isKnownCurrency(value, slots, context))
    return { refuse: message(context, 'otherCurrency', { currencies: currencies(slots, context).join(', ') }) };
  const of = planOf({ ...slots, cut: value }, context);
  if (value.money.minor <= 0) return { refuse: message(context, 'amount') };
  return of !== null && value.money.minor >= of.net.minor
    ? { refuse: message(context, 'whole', { total: formatMoney(of.net, context.language) }) }
    : { take: value };
}

/** Whether a value is the first payment, or a part of the whole less than it, rather than what each payment is. */
function isFirst(value: SlotValue): boolean {
  return value.kind === 'share' ? value.numerator < value.denominator : value.role === 'first' || value.role === 'now';
}

/** "100 € maintenant et le reste en 2 fois" is three payments. */
function checkCount(value: SlotValue, slots: Slots, context: Context): Check {
  const isOfRest = value.kind === 'count' && value.role === 'rest';
  return checkCut(isOfRest ? { kind: 'count', count: value.count + 1 } : value, slots, context);
}

const currencySlot: Slot = {
  name: 'currency',
  kinds: [],
  needed: (slots, context) => planOf(slots, context) === null && owedIn(slots, context).length > 1,
  ask: askCurrency,
  choose: (option) => ({ kind: 'text', text: option.slice('slot:currency='.length) }),
  why: (context) => message(context, 'currencyWhy'),
  check: (value, slots, context) =>
    value.kind === 'text' && owedIn(slots, context).some(({ key }) => key === value.text)
      ? { take: value }
      : { refuse: message(context, 'otherCurrency', { currencies: currencies(slots, context).join(', ') }) },
  clears: ['cut', 'down'],
  label: (context) => text(context, 'currencyLabel'),
};

const cutSlot: Slot = {
  name: 'cut',
  kinds: ['count', 'money'],
  needed: () => true,
  ask: askCut,
  choose: (option) => {
    const count = Number(option.slice('slot:cut='.length));
    return Number.isInteger(count) ? { kind: 'count', count } : null;
  },
  why: (context) => message(context, 'why'),
  check: checkCount,
  clears: [],
  accepts: (value) => !isFirst(value),
  label: (context) => text(context, 'cutLabel'),
};

/** A month is begun on the payday where the policy allows it, else on its first day. */
function checkStart(value: SlotValue, _slots: Slots, context: Context): Check {
  const { today } = context.calendar;
  if (value.kind !== 'month')
    return value.kind === 'date' && value.date < today ? { refuse: message(context, 'past') } : { take: value };
  const payday = addMonths(value.first, 0, context.account?.debtor.payday ?? 1);
  const day = payday > addDays(today, context.policy?.firstWithinDays ?? 0) ? value.first : payday;
  if (day >= today) return { take: { kind: 'date', date: day, role: 'from' } };
  return addMonths(value.first, 1, 1) > today
    ? { take: { kind: 'date', date: today, role: 'from' } }
    : { refuse: message(context, 'past') };
}

/** Said beside the number or the amount, never asked for: what is left open follows the policy and the payday. */
const beside: readonly Slot[] = [
  {
    name: 'start',
    kinds: ['date', 'month'],
    needed: () => false,
    ask: askCut,
    why: (context) => message(context, 'why'),
    check: checkStart,
    clears: ['payday'],
    accepts: (value) => value.role !== 'until',
  },
  {
    name: 'payday',
    kinds: ['day'],
    needed: () => false,
    ask: askCut,
    why: (context) => message(context, 'why'),
    check: (value) => ({ take: value }),
    clears: ['start'],
  },
  {
    name: 'frequency',
    kinds: ['frequency'],
    needed: () => false,
    ask: askCut,
    why: (context) => message(context, 'why'),
    check: (value) => ({ take: value }),
    clears: [],
  },
  {
    name: 'down',
    kinds: ['money', 'share'],
    needed: () => false,
    ask: askCut,
    why: (context) => message(context, 'why'),
    check: checkCut,
    clears: [],
    accepts: isFirst,
  },
  {
    name: 'invoice',
    kinds: ['invoice'],
    needed: () => false,
    ask: askCut,
    why: (context) => message(context, 'why'),
    check: (value, _slots, context) =>
      value.kind === 'invoice' && linesOfInvoice(value.number, context).length === 0
        ? { refuse: message(context, 'invoiceUnknown', { number: value.number }) }
        : { take: value },
    clears: [],
  },
];

function termsOf(slots: Slots, context: Context): ReturnType<typeof planTerms> | null {
  const offered = offerWished(slots, context);
  if (offered !== null) return { kind: 'within', terms: offered };
  const ground = planGround(slots, context);
  const cut = planCut(slots);
  return ground === null || cut === null ? null : planTerms(planWish(slots, cut, ground), ground);
}

function recap(slots: Slots, context: Context): ReturnType<NonNullable<Form['recap']>> {
  const draft = termsOf(slots, context);
  const again = [{ id: startAction('plan'), label: text(context, 'restart') }, human(context)];
  if (draft === null) return { refuse: message(context, 'stale', {}, again) };
  switch (draft.kind) {
    case 'within':
      return { act: { kind: 'plan', terms: draft.terms }, message: planRecap(draft.terms, context) };
    case 'beyond':
      return { request: { kind: 'review', act: { kind: 'plan', terms: draft.terms }, reasons: draft.reasons } };
    case 'impossible':
      return draft.why === 'too-many'
        ? { request: { kind: 'human', reason: 'plan', callback: null, note: context.text.slice(0, 200) } }
        : { refuse: message(context, 'stale', {}, again) };
  }
}

/** What a person will decide, said back, with what could be agreed to at once. */
function reviewed(slots: Slots, outcome: Outcome, context: Context): Message {
  const { language } = context;
  const draft = termsOf(slots, context);
  const terms: PlanTerms | null = draft?.kind === 'beyond' || draft?.kind === 'within' ? draft.terms : null;
  const first = terms?.instalments[0];
  const by = answerBy(outcome, context);
  if (terms === null || first === undefined) return message(context, 'reviewAny', { by });
  const values = {
    by,
    count: terms.instalments.length,
    first: formatMoney(first.amount, language),
    date: formatDate(first.due, language),
  };
  const ground = planGround({}, context);
  const offers =
    ground === null ? [] : planOptions({}, ground, context, (count) => startAction('plan', { kind: 'count', count }));
  const closing = offers.length > 0 ? { closing: text(context, 'reviewOr') } : {};
  return reply(language, 'plan.review', text(context, 'review', values), {
    ...closing,
    options: [...offers, human(context)],
  });
}

type Made = Extract<Outcome['facts'][number], { kind: 'plan-accepted' }>;

/** What was agreed and what comes first. */
function agreed(made: Made, hasFile: boolean, context: Context): Message {
  const { language, calendar } = context;
  const [first] = made.instalments;
  if (first === undefined) return message(context, 'already');
  const values = {
    total: formatMoney(made.total, language),
    count: made.instalments.length,
    amount: formatMoney(first.amount, language),
    date: formatDate(first.due, language),
  };
  const lines = [text(context, first.due === calendar.today ? 'agreedToday' : 'agreed', values)];
  if (hasFile) lines.push(text(context, 'agreedFile'));
  const options = [{ id: startAction('pay'), label: text(context, 'pay') }, human(context)];
  return reply(language, 'plan.agreed', lines.join(' '), { options });
}

function settled(slots: Slots, outcome: Outcome, context: Context): readonly Message[] {
  const { facts, refusal, result } = outcome;
  if (refusal !== null) return [];
  const made = facts.find((fact) => fact.kind === 'plan-accepted');
  if (made !== undefined) return [agreed(made, result.kind === 'done' && result.file !== null, context)];
  if (result.kind === 'review') return result.why === 'policy' ? [reviewed(slots, outcome, context)] : [];
  if (result.kind === 'done' && facts.length === 0) return [message(context, 'already')];
  return [message(context, 'reviewAny', { by: answerBy(outcome, context) })];
}

/** "Payer en plusieurs fois": ready plans and free proposals; beyond policy a person decides, never this form. */
export const planForm: Form = {
  flow: 'plan',
  version: 1,
  level: 2,
  proof: 'code',
  slots: [currencySlot, cutSlot, ...beside],
  begin: (slots, context) => nothingPayable(planFound(slots, context), context),
  recap,
  settle: settled,
};
