import { type Account, type PromiseLine } from './account.ts';
import { type PlanPolicy } from './plan-policy.ts';

/** From the policy's amount on, a company is bound by its director's address of record, else by a person's decision. */
export function reachesDirectorAmount(
  lines: readonly PromiseLine[],
  account: Account,
  policy: PlanPolicy | null,
): boolean {
  if (account.debtor.kind === 'consumer') return false;
  const total = lines.reduce((sum, { amount }) => sum + amount.minor, 0);
  const currency = lines[0]?.amount.currency;
  const limit = policy?.directorConfirmsFrom.find((amount) => amount.currency === currency);
  return limit !== undefined && total >= limit.minor;
}
