import { isWorkingDay } from '../calendar.ts';
import { addDays, type CivilDate } from '../civil-date.ts';
import { addWorkingDays } from '../working-days.ts';
import { type CaseReading } from './case-reading.ts';
import { type LevelEntry } from './case-file.ts';
import { type Level } from './policy.ts';
import { type Stop } from './stop.ts';

/** So many working days before the step, whoever sells to them hears of it. */
const aheadDays = 2;

type Rung = { readonly level: Level; readonly dueOn: CivilDate; readonly previous: LevelEntry | null };

/** What is owed to the sales owner before a rung: to tell them, to wait, or (null) nothing. */
export type SalesStep = {
  readonly stop: Stop;
  readonly tell: { readonly level: Level; readonly notBefore: CivilDate } | null;
};

/** The day on which telling is in time: two working days before the rung is due. */
function tellFrom({ calendar }: CaseReading, dueOn: CivilDate): CivilDate {
  let day = dueOn;
  for (let left = aheadDays; left > 0;) {
    day = addDays(day, -1);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
}

/** Whether the sales owner hears of a level ahead: by the policy, and always before a formal notice, a hand-over and a legal step. */
export function isOwnerTold({ tellSalesOwner, legal }: Level): boolean {
  return tellSalesOwner || legal !== 'none';
}

/**
 * The sales owner is told of every formal notice, hand-over and legal step, and of what the policy says, two working days before it:
 * early enough not to delay it where there is time, else it waits. What was told before the last level counted is old news.
 */
export function salesStep(reading: CaseReading, lineId: string, { level, dueOn, previous }: Rung): SalesStep | null {
  const { file, calendar } = reading;
  if (!isOwnerTold(level) || file.salesOwner === null || calendar.today < tellFrom(reading, dueOn)) return null;
  const since = previous?.countedOn ?? null;
  const told = file.toldSalesOwner
    .filter((of) => of.level === level.id && of.lineIds.includes(lineId) && (since === null || of.on >= since))
    .map(({ on }) => on)
    .toSorted()[0];
  const notBefore = addWorkingDays(calendar, told ?? calendar.today, aheadDays);
  if (told !== undefined && notBefore <= calendar.today) return null;
  const stop: Stop = {
    gate: 'sales-owner-untold',
    until: notBefore,
    detail: told === undefined ? 'told-now' : `told:${told}`,
  };
  return { stop, tell: told === undefined ? { level, notBefore } : null };
}
