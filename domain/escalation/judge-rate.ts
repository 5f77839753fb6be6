import { type CivilDate, partsOf } from '../civil-date.ts';
import { type RateRow } from '../rates.ts';

/** Why a rate is not taken; `days`: the period of the row it meets, or the day from which one is missing. */
export type RateRefusal =
  | { readonly why: 'not-a-rate' | 'not-half-years' | 'no-source' }
  | { readonly why: 'overlap'; readonly from: CivilDate; readonly until: CivilDate }
  | { readonly why: 'gap'; readonly from: CivilDate };

/** No rate of the law was ever near it: a comma was missed. */
const highestPpm = 1_000_000;

function isHalfYear(day: CivilDate): boolean {
  const { month, day: ofMonth } = partsOf(day);
  return ofMonth === 1 && (month === 1 || month === 7);
}

/** What is wrong with the row by itself; null when nothing is. */
function flawOf({ yearlyPpm, from, until, source }: Omit<RateRow, 'id'>): RateRefusal | null {
  if (!Number.isSafeInteger(yearlyPpm) || yearlyPpm <= 0 || yearlyPpm >= highestPpm) return { why: 'not-a-rate' };
  if (!isHalfYear(from) || !isHalfYear(until) || from >= until) return { why: 'not-half-years' };
  return source.trim() === '' ? { why: 'no-source' } : null;
}

/**
 * Whether a row may join the table: above 0 % and below 100 %, from one 1 January or 1 July to another, with its source, over no
 * other row and next to one. `replaced` is the row of the same days that it stands in for, null when it is new.
 */
export function judgeRate(
  table: readonly RateRow[],
  row: Omit<RateRow, 'id'>,
): RateRefusal | { readonly replaced: RateRow | null } {
  const flaw = flawOf(row);
  if (flaw !== null) return flaw;
  const others = table.filter(({ kind }) => kind === row.kind);
  const met = others.find(({ from, until }) => from < row.until && row.from < until);
  if (met !== undefined) {
    const same = met.from === row.from && met.until === row.until;
    return same ? { replaced: met } : { why: 'overlap', from: met.from, until: met.until };
  }
  if (others.length === 0 || others.some(({ from, until }) => until === row.from || from === row.until))
    return { replaced: null };
  const before = others.filter(({ until }) => until < row.from).map(({ until }) => until);
  return { why: 'gap', from: before.toSorted().at(-1) ?? row.until };
}
