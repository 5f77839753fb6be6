import { agreeable } from '../../domain/agreeable.ts';
import { type SlotValue } from '../../domain/command.ts';
import { makeLedger } from '../../domain/ledger.ts';
import { type Currency, type Money, money } from '../../domain/money.ts';
import { type Cut } from '../../domain/plan-schedule.ts';
import { type PlanGround, type PlanWish } from '../../domain/plan-terms.ts';
import { type Plannable } from '../../domain/plannable.ts';
import { type Context, type Slots } from '../form.ts';
import { linesOfInvoice } from './invoice-choice.ts';

/** Everything that could be agreed on: of the named invoice, else of the account. */
export function planFound(slots: Slots, context: Context): readonly Plannable[] {
  if (context.account === null) return [];
  const { invoice } = slots;
  const named = invoice?.kind === 'invoice' ? linesOfInvoice(invoice.number, context) : [];
  return agreeable(makeLedger(context.account, context.calendar.today), named.length === 0 ? null : named);
}

function currencyOf(value: SlotValue | undefined): Currency | null {
  return value?.kind === 'money' ? value.money.currency : null;
}

/** What the plan is of, one currency and one payee: as chosen, or as the amounts given tell; null while it must be asked. */
export function planOf(slots: Slots, context: Context): Plannable | null {
  const owed = planFound(slots, context).filter(({ net }) => net.minor > 0);
  const { currency: chosen, cut, down } = slots;
  if (chosen?.kind === 'text') return owed.find(({ key }) => key === chosen.text) ?? null;
  const said = [cut, down].map(currencyOf).find((of) => of !== null);
  const fitting = said === undefined ? owed : owed.filter(({ currency }) => currency === said);
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** What terms are drawn on; null without an account or while the currency or the payee is not known. */
export function planGround(slots: Slots, context: Context): PlanGround | null {
  const of = planOf(slots, context);
  if (of === null || context.account === null) return null;
  const ledger = makeLedger(context.account, context.calendar.today);
  return { ledger, of, policy: context.policy, calendar: context.calendar };
}

function downOf(value: SlotValue | undefined, total: Money): Money | null {
  if (value?.kind === 'money') return value.money;
  if (value?.kind !== 'share' || value.denominator === 0) return null;
  return money(Math.floor((total.minor * value.numerator) / value.denominator), total.currency);
}

/** The plan as asked for so far, cut as given; a first payment offered for now is today's, and the payday leads from there. */
export function planWish(slots: Slots, cut: Cut, { ledger, of, calendar }: PlanGround): PlanWish {
  const { start, frequency, payday, down } = slots;
  const said = start?.kind === 'date' ? start.date : null;
  const isNow = said === null && down?.role === 'now';
  return {
    cut,
    first: isNow ? calendar.today : said,
    frequency: frequency?.kind === 'frequency' ? frequency.frequency : null,
    payday: payday?.kind === 'day' ? payday.day : isNow ? ledger.account.debtor.payday : null,
    downPayment: downOf(down, of.net),
  };
}

/** How many times, or how much each time; null while it is not known. */
export function planCut(slots: Slots): Cut | null {
  const { cut } = slots;
  if (cut?.kind === 'count') return { count: cut.count };
  return cut?.kind === 'money' ? { each: cut.money } : null;
}
