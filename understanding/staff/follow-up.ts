import { type CivilDate } from '../../domain/civil-date.ts';
import { type Filter, type Having, type Measure, rangeOfDays, type StaffQuery } from '../../domain/staff/query.ts';
import { type Refinement } from '../../domain/staff/staff-command.ts';
import { isOfThem } from './going-on.ts';
import { openedMeasures, standingMeasures, stateOfMeasure, timeFieldOf } from './measure-traits.ts';
import { ownThing } from './measure-words.ts';
import { type Period } from './periods.ts';
import { type Reading } from './reading.ts';
import { type StaffSituation } from './situation.ts';
import { toQuery } from './to-query.ts';

/** Words that tie what follows to the question before, and say nothing else. */
const cues = new Set(
  [
    'seulement uniquement juste rien only just lesquels lesquelles lequel laquelle parmi among eux plutot instead',
    'garde gardez keep filtre filtrer filter narrow same idem pareil ones ajoute limite',
  ].flatMap((words) => words.split(' ')),
);
const narrows = /^(?:seulement|uniquement|only|just|juste|sans|without|hors|sauf|avec|with|excluding)(?![a-z])/;
const counts = /^(?:et |and )?(?:how many|combien)(?![a-z])/;

function hasStatus({ filters }: Reading, field: 'promise-status' | 'plan-status', code: string): boolean {
  return filters.some((of) => of.field === field && of.oneOf.includes(code));
}

function stateNamed(measure: Measure, reading: Reading): Having | undefined {
  const what = measure === 'contacts' ? 'contact' : stateOfMeasure[measure];
  if (what === 'promise' && hasStatus(reading, 'promise-status', 'broken')) return 'broken-promise';
  return what === 'plan' && hasStatus(reading, 'plan-status', 'late') ? 'late-plan' : what;
}

/** "Which of them promised?": what is named is a state of those rows; null where it is no state. */
function asStates(reading: Reading, previous: StaffQuery): readonly Filter[] | null {
  const filters: Filter[] = [];
  for (const { measure } of reading.measures) {
    const what = stateNamed(measure, reading);
    if (what !== undefined) filters.push({ field: 'has', what, not: false });
    else if (measure === 'overdue') filters.push({ field: 'days-overdue', range: { min: 1, max: null } });
    else if (measure !== previous.measure && measure !== 'open') return null;
  }
  return filters;
}

type Timed = { readonly add: readonly Filter[]; readonly asOf?: StaffQuery['asOf'] };

/** The last day of a time that is over; null where it is not. */
function endBefore(today: CivilDate, { max }: Period): CivilDate | null {
  return max === null || max >= today ? null : max;
}

/** A new time takes the place of the old one: of the field that the question had, or as of which it was asked. */
function retimed({ times: { times, asOf } }: Reading, previous: StaffQuery, measure: Measure, today: CivilDate): Timed {
  if (asOf !== null) return { add: [], asOf };
  const known = rangeOfDays.find((field) => previous.filters.some((filter) => filter.field === field));
  const field = times.find((time) => time.field !== null)?.field ?? known;
  const periods = times.flatMap(({ period }) => (period === null ? [] : [period]));
  const [first] = periods;
  if (first !== undefined && field === undefined && standingMeasures.has(measure)) {
    return { add: [], asOf: endBefore(today, first) };
  }
  return { add: periods.map((range): Filter => ({ field: field ?? timeFieldOf[measure], range })) };
}

function dayFilters({ daySpans }: Reading, measure: Measure): readonly Filter[] {
  return daySpans.map(({ of, range }): Filter => ({
    field: of === 'age' || (of === null && openedMeasures.has(measure)) ? 'age-days' : 'days-overdue',
    range: range ?? { min: null, max: null },
  }));
}

/** Conditions that were said, less a status that became a state. */
function keptFilters({ filters }: Reading, states: readonly Filter[]): readonly Filter[] {
  const isState = (what: Having): boolean => states.some((filter) => filter.field === 'has' && filter.what === what);
  return filters.filter(
    ({ field }) =>
      !(field === 'promise-status' && isState('broken-promise')) && !(field === 'plan-status' && isState('late-plan')),
  );
}

/** Rows of something else that is asked for now. */
function rowsAsked(asked: StaffQuery, previous: StaffQuery, isCounted: boolean): StaffQuery['groupBy'] | undefined {
  const own = ownThing[asked.measure];
  if (own !== undefined) return isCounted ? null : own;
  const before = ownThing[previous.measure];
  const hadThings = before !== undefined && before !== 'account' && before !== 'line' && before === previous.groupBy;
  return hadThings ? asked.groupBy : undefined;
}

function groupingBy(
  reading: Reading,
  asked: StaffQuery | null,
  previous: StaffQuery,
): StaffQuery['groupBy'] | undefined {
  const [group] = reading.groups;
  if (group !== undefined) return group;
  if (asked !== null) return rowsAsked(asked, previous, reading.counts);
  if (reading.counts) return null;
  const { subject, order, largest, limit } = reading;
  if (subject !== null) return previous.groupBy === null || subject === 'line' ? subject : undefined;
  const wantsRows = order !== null || largest || limit !== null;
  return wantsRows && previous.groupBy === null ? 'account' : undefined;
}

type Wishes = Pick<Refinement, 'measure' | 'groupBy' | 'order' | 'limit'>;

/** What is asked for otherwise than before: of what, by what, in which order, how many. */
function wishesOf(
  reading: Reading,
  grouping: StaffQuery['groupBy'] | undefined,
  measure: Measure,
  previous: StaffQuery,
): Wishes {
  const { order, limit } = reading;
  return {
    ...(measure === previous.measure ? {} : { measure }),
    ...(grouping === undefined || grouping === previous.groupBy ? {} : { groupBy: grouping }),
    ...(order === null ? {} : { order }),
    ...(limit === null ? {} : { limit }),
  };
}

/** Whether a word is left that nobody read. */
function saysMore({ left }: Reading): boolean {
  return left.some((word) => !cues.has(word));
}

/** What else is asked for, where the words are not about the rows before. */
function askedElse(reading: Reading, isOfRows: boolean, today: CivilDate): StaffQuery | null {
  return isOfRows || reading.measures.length === 0 ? null : (toQuery(reading, today)?.query ?? null);
}

/** How words change the question before; null where they say nothing that can change it. */
export function followUp(reading: Reading, plain: string, situation: StaffSituation): Refinement | null {
  const { previous, today } = situation;
  if (previous === null || saysMore(reading)) return null;
  const ofThem = isOfThem(plain);
  const states = ofThem || narrows.test(plain) ? asStates(reading, previous) : [];
  if (states === null) return null;
  const asked = askedElse(reading, ofThem || states.length > 0, today);
  const measure = asked?.measure ?? previous.measure;
  const { add: periods, ...asOf } = retimed(reading, previous, measure, today);
  const add = [...keptFilters(reading, states), ...states, ...dayFilters(reading, measure), ...periods];
  const isCounted = [ofThem, counts.test(plain)].every(Boolean);
  const grouping = isCounted ? null : groupingBy(reading, asked, previous);
  const wishes = { ...wishesOf(reading, grouping, measure, previous), ...asOf };
  return add.length === 0 && Object.keys(wishes).length === 0 ? null : { add, drop: [], ...wishes };
}
