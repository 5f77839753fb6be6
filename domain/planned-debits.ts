import { type DueLine } from './account.ts';
import { type CivilDate } from './civil-date.ts';
import { isCollected } from './collection.ts';

/** The days, today included, on which these lines are still to be collected by the creditor; each once, the first one first. */
export function plannedDebits(lines: readonly DueLine[], today: CivilDate): readonly CivilDate[] {
  const days = lines.filter((line) => isCollected(line) && line.due >= today).map(({ due }) => due);
  return [...new Set(days)].sort();
}
