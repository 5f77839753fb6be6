import { addDays, addMonths, type CivilDate } from '../civil-date.ts';
import { type LineView } from '../ledger.ts';
import { type LevelEntry } from './case-file.ts';
import { type CaseReading } from './case-reading.ts';
import { daysGivenBack } from './given-back.ts';
import { type Level } from './policy.ts';

function endOfMonth(day: CivilDate): CivilDate {
  return addMonths(day, 0, 31);
}

function baseOf({ offset }: Level, due: CivilDate, previous: LevelEntry | null): CivilDate {
  switch (offset.from) {
    case 'due':
      return due;
    case 'end-of-month':
      return endOfMonth(due);
    case 'previous':
      return previous?.countedOn ?? due;
  }
}

/**
 * The day from which a level is due, the days given back while the ball was ours added; never on the day on which the level before it
 * counted. It is a first day, not the only one: who missed it does the same a day later.
 */
export function dueDay(reading: CaseReading, { line }: LineView, level: Level, previous: LevelEntry | null): CivilDate {
  const base = baseOf(level, line.due, previous);
  const { disputes } = reading.account;
  const { today } = reading.calendar;
  const given =
    base < today && level.kind !== 'check'
      ? daysGivenBack(reading.pastHoldsOf(line.id), disputes, startOf(level, line.due, base), today)
      : 0;
  const on = addDays(base, level.offset.days + given);
  const next = previous?.countedOn == null ? null : addDays(previous.countedOn, 1);
  return next !== null && next > on ? next : on;
}

/** Days are given back from the due day on, or from the level before where it is counted from there. */
function startOf({ offset }: Level, due: CivilDate, base: CivilDate): CivilDate {
  return offset.from === 'previous' ? base : due;
}
