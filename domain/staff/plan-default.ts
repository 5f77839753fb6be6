import { type DebtorKind, type Plan } from '../account.ts';
import { addDays, type CivilDate } from '../civil-date.ts';

/** Days a written notice gives before a plan may end, where no policy gives more. */
const leastDays: Readonly<Record<DebtorKind, number>> = {
  consumer: 30,
  'sole-trader': 30, // may have bought for themselves
  company: 8,
  'public-body': 8,
};

/** What became of the written notice that comes before a default. */
export type DefaultNotice = { readonly postedOn: CivilDate | null; readonly days: number };

export type DefaultRefusal = 'plan-not-late' | 'not-posted' | 'too-early';

/** The days between the written notice and the end of the plan: the policy's, never less than the least. */
export function defaultNoticeDays(kind: DebtorKind, policyDays: number | null): number {
  return Math.max(leastDays[kind], policyDays ?? 0);
}

/** The first day on which a plan may be ended after that notice; null while it was not posted. */
export function defaultFrom({ postedOn, days }: DefaultNotice): CivilDate | null {
  return postedOn === null ? null : addDays(postedOn, days + 1);
}

/** Why a plan may not be ended today; null when a person may decide it: still late, and the days it was given have run out. */
export function whyNoDefault(
  plan: Pick<Plan, 'status'>,
  notice: DefaultNotice,
  today: CivilDate,
): DefaultRefusal | null {
  if (plan.status !== 'late') return 'plan-not-late';
  const from = defaultFrom(notice);
  if (from === null) return 'not-posted';
  return today < from ? 'too-early' : null;
}
