import { type Asking, dayOf, filtersOf, tenantOf } from './asking.ts';
import { chosen } from './debtor-conditions.ts';

type ChoiceOfLevel = Parameters<typeof chosen>[2];

/** The highest level that counted of each line, in the latest of its cycles; policies number the same level differently, so `step` is its lowest number. */
function levels(asking: Asking): string {
  return `level AS (SELECT x.*, min(x.level) OVER (PARTITION BY x.level_id) AS step FROM (SELECT DISTINCT ON (r.line_id) r.line_id, r.level, r.level_id FROM reminders r
    WHERE r.creditor_id = ${tenantOf(asking)} AND r.status = 'counted' AND r.counted_on <= ${dayOf(asking)}
    ORDER BY r.line_id, r.cycle DESC, r.level DESC) x)`;
}

/** A level by its id, or by its number. */
function levelChosen(asking: Asking, filter: ChoiceOfLevel): string {
  const byId = chosen(asking, 'level.level_id', { ...filter, not: false });
  const oneOf = filter.oneOf.filter((id) => id !== 'none');
  const byNumber = chosen(asking, 'level.level::text', { ...filter, oneOf, not: false });
  return `(${byId} OR ${byNumber}) IS ${filter.not ? 'NOT TRUE' : 'TRUE'}`;
}

type LevelFilter = {
  readonly parts: readonly string[];
  readonly joins: string;
  readonly conditions: readonly string[];
};

/** The levels of the lines `l`, and which of them a question asks for; nothing where it does not and they are not wanted `anyway`. */
export function levelFilter(asking: Asking, anyway: boolean): LevelFilter {
  const conditions = filtersOf(asking, 'level').map((filter) => levelChosen(asking, filter));
  if (!anyway && conditions.length === 0) return { parts: [], joins: '', conditions };
  return { parts: [levels(asking)], joins: 'LEFT JOIN level ON level.line_id = l.id', conditions };
}
