import { type Filter, type Measure, type StaffQuery } from '../../domain/staff/query.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { fits, whyNotAnswer } from '../../domain/staff/measures/allowed.ts';
import { refine } from '../../domain/staff/refine.ts';
import { type StaffCommand } from '../../domain/staff/staff-command.ts';
import { fold } from '../fold.ts';
import { digitise } from '../number-words.ts';
import { sanitise } from '../sanitise.ts';
import { accountIn, knownAccount, named } from './account-words.ts';
import { actIn } from './act-words.ts';
import { preference, shortCommand } from './command-words.ts';
import { followUp } from './follow-up.ts';
import { droppedBy, goesOn } from './going-on.ts';
import { fillers } from './filler-words.ts';
import { monthAway } from './periods.ts';
import { readQuestion } from './read-question.ts';
import { type Reading } from './reading.ts';
import { type StaffSituation } from './situation.ts';
import { merged, toQuery } from './to-query.ts';
import { unanswerable } from './topics.ts';
import { whyIn } from './why-words.ts';

const bare = { filters: [], order: null, limit: null, offset: 0, asOf: null } as const;
const owed: StaffQuery = { ...bare, measure: 'overdue', groupBy: 'account', order: { by: 'amount', descending: true } };

/** What people ask most, for whoever was not understood. */
const common: readonly StaffQuery[] = [
  owed,
  { ...bare, measure: 'ageing', groupBy: null },
  { ...bare, measure: 'priority', groupBy: 'account' },
];

const flowField: Partial<Readonly<Record<Measure, 'paid' | 'issued'>>> = { collected: 'paid', invoiced: 'issued' };

function isTimed({ measure, filters, asOf }: StaffQuery): boolean {
  const field = flowField[measure];
  return field === undefined || asOf !== null || filters.some((filter) => filter.field === field);
}

/** The question of this month and of the last one, where a sum of a time has none. */
function withTimes(query: StaffQuery, { today }: StaffSituation): readonly StaffQuery[] {
  const field = flowField[query.measure];
  if (field === undefined || isTimed(query)) return [query];
  return [0, -1].map((months) => ({
    ...query,
    filters: [...query.filters, { field, range: monthAway(today, months) }],
  }));
}

function notAnswerable(
  missing: string,
  about: string | null,
  nearest: readonly StaffQuery[],
  situation: StaffSituation,
): StaffCommand {
  return {
    kind: 'not-answerable',
    why: { missing, about, nearest: nearest.flatMap((query) => withTimes(query, situation)) },
  };
}

/** Words that are left may name an account that the question is of. */
function withAccount(reading: Reading, typed: string, situation: StaffSituation): Reading {
  if (reading.left.length === 0) return reading;
  const words = accountIn(reading.left, typed, situation);
  if (words === null) return reading;
  const filter: Filter = { field: 'text', text: words };
  return { ...reading, left: [], filters: [...reading.filters, filter] };
}

function whatIsMissing({ left, bad }: Reading, typed: string): readonly [string, string | null] {
  if (bad !== null) return [bad, null];
  const about = named(left, typed);
  const isPlace =
    /^\p{Lu}/u.test(about) &&
    new RegExp(`(?:^|\\s)(?:à|au|aux|en|de|in|at|near|from) ${about.replace(/[^\p{L}\p{N} -]/gu, '.')}`, 'iu').test(
      typed,
    );
  return [isPlace ? 'no-such-place' : 'unknown-words', about];
}

function question(reading: Reading, typed: string, situation: StaffSituation): StaffCommand | null {
  const read = toQuery(reading, situation.today);
  if (read === null) return null;
  const { query, trouble } = read;
  if (trouble !== null && reading.left.length === 0)
    return notAnswerable(trouble.missing, trouble.about, [query], situation);
  if (reading.left.length > 0 || reading.bad !== null) {
    if (reading.left.length > mostUnread) return null;
    const [missing, about] = whatIsMissing(reading, typed);
    return notAnswerable(missing, about === '' ? null : about, [query], situation);
  }
  if (!isTimed(query)) return notAnswerable('period', null, [query], situation);
  if (whyNotAnswer(query, situation.today) === null) return { kind: 'query', query };
  const fitting = whatFits(query, situation.today);
  return notAnswerable('does-not-fit', null, fitting === null ? common : [fitting], situation);
}

/** The same question without what does not go with its measure; null where even that has no answer. */
function whatFits(query: StaffQuery, today: CivilDate): StaffQuery | null {
  const { groupings, filters, orders } = fits[query.measure];
  const groupBy = groupings.includes(query.groupBy) ? query.groupBy : null;
  const fitting: StaffQuery = {
    ...query,
    groupBy,
    filters: query.filters.filter(({ field }) => filters.includes(field)),
    order: query.order !== null && groupBy !== null && orders.includes(query.order.by) ? query.order : null,
    asOf: query.asOf !== null && query.asOf > today ? null : query.asOf,
  };
  return whyNotAnswer(fitting, today) === null ? fitting : null;
}

/** Beyond that many words nobody read, a word or two that were read say nothing of the whole. */
const mostUnread = 5;

/** Conditions without anything asked: of the question before, else of what is most asked. */
function conditions(reading: Reading, { today }: StaffSituation): StaffCommand | null {
  const says =
    reading.filters.length + reading.daySpans.length + reading.times.times.length > 0 || reading.order !== null;
  if (!says || reading.left.length > 0 || reading.bad !== null) return null;
  const measure = { measure: 'overdue', at: 0, word: '' } as const;
  const read = toQuery({ ...reading, measures: [measure], subject: 'account' }, today);
  return read === null ? null : { kind: 'unclear', nearest: [read.query, ...common.slice(1)] };
}

function plainOf(clean: string): string {
  return digitise(fold(clean))
    .replace(/['’-]/g, ' ')
    .replace(/[^a-z0-9€<>=+ ]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function wish(clean: string, situation: StaffSituation): StaffCommand | null {
  const folded = fold(clean);
  const short = shortCommand(digitise(folded)) ?? preference(folded);
  if (short !== null) return short;
  return whyIn(clean, situation) ?? actIn(clean, situation);
}

function refined(reading: Reading, plain: string, situation: StaffSituation): StaffCommand | null {
  if (situation.previous === null) return null;
  const dropped = droppedBy(plain);
  if (dropped !== null) return { kind: 'refine', by: dropped };
  const asksNothing =
    reading.measures.length === 0 && (reading.subject === null || reading.subject === situation.previous.groupBy);
  if (!goesOn(plain) && !asksNothing) return null;
  const by = followUp({ ...reading, filters: merged(reading.filters) }, plain, situation);
  if (by === null) return null;
  const next = refine(situation.previous, by);
  if (whyNotAnswer(next, situation.today) === null) return { kind: 'refine', by };
  const fitting = whatFits(next, situation.today);
  return notAnswerable('does-not-fit', null, [fitting ?? situation.previous], situation);
}

/** Whether nothing but fillers is written. */
function saysNothing(plain: string): boolean {
  return plain.split(' ').every((word) => word === '' || fillers.has(word));
}

/**
 * What words of staff ask for, read locally. A word that says something and was not understood is never passed over: the question is then
 * not answerable, with what it is about and what could be answered; an amount or a decision is only ever one that was written.
 */
export function readStaff(typed: string, situation: StaffSituation): StaffCommand {
  const clean = sanitise(typed);
  const plain = plainOf(clean);
  const done = wish(clean, situation);
  if (done !== null) return done;
  return asked(clean, plain, situation) ?? { kind: 'unclear', nearest: common };
}

/** An account, a topic without answers, a follow-up or a question, in that order; null for none of them. */
function asked(clean: string, plain: string, situation: StaffSituation): StaffCommand | null {
  const account = knownAccount(clean, situation);
  const topic = account === null ? unanswerable(plain) : null;
  if (topic !== null) return notAnswerable(topic.missing, topic.about, topic.nearest, situation);
  const reading = readQuestion(clean, situation);
  const isWhole = reading.left.length === 0 && reading.bad === null;
  if (account !== null && !(isWhole && reading.measures.length > 0)) return account;
  const full = withAccount(reading, clean, situation);
  return (
    refined(full, plain, situation) ??
    question(full, clean, situation) ??
    (saysNothing(plain) ? null : conditions(full, situation))
  );
}
