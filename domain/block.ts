import { type CivilDate } from './civil-date.ts';
import { isDisputeOpen, isHoldEffective } from './held-amount.ts';
import { type Ledger } from './ledger.ts';

/** What decides on a block beside the account. */
export type BlockFacts = {
  readonly essential: boolean; // the creditor supplies energy, water or telecommunications
  readonly protection: string | null; // deceased, minor, guardianship
  readonly pausedUntil: CivilDate | null; // by the sales owner
  readonly notBefore: CivilDate | null; // two working days after the sales owner was told; null: there is none to tell
};

export type BlockRefusal =
  | 'essential'
  | 'parked'
  | 'disputed'
  | 'promised'
  | 'planned'
  | 'vulnerable'
  | 'nothing-late'
  | 'sales-pause'
  | 'too-early';

/** Whether anything that may be asked for is late. */
function isAnythingLate(ledger: Ledger): boolean {
  return ledger.lines.some(
    ({ line, open, overdue, timeBarred }) => overdue && open.minor > 0 && !timeBarred && line.closed === null,
  );
}

/**
 * Why an account may not be blocked, or not stay so; null when it may. Essential services are never cut off this way (CASF L115-3 has
 * a procedure of its own), nor anyone who contests, has promised, keeps to a plan, or needs care.
 */
export function whyNoBlock(
  ledger: Ledger,
  { essential, protection }: Pick<BlockFacts, 'essential' | 'protection'>,
): BlockRefusal | null {
  const { account, asOf } = ledger;
  if (essential) return 'essential';
  if (account.debtor.parked !== null) return 'parked';
  const holds = account.holds.filter((hold) => isHoldEffective(hold, asOf));
  if (protection !== null || holds.some(({ reason }) => reason === 'vulnerable')) return 'vulnerable';
  if (account.disputes.some(isDisputeOpen) || holds.some(({ reason }) => reason === 'dispute' || reason === 'check'))
    return 'disputed';
  if (account.promises.some(({ status }) => status === 'open')) return 'promised';
  if (account.plans.some(({ status }) => status === 'accepted' || status === 'active' || status === 'late'))
    return 'planned';
  return isAnythingLate(ledger) ? null : 'nothing-late';
}

/** Why an account may not be blocked today; null when a manager may. */
export function whyNotBlock(ledger: Ledger, facts: BlockFacts): BlockRefusal | null {
  const why = whyNoBlock(ledger, facts);
  if (why !== null) return why;
  if (facts.pausedUntil !== null && facts.pausedUntil > ledger.asOf) return 'sales-pause';
  return facts.notBefore !== null && ledger.asOf < facts.notBefore ? 'too-early' : null;
}
