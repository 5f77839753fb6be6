import {
  type Account,
  type Allocation,
  type AllocationSource,
  type Charge,
  type CreditNote,
  type DueLine,
  type Hold,
  type Invoice,
  type Payment,
} from './account.ts';
import { type CivilDate, daysBetween } from './civil-date.ts';
import { invariant } from './errors.ts';
import { disputedMinor, heldMinor, type Restraints } from './held-amount.ts';
import { type Currency, type Money, money } from './money.ts';

/** A part of a payment or credit note that counts on a line on the ledger's date; `on` is the value date or date of issue. */
export type Settlement = { readonly source: AllocationSource; readonly amount: Money; readonly on: CivilDate };

/** A due line as it stood at the end of the ledger's date. */
export type LineView = {
  readonly line: DueLine;
  readonly invoice: Invoice;
  readonly open: Money;
  readonly disputed: Money; // part of open
  readonly inTransit: Money; // money on its way to this line; part of open until it settles
  readonly announced: Money; // said to be paid, not seen
  readonly overdue: boolean; // a line due today is not
  readonly daysLate: number; // 0 when not overdue
  readonly timeBarred: boolean;
  readonly settlements: readonly Settlement[];
};

/** What a settled payment or an issued credit note still has to give. */
export type Credit = { readonly source: AllocationSource; readonly on: CivilDate; readonly amount: Money };

/** A charge that is owed, because it was claimed, and what is open of it. */
export type ChargeView = { readonly charge: Charge; readonly open: Money };

/** An account read as of the end of one day; every amount is derived from allocations. */
export type Ledger = {
  readonly account: Account;
  readonly asOf: CivilDate;
  readonly lines: readonly LineView[]; // oldest due first, then invoice number, position and id
  readonly byLine: ReadonlyMap<string, LineView>;
  readonly credits: readonly Credit[]; // oldest first
  readonly charges: readonly ChargeView[]; // claimed and not waived
};

type Source = {
  readonly from: CivilDate;
  readonly amount: Money;
  readonly counts: boolean;
  readonly payment: Payment | null;
};

/** Whether the payment was settled and not returned at the end of that day; a return without a date counts from the start. */
function paymentCounts(payment: Payment, asOf: CivilDate): boolean {
  if (payment.valueDate > asOf) return false;
  if (payment.status === 'returned') return payment.returnedOn !== null && asOf < payment.returnedOn;
  return payment.status === 'settled' && (payment.returnedOn === null || asOf < payment.returnedOn);
}

function keyOf(of: { readonly kind: string; readonly id: string }): string {
  return `${of.kind}:${of.id}`;
}

function sourcesOf(account: Account, asOf: CivilDate): Map<string, Source> {
  const payment = (of: Payment): [string, Source] => [
    `payment:${of.id}`,
    { from: of.valueDate, amount: of.amount, counts: paymentCounts(of, asOf), payment: of },
  ];
  const note = (of: CreditNote): [string, Source] => [
    `credit-note:${of.id}`,
    { from: of.issued, amount: of.amount, counts: of.issued <= asOf, payment: null },
  ];
  return new Map([...account.payments.map(payment), ...account.creditNotes.map(note)]);
}

type Sums = {
  readonly settlements: Map<string, Settlement[]>; // by target
  readonly used: Map<string, number>; // by source
  readonly touched: Set<string>; // targets that ever had an allocation
  readonly inTransit: Map<string, number>;
  readonly announced: Map<string, number>;
};

function raise(map: Map<string, number>, key: string, by: number): void {
  map.set(key, (map.get(key) ?? 0) + by);
}

function settle(sums: Sums, allocation: Allocation, source: Source): void {
  const key = keyOf(allocation.target);
  const settlement = { source: allocation.source, amount: allocation.amount, on: source.from };
  const list = sums.settlements.get(key);
  if (list === undefined) sums.settlements.set(key, [settlement]);
  else list.push(settlement);
  raise(sums.used, keyOf(allocation.source), allocation.amount.minor);
}

/** A clearing is all in its allocation: it counts from its day, whole, and leaves no credit. */
function sourceOf(allocation: Allocation, sources: ReadonlyMap<string, Source>): Source | undefined {
  if (allocation.source.kind !== 'clearing') return sources.get(keyOf(allocation.source));
  return { from: allocation.on, amount: allocation.amount, counts: true, payment: null };
}

function sumUp(account: Account, asOf: CivilDate, sources: ReadonlyMap<string, Source>): Sums {
  const sums: Sums = {
    settlements: new Map(),
    used: new Map(),
    touched: new Set(),
    inTransit: new Map(),
    announced: new Map(),
  };
  for (const allocation of account.allocations) {
    const source = sourceOf(allocation, sources);
    invariant(source !== undefined, 'an allocation comes from a payment or credit note of its account');
    invariant(source.amount.currency === allocation.amount.currency, 'an allocation is of the currency of its source');
    const target = keyOf(allocation.target);
    sums.touched.add(target);
    if (allocation.on > asOf || (allocation.reversedOn !== null && allocation.reversedOn <= asOf)) continue;
    if (source.counts) settle(sums, allocation, source);
    else if (source.payment?.status === 'in-transit') raise(sums.inTransit, target, allocation.amount.minor);
    else if (source.payment?.status === 'announced') raise(sums.announced, target, allocation.amount.minor);
  }
  return sums;
}

/** What is open of an amount; raises INVARIANT_BROKEN when more was allocated than there is. */
function openOf(amount: Money, settlements: readonly Settlement[]): number {
  let open = amount.minor;
  for (const settlement of settlements) {
    invariant(settlement.amount.currency === amount.currency, 'an allocation is of the currency of its target');
    open -= settlement.amount.minor;
  }
  invariant(open >= 0, 'allocations of a line or charge never exceed it');
  return open;
}

type LineReading = { readonly asOf: CivilDate; readonly sums: Sums; readonly restraints: Restraints };

function viewLine({ asOf, sums, restraints }: LineReading, line: DueLine, invoice: Invoice): LineView {
  const { currency } = line.amount;
  const target = `line:${line.id}`;
  const settlements = sums.settlements.get(target) ?? [];
  const open = openOf(line.amount, settlements);
  const overdue = line.due < asOf && open > 0;
  const part = (map: ReadonlyMap<string, number>): Money =>
    money(map.size === 0 ? 0 : Math.min(open, map.get(target) ?? 0), currency);
  return {
    line,
    invoice,
    open: money(open, currency),
    disputed: money(disputedMinor(restraints, line.id, open, asOf), currency),
    inTransit: part(sums.inTransit),
    announced: part(sums.announced),
    overdue,
    daysLate: overdue ? daysBetween(line.due, asOf) : 0,
    timeBarred: line.timeBarredFrom !== null && asOf >= line.timeBarredFrom,
    settlements,
  };
}

function order(a: string | number, b: string | number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function byAge(a: LineView, b: LineView): number {
  return (
    order(a.line.due, b.line.due) ||
    order(a.invoice.number, b.invoice.number) ||
    order(a.line.position, b.line.position) ||
    order(a.line.id, b.line.id)
  );
}

const unrestrained: Restraints = { disputes: [], holds: [] };

/** Finds what restrains a line without reading the whole account for each. */
function restraintsByLine(account: Account): (lineId: string) => Restraints {
  const disputes = Map.groupBy(account.disputes, (dispute) => dispute.lineId);
  const holds = Map.groupBy(account.holds, (hold) => hold.lineId);
  const general = holds.get(null) ?? [];
  if (disputes.size + holds.size === 0) return () => unrestrained;
  return (lineId) => ({ disputes: disputes.get(lineId) ?? [], holds: [...general, ...(holds.get(lineId) ?? [])] });
}

/** A line exists from the day its invoice is issued; before, nothing is open and nothing of it was paid. */
function viewLines(account: Account, asOf: CivilDate, sums: Sums): LineView[] {
  const invoices = new Map(account.invoices.map((invoice) => [invoice.id, invoice]));
  const restraintsOf = restraintsByLine(account);
  const views: LineView[] = [];
  for (const line of account.lines) {
    const invoice = invoices.get(line.invoiceId);
    invariant(invoice !== undefined, 'a due line belongs to an invoice of its account');
    if (invoice.issued <= asOf) views.push(viewLine({ asOf, sums, restraints: restraintsOf(line.id) }, line, invoice));
    else
      for (const early of sums.settlements.get(`line:${line.id}`) ?? [])
        raise(sums.used, keyOf(early.source), -early.amount.minor);
  }
  return views.sort(byAge);
}

function viewCharges(account: Account, asOf: CivilDate, sums: Sums): ChargeView[] {
  return account.charges.flatMap((charge) => {
    const key = `charge:${charge.id}`;
    const owed = charge.status === 'claimed' || (charge.status === 'paid' && sums.touched.has(key));
    if (!owed || charge.on > asOf) return [];
    return [{ charge, open: money(openOf(charge.amount, sums.settlements.get(key) ?? []), charge.amount.currency) }];
  });
}

function viewCredits(sources: ReadonlyMap<string, Source>, sums: Sums): Credit[] {
  const credits: Credit[] = [];
  for (const [key, source] of sources) {
    if (!source.counts) continue;
    const left = source.amount.minor - (sums.used.get(key) ?? 0);
    invariant(left >= 0, 'allocations of a payment or credit note never exceed it');
    if (left === 0) continue;
    const kind = source.payment === null ? 'credit-note' : 'payment';
    credits.push({
      source: { kind, id: key.slice(kind.length + 1) },
      on: source.from,
      amount: money(left, source.amount.currency),
    });
  }
  return credits.sort((a, b) => order(a.on, b.on) || order(a.source.id, b.source.id));
}

/** What was read last of an account that cannot change any more: one conversation asks for the same day many times. */
const lastRead = new WeakMap<Account, Ledger>();

/**
 * Reads an account as of the end of `asOf`, in time linear in its rows. Announced and in-transit money settles nothing; a
 * returned payment counts until the day before it was returned. Raises INVARIANT_BROKEN when more is allocated than there is.
 */
export function makeLedger(account: Account, asOf: CivilDate): Ledger {
  const known = lastRead.get(account);
  if (known?.asOf === asOf) return known;
  const ledger = readLedger(account, asOf);
  if (Object.isFrozen(account)) lastRead.set(account, ledger);
  return ledger;
}

function readLedger(account: Account, asOf: CivilDate): Ledger {
  const sources = sourcesOf(account, asOf);
  const sums = sumUp(account, asOf, sources);
  const lines = viewLines(account, asOf, sums);
  const byLine = new Map(lines.map((view) => [view.line.id, view]));
  return {
    account,
    asOf,
    lines,
    byLine,
    credits: viewCredits(sources, sums),
    charges: viewCharges(account, asOf, sums),
  };
}

/** The line's view; raises INVARIANT_BROKEN when the account has no such line on that date. */
export function lineView(ledger: Ledger, lineId: string): LineView {
  const view = ledger.byLine.get(lineId);
  invariant(view !== undefined, 'a line that is asked for exists');
  return view;
}

/** What is open of one line at the end of `asOf`; zero before its invoice was issued. */
export function openAmount(account: Account, lineId: string, asOf: CivilDate): Money {
  const line = account.lines.find((candidate) => candidate.id === lineId);
  invariant(line !== undefined, 'a line that is asked for exists');
  return makeLedger(account, asOf).byLine.get(lineId)?.open ?? money(0, line.amount.currency);
}

/** The unallocated remainder of settled payments and issued credit notes of one currency. */
export function creditsOf(ledger: Ledger, currency: Currency): Money {
  let minor = 0;
  for (const credit of ledger.credits) if (credit.amount.currency === currency) minor += credit.amount.minor;
  return money(minor, currency);
}

/** What of the line's open amount is not chased on the ledger's date, by any hold or by those of the given reasons. */
export function heldAmount(ledger: Ledger, lineId: string, reasons?: readonly Hold['reason'][]): Money {
  const { open } = lineView(ledger, lineId);
  const holds = ledger.account.holds.filter((hold) => reasons === undefined || reasons.includes(hold.reason));
  return money(heldMinor(holds, lineId, open.minor, ledger.asOf), open.currency);
}
