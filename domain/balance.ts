import { type Ledger, type LineView } from './ledger.ts';
import { type Currency, type Money, money } from './money.ts';

/** What is owed in one currency; net = overdue + comingDue + claimedCharges − credits, negative when we owe. */
export type Balance = {
  readonly currency: Currency;
  readonly overdue: Money; // due before the day; a line due that day is still coming due
  readonly comingDue: Money;
  readonly claimedCharges: Money;
  readonly credits: Money;
  readonly net: Money;
  readonly disputed: Money; // part of overdue and comingDue
  readonly inTransit: Money; // not yet deducted from anything
  readonly timeBarred: Money; // may be paid but not asked for, so in no other amount
  readonly elsewhere: Money; // handed to an agency, a court or an insolvency administrator, so in no other amount
};

type Sums = Record<Exclude<keyof Balance, 'currency' | 'net'>, number>;

/** Whether the line is asked for by the creditor: not written off, handed over or time-barred. */
export function isClaimed(view: LineView): boolean {
  return view.line.closed === null && !view.timeBarred;
}

function addLine(sums: Sums, view: LineView): void {
  if (view.line.closed === 'written-off') return;
  if (view.line.closed !== null) sums.elsewhere += view.open.minor;
  else if (view.timeBarred) sums.timeBarred += view.open.minor;
  else {
    sums[view.line.due < view.overdueFrom ? 'overdue' : 'comingDue'] += view.open.minor;
    sums.disputed += view.disputed.minor;
  }
}
