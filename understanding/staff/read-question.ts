import { type Filter, type Measure } from '../../domain/staff/query.ts';
import { everyMatch } from '../every-match.ts';
import { fillers } from './filler-words.ts';
import { namesOf } from './names.ts';
import { prepare } from './prepare.ts';
import { readAmounts } from './read-amounts.ts';
import { readDaySpans } from './read-days.ts';
import { readNames } from './read-names.ts';
import { readRisk } from './read-risk.ts';
import { readTimes, type Times, withoutLeads } from './read-times.ts';
import {
  asksKinds,
  readChoices,
  readFirstMeasures,
  readGroups,
  readLimit,
  readMeasures,
  readOrder,
  readStates,
  readStatuses,
  readStatusesBeside,
  readSubject,
} from './read-words.ts';
import { type Mention, type Reading, type StatusField } from './reading.ts';
import { type Scan } from './scan.ts';
import { type StaffSituation } from './situation.ts';

const statusOf: Partial<Readonly<Record<Measure, StatusField>>> = {
  promises: 'promise-status',
  promised: 'promise-status',
  plans: 'plan-status',
  planned: 'plan-status',
  disputes: 'dispute-status',
  disputed: 'dispute-status',
};

/** The first thing with a status that is asked for, or that the words before are statuses of: "open disputes". */
function headingOf(text: string): StatusField | null {
  const copy: Scan = { text };
  const mentions = [...readFirstMeasures(copy), ...readMeasures(copy)].sort((a, b) => a.at - b.at);
  for (const [index, { measure, at }] of mentions.entries()) {
    const field = statusOf[measure];
    const next: Mention | undefined = mentions[index + 1];
    if (field !== undefined) return field;
    const isBeside = next !== undefined && /^ *$/.test(text.slice(at + (mentions[index]?.word.length ?? 0), next.at));
    if (!isBeside) return null;
  }
  return null;
}

function leftIn({ text }: Scan, times: Times): readonly string[] {
  return everyMatch(withoutLeads(text, times), /[\p{L}\p{N}%€£$<>=≥≤]+/gu)
    .map(({ 0: word }) => word)
    .filter((word) => !fillers.has(word));
}

/** What the words of a question say, each reader seeing what those before it left; the text is as `prepare` makes it. */
export function readQuestion(typed: string, situation: StaffSituation): Reading {
  const names = namesOf(situation.vocabulary);
  const { scan, quotes } = prepare(typed, names, situation.vocabulary.accounts);
  const named = readNames(scan, names);
  const { limit, largest, offset } = readLimit(scan);
  const risks = readRisk(scan);
  const isOfKinds = asksKinds(scan);
  const choices = readChoices(scan);
  const times = readTimes(scan, situation.today);
  const daySpans = readDaySpans(scan);
  const amounts = readAmounts(scan, situation.currency);
  const beside = readStatusesBeside(scan);
  const heading = headingOf(scan.text);
  const first = readFirstMeasures(scan);
  const states = readStates(scan);
  const statuses = heading === null ? [] : readStatuses(scan, heading);
  const order = readOrder(scan);
  const groups = readGroups(scan);
  const { subject, counts } = readSubjectBefore(scan);
  const measures = [...first, ...readMeasures(scan)].sort((a, b) => a.at - b.at);
  const late = readSubject(scan);
  const read = [...amounts, ...risks];
  const isBad = read.includes(null) || daySpans.some(({ range }) => range === null);
  const isBadTime = times.times.some(({ period }) => period === null);
  const filters: Filter[] = [
    ...named,
    ...read.filter((filter) => filter !== null),
    ...choices,
    ...states,
    ...beside,
    ...(heading !== null && statuses.length > 0 ? [{ field: heading, oneOf: statuses, not: false } as const] : []),
    ...quotes.map((text): Filter => ({ field: 'text', text })),
  ];
  return {
    ...{ measures, filters, daySpans, times, order, largest, limit, offset, groups },
    subject: subject ?? late.subject ?? (isOfKinds ? 'account' : null),
    counts: counts || late.counts,
    bad: isBadTime ? 'no-such-date' : isBad ? 'no-such-amount' : null,
    left: leftIn(scan, times),
  };
}

/** Counting is read before measures take the words that are counted. */
function readSubjectBefore(scan: Scan): { subject: Reading['subject']; counts: boolean } {
  const copy: Scan = { text: scan.text };
  const { subject, counts } = readSubject(copy);
  return counts ? { subject, counts } : { subject: null, counts: false };
}
