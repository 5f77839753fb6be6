import { type Account, type ContactPoint, type Plan } from './account.ts';
import { mayReceiveCode } from './address-of-record.ts';
import { type Calendar, type Instant, isWorkingDay } from './calendar.ts';
import { addDays, type CivilDate } from './civil-date.ts';
import { isFrozen } from './frozen-line.ts';
import { type Ledger } from './ledger.ts';
import { type Money } from './money.ts';
import { planProgress } from './plan-progress.ts';

/** An instalment that is about to fall due, and what is still to come for it. */
export type ComingInstalment = {
  readonly planId: string;
  readonly position: number;
  readonly due: CivilDate;
  readonly missing: Money;
};

/** How many days before an instalment its notice is sent; on a working day, so rather earlier. */
const daysBefore = 3;
/** How long after the last money somebody is still thanked. */
const thanksDays = 10;

function noticeDay(due: CivilDate, calendar: Calendar): CivilDate {
  let day = addDays(due, -daysBefore);
  while (!isWorkingDay(calendar, day)) day = addDays(day, -1);
  return day;
}

function isFollowed(plan: Plan, { account, asOf }: Ledger): boolean {
  const isStopped = plan.lines.some(({ lineId }) => {
    const line = account.lines.find(({ id }) => id === lineId);
    return line !== undefined && (line.closed !== null || isFrozen(account, line, asOf));
  });
  return (plan.status === 'active' || plan.status === 'late') && !isStopped;
}

/**
 * The instalments whose notice is due today or was missed on a day off, none on the day of the instalment itself: nothing of a parked account,
 * nothing that is paid, nor what was agreed on since the notice would have left.
 */
export function instalmentsToAnnounce(ledger: Ledger, calendar: Calendar): readonly ComingInstalment[] {
  const { account } = ledger;
  const { today } = calendar;
  if (account.debtor.parked !== null || !isWorkingDay(calendar, today)) return [];
  return account.plans
    .filter((plan) => isFollowed(plan, ledger))
    .flatMap((plan) =>
      planProgress(plan, ledger, 0)
        .instalments.filter(({ due, missing }) => {
          const from = noticeDay(due, calendar);
          const isNews = plan.signedOn !== null && plan.signedOn < from;
          return missing.minor > 0 && from <= today && today < due && isNews;
        })
        .map(({ position, due, missing }) => ({ planId: plan.id, position, due, missing })),
    );
}

/**
 * Whether somebody we had written to about these lines is to be thanked: all of them are settled by money, lately, and nothing else is
 * late. What was written off or handed over is no reason for thanks.
 */
export function isToThank(ledger: Ledger, lineIds: readonly string[], calendar: Calendar): boolean {
  const views = lineIds.flatMap((id) => ledger.byLine.get(id) ?? []);
  const isSettled = views.length > 0 && views.every(({ open, line }) => open.minor === 0 && line.closed === null);
  const isLate = ledger.lines.some(({ open, overdue }) => overdue && open.minor > 0);
  if (!isSettled || isLate || ledger.account.debtor.parked !== null || !isWorkingDay(calendar, calendar.today))
    return false;
  const paid = views.flatMap(({ settlements }) => settlements.filter(({ source }) => source.kind !== 'credit-note'));
  return paid.some(({ on }) => on >= addDays(calendar.today, -thanksDays));
}

/**
 * Where a notice goes: the address by which it was agreed or asked, else an e-mail, else a telephone of the same person; WhatsApp never,
 * which may be written to for a day only. Null where none may be used.
 */
export function servicePoint(account: Account, preferred: string | null, now: Instant): ContactPoint | null {
  const usable = account.points.filter((point) => point.channel !== 'whatsapp' && mayReceiveCode(point, now));
  const asked = account.points.find(({ id }) => id === preferred);
  const own = asked === undefined ? usable : usable.filter(({ contactId }) => contactId === asked.contactId);
  const roles = own.filter(({ role }) => role === 'self' || role === 'payables' || asked !== undefined);
  const byChannel = (channel: ContactPoint['channel']): ContactPoint | undefined =>
    roles.find((point) => point.channel === channel);
  return usable.find(({ id }) => id === preferred) ?? byChannel('email') ?? byChannel('sms') ?? null;
}
