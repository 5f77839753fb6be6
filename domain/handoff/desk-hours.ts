import { type Calendar, isWorkingDay } from '../calendar.ts';

/** When people answer, in the creditor's zone; minutes from midnight, half-open. */
export type DeskHours = { readonly fromMinute: number; readonly untilMinute: number };

/** Nine to six, where nothing else is said. */
export const ordinaryDesk: DeskHours = { fromMinute: 540, untilMinute: 1080 };

/** Whether somebody is there at that minute of the calendar's day. */
export function isDeskOpen(calendar: Calendar, minute: number, hours: DeskHours = ordinaryDesk): boolean {
  return isWorkingDay(calendar, calendar.today) && hours.fromMinute <= minute && minute < hours.untilMinute;
}
