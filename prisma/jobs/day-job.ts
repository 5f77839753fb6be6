import type pg from 'pg';
import { type Account } from '../../domain/account.ts';
import { type Instant } from '../../domain/calendar.ts';
import { type CivilDate } from '../../domain/civil-date.ts';

/** One creditor's day: the instant it is run at, and how late a value date may be by an account's policy. */
export type DayOrder = {
  readonly creditorId: string;
  readonly today: CivilDate; // in the creditor's zone
  readonly at: Instant;
  readonly graceDaysOf: (account: Account) => number;
  readonly again: boolean; // even if it was done for that day
};

/** One kind of work; gives how often it did what. */
export type DayJob = (pool: pg.Pool, order: DayOrder) => Promise<Readonly<Record<string, number>>>;
