import { type Measure } from '../../domain/staff/query.ts';
import { strongMeasures } from './measure-traits.ts';
import { type Mention, type Reading } from './reading.ts';

/** What is asked for, and what else was named beside it. */
export type Heading = { readonly measure: Measure | null; readonly rest: readonly Mention[] };

/** Words that only say of what a time is ("received in October", "due next week") where something else is asked for. */
function isLead({ measure, at, word }: Mention, { times }: Reading, isFirst: boolean): boolean {
  const end = at + word.length;
  const time = times.times.find((each) => each.field !== null && each.at >= end && each.at <= end + 4);
  return time !== undefined && (!isFirst || (measure === 'open' && time.field === 'due'));
}

function isLate({ daySpans }: Reading): boolean {
  return daySpans.some(({ of }) => of !== 'age');
}

/** Whether the amount itself is named: "who owes for 60 days" is late, "open, more than 60 days late" is a part of what is open. */
function isSaid(says: readonly Mention[]): boolean {
  const word = says.find(({ measure }) => measure === 'open')?.word ?? '';
  return /^(?:open|encours|outstanding|creances|receivables|soldes?|balances?)/.test(word);
}

/** What is asked for by those who name only of what: "clients à plus de 60 jours". */
function unnamed(reading: Reading): Measure | null {
  const { subject, filters, order, largest } = reading;
  if (isLate(reading)) return 'overdue';
  if (filters.some(({ field }) => field === 'hold')) return 'holds';
  if (subject === null || subject === 'payment') return subject === null ? null : 'collected';
  if (subject === 'line') return 'lines';
  const isOfAmounts = largest || order?.by === 'amount' || filters.some(({ field }) => field === 'amount');
  return isOfAmounts ? 'open' : 'accounts';
}

/** "Who owes for 60 days" and "owes ... overdue" ask for what is late. */
function lateOf(says: readonly Mention[], reading: Reading): Heading | null {
  const rest = says.filter(({ measure }) => measure !== 'open');
  const isOverdue = rest.some(({ measure }) => measure === 'overdue');
  if (!isOverdue && (!isLate(reading) || isSaid(says))) return null;
  return { measure: 'overdue', rest: rest.filter(({ measure }) => measure !== 'overdue') };
}

function strongest(named: readonly Measure[]): Measure | undefined {
  return named.find((measure) => measure === 'priority') ?? named.find((each) => strongMeasures.has(each)) ?? named[0];
}

/** What is asked for, of all that was named. */
export function headingOf(reading: Reading): Heading {
  const { measures, subject, counts } = reading;
  const isCounted = counts && (subject === 'account' || subject === 'line');
  const says = measures.filter((mention, index) => !isLead(mention, reading, index === 0 && !isCounted));
  if (isCounted) return { measure: subject === 'account' ? 'accounts' : 'lines', rest: says };
  const first = strongest(says.map(({ measure }) => measure));
  if (first === undefined) return { measure: unnamed(reading), rest: [] };
  const late = first === 'open' ? lateOf(says, reading) : null;
  return late ?? { measure: first, rest: says.filter(({ measure }) => measure !== first) };
}
