import { agreeable } from '../../domain/agreeable.ts';
import { accountAfter } from '../../domain/account-after.ts';
import { type DisputeReason, disputeReasons, type SlotValue } from '../../domain/command.ts';
import { formatDate, formatMoney } from '../../domain/format.ts';
import { isCheck } from '../../domain/held-amount.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type Message, type Option } from '../../domain/message.ts';
import { sum } from '../../domain/money.ts';
import { plannedDebits } from '../../domain/planned-debits.ts';
import { type Outcome } from '../../domain/outcome.ts';
import { type CheckTerms, type DisputeTerms } from '../../domain/request.ts';
import { type Check, type Context, type Form, type Slot, type Slots } from '../form.ts';
import { disputeTexts } from '../messages/dispute.ts';
import { reasonTexts } from '../messages/reasons.ts';
import { say, type Values } from '../messages/wording.ts';
import { startAction } from '../option-id.ts';
import { reply } from '../reply.ts';
import { checkSettled } from './check-settled.ts';
import { disputeRecap } from './dispute-recap.ts';
import {
  contestable,
  contestableInvoices,
  contestableItems,
  disputedInvoice,
  disputedScope,
  disputeVerdict,
} from './dispute-wish.ts';
import { contestableByNumber, invoiceOptions, openInvoices } from './invoice-choice.ts';
import { invoiceNamed } from './invoice-named.ts';

type Key = keyof (typeof disputeTexts)['fr'];

const longestNote = 1000; // characters

function text(context: Context, key: Key, values: Values = {}): string {
  return say(disputeTexts, key, context.language, values);
}

function message(context: Context, key: Key, values: Values = {}, options: readonly Option[] = []): Message {
  const extras = options.length > 0 ? { options } : {};
  return reply(context.language, `dispute.${key}`, text(context, key, values), extras);
}

function human(context: Context): Option {
  return { id: 'do:human', label: text(context, 'human') };
}

function askInvoice(_slots: Slots, context: Context): Message {
  const numbers = new Set(contestableInvoices(context).map(({ invoice }) => invoice.number));
  const options = invoiceOptions(context, (number) => `slot:invoice=${number}`, 50).filter(({ id }) =>
    numbers.has(id.slice('slot:invoice='.length)),
  );
  return message(context, 'which', {}, options.slice(0, 9));
}

function checkInvoice(value: SlotValue, context: Context): Check {
  const found = invoiceNamed(value, context, contestableByNumber(context));
  const said = value.kind === 'invoice' ? value.number : value.kind === 'digits' ? value.digits : '';
  if (found === null) return { refuse: message(context, 'unknown', { number: said }) };
  const { number } = found.invoice;
  return contestable(found).minor === 0
    ? { refuse: message(context, 'already', { number }) }
    : { take: { kind: 'invoice', number } };
}

function askWhat(slots: Slots, context: Context): Message {
  const of = disputedInvoice(slots, context);
  if (of === null) return askInvoice(slots, context);
  const { language } = context;
  const items = contestableItems(of, context);
  const all = { id: 'slot:what=all', label: text(context, 'all', { amount: formatMoney(contestable(of), language) }) };
  const named = items.length < 2 ? [] : items.slice(0, 8);
  const options = named.map(({ id, label, amount }) => ({
    id: `slot:what=item:${id}`,
    label: text(context, 'item', { label, amount: formatMoney(amount, language) }),
    keywords: [label],
  }));
  return message(context, 'what', { number: of.invoice.number }, [...options, all]);
}

/** An amount is judged once its invoice is known; before, it helps to find the invoice. */
function checkWhat(value: SlotValue, slots: Slots, context: Context): Check {
  if (value.kind === 'share')
    return value.numerator === value.denominator
      ? { take: { kind: 'text', text: 'all' } }
      : { refuse: message(context, 'tooLittle') };
  if (value.kind !== 'money') return { take: value };
  if (value.money.minor <= 0) return { refuse: message(context, 'tooLittle') };
  const of = disputedInvoice({ ...slots, what: value }, context);
  if (of === null) return { take: value };
  const most = contestable(of);
  if (most.currency !== value.money.currency) return { refuse: message(context, 'tooLittle') };
  const isItem = disputedScope({ what: value }, of, context)?.kind === 'items';
  return !isItem && value.money.minor > most.minor
    ? { refuse: message(context, 'tooMuch', { most: formatMoney(most, context.language) }) }
    : { take: value };
}

function reasonOf(slots: Slots): DisputeReason | null {
  return slots['reason']?.kind === 'reason' ? slots['reason'].reason : null;
}

function askReason(_slots: Slots, context: Context): Message {
  const options = disputeReasons
    .filter((reason) => !isCheck(reason))
    .map((reason) => ({ id: `slot:reason=${reason}`, label: say(reasonTexts, reason, context.language) }));
  return message(context, 'why', {}, options);
}

function chooseReason(option: string): SlotValue | null {
  const reason = disputeReasons.find((candidate) => option === `slot:reason=${candidate}`);
  return reason === undefined ? null : { kind: 'reason', reason };
}

/** Only a dispute is of a part of an invoice; a check is of all of it. */
function isDispute(slots: Slots): boolean {
  const reason = reasonOf(slots);
  return reason === null || !isCheck(reason);
}

/** Reasons that are of everything an invoice is for, when it is for one thing. */
const ofAll: readonly DisputeReason[] = ['not-received', 'duplicate', 'not-ordered', 'terminated'];

function isOfAll(slots: Slots, context: Context): boolean {
  const reason = reasonOf(slots);
  const of = disputedInvoice(slots, context);
  return of !== null && reason !== null && ofAll.includes(reason) && of.invoice.items.length < 2;
}

const disputeSlots: readonly Slot[] = [
  {
    name: 'invoice',
    kinds: ['invoice', 'digits'],
    needed: (slots, context) => disputedInvoice(slots, context) === null,
    ask: askInvoice,
    choose: (option) => ({ kind: 'invoice', number: option.slice('slot:invoice='.length) }),
    why: (context) => message(context, 'whichWhy'),
    check: (value, _slots, context) => checkInvoice(value, context),
    clears: ['what'],
    label: (context) => text(context, 'whichLabel'),
  },
  {
    name: 'what',
    kinds: ['money', 'share'],
    needed: (slots, context) => isDispute(slots) && !isOfAll(slots, context),
    ask: askWhat,
    choose: (option) => ({ kind: 'text', text: option.slice('slot:what='.length) }),
    why: (context) => message(context, 'whatWhy'),
    check: checkWhat,
    clears: [],
    label: (context) => text(context, 'whatLabel'),
  },
  {
    name: 'reason',
    kinds: ['reason'],
    needed: () => true,
    ask: askReason,
    choose: chooseReason,
    why: (context) => message(context, 'whyWhy'),
    check: (value) => ({ take: value }),
    clears: [],
    label: (context) => text(context, 'whyLabel'),
  },
  {
    name: 'note',
    kinds: ['text'],
    needed: () => true,
    ask: (_slots, context) => message(context, 'more', {}, [{ id: 'do:skip', label: text(context, 'moreNo') }]),
    why: (context) => message(context, 'moreWhy'),
    check: (value) => ({
      take: value.kind === 'text' ? { kind: 'text', text: value.text.slice(0, longestNote) } : value,
    }),
    clears: [],
    optional: true,
    label: (context) => text(context, 'moreLabel'),
  },
];

function noteOf(slots: Slots): string | null {
  return slots['note']?.kind === 'text' ? slots['note'].text : null;
}

function evidenceOf(context: Context): readonly string[] {
  return (context.files ?? []).map(({ blobId }) => blobId);
}

function checkTerms(slots: Slots, lineIds: readonly string[], context: Context): CheckTerms {
  return {
    debtorId: context.account?.debtor.id ?? '',
    lineIds,
    reason: reasonOf(slots) === 'number-missing' ? 'number-missing' : 'already-paid',
    claimedOn: null,
    claimedAmount: null,
    note: noteOf(slots),
    evidence: evidenceOf(context),
  };
}

function recap(slots: Slots, context: Context): ReturnType<NonNullable<Form['recap']>> {
  const verdict = disputeVerdict(slots, context);
  const of = disputedInvoice(slots, context);
  const reason = reasonOf(slots);
  const again = [{ id: startAction('dispute'), label: text(context, 'restart') }, human(context)];
  if (verdict?.kind === 'check')
    return { request: { kind: 'check', terms: checkTerms(slots, verdict.lineIds, context) } };
  if (verdict?.kind === 'refused' && verdict.why === 'amount-too-high')
    return {
      refuse: message(context, 'tooMuch', { most: formatMoney(verdict.most, context.language) }, again),
    };
  if (verdict?.kind !== 'dispute' || of === null || reason === null)
    return { refuse: message(context, 'stale', {}, again) };
  const terms: DisputeTerms = {
    debtorId: context.account?.debtor.id ?? '',
    invoiceId: of.invoice.id,
    itemIds: verdict.itemIds,
    parts: verdict.parts,
    amount: verdict.amount,
    reason,
    note: noteOf(slots),
    evidence: evidenceOf(context),
  };
  return { act: { kind: 'dispute', terms }, message: disputeRecap(terms, verdict, context) };
}

/** What is left to pay once the contested part is set aside, per currency, as the account is after these facts. */
function restOf(outcome: Outcome, context: Context): string | null {
  const { account, calendar, language } = context;
  if (account === null) return null;
  const owed = agreeable(makeLedger(accountAfter(account, outcome.facts), calendar.today), null)
    .map(({ net }) => net)
    .filter(({ minor }) => minor > 0);
  const totals = [...Map.groupBy(owed, ({ currency }) => currency)].map(([currency, nets]) => sum(nets, currency));
  return totals.length === 0 ? null : totals.map((total) => formatMoney(total, language)).join(' + ');
}

/** What is said of the rest: what can be paid now, or that nothing is, which is true only when nothing else is open at all. */
function restWords(rest: string | null, outcome: Outcome, context: Context): string[] {
  const { account, calendar } = context;
  if (rest !== null) return [text(context, 'payable', { rest })];
  if (account === null) return [];
  const { lines } = makeLedger(accountAfter(account, outcome.facts), calendar.today);
  return lines.some(({ open, disputed }) => open.minor > disputed.minor) ? [] : [text(context, 'payableNone')];
}

/** A direct debit that is planned goes on unless a person stops it: said with its day. */
function debitWords(lineIds: readonly string[], context: Context): string[] {
  const lines = (context.account?.lines ?? []).filter(({ id }) => lineIds.includes(id));
  return plannedDebits(lines, context.calendar.today).map((day) =>
    text(context, 'debitStays', { date: formatDate(day, context.language) }),
  );
}

function settled(slots: Slots, outcome: Outcome, context: Context): readonly Message[] {
  const { language } = context;
  if (outcome.refusal !== null) return [];
  const opened = outcome.facts.find((fact) => fact.kind === 'dispute-opened');
  if (opened === undefined) return checkSettled(outcome, context);
  const [first] = opened.disputes;
  const line = context.account?.lines.find(({ id }) => id === first?.lineId);
  const number = context.account?.invoices.find(({ id }) => id === line?.invoiceId)?.number ?? '';
  const currency = first?.amount.currency ?? '';
  const amounts = opened.disputes.map(({ amount }) => amount);
  const rest = restOf(outcome, context);
  const values = {
    amount: formatMoney(sum(amounts, currency), language),
    number,
    by: formatDate(opened.answerBy, language),
  };
  const debits = debitWords(
    opened.disputes.map(({ lineId }) => lineId),
    context,
  );
  const restOrNone = debits.length > 0 && rest === null ? [] : restWords(rest, outcome, context);
  const lines = [text(context, 'opened', values), ...debits, ...restOrNone];
  const flows = [
    ['pay', 'payRest'],
    ['promise', 'promiseRest'],
    ['plan', 'planRest'],
  ] as const;
  const more = rest === null ? [] : flows.map(([flow, key]) => ({ id: startAction(flow), label: text(context, key) }));
  return [reply(language, 'dispute.opened', lines.join(' '), { options: [...more, human(context)] })];
}

function begin(slots: Slots, context: Context): Message | null {
  if (contestableInvoices(context).length > 0 || disputedInvoice(slots, context) !== null) return null;
  return message(context, openInvoices(context).length > 0 ? 'allDisputed' : 'nothing', {}, [human(context)]);
}

/** "La ligne de 230 € est fausse": only that part is set aside while we look into it; the rest stays payable. */
export const disputeForm: Form = {
  flow: 'dispute',
  version: 1,
  level: 2,
  proof: 'button',
  evidence: true,
  slots: disputeSlots,
  begin,
  recap,
  settle: settled,
};
