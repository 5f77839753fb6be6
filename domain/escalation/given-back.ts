import { type Account, type Hold } from '../account.ts';
import { addDays, type CivilDate, daysBetween } from '../civil-date.ts';
import { holdEffects } from './hold-effects.ts';

/** Whether we were the cause of a hold: we looked for something, or what was contested was contested rightly. */
function isOurs(hold: Hold, disputes: Account['disputes']): boolean {
  const effect = holdEffects[hold.reason].level;
  if (effect !== 'given-back-if-accepted') return effect === 'given-back';
  const dispute = disputes.find(({ id }) => hold.source === `dispute:${id}`);
  return dispute?.status === 'accepted' || dispute?.status === 'partly-accepted';
}

/**
 * How many days of (after, until] the ball was ours, by the holds of a line: each day once, however many holds were on it. So many
 * days later every level of the line comes.
 */
export function daysGivenBack(
  holds: readonly Hold[],
  disputes: Account['disputes'],
  after: CivilDate,
  until: CivilDate,
): number {
  if (holds.length === 0) return 0;
  const end = addDays(until, 1);
  const spans = holds
    .filter((hold) => isOurs(hold, disputes))
    .map((hold) => ({
      from: hold.from > after ? hold.from : addDays(after, 1),
      to: hold.until !== null && hold.until < end ? hold.until : end,
    }))
    .filter(({ from, to }) => from < to)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  let days = 0;
  let reached = addDays(after, 1);
  for (const { from, to } of spans) {
    const start = from > reached ? from : reached;
    if (start >= to) continue;
    days += daysBetween(start, to);
    reached = to;
  }
  return days;
}
