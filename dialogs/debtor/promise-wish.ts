import { agreeable } from '../../domain/agreeable.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type SlotValue } from '../../domain/command.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type Money, money } from '../../domain/money.ts';
import { type Plannable } from '../../domain/plannable.ts';
import { type PromiseDraft, promiseTerms } from '../../domain/promise-terms.ts';
import { type Context, type Slots } from '../form.ts';
import { linesOfInvoice } from './invoice-choice.ts';

function namedLines(slots: Slots, context: Context): readonly string[] | null {
  const { amount, invoice: said } = slots;
  const invoice = amount?.kind === 'invoice' ? amount : said; // an invoice chosen as the amount is all of it
  if (invoice?.kind !== 'invoice') return null;
  const named = linesOfInvoice(invoice.number, context);
  return named.length === 0 ? null : named;
}

/** What could be paid on a date, per currency and payee: of the named invoice, else of the account; of the payee once chosen. */
export function promiseFound(slots: Slots, context: Context): readonly Plannable[] {
  if (context.account === null) return [];
  const found = agreeable(makeLedger(context.account, context.calendar.today), namedLines(slots, context));
  const { payee } = slots;
  return payee?.kind === 'text' ? found.filter(({ key }) => key === payee.text) : found;
}

/** Those of which something is left to pay. */
export function promiseOwed(slots: Slots, context: Context): readonly Plannable[] {
  return promiseFound(slots, context).filter(({ net }) => net.minor > 0);
}

/** Those that the amount said so far may be of: its currency, and as much as it. */
function promiseMeant(slots: Slots, context: Context): readonly Plannable[] {
  const owed = promiseOwed(slots, context);
  const { amount } = slots;
  if (amount?.kind !== 'money') return owed;
  const { minor, currency } = amount.money;
  const fitting = owed.filter((of) => of.currency === currency && of.net.minor >= minor);
  return fitting.length > 0 ? fitting : owed;
}

/** The payees to choose from, when a currency does not tell them apart; none when there is nothing to choose. */
export function payeeChoices(slots: Slots, context: Context): readonly Plannable[] {
  const meant = promiseMeant(slots, context);
  return new Set(meant.map(({ currency }) => currency)).size < meant.length ? meant : [];
}

/** The amount a value stands for: itself, or a share of all there is in the only currency. */
export function amountOf(value: SlotValue | undefined, owed: readonly Plannable[]): Money | null {
  if (value?.kind === 'money') return value.money;
  const [only] = owed;
  if (value?.kind !== 'share' || only === undefined || owed.length > 1 || value.denominator === 0) return null;
  return money(Math.floor((only.net.minor * value.numerator) / value.denominator), only.currency);
}

function linesOf({ lines, excluded }: Plannable): readonly string[] {
  return [...lines, ...excluded].map(({ lineId }) => lineId);
}

/** The day agreed on: the one taken instead of a later one, else the one named. */
export function promiseDay(slots: Slots): CivilDate | null {
  const { later, date } = slots;
  if (later?.kind === 'date') return later.date;
  return date?.kind === 'date' ? date.date : null;
}

/** The promise as far as it is known; null while its day is not. `amount` null in the slots means all of it. */
export function promiseDraft(slots: Slots, context: Context): PromiseDraft | null {
  const due = promiseDay(slots);
  if (due === null || context.account === null) return null;
  const ledger = makeLedger(context.account, context.calendar.today);
  const amount = amountOf(slots['amount'], promiseOwed(slots, context));
  const meant = promiseMeant(slots, context);
  const [of] = meant;
  const lineIds = of !== undefined && meant.length === 1 ? linesOf(of) : namedLines(slots, context);
  return promiseTerms({ lineIds, amount, due }, ledger, context.policy, context.calendar);
}
