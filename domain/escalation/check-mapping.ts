import { type EscalationPolicy } from './policy.ts';
import { type PolicyProblem } from './policy-problem.ts';

/**
 * What is wrong with the way cases in progress go on under a new version: every level of the version before is named, goes to a
 * level that exists, and none goes back behind an earlier one, which would ask again what was asked (a loop).
 */
export function checkMapping(
  before: Pick<EscalationPolicy, 'levels' | 'version'>,
  next: Pick<EscalationPolicy, 'levels' | 'mapping'>,
): readonly PolicyProblem[] {
  const placeOf = (id: string): number => next.levels.findIndex((level) => level.id === id);
  const said: PolicyProblem[] = [];
  let highest = -1;
  for (const { id } of before.levels) {
    const to = Object.hasOwn(next.mapping, id) ? next.mapping[id] : undefined;
    const path = ['mapping', id];
    if (to === undefined) {
      const mend = placeOf(id) < 0 ? `${id}: the level where it goes on` : `${id}: ${id}`;
      said.push({
        path: ['mapping'],
        problem: `level "${id}" of ${before.version} is not mapped: where do its cases go on?`,
        mend,
      });
      continue;
    }
    const place = placeOf(to);
    if (place < 0)
      said.push({
        path,
        problem: `"${to}" is no level of this version`,
        mend: `one of ${next.levels.map((level) => level.id).join(', ')}`,
      });
    else if (place < highest)
      said.push({
        path,
        problem: `"${id}" goes back to "${to}", behind an earlier level: it would be asked again`,
        mend: 'map levels in their order',
      });
    highest = Math.max(highest, place);
  }
  return said;
}
