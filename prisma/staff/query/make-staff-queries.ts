import type pg from 'pg';
import { type Instant } from '../../../domain/calendar.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { invariant } from '../../../domain/errors.ts';
import { scopeOf } from '../../../domain/staff/may-act.ts';
import { type StaffAnswer } from '../../../domain/staff/answer.ts';
import { type Refused, whyNotAnswer } from '../../../domain/staff/measures/allowed.ts';
import { type StaffQuery } from '../../../domain/staff/query.ts';
import { type StaffScope } from '../../../domain/staff/staff-scope.ts';
import { type StaffVocabulary } from '../../../domain/staff/vocabulary.ts';
import { inTenant } from '../../in-tenant.ts';
import { answerOf } from './answer-of.ts';
import { type Asking } from './asking.ts';
import { makeBound } from './bind.ts';
import { readVocabulary } from './read-vocabulary.ts';

/** When a question is asked: the creditor's day, and the moment. */
export type QueryMoment = { readonly today: CivilDate; readonly now: Instant };

/** Answers to typed questions, of what the asking person may see, and the words that their questions may use. */
export type StaffQueries = {
  readonly answer: (scope: StaffScope, query: StaffQuery, at: QueryMoment) => Promise<StaffAnswer | Refused>;
  readonly vocabulary: (scope: StaffScope) => Promise<StaffVocabulary>;
};

type Creditor = { readonly zone: string; readonly importedAt: Instant | null };

/** Of the accounts no one may be seen: nobody is the sales owner of none. */
function ownerOf({ who }: StaffScope): { readonly owner: string | null } | null {
  const scope = scopeOf(who, 'read');
  return scope === null ? null : { owner: scope === 'own' ? who.handle : null };
}

/** A question about a whole portfolio sorts and hashes in memory, and is planned for its own values. */
async function prepare(client: pg.ClientBase): Promise<void> {
  await client.query(
    "SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true), set_config('transaction_read_only', 'on', true)",
  );
}

async function readCreditor(client: pg.ClientBase, creditorId: string): Promise<Creditor> {
  const { rows } = await client.query<Creditor>(
    `SELECT c.zone, (SELECT max(i.imported_at) FROM imports i WHERE i.creditor_id = c.id AND i.kind IN ('payments', 'open-items')) AS "importedAt"
     FROM creditors c WHERE c.id = $1`,
    [creditorId],
  );
  const [creditor] = rows;
  invariant(creditor !== undefined, 'staff ask about a creditor that exists');
  return creditor;
}

/** The accounts of a creditor as staff ask for them; nothing is written, and row-level security holds beside the scope. */
export function makeStaffQueries({ pool }: { readonly pool: pg.Pool }): StaffQueries {
  return {
    answer: async (scope, query, { today }) => {
      const seen = ownerOf(scope);
      if (seen === null) return { refused: 'not-allowed', about: null };
      const why = whyNotAnswer(query, today);
      if (why !== null) return why;
      return await inTenant(pool, scope.creditorId, async (client) => {
        await prepare(client);
        const { zone, importedAt } = await readCreditor(client, scope.creditorId);
        const ask = (
          of: StaffQuery,
        ): { asking: Asking; run: (text: string) => Promise<readonly pg.QueryResultRow[]> } => {
          const { bind, values } = makeBound();
          const { creditorId } = scope;
          const asking = { query: of, bind, creditorId, owner: seen.owner, today, asOf: of.asOf ?? today, zone };
          return { asking, run: async (text) => (await client.query<pg.QueryResultRow>(text, [...values])).rows };
        };
        const parts = await answerOf(query, ask);
        return { query, asOf: query.asOf ?? today, importedAt, ...parts };
      });
    },
    vocabulary: async (scope) => {
      const seen = ownerOf(scope);
      return await inTenant(pool, scope.creditorId, (client) => readVocabulary(client, scope.creditorId, seen));
    },
  };
}
