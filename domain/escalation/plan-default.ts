import { type Plan } from '../account.ts';
import { addDays, type CivilDate } from '../civil-date.ts';
import { type EscalationPolicy } from './policy.ts';

/** What stands between a late plan and its end: a written notice, its days, then a person. */
export type PlanDefault =
  | { readonly kind: 'none' } // not late
  | { readonly kind: 'notice' } // to be written
  | { readonly kind: 'running'; readonly until: CivilDate } // it reached them: the last day to catch up
  | { readonly kind: 'decision' }; // a named person's: the lines then go on from the levels they had

/**
 * Where the end of a plan stands on a day. Nothing ends it but a person, after a written notice that reached them `defaultNoticeDays`
 * days ago; an instalment that comes meanwhile makes the plan on time again, and the next delay needs a notice of its own.
 */
export function planDefault(
  { status }: Pick<Plan, 'status'>,
  lateSince: CivilDate,
  noticeCountedOn: CivilDate | null,
  { policy, today }: { readonly policy: Pick<EscalationPolicy, 'defaultNoticeDays'>; readonly today: CivilDate },
): PlanDefault {
  if (status !== 'late') return { kind: 'none' };
  if (noticeCountedOn === null || noticeCountedOn < lateSince) return { kind: 'notice' };
  const until = addDays(noticeCountedOn, policy.defaultNoticeDays);
  return until < today ? { kind: 'decision' } : { kind: 'running', until };
}
