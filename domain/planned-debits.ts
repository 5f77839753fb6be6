import { type DueLine } from './account.ts';
import { type CivilDate } from './civil-date.ts';

/** The days, today included, on which these lines are still to be collected by direct debit; each once, the first one first. */
export function plannedDebits(lines: readonly DueLine[], today: CivilDate): readonly CivilDate[] {
  const days = lines.filter(({ means, due }) => means === 'direct-debit' && due >= today).map(({ due }) => due);
  return [...new Set(days)].sort();
}
