import { type Database } from '../prisma/database.ts';
import { makeModelUse } from '../prisma/stores/model-use.ts';
import { makeModelClient, type ModelClient } from '../prompts/model-client.ts';
import { makeStaffModelReader } from '../prompts/staff/staff-question.ts';
import { makeModelReader } from '../prompts/understand/understand.ts';
import { type StaffModelPort } from '../domain/staff/staff-proposal.ts';
import { makeUnderstand, makeUnderstandHere } from '../understanding/understand.ts';
import { type Config } from './config.ts';
import { type TurnDeps } from './ports.ts';

/** The model as a creditor may ask it: within what is spent for that creditor on a day. */
export type ModelOf = (creditorId: string) => ModelClient;

/** One client of the model for everybody; none where it is not set up. */
export function modelOf(config: Config, pool: Database['pool'], clock: TurnDeps['clock']): ModelOf | null {
  const { OPENAI_API_KEY: apiKey, OPENAI_MODEL: model, OPENAI_BASE_URL: baseUrl } = config;
  if (apiKey === undefined || model === undefined) return null;
  const ask = makeModelClient({ apiKey, model, now: Date.now, ...(baseUrl === undefined ? {} : { baseUrl }) });
  const { OPENAI_REQUESTS_PER_DAY: requests, OPENAI_TOKENS_PER_DAY: tokens } = config;
  const use = makeModelUse(pool, { requests, tokens });
  return (creditorId) => {
    const purse = {
      take: (most: number) => use.take(creditorId, most, clock()),
      settle: (difference: number) => use.settle(creditorId, difference, clock()),
    };
    return (request) => ask(request, purse);
  };
}

/** What reads the words of debtors. */
export function understandingOf(modelFor: ModelOf | null): Pick<TurnDeps, 'understand' | 'understandHere'> {
  if (modelFor === null) return { understand: makeUnderstand({}), understandHere: makeUnderstandHere({}) };
  const reader = (creditorId: string) => makeModelReader(modelFor(creditorId));
  return {
    understand: (text, situation) => makeUnderstand({ model: reader(situation.creditorId) })(text, situation),
    understandHere: (text, situation) => makeUnderstandHere({ model: reader(situation.creditorId) })(text, situation),
  };
}

/** What is asked about words of staff that are not known here. */
export function staffModelOf(modelFor: ModelOf | null): ((creditorId: string) => StaffModelPort) | null {
  return modelFor === null ? null : (creditorId) => makeStaffModelReader(modelFor(creditorId));
}
