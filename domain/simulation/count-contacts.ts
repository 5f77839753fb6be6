import { addDays, type CivilDate } from '../civil-date.ts';
import { type ContactCount } from '../escalation/case-file.ts';

/** Contacts as the rules count them on a day, from the days on which something was asked unasked. */
export function countContacts(
  written: readonly CivilDate[],
  lastReplyOn: CivilDate | null,
  today: CivilDate,
): ContactCount {
  const since = (days: number): number => written.filter((on) => on > addDays(today, -days) && on <= today).length;
  return {
    ...{ today: since(1), week: since(7), month: since(30), lastOn: written.at(-1) ?? null },
    withoutReply: written.filter((on) => lastReplyOn === null || on > lastReplyOn).length,
    lastReplyOn,
  };
}
