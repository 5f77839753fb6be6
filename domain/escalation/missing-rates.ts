import { addDays, type CivilDate } from '../civil-date.ts';
import { type RateKind, type RateRow } from '../rates.ts';

/** Soon enough for a person to look a rate up before it is needed. */
const warnedAhead = 30;

function gapsOf(table: readonly RateRow[], kind: RateKind, today: CivilDate): readonly CivilDate[] {
  const rows = table.filter((row) => row.kind === kind).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const gaps: CivilDate[] = [];
  let known = rows[0]?.from ?? today;
  for (const row of rows) {
    if (row.from > known) gaps.push(known);
    if (row.until > known) known = row.until;
  }
  return known <= addDays(today, warnedAhead) ? [...gaps, known] : gaps;
}

/**
 * From which days on a rate is missing: holes in the table, and its end when that is at most 30 days ahead. What needs a rate of
 * these days is blocked; reminders of principal are not.
 */
export function missingRates(
  table: readonly RateRow[],
  kinds: readonly RateKind[],
  today: CivilDate,
): readonly { readonly kind: RateKind; readonly from: CivilDate }[] {
  return kinds.flatMap((kind) => gapsOf(table, kind, today).map((from) => ({ kind, from })));
}
