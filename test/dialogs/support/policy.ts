import { money } from '../../../domain/money.ts';
import { type PlanPolicy } from '../../../domain/plan-policy.ts';

/** A policy like that of the demo's consumers. */
export const policy: PlanPolicy = {
  version: 'test-1',
  months: 12,
  instalments: 12,
  instalmentMinimum: [money(2000, 'EUR'), money(2000, 'GBP')],
  downPaymentPercent: 0,
  frequencies: ['month', 'fortnight', 'week'],
  firstWithinDays: 45,
  graceDays: 5,
  promiseDays: 35,
  promiseUntilPayday: true,
  promisesPerLine: 2,
  disputeAnswerDays: 30,
  checkDays: 10,
  directorConfirmsFrom: [money(1000000, 'EUR')],
  interestFirst: false,
};
