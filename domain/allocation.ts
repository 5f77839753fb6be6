import { type Account, type AllocationSource, type AllocationTarget } from './account.ts';
import { type CivilDate } from './civil-date.ts';
import { readDirection, type Direction, type DirectionRule, type NamedLine } from './allocation-direction.ts';
import { comingMinor, legalOrder, type LegalPolicy } from './allocation-order.ts';
import { type Ledger, makeLedger } from './ledger.ts';
import { type Money, money } from './money.ts';

/** Money to place: a payment's or credit note's amount, the text that came with it and what the debtor chose, when known. */
export type Incoming = {
  readonly source: AllocationSource;
  readonly amount: Money;
  readonly text: string;
  readonly choice: readonly NamedLine[] | null;
  readonly on?: CivilDate; // value date, by which an early-payment discount is judged; the day of placing when absent
};

export type ProposedAllocation = {
  readonly source: AllocationSource;
  readonly target: AllocationTarget;
  readonly amount: Money;
  readonly by: 'debtor' | 'law';
};

/** Where the money goes, by which rule, and what stays with the debtor as a credit. */
export type AllocationProposal = {
  readonly rule: 'accounts' | DirectionRule | 'law';
  readonly allocations: readonly ProposedAllocation[];
  readonly credit: Money;
};

/** What the accounts already placed of it stays where it is. */
function unplaced(account: Account, incoming: Incoming, asOf: CivilDate): number {
  const { kind, id } = incoming.source;
  let left = incoming.amount.minor;
  for (const { source, amount, reversedOn } of account.allocations) {
    const active = reversedOn === null || reversedOn > asOf;
    if (source.kind === kind && source.id === id && active) left -= amount.minor;
  }
  return Math.max(0, left);
}

type Placing = { readonly incoming: Incoming; left: number; readonly made: Map<string, ProposedAllocation> };

/** Places at most `most` on the target, adding to what this run already placed there. */
function place(placing: Placing, target: AllocationTarget, most: number, by: 'debtor' | 'law'): void {
  const minor = Math.min(placing.left, most);
  if (minor <= 0) return;
  const key = `${target.kind}:${target.id}`;
  const before = placing.made.get(key);
  const { source, amount } = placing.incoming;
  const total = money(minor + (before?.amount.minor ?? 0), amount.currency);
  placing.made.set(key, { source, target, amount: total, by: before?.by ?? by });
  placing.left -= minor;
}

function placedOn(placing: Placing, target: AllocationTarget): number {
  return placing.made.get(`${target.kind}:${target.id}`)?.amount.minor ?? 0;
}

/** The debtor's direction: first what is free on the named lines, then what is contested of them, as they named them. */
function placeDirected(placing: Placing, direction: Direction, ledger: Ledger): void {
  for (const contested of [false, true]) {
    for (const named of direction.lines) {
      const view = ledger.byLine.get(named.lineId);
      if (view?.open.currency !== placing.incoming.amount.currency || view.line.closed === 'insolvency') continue;
      const target = { kind: 'line', id: named.lineId } as const;
      const room = view.open.minor - comingMinor(view) - (contested ? 0 : view.disputed.minor);
      const most = Math.min(room, named.amount?.minor ?? room) - placedOn(placing, target);
      place(placing, target, most, 'debtor');
    }
  }
}

/** C. civ. 1342-10 al. 2, over what the direction left. */
function placeByLaw(placing: Placing, ledger: Ledger, policy: LegalPolicy): void {
  const { currency } = placing.incoming.amount;
  const taken = (target: AllocationTarget): number => placedOn(placing, target);
  for (const step of legalOrder(ledger, currency, policy, taken)) {
    if (placing.left === 0) return;
    for (const { target, minor } of step(placing.left)) place(placing, target, minor, 'law');
  }
}

/**
 * Where incoming money goes: the accounts' own matching is kept; then the debtor's direction (C. civ. 1342-10 al. 1); then
 * the law's order (al. 2), which never touches contested, time-barred, handed-over or factored lines, nor charges that were
 * not claimed. What is left is a credit. Proposed amounts never exceed the money nor what is open of a line or charge.
 */
export function allocate(
  incoming: Incoming,
  account: Account,
  policy: LegalPolicy,
  asOf: CivilDate,
): AllocationProposal {
  const { currency } = incoming.amount;
  const left = unplaced(account, incoming, asOf);
  if (left === 0) return { rule: 'accounts', allocations: [], credit: money(0, currency) };
  const ledger = makeLedger(account, asOf);
  const placing: Placing = { incoming, left, made: new Map() };
  const direction = readDirection({ ...incoming, amount: money(left, currency) }, ledger);
  if (direction !== null) placeDirected(placing, direction, ledger);
  placeByLaw(placing, ledger, policy);
  const allocations = [...placing.made.values()];
  return { rule: direction?.rule ?? 'law', allocations, credit: money(placing.left, currency) };
}
