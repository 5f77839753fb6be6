import { type Calendar, isWorkingDay, nextWorkingDay } from '../calendar.ts';
import { addDays, type CivilDate } from '../civil-date.ts';
import { type ContactRules } from './policy.ts';

/** A moment in the debtor's own zone: a day and minutes from midnight. */
export type LocalMoment = { readonly on: CivilDate; readonly minute: number };

/** The first moment from `now` on at which something may be asked unasked, in the debtor's zone; `now` itself when it is one. */
export function nextOpening({ hours }: Pick<ContactRules, 'hours'>, calendar: Calendar, now: LocalMoment): LocalMoment {
  const windows = hours.toSorted((a, b) => a.fromMinute - b.fromMinute);
  if (isWorkingDay(calendar, now.on)) {
    const window = windows.find(({ untilMinute }) => now.minute < untilMinute);
    if (window !== undefined) return { on: now.on, minute: Math.max(now.minute, window.fromMinute) };
  }
  return nextDayOpening({ hours }, calendar, now.on);
}

/** When the next working day's hours begin. */
export function nextDayOpening(
  { hours }: Pick<ContactRules, 'hours'>,
  calendar: Calendar,
  day: CivilDate,
): LocalMoment {
  const minute = Math.min(...hours.map(({ fromMinute }) => fromMinute));
  return { on: nextWorkingDay(calendar, addDays(day, 1)), minute };
}
