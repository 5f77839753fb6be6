import type pg from 'pg';
import { type Instant } from '../../../domain/calendar.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { scopeOf } from '../../../domain/staff/may-act.ts';
import { type StaffAnswer } from '../../../domain/staff/answer.ts';
import { type Refused, whyNotAnswer } from '../../../domain/staff/measures/allowed.ts';
import { type StaffQuery } from '../../../domain/staff/query.ts';
import { type StaffScope } from '../../../domain/staff/staff-scope.ts';
import { type StaffVocabulary } from '../../../domain/staff/vocabulary.ts';
import { answerOf } from './answer-of.ts';
import { type Ask } from './ask.ts';
import { makeBound } from './bind.ts';
import { inReading } from './in-reading.ts';
import { readVocabulary } from './read-vocabulary.ts';

/** When a question is asked: the creditor's day, and the moment. */
export type QueryMoment = { readonly today: CivilDate; readonly now: Instant };

/** Answers to typed questions, of what the asking person may see, and the words that their questions may use. */
export type StaffQueries = {
  readonly answer: (scope: StaffScope, query: StaffQuery, at: QueryMoment) => Promise<StaffAnswer | Refused>;
  readonly vocabulary: (scope: StaffScope) => Promise<StaffVocabulary>;
};

/** Whose accounts a person sees: `owner` alone's, or all (null); null where they may read nothing. */
function seenBy({ who }: StaffScope): { readonly owner: string | null } | null {
  const scope = scopeOf(who, 'read');
  return scope === null ? null : { owner: scope === 'own' ? who.handle : null };
}

/** The accounts of a creditor as staff ask for them; nothing is written, and row-level security holds beside the scope. */
export function makeStaffQueries({ pool }: { readonly pool: pg.Pool }): StaffQueries {
  return {
    answer: async (scope, query, { today }) => {
      const seen = seenBy(scope);
      if (seen === null) return { refused: 'not-allowed', about: null };
      const why = whyNotAnswer(query, today);
      if (why !== null) return why;
      const { creditorId } = scope;
      return await inReading(pool, creditorId, async (client, ground) => {
        const ask: Ask = (of) => {
          const { bind, values } = makeBound();
          const asking = { query: of, bind, creditorId, ...seen, ground, today, asOf: of.asOf ?? today };
          return { asking, run: async (text) => (await client.query<pg.QueryResultRow>(text, [...values])).rows };
        };
        const parts = await answerOf(query, ask);
        return { query, asOf: query.asOf ?? today, importedAt: ground.importedAt, ...parts };
      });
    },
    vocabulary: async (scope) => {
      const seen = seenBy(scope);
      return await inReading(pool, scope.creditorId, (client) => readVocabulary(client, scope.creditorId, seen));
    },
  };
}
