import { money } from '../../../domain/money.ts';
import { type PlanPolicy } from '../../../domain/plan-policy.ts';

/** What the machine may agree to with a consumer. */
export const consumerPolicy: PlanPolicy = {
  version: 'consumer-1',
  months: 24,
  instalments: 24,
  instalmentMinimum: [money(2000, 'EUR'), money(2000, 'GBP')],
  downPaymentPercent: 0,
  frequencies: ['month', 'fortnight', 'week'],
  firstWithinDays: 45,
  graceDays: 5,
  promiseDays: 35,
  promiseUntilPayday: true,
  promisesPerLine: 2,
  disputeAnswerDays: 15,
  checkDays: 10,
  freshDays: 3,
  directorConfirmsFrom: [],
  interestFirst: false,
};

/** What it may agree to with a company. */
export const companyPolicy: PlanPolicy = {
  ...consumerPolicy,
  version: 'company-1',
  months: 6,
  instalments: 6,
  instalmentMinimum: [money(10000, 'EUR')],
  frequencies: ['month'],
  promiseDays: 15,
  promiseUntilPayday: false,
  directorConfirmsFrom: [money(1000000, 'EUR')],
};
