import { addDays, addMonths, type CivilDate, daysBetween } from '../../domain/civil-date.ts';
import { type DayField, type Filter, type Measure } from '../../domain/staff/query.ts';
import { flowMeasures, openedMeasures, standingMeasures, timeFieldOf, trendMeasures } from './measure-traits.ts';
import { monthAway, type Period } from './periods.ts';
import { type DaySpan } from './read-days.ts';
import { type Time } from './read-times.ts';
import { type Reading } from './reading.ts';

/** What times say: conditions, or the day as of which all is asked. */
export type Timed = { readonly filters: readonly Filter[]; readonly asOf: CivilDate | null };

/** Whether a time is two months or more, so that a rate is shown month by month. */
export function isLong({ period }: Time, today: CivilDate): boolean {
  return period?.min != null && daysBetween(period.min, period.max ?? today) >= 59;
}

/** "The last six months" of a trend are whole months, this one included. */
function wholeMonths(time: Time, today: CivilDate): Period | null {
  const { period, rolling } = time;
  if (period?.min == null || !rolling || !isLong(time, today)) return period;
  return { min: addMonths(period.min, 1, 1), max: monthAway(today, 0).max };
}

const isAnswered = new Set(['accepted', 'partly-accepted', 'rejected', 'withdrawn']);

/** Disputes that were decided are asked for by the day of it: "rejected in November". */
function asksForAnswers({ filters }: Reading): boolean {
  return filters.some(
    (filter) => filter.field === 'dispute-status' && !filter.not && filter.oneOf.every((code) => isAnswered.has(code)),
  );
}

function fieldOf(field: DayField | null, measure: Measure, reading: Reading): DayField {
  const isOfPromises = measure === 'promises' || measure === 'promise-kept-rate';
  if (field === 'due' && isOfPromises) return 'promised';
  if (field === null && measure === 'disputes' && asksForAnswers(reading)) return 'answered';
  return field === null || (field === 'answered' && measure !== 'disputes') ? timeFieldOf[measure] : field;
}

/** What is true today needs no time to be said: "whom to call today". */
const ofToday = new Set<Measure>([...standingMeasures, 'priority', 'tasks', 'holds']);

/** The day that is named without a word of what it is. */
function dayAlone({ field, period }: Time): CivilDate | null {
  return field === null && period?.min === period?.max ? (period?.min ?? null) : null;
}

/** What the times of a question are of. */
export function timed(reading: Reading, measure: Measure, today: CivilDate): Timed {
  const { times, groups } = reading;
  const isTrend = groups[0] === 'month' || (groups.length === 0 && trendMeasures.has(measure));
  let { asOf } = times;
  const filters: Filter[] = [];
  for (const time of times.times) {
    const period = isTrend ? wholeMonths(time, today) : time.period;
    if (period === null) continue;
    const day = dayAlone(time);
    if (day !== null && day < today && standingMeasures.has(measure)) asOf = day;
    else if (day !== today || !ofToday.has(measure))
      filters.push({ field: fieldOf(time.field, measure, reading), range: period });
  }
  return { filters, asOf };
}

/** How many days, as a condition: of lateness, of age, or up to today. */
export function dayFilter(span: DaySpan, measure: Measure, today: CivilDate): Filter {
  const range = span.range ?? { min: null, max: null };
  if (span.of === null && span.since && flowMeasures.has(measure) && range.min !== null) {
    return { field: timeFieldOf[measure], range: { min: addDays(today, -range.min), max: today } };
  }
  const isAge = span.of === 'age' || (span.of === null && openedMeasures.has(measure));
  return { field: isAge ? 'age-days' : 'days-overdue', range };
}
