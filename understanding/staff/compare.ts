import { type Range } from '../../domain/staff/query.ts';
import { comparedAfter, comparedBefore } from './compare-words.ts';
import { type Scan, take } from './scan.ts';

type Groups = Readonly<Record<string, string | undefined>>;

function bounds(groups: Groups, value: number): Range<number> {
  const { more, atLeast, less, atMost, afterAtLeast, afterAtMost } = groups;
  if (more !== undefined) return { min: value + 1, max: null };
  if (less !== undefined) return { min: null, max: value - 1 };
  if ((atLeast ?? afterAtLeast) !== undefined) return { min: value, max: null };
  return (atMost ?? afterAtMost) !== undefined ? { min: null, max: value } : { min: value, max: value };
}

/** A quantity as it is written: its pattern has one group, whose text `value` reads. */
type Quantity = {
  readonly unit: string;
  readonly tail: string; // what may stand behind, such as the unit of days
  readonly value: (text: string, tail: string, at: number) => number | null;
};

function rangeBetween(match: RegExpExecArray, value: Quantity['value']): Range<number> | null {
  const { low = '', high = '', lowTail, highTail = '' }: Groups = match.groups ?? {};
  const min = value(low, lowTail ?? highTail, match.index + match[0].indexOf(low));
  const max = value(high, highTail, match.index + match[0].lastIndexOf(high));
  return min === null || max === null ? null : { min: Math.min(min, max), max: Math.max(min, max) };
}

/** Reads compared quantities: "plus de X", "X or more", "between X and Y", "X to Y"; both ends of what is given back are included. */
export function makeComparison({ unit, tail, value }: Quantity): (scan: Scan) => readonly CompareMatch[] {
  const edge = '(?<![a-z0-9.,])';
  const between = new RegExp(
    `${edge}(?:(?:entre|between|from|de|d) )?(?<low>${unit})(?<lowTail>${tail})? ?(?:et|and|a|to|-|–) ?(?<high>${unit})(?<highTail>${tail})`,
    'g',
  );
  const single = new RegExp(
    `${edge}(?:${comparedBefore} ?(?:(?:de|d|a|the|les|about|environ) )?)?(?<low>${unit})(?<lowTail>${tail})(?: ?${comparedAfter})?`,
    'g',
  );
  return (scan) => {
    const found: CompareMatch[] = [];
    const add = (match: RegExpExecArray, range: Range<number> | null): void => {
      found.push({ range, start: match.index, end: match.index + match[0].length, groups: match.groups ?? {} });
    };
    for (const match of take(scan, between)) add(match, rangeBetween(match, value));
    for (const match of take(scan, single)) {
      const { low = '', lowTail = '', ...rest }: Groups = match.groups ?? {};
      const read = value(low, lowTail, match.index + match[0].lastIndexOf(low));
      add(match, read === null ? null : bounds(rest, read));
    }
    return found;
  };
}

export type CompareMatch = {
  readonly range: Range<number> | null; // null: written as a quantity, and none
  readonly start: number;
  readonly end: number;
  readonly groups: Groups;
};
