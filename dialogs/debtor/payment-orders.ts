import { type BankAccount, type Plan } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { collectionOf } from '../../domain/collection.ts';
import { isFrozen } from '../../domain/frozen-line.ts';
import { creditsOf, type Ledger, type LineView } from '../../domain/ledger.ts';
import { type Currency, type Money, money } from '../../domain/money.ts';
import { isOwnClaim } from '../../domain/own-claim.ts';
import { planProgress } from '../../domain/plan-progress.ts';

/** One transfer to make: to whom, how much, with which reference. */
export type PaymentOrder = {
  readonly payee: BankAccount | null; // null: the creditor has no account in this currency
  readonly amount: Money;
  readonly reference: string;
  readonly credits: Money; // already deducted
  readonly by: CivilDate | null; // the date of a plan's instalment
};

/** A line that is not to be transferred, or not whole, and why. */
export type LeftOut = {
  readonly view: LineView;
  readonly why: 'debit' | 'bill' | 'presented' | 'transit' | 'chorus' | 'disputed' | 'elsewhere' | 'barred' | 'payer';
};

/** What someone wants to pay: one invoice, or null for the account; a time-barred line only when they insist (C. civ. 1302). */
export type PayWish = { readonly invoiceId: string | null; readonly barred: boolean };

const longestReference = 60; // characters; a bank carries 140, people copy fewer

/** Why nothing of the line is to be transferred; null when something is. */
function whyNone(ledger: Ledger, view: LineView, barred: boolean): LeftOut['why'] | null {
  if (view.line.closed !== null || isFrozen(ledger.account, view.line, ledger.asOf)) return 'elsewhere';
  if (ledger.account.debtor.paidByOther === true) return 'payer';
  if (view.timeBarred && !barred) return 'barred';
  const collection = collectionOf(ledger, view);
  if (collection === 'presented') return 'presented';
  if (collection === 'planned') return view.line.means === 'direct-debit' ? 'debit' : 'bill';
  if (view.line.means === 'chorus-pro') return 'chorus';
  if (view.inTransit.minor >= view.open.minor) return 'transit';
  return toPay(view) <= 0 ? 'disputed' : null;
}

function toPay(view: LineView): number {
  return view.open.minor - view.disputed.minor - view.inTransit.minor;
}

/** Of a plan over what proceedings froze no instalment is paid here: a person speaks with the administrator or the commission. */
function isPayable(ledger: Ledger, plan: Plan): boolean {
  const { account, asOf } = ledger;
  return plan.lines.every(({ lineId }) => {
    const view = ledger.byLine.get(lineId);
    return view === undefined || !isFrozen(account, view.line, asOf);
  });
}

function activePlan(ledger: Ledger, view: LineView): Plan | undefined {
  return ledger.account.plans.find(
    (plan) =>
      ['accepted', 'active', 'late'].includes(plan.status) &&
      plan.lines.some((line) => line.lineId === view.line.id) &&
      isPayable(ledger, plan),
  );
}

function payeeOf(ledger: Ledger, view: LineView): BankAccount | null {
  const own = ledger.account.creditor.accounts.find((account) => account.currency === view.open.currency);
  return view.line.payee ?? own ?? null;
}

/** The customer number and the invoices, as many as people will copy. */
function referenceFor(ledger: Ledger, views: readonly LineView[]): string {
  const { reference } = ledger.account.debtor;
  const numbers = [...new Set(views.map((view) => view.invoice.number))];
  const full = [reference, ...numbers].join(' ');
  return full.length <= longestReference ? full : reference;
}

function grossOf(views: readonly LineView[]): number {
  return views.reduce((minor, view) => minor + toPay(view), 0);
}

function orderFor(ledger: Ledger, views: readonly LineView[], credit: number): PaymentOrder | null {
  const [first] = views;
  const gross = grossOf(views);
  if (first === undefined || gross === credit) return null;
  const currency: Currency = first.open.currency;
  return {
    payee: payeeOf(ledger, first),
    amount: money(gross - credit, currency),
    reference: referenceFor(ledger, views),
    credits: money(credit, currency),
    by: null,
  };
}

function orderForPlan(ledger: Ledger, plan: Plan, graceDays: number): PaymentOrder | null {
  const { next } = planProgress(plan, ledger, graceDays);
  const views = ledger.lines.filter((view) => plan.lines.some((line) => line.lineId === view.line.id));
  const [first] = views;
  if (next === null || first === undefined) return null;
  const none = money(0, next.missing.currency);
  const reference = referenceFor(ledger, views);
  // An agreement over several payees is none we make; a person tells where its money goes.
  const mixed = views.some((view) => view.line.payee?.iban !== first.line.payee?.iban);
  const payee = mixed ? null : payeeOf(ledger, first);
  return { payee, amount: next.missing, reference, credits: none, by: next.due };
}

/**
 * The transfers to make, one per payee and currency: everything due, or what is coming when nothing is, or one invoice; of a
 * plan its next instalment. What needs no transfer is listed with the reason.
 */
export function paymentOrders(
  ledger: Ledger,
  { invoiceId: only, barred }: PayWish,
  graceDays: number,
): { readonly orders: readonly PaymentOrder[]; readonly leftOut: readonly LeftOut[] } {
  const open = ledger.lines.filter(
    (view) => view.open.minor > 0 && (only === null ? !view.timeBarred : view.invoice.id === only),
  );
  const due = open.filter((view) => view.line.due <= ledger.asOf);
  const asked = only !== null || due.length === 0 ? open : due;
  const planned = asked.filter((view) => activePlan(ledger, view) !== undefined);
  const plans = new Set(planned.map((view) => activePlan(ledger, view)).filter((plan) => plan !== undefined));
  const rest = asked.filter((view) => !planned.includes(view));
  const leftOut = rest.flatMap((view): LeftOut[] => {
    const why =
      whyNone(ledger, view, barred) ??
      (view.disputed.minor > 0 ? 'disputed' : view.inTransit.minor > 0 ? 'transit' : null);
    return why === null ? [] : [{ view, why }];
  });
  const payable = rest.filter((view) => whyNone(ledger, view, barred) === null);
  const groups = Map.groupBy(payable, (view) => `${view.open.currency} ${view.line.payee?.iban ?? ''}`);
  const orders = [...plans].map((plan) => orderForPlan(ledger, plan, graceDays)).filter((order) => order !== null);
  return { orders: [...orders, ...ordersFor(ledger, [...groups.values()], only === null)], leftOut };
}

/** One order a group; credits are deducted once, from the creditor's own account first. */
function ordersFor(ledger: Ledger, groups: readonly (readonly LineView[])[], net: boolean): readonly PaymentOrder[] {
  const unused = new Map<Currency, number>();
  const isOther = (views: readonly LineView[]): number => (views[0]?.line.payee === null ? 0 : 1);
  return groups
    .toSorted((a, b) => isOther(a) - isOther(b))
    .flatMap((views) => {
      const [first] = views;
      if (first === undefined) return [];
      const { currency } = first.open;
      const left = unused.get(currency) ?? creditsOf(ledger, currency).minor;
      // Credits are the creditor's to net; a factor is paid in full.
      const credit = net && isOwnClaim(first.line) ? Math.min(grossOf(views), left) : 0;
      unused.set(currency, left - credit);
      const order = orderFor(ledger, views, credit);
      return order === null ? [] : [order];
    });
}
