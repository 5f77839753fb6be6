import { type Filter, type Order, type StaffQuery } from './query.ts';
import { type Refinement } from './staff-command.ts';

/** Filters that stand beside others of their field: of each state one, and a choice beside what is left out of it. */
function keyOf(filter: Filter): string {
  if (filter.field === 'has') return `has ${filter.what}`;
  return 'oneOf' in filter ? `${filter.field} ${String(filter.not)}` : filter.field;
}

function isGone(filter: Filter, { add, drop, dropAll }: Refinement): boolean {
  if (dropAll === true || drop.includes(filter.field)) return true;
  if (add.some((each) => keyOf(each) === keyOf(filter))) return true;
  // "Only those of Lyon" leaves nothing of an exception made for another place.
  return 'oneOf' in filter && add.some((each) => each.field === filter.field);
}

function orderFor(query: StaffQuery, groupBy: StaffQuery['groupBy'], order: Order | undefined): Order | null {
  if (groupBy === null) return null;
  if (order !== undefined) return order;
  return groupBy === query.groupBy ? query.order : groupBy === 'account' ? { by: 'amount', descending: true } : null;
}

/**
 * The question before, changed by a follow-up: what is added replaces the filters of its field, and the first page is shown again.
 * Refining twice by the same is refining once; what is dropped is gone unless the same follow-up adds it.
 */
export function refine(query: StaffQuery, by: Refinement): StaffQuery {
  const groupBy = by.groupBy === undefined ? query.groupBy : by.groupBy;
  return {
    measure: by.measure ?? query.measure,
    filters: [...query.filters.filter((filter) => !isGone(filter, by)), ...by.add],
    groupBy,
    order: orderFor(query, groupBy, by.order),
    limit: by.limit === undefined ? query.limit : by.limit,
    offset: 0,
    asOf: by.asOf === undefined ? query.asOf : by.asOf,
  };
}
