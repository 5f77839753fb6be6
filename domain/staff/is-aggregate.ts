import { type Grouping, type StaffQuery } from './query.ts';

/** Groups that are neither a debtor, nor something of one, nor a person. */
const nameless: readonly (Grouping | null)[] = [
  ...[null, 'segment', 'kind', 'city', 'region', 'level', 'channel', 'cause', 'risk', 'currency', 'bucket'],
  ...['reason', 'status', 'day', 'week', 'month', 'quarter'],
] as readonly (Grouping | null)[];

/** Whether the answer to a question is a sum that names nobody: neither its rows nor its conditions say who it is about. */
export function isAggregate({ groupBy, filters, measure }: StaffQuery): boolean {
  const lists = ['accounts', 'lines', 'priority', 'changes', 'tasks'].includes(measure) && groupBy === null;
  const named = filters.some(({ field }) => field === 'text' || field === 'owner');
  return nameless.includes(groupBy) && !named && !(lists && measure === 'priority');
}
