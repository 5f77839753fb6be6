import type pg from 'pg';
import { type Instant } from '../../../domain/calendar.ts';
import { type CivilDate } from '../../../domain/civil-date.ts';
import { type StaffAnswer } from '../../../domain/staff/answer.ts';
import { type Refused } from '../../../domain/staff/measures/allowed.ts';
import { type StaffQuery } from '../../../domain/staff/query.ts';
import { type StaffScope } from '../../../domain/staff/staff-scope.ts';
import { type StaffVocabulary } from '../../../domain/staff/vocabulary.ts';

export type QueryMoment = { readonly today: CivilDate; readonly now: Instant };

/** Answers to typed questions, of what the asking person may see, and the words their questions may use. */
export type StaffQueries = {
  readonly answer: (scope: StaffScope, query: StaffQuery, at: QueryMoment) => Promise<StaffAnswer | Refused>;
  readonly vocabulary: (scope: StaffScope) => Promise<StaffVocabulary>;
};

export type StaffQueriesDeps = { readonly pool: pg.Pool };
