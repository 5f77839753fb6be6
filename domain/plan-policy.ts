import { type Frequency } from './command.ts';
import { type Money } from './money.ts';

/** What the creditor lets the machine agree to, for one kind of debtor; beyond it a human decides, the machine never refuses. */
export type PlanPolicy = {
  readonly version: string;
  readonly months: number; // longest plan, first to last instalment
  readonly instalments: number; // most instalments
  readonly instalmentMinimum: readonly Money[]; // one per currency offered
  readonly downPaymentPercent: number; // of the total, due with the first instalment
  readonly frequencies: readonly Frequency[];
  readonly firstWithinDays: number; // the first instalment falls within so many days
  readonly graceDays: number; // how late an instalment may be before the plan is late
  readonly promiseDays: number; // a promise is at most so many days ahead
  readonly promiseUntilPayday: boolean; // consumers: next payday, within promiseDays
  readonly promisesPerLine: number;
  readonly disputeAnswerDays: number;
  readonly checkDays: number; // how long "already paid" or a missing document stops the chasing
  readonly freshDays: number; // how old the accounts may be before that is said, and before nothing is demanded on them
  readonly directorConfirmsFrom: readonly Money[]; // acts of a company from this amount need a director or staff
  readonly interestFirst: boolean; // claimed charges before principal
};
