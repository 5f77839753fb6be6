import { heldMinor } from '../held-amount.ts';
import { type Ledger } from '../ledger.ts';
import { type Money } from '../money.ts';

/** A line as a notice was drawn for it: what of it may be asked for. */
export type DrawnLine = { readonly lineId: string; readonly claim: Money };

/**
 * Whether a notice still says what the account says: nothing it asks for was paid, contested, promised, planned, held, closed or
 * time-barred since. A letter cannot be drawn again by itself, so one cent less and it no longer holds.
 */
export function noticeHolds(lines: readonly DrawnLine[], ledger: Ledger): boolean {
  if (ledger.account.debtor.parked !== null) return false;
  return lines.every(({ lineId, claim }) => {
    const view = ledger.byLine.get(lineId);
    if (view === undefined || view.timeBarred || view.line.closed !== null) return false;
    if (view.open.currency !== claim.currency) return false;
    const { open, disputed, inTransit } = view;
    const held = Math.max(disputed.minor, heldMinor(ledger.account.holds, lineId, open.minor, ledger.asOf));
    return open.minor - held - inTransit.minor >= claim.minor;
  });
}
