import { type BankAccount, type Plan } from '../../domain/account.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { creditsOf, type Ledger, type LineView } from '../../domain/ledger.ts';
import { type Currency, type Money, money } from '../../domain/money.ts';
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
  readonly why: 'debit' | 'transit' | 'chorus' | 'disputed' | 'elsewhere' | 'barred' | 'payer';
};

/** What someone wants to pay: one invoice, or null for the account; a time-barred line only when they insist (C. civ. 1302). */
export type PayWish = { readonly invoiceId: string | null; readonly barred: boolean };

const longestReference = 60; // characters; a bank carries 140, people copy fewer

/** Why nothing of the line is to be transferred; null when something is. */
function whyNone(ledger: Ledger, view: LineView, barred: boolean): LeftOut['why'] | null {
  if (view.line.closed !== null) return 'elsewhere';
  if (ledger.account.debtor.paidByOther === true) return 'payer';
  if (view.timeBarred && !barred) return 'barred';
  // A direct debit that was due and is still open came back, so it is to be transferred.
  if (view.line.means === 'direct-debit' && view.line.due >= ledger.asOf) return 'debit';
  if (view.line.means === 'chorus-pro') return 'chorus';
  if (view.inTransit.minor >= view.open.minor) return 'transit';
  return toPay(view) <= 0 ? 'disputed' : null;
}

function toPay(view: LineView): number {
  return view.open.minor - view.disputed.minor - view.inTransit.minor;
}

function activePlan(ledger: Ledger, view: LineView): Plan | undefined {
  return ledger.account.plans.find(
    (plan) =>
      ['accepted', 'active', 'late'].includes(plan.status) && plan.lines.some((line) => line.lineId === view.line.id),
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

function orderFor(ledger: Ledger, views: readonly LineView[], net: boolean): PaymentOrder | null {
  const [first] = views;
  if (first === undefined) return null;
  const currency: Currency = first.open.currency;
  const gross = views.reduce((minor, view) => minor + toPay(view), 0);
  // Credits are the creditor's to net; a factor is paid in full.
  const credit = net && first.line.payee === null ? Math.min(gross, creditsOf(ledger, currency).minor) : 0;
  if (gross === credit) return null;
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
  const orders = [
    ...[...plans].map((plan) => orderForPlan(ledger, plan, graceDays)),
    ...[...groups.values()].map((views) => orderFor(ledger, views, only === null)),
  ].filter((order) => order !== null);
  return { orders, leftOut };
}
