import { type Dispute, type Hold } from './account.ts';
import { type CivilDate } from './civil-date.ts';
import { type DisputeReason } from './command.ts';

/** Time-limited checks on our side: what the debtor says may already be settled, so nothing is contested. */
export function isCheck(reason: DisputeReason): boolean {
  return reason === 'already-paid' || reason === 'number-missing';
}

/** Effective on [from, until). */
export function isHoldEffective(hold: Hold, asOf: CivilDate): boolean {
  return hold.from <= asOf && (hold.until === null || asOf < hold.until);
}

/** Contested and not decided yet; a payment never closes a dispute. */
export function isDisputeOpen(dispute: Dispute): boolean {
  return (dispute.status === 'open' || dispute.status === 'investigating') && !isCheck(dispute.reason);
}

/** What the holds keep from being chased of a line's open amount, in minor units; a hold without an amount keeps all of it. */
export function heldMinor(holds: readonly Hold[], lineId: string, open: number, asOf: CivilDate): number {
  let held = 0;
  for (const hold of holds) {
    if ((hold.lineId !== null && hold.lineId !== lineId) || !isHoldEffective(hold, asOf)) continue;
    if (hold.lineId === null || hold.amount === null) return open;
    held += hold.amount.minor;
  }
  return Math.min(open, held);
}

/** Everything that may keep one line from being chased: its disputes, its holds and those of the whole account. */
export type Restraints = { readonly disputes: readonly Dispute[]; readonly holds: readonly Hold[] };

/**
 * The contested part of what is open of a line, in minor units: its open disputes, or its dispute holds when these are larger
 * (a dispute that was accepted is held until its credit note is there).
 */
export function disputedMinor(on: Restraints, lineId: string, open: number, asOf: CivilDate): number {
  if (on.disputes.length + on.holds.length === 0) return 0;
  let disputed = 0;
  for (const dispute of on.disputes) {
    if (dispute.lineId === lineId && dispute.openedOn <= asOf && isDisputeOpen(dispute))
      disputed += dispute.amount.minor;
  }
  const holds = on.holds.filter((hold) => hold.reason === 'dispute');
  return Math.min(open, Math.max(disputed, heldMinor(holds, lineId, open, asOf)));
}
