import { type Account } from '../account.ts';
import { isOwnClaim } from '../own-claim.ts';
import { type PlanPolicy } from '../plan-policy.ts';
import { type CaseFile } from './case-file.ts';
import { type ClaimedLine } from './step.ts';

/** What whoever calls about these lines may agree to: as much as the machine may, but nothing an insurer or a factor has a say in. */
export function callOffers(
  account: Account,
  asked: readonly Pick<ClaimedLine, 'lineId'>[],
  { credit }: Pick<CaseFile, 'credit'>,
  policy: PlanPolicy | null,
): PlanPolicy | null {
  const ids = new Set(asked.map(({ lineId }) => lineId));
  const isOurs = account.lines.every((line) => !ids.has(line.id) || isOwnClaim(line));
  return credit?.insured == null && isOurs ? policy : null;
}
