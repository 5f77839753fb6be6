import { type Account } from '../account.ts';
import { type Calendar, isWorkingDay } from '../calendar.ts';
import { addDays, type CivilDate } from '../civil-date.ts';
import { type CaseFile } from '../escalation/case-file.ts';
import { escalate } from '../escalation/escalate.ts';
import { type EscalationPolicy, type Outlet } from '../escalation/policy.ts';
import { type RateRow } from '../rates.ts';
import { accountOn } from './account-on.ts';
import { countContacts } from './count-contacts.ts';
import { takeStep } from './take-step.ts';

/** A contact of a day: by the rehearsed rules, or as it happened. */
export type Contact = {
  readonly on: CivilDate;
  readonly debtor: string;
  readonly level: string;
  readonly outlet: Outlet | 'desk';
};

export type Rehearsal = {
  readonly would: readonly Contact[];
  readonly did: readonly Contact[];
  readonly blocked: Readonly<Record<string, number>>; // refusals by gate, one a debtor and day
};

export type RehearsalInput = {
  readonly accounts: readonly { readonly account: Account; readonly file: CaseFile }[];
  readonly policies: readonly EscalationPolicy[];
  readonly rates: readonly RateRow[];
  readonly reachable: readonly Outlet[];
  readonly calendarOf: (account: Account, day: CivilDate) => Calendar;
  readonly from: CivilDate;
  readonly until: CivilDate;
};

/** What was really decided in the days asked about. */
function didOf({ account, file }: RehearsalInput['accounts'][number], { from, until }: RehearsalInput): Contact[] {
  const debtor = account.debtor.reference;
  const within = file.levels.filter(
    ({ decidedOn, status }) => decidedOn >= from && decidedOn <= until && status !== 'suppressed',
  );
  const notices = new Map(within.map((entry) => [entry.noticeId ?? `${entry.lineId}:${entry.level}`, entry]));
  return [...notices.values()].map(({ decidedOn, levelId, outlet }) => ({
    on: decidedOn,
    debtor,
    level: levelId,
    outlet,
  }));
}

/** One debtor's days by the rehearsed rules, from the levels that had really been reached when they begin. */
function wouldOf(
  { account, file }: RehearsalInput['accounts'][number],
  input: RehearsalInput,
  blocked: Record<string, number>,
): Contact[] {
  const before = file.levels.filter(({ decidedOn }) => decidedOn < input.from);
  let written: readonly CivilDate[] = [
    ...new Set(before.map(({ countedOn, decidedOn }) => countedOn ?? decidedOn)),
  ].toSorted();
  let rehearsed: CaseFile = { ...file, levels: before };
  const would: Contact[] = [];
  for (let on = input.from; on <= input.until; on = addDays(on, 1)) {
    const calendar = input.calendarOf(account, on);
    if (!isWorkingDay(calendar, on)) continue;
    rehearsed = { ...rehearsed, contacts: countContacts(written, file.contacts.lastReplyOn, on) };
    const { policies, rates, reachable } = input;
    const { steps, refusals } = escalate({
      account: accountOn(account, on),
      file: rehearsed,
      policies,
      calendar,
      rates,
      reachable,
    });
    for (const gate of new Set(refusals.map((refusal) => refusal.gate))) blocked[gate] = (blocked[gate] ?? 0) + 1;
    for (const step of steps) {
      const taken = takeStep(rehearsed, step, on, written);
      ({ file: rehearsed, written } = taken);
      if (taken.outlet !== null)
        would.push({ on, debtor: account.debtor.reference, level: step.level.id, outlet: taken.outlet });
    }
  }
  return would;
}

/**
 * Plays rules over past days on the accounts as they were then, and sets it beside what happened. Accounts count as known on each day,
 * and debtors as behaving as they did.
 */
export function rehearse(input: RehearsalInput): Rehearsal {
  const blocked: Record<string, number> = {};
  return {
    would: input.accounts.flatMap((of) => wouldOf(of, input, blocked)),
    did: input.accounts.flatMap((of) => didOf(of, input)),
    blocked,
  };
}
