import { type Account, type Plan } from '../account.ts';
import { type CivilDate } from '../civil-date.ts';
import { makeLedger } from '../ledger.ts';
import { type Money, sum } from '../money.ts';
import { type InstalmentProgress, planProgress } from '../plan-progress.ts';

/** What is missing of a plan: of which instalments, and in all. */
export type LatePart = { readonly late: readonly InstalmentProgress[]; readonly missing: Money };

/** A payment may be that late without being called missing. */
const graceDays = 5;

/** What of a plan is past its grace on that day. */
export function latePart(plan: Plan, account: Account, today: CivilDate): LatePart {
  const { instalments } = planProgress(plan, makeLedger(account, today), graceDays);
  const late = instalments.filter(({ status }) => status === 'late');
  const missing = sum(
    late.map((one) => one.missing),
    plan.total.currency,
  );
  return { late, missing };
}
