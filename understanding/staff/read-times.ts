import { addDays, type CivilDate } from '../../domain/civil-date.ts';
import { type DayField } from '../../domain/staff/query.ts';
import { monthOf } from '../date-words.ts';
import { readDateSpans } from '../read-date.ts';
import { readMark } from '../span.ts';
import { monthName, namedMonth, type Period, periodRules } from './periods.ts';
import { phrase } from './phrase.ts';
import { marks, put, type Scan, take } from './scan.ts';

/** A time that was written: as a stretch (null: what is written as a date and is none), of what it is where a word beside it says so. */
export type Time = {
  readonly field: DayField | null;
  readonly period: Period | null;
  readonly at: number;
  readonly rolling: boolean; // "the last six months", up to today
};

/** What was read of times: stretches, and the day as of which all is asked. */
export type Times = { readonly times: readonly Time[]; readonly asOf: CivilDate | null };

/** Words before a time that say of what it is; they stay for those who read what is asked for. */
export const timeLeads: readonly (readonly [DayField, string])[] = [
  [
    'due',
    'echeances?|echeant|exigibles?|dues?|due dates?|falling due|tomb(?:e|ant|ent)|arriv(?:e|ant|ent) a echeance|echue?s?|fell due|fall due',
  ],
  ['paid', 'recue?s?|encaissee?s?|payee?s?|reglee?s?|received|paid|collected|in'],
  ['issued', 'emise?s?|facturee?s?|issued|invoiced|billed|dated|date de facture|datee?s?'],
  ['contacted', 'relancee?s?|contactee?s?|contacted|reminded|chased|appelee?s?|called|written to'],
  ['promised', 'promise?s?|promised|promesses? (?:pour|for)|promises? for'],
  ['opened', 'ouverte?s?|opened|creee?s?|created|raised|declaree?s?|deposee?s?'],
  ['answered', 'clos|close?s?|closed|tranchee?s?|decided|answered'],
];
const leadPatterns = timeLeads
  .filter(([field]) => field !== 'paid')
  .concat([['paid', 'recue?s?|encaissee?s?|payee?s?|reglee?s?|received|paid|collected']])
  .map(([field, source]) => ({
    field,
    pattern: new RegExp(
      `(?<![a-z])(?:${source})(?: (?:en|in|le|la|les|on|the|du|de|d|au|over|during|for|pour|sur|dans|depuis|since|before|avant|by|until|entre|between|from|jusqu))* ?$`,
    ),
  }));

/** "Relances en novembre" may be what is asked for, where "contacted in November" is not. */
const saysOnlyWhen = /^(?:echeance|contactee?s?|contacted|reminded|chased|relancee) /;
const saysNothingElse = new Set<DayField>(['opened', 'answered']);

const leadIn = /^(?:(?:du|au|le|la|the|on|by|before|from|until|till|des|d ici|avant|depuis|since|jusqu)(?: |$))+/;
const d = marks.day;
const stretches: readonly (readonly [RegExp, (first: CivilDate | null, second: CivilDate | null) => Period])[] = [
  [
    new RegExp(
      `(?<![a-z])(?:du|de|d|entre|between|from) (?:le |the )?(${d}+) ?(?:au|a|et|to|and|until|till|-|–|jusqu au|jusqu a) ?(?:le |the )?(${d}+)`,
      'g',
    ),
    (min, max) => ({ min, max }),
  ],
  [
    new RegExp(
      `(?<![a-z])(?:depuis|since|a partir (?:du|de)|a compter (?:du|de)|from|starting|des|after|apres) (?:le |the |on )?(${d}+)(?: (?:on|onwards))?`,
      'g',
    ),
    (min) => ({ min, max: null }),
  ],
  [
    new RegExp(
      `(?<![a-z])(?:jusqu (?:au|a|en)|until|till|up to|by|no later than|au plus tard|d ici(?: (?:au|a|le))?) (?:le |the )?(${d}+)`,
      'g',
    ),
    (max) => ({ min: null, max }),
  ],
  [
    new RegExp(`(?<![a-z])(?:avant|before) (?:le |the )?(${d}+)`, 'g'),
    (day) => ({ min: null, max: day === null ? null : addDays(day, -1) }),
  ],
];
const asOfDay = new RegExp(
  `(?<![a-z])(?:as (?:of|at)|au|a|arretee?s? au|a (?:la )?date (?:du|de)|position au|situation au|on the|at|etat au) (?:le |the |end of )?(${d}+)`,
  'g',
);
const singleDay = new RegExp(`(?:(?<![a-z])(?:le|la|on|the|du|de|d|pour|for) )*(${d}+)`, 'g');

type Written = { readonly from: number; readonly to: number; readonly day: CivilDate | null };

function markDays(scan: Scan, today: CivilDate): readonly Written[] {
  const spans = readDateSpans(scan.text, { today, prefer: 'past' });
  return spans.flatMap(({ start, end, value }): readonly Written[] => {
    if (end - start < 2 || (value !== null && value.kind !== 'date')) return [];
    const lead = leadIn.exec(scan.text.slice(start, end))?.[0].length ?? 0;
    const from = lead < end - start ? start + lead : start;
    put(scan, from, end, d);
    return [{ from, to: end, day: value?.kind === 'date' ? value.date : null }];
  });
}

type Lead = { readonly field: DayField; readonly start: number };

function leadBefore(text: string, at: number): Lead | null {
  const from = Math.max(0, at - 40);
  const before = text.slice(from, at);
  for (const { field, pattern } of leadPatterns) {
    const match = pattern.exec(before);
    if (match !== null) return { field, start: from + match.index };
  }
  return null;
}

const compiled = periodRules.map(({ source, read }) => ({ pattern: phrase(source), read }));
const months = new RegExp(
  `(?<![a-z0-9])(?:(?<tie>depuis|since|from|a partir (?:de|d)|des|jusqu en|jusqu a|until|up to) )?(?:(?:en|in|de|d|du|pour|of|for|sur|over|au|during|dans le|le|the|month of) ){0,3}${monthName}(?![a-z0-9])`,
  'g',
);

/** The month said by its name; "depuis juillet" and "until July" are open. */
function monthPeriod(
  groups: Readonly<Record<string, string | undefined>>,
  today: CivilDate,
  nearest: boolean,
): Period | null {
  const { tie = '', month = '', year } = groups;
  const whole = namedMonth(monthOf(month), year === undefined ? null : Number(year), today, nearest);
  if (whole === null) return null;
  if (/^(?:depuis|since|from|a partir|des)/.test(tie)) return { min: whole.min, max: null };
  if (/^(?:jusqu|until|up to)/.test(tie)) return { min: null, max: whole.max };
  return whole;
}

type Reader = { readonly scan: Scan; readonly whole: string; readonly today: CivilDate; readonly times: Time[] };

function add({ scan, whole, times }: Reader, at: number, period: Period | null, rolling = false): void {
  const lead = leadBefore(whole, at);
  times.push({ field: lead?.field ?? null, period, at, rolling });
  // "Opened" is nothing else, where "received" may be what is asked for.
  const isOnly = lead !== null && (saysNothingElse.has(lead.field) || saysOnlyWhen.test(whole.slice(lead.start, at)));
  if (lead !== null && isOnly) put(scan, lead.start, at, readMark);
}

function readStretches(reader: Reader): void {
  const { scan, today } = reader;
  for (const { pattern, read } of compiled) {
    for (const match of take(scan, pattern)) {
      const rolling = (match.groups?.['count'] ?? match.groups?.['other']) !== undefined;
      add(reader, match.index, read(match.groups ?? {}, today), rolling);
    }
  }
}

function readDays(reader: Reader): CivilDate | null {
  const { scan, today } = reader;
  const days = markDays(scan, today);
  const dayAt = (match: RegExpExecArray, group: 1 | 2): CivilDate | null => {
    const written = match[group];
    if (written === undefined) return null;
    const offset = group === 1 ? match[0].indexOf(written) : match[0].lastIndexOf(written);
    return days.find(({ from }) => from === match.index + offset)?.day ?? null;
  };
  let asOf: CivilDate | null = null;
  for (const [pattern, read] of stretches) {
    for (const match of take(scan, pattern)) add(reader, match.index, read(dayAt(match, 1), dayAt(match, 2)));
  }
  for (const match of take(scan, asOfDay)) asOf = dayAt(match, 1);
  for (const match of take(scan, singleDay)) {
    const day = dayAt(match, 1);
    add(reader, match.index, day === null ? null : { min: day, max: day });
  }
  return asOf;
}

function readMonths(reader: Reader): void {
  for (const match of take(reader.scan, months)) {
    const field = leadBefore(reader.whole, match.index)?.field;
    const isNear = field === 'due' || field === 'promised';
    add(reader, match.index, monthPeriod(match.groups ?? {}, reader.today, isNear));
  }
}

/** Reads the times of a question; they are blanked, and a word before them that may be what is asked for stays. */
export function readTimes(scan: Scan, today: CivilDate): Times {
  const reader: Reader = { scan, whole: scan.text, today, times: [] };
  readStretches(reader);
  const asOf = readDays(reader);
  readMonths(reader);
  return { times: reader.times.sort((a, b) => a.at - b.at), asOf };
}

/** The text without the words that say of what its times are. */
export function withoutLeads(text: string, { times }: Times): string {
  return times.reduce((left, { field, at }) => {
    const lead = field === null ? null : leadBefore(left, at);
    if (lead === null) return left;
    return left.slice(0, lead.start) + readMark.repeat(at - lead.start) + left.slice(at);
  }, text);
}
