import { type Range } from '../../domain/staff/query.ts';
import { makeComparison } from './compare.ts';
import { put, type Scan } from './scan.ts';
import { readMark } from '../span.ts';

const unit = '(?: ?\\+)? ?(?:jours?|jrs?|j|days?|d|semaines?|sem|weeks?|mois|months?|ans?|years?)(?![a-z0-9])';
const daysOf: readonly (readonly [RegExp, number])[] = [
  [/^(?: ?\+)? ?(?:semaines?|sem|weeks?)/, 7],
  [/^(?: ?\+)? ?(?:mois|months?)/, 30],
  [/^(?: ?\+)? ?(?:ans?|years?)/, 365],
];
const longest = 36_500;

function inDays(digits: string, tail: string): number | null {
  const days = Number(digits) * (daysOf.find(([pattern]) => pattern.test(tail))?.[1] ?? 1);
  return days <= longest ? days : null;
}

const compare = makeComparison({ unit: '\\d{1,5}', tail: unit, value: inDays });

const since = /(?<![a-z])(?:depuis|for|since|pendant) (?:les |the )?$/;
const opened = '(?:ouverte?s?|opened|open|en cours|creee?s?|created|raised)';
const openBefore = new RegExp(`(?<![a-z])${opened} (?:(?:depuis|for|since|il y a) )?$`);
const ageAfter = /^ ?(?:old|d age|d anciennete|ago|of age|d ouverture)(?![a-z])/;
const lateAfter =
  /^ ?(?:(?:de |d |of )?(?:retards?|late|overdue|past ?due|delinquent|echue?s?|depassement)|apres (?:l )?echeance|beyond terms|after (?:the )?due date)(?![a-z])/;

/** How many days, both ends included: of lateness, of age, or (null) of whatever the question is about; `since`: up to today. */
export type DaySpan = {
  readonly range: Range<number> | null;
  readonly of: 'late' | 'age' | null;
  readonly since: boolean;
};

function isPlain({
  more,
  less,
  atLeast,
  atMost,
  equal,
  afterAtLeast,
  afterAtMost,
  high,
}: Readonly<Record<string, string | undefined>>): boolean {
  return [more, less, atLeast, atMost, equal, afterAtLeast, afterAtMost, high].every((group) => group === undefined);
}

/** Spans of days: "plus de 60 jours de retard", "31 to 60 days". A month is thirty days; a plain number is at least so many. */
export function readDaySpans(scan: Scan): readonly DaySpan[] {
  return compare(scan).map(({ range, start, end, groups }): DaySpan => {
    const [before, after] = [scan.text.slice(Math.max(0, start - 40), start), scan.text.slice(end, end + 40)];
    const tie = since.exec(before);
    const tail = ageAfter.exec(after) ?? lateAfter.exec(after);
    const of = ageAfter.test(after) || openBefore.test(before) ? 'age' : lateAfter.test(after) ? 'late' : null;
    if (tie !== null) put(scan, start - tie[0].length, start, readMark);
    if (tail !== null) put(scan, end, end + tail[0].length, readMark);
    const bounds = range !== null && isPlain(groups) ? { min: range.min, max: null } : range;
    return { range: bounds, of, since: tie !== null };
  });
}
