import { type StaffAnswer } from './answer.ts';
import { type StaffQuery } from './query.ts';

const plain: Omit<StaffQuery, 'measure'> = {
  ...{ filters: [], groupBy: null, order: null, limit: null, offset: 0, asOf: null },
};
const fiveAccounts = { groupBy: 'account', limit: 5 } as const;

/** The questions whose answers make the dashboard. */
export const dashboardQueries = {
  ageing: { ...plain, measure: 'ageing' },
  overdue: { ...plain, measure: 'overdue' },
  disputed: { ...plain, measure: 'disputed' },
  promised: { ...plain, measure: 'promised' },
  planned: { ...plain, measure: 'planned' },
  largest: { ...plain, ...fiveAccounts, measure: 'overdue', order: { by: 'amount', descending: true } },
  first: { ...plain, ...fiveAccounts, measure: 'priority' },
} as const satisfies Readonly<Record<string, StaffQuery>>;

/** The answers to those questions. */
export type Dashboard = Readonly<Record<keyof typeof dashboardQueries, StaffAnswer>>;
