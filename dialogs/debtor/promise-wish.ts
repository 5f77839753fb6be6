import { agreeable } from '../../domain/agreeable.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type SlotValue } from '../../domain/command.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type Money, money } from '../../domain/money.ts';
import { type Plannable } from '../../domain/plannable.ts';
import { type PromiseDraft, promiseTerms } from '../../domain/promise-terms.ts';
import { type Context, type Slots } from '../form.ts';
import { openInvoices } from './invoice-choice.ts';

function namedLines(slots: Slots, context: Context): readonly string[] | null {
  const { amount, invoice: said } = slots;
  const invoice = amount?.kind === 'invoice' ? amount : said; // an invoice chosen as the amount is all of it
  if (invoice?.kind !== 'invoice') return null;
  const named = openInvoices(context).find((of) => of.invoice.number === invoice.number);
  return named === undefined ? null : named.lines.map(({ line }) => line.id);
}

/** What could be paid on a date, per currency: of the named invoice, else of the account. */
export function promiseFound(slots: Slots, context: Context): readonly Plannable[] {
  if (context.account === null) return [];
  return agreeable(makeLedger(context.account, context.calendar.today), namedLines(slots, context));
}

/** Those of which something is left to pay. */
export function promiseOwed(slots: Slots, context: Context): readonly Plannable[] {
  return promiseFound(slots, context).filter(({ net }) => net.minor > 0);
}

/** The amount a value stands for: itself, or a share of all there is in the only currency. */
export function amountOf(value: SlotValue | undefined, owed: readonly Plannable[]): Money | null {
  if (value?.kind === 'money') return value.money;
  const [only] = owed;
  if (value?.kind !== 'share' || only === undefined || owed.length > 1 || value.denominator === 0) return null;
  return money(Math.floor((only.net.minor * value.numerator) / value.denominator), only.currency);
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
  return promiseTerms({ lineIds: namedLines(slots, context), amount, due }, ledger, context.policy, context.calendar);
}
