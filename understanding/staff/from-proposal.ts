import { whyNotAnswer } from '../../domain/staff/measures/allowed.ts';
import { type Filter, type Order, rangeOfDays, type StaffQuery } from '../../domain/staff/query.ts';
import { codedFields, type ProposedCondition, type StaffProposal } from '../../domain/staff/staff-proposal.ts';
import { sanitise } from '../sanitise.ts';
import { readQuestion } from './read-question.ts';
import { type StaffSituation } from './situation.ts';

const ascends = new Set<Order['by']>(['name', 'date', 'group']);

/** The value of a condition as our own readers find it in the words; null where they find none, or more than one. */
function spoken(field: Filter['field'], raw: string, situation: StaffSituation): Filter | null {
  if (field === 'text') return situation.vocabulary.accounts(raw).length > 0 ? { field, text: raw } : null;
  const { bad, daySpans, times, filters } = readQuestion(raw, situation);
  if (bad !== null) return null;
  const ofDays = rangeOfDays.find((each) => each === field);
  const found: readonly Filter[] =
    ofDays !== undefined
      ? times.times.flatMap(({ period }) => (period === null ? [] : [{ field: ofDays, range: period }]))
      : field === 'days-overdue' || field === 'age-days'
        ? daySpans.flatMap(({ range }) => (range === null ? [] : [{ field, range }]))
        : filters.filter((filter) => filter.field === field);
  return found.length === 1 ? (found[0] ?? null) : null;
}

function conditionOf(proposed: ProposedCondition, sanitised: string, situation: StaffSituation): Filter | null {
  const raw = sanitise(proposed.raw);
  if (raw === '' || !sanitised.includes(raw)) return null; // words nobody wrote
  if (proposed.kind === 'state') return { field: 'has', what: proposed.state, not: proposed.not };
  if (proposed.kind === 'spoken') return spoken(proposed.field, raw, situation);
  const { field, code, not } = proposed;
  const known: readonly string[] = codedFields[field];
  return known.includes(code) ? { field, oneOf: [code], not } : null;
}

/**
 * The question of a proposal, only when every part of it holds: what it points at was written, our readers find the values, and the question
 * has an answer. One invention makes the whole of it worthless.
 */
export function queryOfProposal(proposal: StaffProposal, text: string, situation: StaffSituation): StaffQuery | null {
  const { measure, groupBy, order, conditions } = proposal;
  if (measure === null) return null;
  const sanitised = sanitise(text);
  const filters = conditions.map((condition) => conditionOf(condition, sanitised, situation));
  if (!filters.every((filter) => filter !== null)) return null;
  if (new Set(filters.map((filter) => JSON.stringify(filter))).size < filters.length) return null;
  const by = order === null || groupBy === null ? null : { by: order, descending: !ascends.has(order) };
  const query: StaffQuery = { measure, filters, groupBy, order: by, limit: null, offset: 0, asOf: null };
  return whyNotAnswer(query, situation.today) === null ? query : null;
}
