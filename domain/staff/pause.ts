import { type Calendar } from '../calendar.ts';
import { type CivilDate } from '../civil-date.ts';
import { addWorkingDays } from '../working-days.ts';
import { mayAct } from './may-act.ts';
import { type StaffUser } from './staff-user.ts';

/** What the sales owner was told of a coming step. */
export type ToldStep = {
  readonly levelId: string;
  readonly lineIds: readonly string[];
  readonly pausedUntil: CivilDate | null;
};

export type PauseRefusal =
  'not-own-account' | 'nothing-told' | 'days-out-of-range' | 'reason-missing' | 'paused-before';
export type PauseVerdict =
  | { readonly kind: 'ok'; readonly until: CivilDate } // the first day on which the step may go on
  | { readonly kind: 'refused'; readonly why: PauseRefusal };

/** The most a sales owner may pause, in working days. */
const mostDays = 5;

/**
 * Whether the sales owner may pause the step they were told of last, and until when: once for a step and its lines, five working
 * days at most, with a reason the manager reads. `told` is oldest first.
 */
export function mayPause(
  who: StaffUser,
  wish: { readonly salesOwner: string | null; readonly days: number; readonly reason: string },
  told: readonly ToldStep[],
  calendar: Calendar,
): PauseVerdict {
  const refused = (why: PauseRefusal): PauseVerdict => ({ kind: 'refused', why });
  if (!mayAct(who, 'pause', wish.salesOwner)) return refused('not-own-account');
  if (!Number.isInteger(wish.days) || wish.days < 1 || wish.days > mostDays) return refused('days-out-of-range');
  if (wish.reason.trim() === '') return refused('reason-missing');
  const last = told.at(-1);
  if (last === undefined) return refused('nothing-told');
  const before = told.some(
    ({ levelId, lineIds, pausedUntil }) =>
      pausedUntil !== null && levelId === last.levelId && lineIds.some((id) => last.lineIds.includes(id)),
  );
  return before ? refused('paused-before') : { kind: 'ok', until: addWorkingDays(calendar, calendar.today, wish.days) };
}
