import { type Account } from '../domain/account.ts';
import { type Instant } from '../domain/calendar.ts';
import { type CivilDate } from '../domain/civil-date.ts';
import { type Log, type TurnDeps } from './ports.ts';

type CreditorDay = { readonly id: string; readonly today: CivilDate; readonly hour: number };
type DayOrder = {
  readonly creditorId: string;
  readonly today: CivilDate;
  readonly at: Instant;
  readonly graceDaysOf: (account: Account) => number;
  readonly again: boolean;
};

export type DaysDeps = {
  readonly creditors: (at: Instant) => Promise<readonly CreditorDay[]>;
  /** Does each job of a creditor's day once; `did` is null for those that were done. */
  readonly runDay: (
    order: DayOrder,
  ) => Promise<readonly { readonly job: string; readonly did: Readonly<Record<string, number>> | null }[]>;
  readonly policy: TurnDeps['policy'];
  readonly clock: TurnDeps['clock'];
  readonly log: Log;
};

/** Bookings of the day before are imported at night. */
const firstHour = 5;
/** Where no policy says how late a value date may be. */
const graceDays = 5;

/** Makes what does the day's work of every creditor whose day has begun; to be called now and then. */
export function makeDays({ creditors, runDay, policy, clock, log }: DaysDeps): () => Promise<void> {
  const graceDaysOf = (account: Account): number => policy(account)?.graceDays ?? graceDays;
  return async () => {
    const at = clock();
    for (const { id, today, hour } of await creditors(at)) {
      if (hour < firstHour) continue;
      for (const { job, did } of await runDay({ creditorId: id, today, at, graceDaysOf, again: false })) {
        if (did !== null) log('info', 'job.done', { job, creditor: id, day: today, ...did });
      }
    }
  };
}
