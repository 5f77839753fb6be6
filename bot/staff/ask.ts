import { cardText } from '../../channels/text/card-text.ts';
import { say } from '../../dialogs/messages/wording.ts';
import { answerCard, pageRows } from '../../dialogs/staff/cards/answer-card.ts';
import { dashboardCard } from '../../dialogs/staff/cards/dashboard-card.ts';
import { staffDeskTexts } from '../../dialogs/staff/desk-texts.ts';
import { nearestCard } from '../../dialogs/staff/nearest-card.ts';
import { refusedText } from '../../dialogs/staff/refused-text.ts';
import { queryWords } from '../../dialogs/staff/words/query-words.ts';
import { dashboardQueries } from '../../domain/staff/dashboard.ts';
import { type StaffAnswer } from '../../domain/staff/answer.ts';
import { type Refused } from '../../domain/staff/measures/allowed.ts';
import { isAggregate } from '../../domain/staff/is-aggregate.ts';
import { type StaffQuery } from '../../domain/staff/query.ts';
import { type NotAnswerable } from '../../domain/staff/staff-command.ts';
import { type StaffQueries } from './desk.ts';
import { lookOf } from './look.ts';
import { type Answer, inWords, type Visit } from './visit.ts';

/** Where others read, only sums that name nobody are said. */
export function privateOnly(visit: Visit): Answer {
  return inWords(visit, 'staff.private', say(staffDeskTexts, 'private', visit.language), { refused: 'shared-place' });
}

/** Answers a question with a card; what a follow-up refines is this question from then on. */
export async function ask(queries: StaffQueries, visit: Visit, query: StaffQuery): Promise<Answer> {
  if (visit.caller.place === 'shared' && !isAggregate(query)) return privateOnly(visit);
  const answer = await queries.answer(visit.scope, query, visit.at);
  if ('refused' in answer) return refused(visit, query, answer);
  const look = { ...lookOf(visit), ...queryWords(query, visit.language), press: visit.presses.of(query) };
  const card = answerCard(answer, look);
  const { measure, groupBy, filters } = query;
  return {
    state: { ...visit.state, query },
    said: [{ key: `staff.answer.${measure}`, text: cardText(card, visit.language), card }],
    inPlace: true,
    facts: { measure, groupBy, filters: filters.map(({ field }) => field), rows: answer.rows.length },
  };
}

function refused(visit: Visit, query: StaffQuery, { refused: why, about }: Refused): Answer {
  const { line } = queryWords(query, visit.language);
  const text = refusedText(why, about, line, visit.language);
  return inWords(visit, `staff.refused.${why}`, text, { refused: why, measure: query.measure });
}

/** Another page of the question before. */
export async function turnPage(
  queries: StaffQueries,
  visit: Visit,
  query: StaffQuery | null,
  to: 'next' | 'previous',
): Promise<Answer> {
  if (query === null) return nothingBefore(visit);
  const step = Math.min(query.limit ?? pageRows, pageRows);
  const offset = to === 'next' ? query.offset + step : Math.max(0, query.offset - step);
  return await ask(queries, visit, { ...query, offset });
}

export function nothingBefore(visit: Visit): Answer {
  return inWords(visit, 'staff.nothing-before', say(staffDeskTexts, 'nothingBefore', visit.language));
}

/** One card of what matters today. */
export async function dashboard(queries: StaffQueries, visit: Visit): Promise<Answer> {
  if (visit.caller.place === 'shared') return privateOnly(visit);
  const asked = Object.entries(dashboardQueries).map(async ([name, query]) => {
    const answer = await queries.answer(visit.scope, query, visit.at);
    return [name, answer] as const;
  });
  const answers = new Map(await Promise.all(asked));
  const of = (name: keyof typeof dashboardQueries): StaffAnswer | null => {
    const answer = answers.get(name);
    return answer === undefined || 'refused' in answer ? null : answer;
  };
  const [ageing, overdue, disputed] = [of('ageing'), of('overdue'), of('disputed')];
  const [promised, planned, largest, first] = [of('promised'), of('planned'), of('largest'), of('first')];
  if (!ageing || !overdue || !disputed || !promised || !planned || !largest || !first)
    return inWords(visit, 'staff.not-allowed', say(staffDeskTexts, 'notAllowed', visit.language));
  const all = { ageing, overdue, disputed, promised, planned, largest, first };
  const card = dashboardCard(all, { ...lookOf(visit), press: visit.presses.of(null) });
  const said = [{ key: 'staff.dashboard', text: cardText(card, visit.language), card }];
  return { state: visit.state, said, inPlace: false, facts: { did: 'dashboard' } };
}

/** Says what is missing, and offers the nearest questions that can be answered. */
export function notAnswerable(visit: Visit, { missing, about, nearest }: NotAnswerable): Answer {
  const offered = nearest.map((query) => {
    const { line } = queryWords(query, visit.language);
    return { label: line, id: visit.presses.of(null)({ kind: 'query', query }) };
  });
  const card = nearestCard({ missing, about, offered }, visit.language);
  const said = [{ key: 'staff.not-answerable', text: cardText(card, visit.language), card }];
  return { state: visit.state, said, inPlace: false, facts: { missing } };
}
