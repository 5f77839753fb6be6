import type pg from 'pg';
import { type Account, type ContactPoint, type Debtor } from '../../domain/account.ts';
import { type Calendar, type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';
import { type Message } from '../../domain/message.ts';
import { type ComingInstalment } from '../../domain/service-notices.ts';

type To = { readonly account: Account; readonly point: ContactPoint };

/** What is said unasked but expected, in approved words, and on which days. */
export type ServiceWords = {
  readonly planNotice: (to: To, coming: ComingInstalment) => Message;
  readonly thanks: (to: To) => Message;
  readonly calendarOf: (debtor: Debtor, at: Instant) => Calendar;
};

/** One creditor's day: the instant it is run at, and how late a value date may be by an account's policy. */
export type DayOrder = {
  readonly creditorId: string;
  readonly today: CivilDate; // in the creditor's zone
  readonly at: Instant;
  readonly graceDaysOf: (account: Account) => number;
  readonly again: boolean; // even if it was done for that day
  readonly service?: ServiceWords; // absent: nothing is sent
  readonly staffFilesDays?: number; // how long exports of staff are kept; absent: they are not looked at
};

/** One kind of work; gives how often it did what. */
export type DayJob = (pool: pg.Pool, order: DayOrder) => Promise<Readonly<Record<string, number>>>;
