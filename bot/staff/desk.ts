import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type AccountFile, type AccountFound } from '../../domain/staff/account-file.ts';
import {
  type ActOffer,
  type ActOutcome,
  type ActRefusal,
  type Recap,
  type UndoOutcome,
} from '../../domain/staff/acts/act-outcome.ts';
import { type ActTarget } from '../../domain/staff/acts/act-target.ts';
import { type StaffAnswer } from '../../domain/staff/answer.ts';
import { type Refused } from '../../domain/staff/measures/allowed.ts';
import { type StaffQuery } from '../../domain/staff/query.ts';
import { type StaffScope } from '../../domain/staff/staff-scope.ts';
import { type StaffCommand } from '../../domain/staff/staff-command.ts';
import { type StaffVocabulary } from '../../domain/staff/vocabulary.ts';
import { type Visit } from './visit.ts';

type Moment = { readonly today: CivilDate; readonly now: Instant };

/** Answers to typed questions, within what the asking person may see. */
export type StaffQueries = {
  readonly answer: (scope: StaffScope, query: StaffQuery, at: Moment) => Promise<StaffAnswer | Refused>;
  readonly vocabulary: (scope: StaffScope) => Promise<StaffVocabulary>;
};

/** Files of accounts, within what the asking person may see. */
export type AccountFiles = {
  readonly file: (scope: StaffScope, debtorId: string, at: Moment) => Promise<AccountFile | null>;
  readonly find: (scope: StaffScope, text: string) => Promise<readonly AccountFound[]>;
};

type ActScope = Visit['scope'];

/** What people do from a card: shown first, done once. */
export type StaffActs = {
  readonly offers: (scope: ActScope, target: ActTarget, at: Moment) => Promise<readonly ActOffer[]>;
  readonly prepare: (
    scope: ActScope,
    wish: {
      readonly act: string;
      readonly target: ActTarget;
      readonly inputs: Readonly<Record<string, string>>;
    },
    at: Moment,
  ) => Promise<Recap | ActRefusal>;
  readonly perform: (scope: ActScope, token: string, at: Moment) => Promise<ActOutcome>;
  readonly undo: (scope: ActScope, token: string, at: Moment) => Promise<UndoOutcome>;
};

/** Reads words of staff; what it cannot, it says. */
export type ReadStaff = (
  text: string,
  of: { readonly visit: Visit; readonly previous: StaffQuery | null; readonly vocabulary: StaffVocabulary },
) => Promise<{ readonly command: StaffCommand; readonly source: 'local' | 'model' }>;
