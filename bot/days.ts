import { type Account, type ContactPoint, type Debtor } from '../domain/account.ts';
import { type Calendar, type Instant } from '../domain/calendar.ts';
import { type CivilDate, partsOf } from '../domain/civil-date.ts';
import { type Message } from '../domain/message.ts';
import { type ComingInstalment } from '../domain/service-notices.ts';
import { type Log, type TurnDeps } from './ports.ts';

type CreditorDay = { readonly id: string; readonly today: CivilDate; readonly hour: number };
type To = { readonly account: Account; readonly point: ContactPoint };
/** What is said unasked but expected: a notice before an instalment, thanks; and the days on which it is. */
type ServiceWords = {
  readonly planNotice: (to: To, coming: ComingInstalment) => Message;
  readonly thanks: (to: To) => Message;
  readonly calendarOf: (debtor: Debtor, at: Instant) => Calendar;
};
type DayOrder = {
  readonly creditorId: string;
  readonly today: CivilDate;
  readonly at: Instant;
  readonly graceDaysOf: (account: Account) => number;
  readonly again: boolean;
  readonly service: ServiceWords;
  readonly staffFilesDays: number;
};

export type DaysDeps = {
  readonly creditors: (at: Instant) => Promise<readonly CreditorDay[]>;
  /** Does each job of a creditor's day once; `did` is null for those that were done. */
  readonly runDay: (
    order: DayOrder,
  ) => Promise<readonly { readonly job: string; readonly did: Readonly<Record<string, number>> | null }[]>;
  /** Decides who is written to, once each working morning and of what failed or was approved since; null: not now. */
  readonly escalate: (creditor: CreditorDay, at: Instant) => Promise<Readonly<Record<string, unknown>> | null>;
  readonly service: ServiceWords;
  readonly staffFilesDays: number; // how long exports of staff are kept
  readonly policy: TurnDeps['policy'];
  readonly clock: TurnDeps['clock'];
  readonly log: Log;
};

/** Bookings of the day before are imported at night. */
const firstHour = 5;
/** Promises are judged and the night's import is in before anybody is written to. */
const firstSweep = 8;
/** Where no policy says how late a value date may be. */
const graceDays = 5;

/** Makes what does the day's work of every creditor whose day has begun; to be called now and then. */
export function makeDays(deps: DaysDeps): () => Promise<void> {
  const { creditors, runDay, escalate, service, staffFilesDays, policy, clock, log } = deps;
  const graceDaysOf = (account: Account): number => policy(account)?.graceDays ?? graceDays;
  return async () => {
    const at = clock();
    for (const creditor of await creditors(at)) {
      const { id, today, hour } = creditor;
      if (hour < firstHour) continue;
      const order = { creditorId: id, today, at, graceDaysOf, again: false, service, staffFilesDays };
      for (const { job, did } of await runDay(order)) {
        if (did !== null) log('info', 'job.done', { job, creditor: id, day: today, ...did });
      }
      if (hour < firstSweep || partsOf(today).weekday > 5) continue;
      const swept = await escalate(creditor, at);
      if (swept !== null) log('info', 'escalation.done', { creditor: id, day: today, ...swept });
    }
  };
}
