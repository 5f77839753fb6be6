import { type Measure, type StaffQuery } from '../../../domain/staff/query.ts';
import { type AnswerParts, answerGrouped } from './answer-grouped.ts';
import { answerConcentration } from './answer-concentration.ts';
import { answerRate } from './answer-rate.ts';
import { answerRatio } from './answer-ratio.ts';
import { type Ask } from './ask.ts';

const ratios = new Set<Measure>(['dso', 'best-dso', 'add', 'cei']);
const rates = new Set<Measure>(['promise-kept-rate', 'plan-kept-rate', 'recovery']);

/** What is a list of accounts, or of kinds, even where nobody says so. */
function withUsualGroup(query: StaffQuery): StaffQuery {
  if (query.groupBy !== null) return query;
  if (query.measure === 'priority') return { ...query, groupBy: 'account' };
  return query.measure === 'changes' ? { ...query, groupBy: 'reason' } : query;
}

/** Answers a question that makes sense. */
export async function answerOf(query: StaffQuery, ask: Ask): Promise<AnswerParts> {
  const { asking, run } = ask(withUsualGroup(query));
  if (ratios.has(query.measure)) return await answerRatio(asking, ask);
  if (rates.has(query.measure)) return await answerRate(asking, run);
  if (query.measure === 'concentration') return await answerConcentration(asking, run);
  return await answerGrouped(asking, run);
}
