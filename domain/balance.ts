import { agreedPart } from './agreed-part.ts';
import { collectionOf } from './collection.ts';
import { creditsOf, type Ledger, type LineView } from './ledger.ts';
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
  readonly agreed: Money; // part of overdue and comingDue that follows a plan or a promised date
  readonly agreedOverdue: Money; // part of agreed: due before the day, yet not late
  readonly inTransit: Money; // payments on their way and what our bank has presented; not yet deducted from anything
  readonly timeBarred: Money; // may be paid but not asked for, so in no other amount
  readonly elsewhere: Money; // handed to an agency, a court or an insolvency administrator, so in no other amount
};

type Sums = Record<Exclude<keyof Balance, 'currency' | 'net'>, number>;

/** Whether the creditor asks for the line: it is not written off, handed over or time-barred. */
export function isClaimed(view: LineView): boolean {
  return view.line.closed === null && !view.timeBarred;
}

function addLine(sums: Sums, view: LineView, agreed: number): void {
  if (view.line.closed === 'written-off') return;
  if (view.line.closed !== null) sums.elsewhere += view.open.minor;
  else if (view.timeBarred) sums.timeBarred += view.open.minor;
  else {
    sums[view.overdue ? 'overdue' : 'comingDue'] += view.open.minor;
    sums.disputed += view.disputed.minor;
    sums.agreed += agreed;
    if (view.overdue) sums.agreedOverdue += agreed;
  }
}

/** Payments on their way, and lines that our bank has presented and that may still come back. */
function movingMinor(ledger: Ledger, currency: Currency): number {
  let minor = 0;
  for (const payment of ledger.account.payments) {
    if (payment.status === 'in-transit' && payment.amount.currency === currency) minor += payment.amount.minor;
  }
  for (const view of ledger.lines) {
    if (view.open.currency !== currency || !isClaimed(view) || collectionOf(ledger, view) !== 'presented') continue;
    minor += view.open.minor - view.inTransit.minor;
  }
  return minor;
}

function sumsOf(ledger: Ledger, currency: Currency): Sums {
  const sums = {
    overdue: 0,
    comingDue: 0,
    claimedCharges: 0,
    credits: 0,
    disputed: 0,
    agreed: 0,
    agreedOverdue: 0,
    inTransit: 0,
    timeBarred: 0,
    elsewhere: 0,
  };
  for (const view of ledger.lines) {
    if (view.open.currency === currency) addLine(sums, view, agreedPart(ledger, view).minor);
  }
  for (const { charge, open } of ledger.charges) {
    const view = ledger.byLine.get(charge.lineId);
    if (open.currency === currency && view !== undefined && isClaimed(view)) sums.claimedCharges += open.minor;
  }
  sums.inTransit = movingMinor(ledger, currency);
  sums.credits = creditsOf(ledger, currency).minor;
  return sums;
}

function currenciesOf(ledger: Ledger): readonly Currency[] {
  const open = ledger.lines.filter((view) => view.open.minor > 0).map((view) => view.open.currency);
  const credits = ledger.credits.map((credit) => credit.amount.currency);
  const charges = ledger.charges.filter((view) => view.open.minor > 0).map((view) => view.open.currency);
  const moving = ledger.account.payments
    .filter((payment) => payment.status === 'in-transit')
    .map((payment) => payment.amount.currency);
  return [...new Set([...open, ...credits, ...charges, ...moving])].sort();
}

/** One balance per currency in which anything is open, in credit or on its way, in the order of currency codes; none when all is settled. */
export function balance(ledger: Ledger): readonly Balance[] {
  return currenciesOf(ledger).map((currency) => {
    const sums = sumsOf(ledger, currency);
    const net = sums.overdue + sums.comingDue + sums.claimedCharges - sums.credits;
    const amount = (minor: number): Money => money(minor, currency);
    return {
      currency,
      overdue: amount(sums.overdue),
      comingDue: amount(sums.comingDue),
      claimedCharges: amount(sums.claimedCharges),
      credits: amount(sums.credits),
      net: amount(net),
      disputed: amount(sums.disputed),
      agreed: amount(sums.agreed),
      agreedOverdue: amount(sums.agreedOverdue),
      inTransit: amount(sums.inTransit),
      timeBarred: amount(sums.timeBarred),
      elsewhere: amount(sums.elsewhere),
    };
  });
}
