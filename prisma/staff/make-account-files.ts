import type pg from 'pg';
import { z } from 'zod';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { escalate } from '../../domain/escalation/escalate.ts';
import { explainCase } from '../../domain/escalation/explain-case.ts';
import { type AccountFile, type AccountFound, type FileNote } from '../../domain/staff/account-file.ts';
import { mayAct } from '../../domain/staff/may-act.ts';
import { seesCare } from '../../domain/staff/sees-care.ts';
import { type StaffScope } from '../../domain/staff/staff-scope.ts';
import { visibleFile } from '../../domain/staff/visible-file.ts';
import { type Case, readCase } from '../escalation/read-cases.ts';
import { type Rules } from '../escalation/sweep-order.ts';
import { inTenant } from '../in-tenant.ts';
import { readFileParts } from './account-file-parts.ts';
import { findAccounts } from './find-accounts.ts';

export type AccountFilesDeps = {
  readonly pool: pg.Pool;
  readonly calendar: Rules['calendar'];
  /** What is in force for a creditor on a day: the next step is computed by it, as a sweep would. */
  readonly rules: (creditorId: string, on: CivilDate) => Promise<Pick<Rules, 'policies' | 'rates' | 'reachable'>>;
  /** What people wrote down about an account, newest first. */
  readonly notes?: (client: pg.ClientBase, debtorId: string) => Promise<readonly FileNote[]>;
};

export type FileMoment = { readonly today: CivilDate; readonly now: Instant };

/** Files of accounts for people of the creditor: within what each may see, and without what they must not know. */
export type AccountFiles = {
  /** Null where there is no such account for that person. */
  readonly file: (scope: StaffScope, debtorId: string, at: FileMoment) => Promise<AccountFile | null>;
  readonly find: (scope: StaffScope, text: string) => Promise<readonly AccountFound[]>;
};

type Read = Case & Pick<AccountFile, 'notes'> & Awaited<ReturnType<typeof readFileParts>>;

/** The account and its case, of one statement, and its parts; null where this person may not read it. */
async function readAll(
  deps: AccountFilesDeps,
  scope: StaffScope,
  debtorId: string,
  now: Instant,
): Promise<Read | null> {
  const { creditorId, who } = scope;
  if (!z.uuid().safeParse(debtorId).success) return null;
  return await inTenant(deps.pool, creditorId, async (client) => {
    const order = { creditorId, at: now, asOf: false, calendar: deps.calendar };
    const found = await readCase(client, order, debtorId);
    if (found === null || !mayAct(who, 'read', found.file.salesOwner)) return null;
    const notes = (await deps.notes?.(client, debtorId)) ?? [];
    return { ...found, notes, ...(await readFileParts(client, debtorId)) };
  });
}

/** Makes the reader of account files. */
export function makeAccountFiles(deps: AccountFilesDeps): AccountFiles {
  return {
    file: async (scope, debtorId, { today, now }) => {
      const read = await readAll(deps, scope, debtorId, now);
      if (read === null) return null;
      const { account, file, calendar, ...parts } = read;
      const rules = await deps.rules(scope.creditorId, calendar.today);
      const explanation = explainCase(account, file, escalate({ account, file, calendar, ...rules }));
      const whole: AccountFile = { account, asOf: today, at: now, case: file, explanation, ...parts, care: 'shown' };
      return visibleFile(whole, seesCare(scope.who));
    },
    find: (scope, text) => findAccounts(deps.pool, scope, text),
  };
}
