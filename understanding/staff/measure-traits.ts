import { type DayField, type Having, type Measure } from '../../domain/staff/query.ts';

/** Sums of money of the rows; accounts are ranked by them. */
export const amountMeasures: ReadonlySet<Measure> = new Set<Measure>([
  ...(['open', 'overdue', 'disputed', 'promised', 'planned', 'collected', 'invoiced'] as const),
]);

/** Measures that win over those of amounts beside them: "poids des dix premiers dans l'encours" is a concentration. */
export const strongMeasures: ReadonlySet<Measure> = new Set<Measure>([
  ...(['ageing', 'dso', 'best-dso', 'add', 'cei', 'concentration', 'promise-kept-rate', 'plan-kept-rate'] as const),
  ...(['recovery', 'priority', 'changes', 'stops', 'holds', 'tasks', 'contacts'] as const),
]);

/** Rates and days, of which a longer time is shown month by month. */
export const trendMeasures: ReadonlySet<Measure> = new Set<Measure>([
  ...(['dso', 'best-dso', 'add', 'cei', 'promise-kept-rate', 'plan-kept-rate', 'recovery'] as const),
]);

/** What stands still: of these a single day that is over is the day as of which they are asked. */
export const standingMeasures: ReadonlySet<Measure> = new Set<Measure>([
  ...(['accounts', 'lines', 'open', 'overdue', 'ageing', 'concentration', 'disputed', 'planned'] as const),
  ...(['dso', 'best-dso', 'add', 'cei'] as const),
]);

/** What happens in a time: "for 30 days" is how long ago, and not how late. */
export const flowMeasures: ReadonlySet<Measure> = new Set<Measure>([
  ...(['collected', 'invoiced', 'contacts', 'changes', 'stops'] as const),
]);

/** Things that were opened: "for more than 15 days" is their age. */
export const openedMeasures: ReadonlySet<Measure> = new Set<Measure>([
  ...(['disputes', 'disputed', 'holds', 'tasks', 'plans', 'promises', 'stops', 'planned'] as const),
]);

/** Of what a time without a word of its own is, by what is asked for. */
export const timeFieldOf: Readonly<Record<Measure, DayField>> = {
  ...{ accounts: 'due', lines: 'due', open: 'due', overdue: 'due', ageing: 'due', concentration: 'due' },
  ...{ recovery: 'due', priority: 'due' },
  ...{ disputed: 'opened', disputes: 'opened', holds: 'opened', stops: 'opened', tasks: 'opened', changes: 'opened' },
  ...{ planned: 'opened', plans: 'opened', 'plan-kept-rate': 'opened' },
  ...{ promised: 'promised', promises: 'promised', 'promise-kept-rate': 'promised' },
  ...{ invoiced: 'issued', dso: 'issued', 'best-dso': 'issued', add: 'issued', cei: 'issued' },
  ...{ collected: 'paid', contacts: 'contacted' },
};

/** What a thing that is named beside what is asked for says of the rows. */
export const stateOfMeasure: Partial<Readonly<Record<Measure, Having>>> = {
  ...{ disputed: 'dispute', disputes: 'dispute', promised: 'promise', promises: 'promise' },
  ...{ planned: 'plan', plans: 'plan', holds: 'hold', stops: 'stop' },
};
