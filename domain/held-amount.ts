import { type Account, type Dispute, type Hold } from './account.ts';
import { type CivilDate } from './civil-date.ts';
import { type DisputeReason } from './command.ts';
import { type Ledger, lineView } from './ledger.ts';
import { type Money, money } from './money.ts';

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

function heldMinor(holds: readonly Hold[], lineId: string, open: number, asOf: CivilDate): number {
  let held = 0;
  for (const hold of holds) {
    if ((hold.lineId !== null && hold.lineId !== lineId) || !isHoldEffective(hold, asOf)) continue;
    if (hold.lineId === null || hold.amount === null) return open;
    held += hold.amount.minor;
  }
  return Math.min(open, held);
}

/**
 * The contested part of what is open of a line, in minor units: its open disputes, or its dispute holds when these are larger
 * (a dispute that was accepted is held until its credit note is there).
 */
export function disputedMinor(account: Account, lineId: string, open: number, asOf: CivilDate): number {
  let disputed = 0;
  for (const dispute of account.disputes) {
    if (dispute.lineId === lineId && dispute.openedOn <= asOf && isDisputeOpen(dispute))
      disputed += dispute.amount.minor;
  }
  const holds = account.holds.filter((hold) => hold.reason === 'dispute');
  return Math.min(open, Math.max(disputed, heldMinor(holds, lineId, open, asOf)));
}

/** What of the line's open amount is not chased on the ledger's date, by any hold or by those of the given reasons. */
export function heldAmount(ledger: Ledger, lineId: string, reasons?: readonly Hold['reason'][]): Money {
  const { open } = lineView(ledger, lineId);
  const holds = ledger.account.holds.filter((hold) => reasons === undefined || reasons.includes(hold.reason));
  return money(heldMinor(holds, lineId, open.minor, ledger.asOf), open.currency);
}
