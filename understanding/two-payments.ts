import { partsOf } from '../domain/civil-date.ts';
import { type SlotValue } from '../domain/command.ts';
import { isWhole } from './read-whole.ts';

type DateValue = Extract<SlotValue, { kind: 'date' }>;

const nowWords = /(?<![a-z])(?:maintenant|tout de suite|now|right away|straight away)(?![a-z])/;

function isHalf(value: SlotValue): boolean {
  return value.kind === 'share' && value.numerator * 2 === value.denominator;
}

/** The first part, when a second one is all that is left. */
function firstPart(values: readonly SlotValue[]): SlotValue | null {
  const [first, rest, ...more] = values.filter(({ kind }) => kind === 'money' || kind === 'share');
  if (first === undefined || rest === undefined || more.length > 0) return null;
  if (first.role !== undefined || isWhole(first)) return null;
  return isWhole(rest) || (isHalf(first) && isHalf(rest)) ? first : null;
}

/** When each is paid: two days, or now and a day; null for anything else. */
function daysOf(values: readonly SlotValue[], text: string): { first: DateValue | null; last: DateValue } | null {
  const [one, two, ...more] = values.filter((value): value is DateValue => value.kind === 'date');
  if (one === undefined || more.length > 0) return null;
  if (two === undefined) return nowWords.test(text) ? { first: null, last: one } : null;
  return one.date < two.date ? { first: one, last: two } : null;
}

/** "100 vendredi et le reste le 15", "half now and half on the 15th": a first payment and one more, each on its day; else null. */
export function inTwoPayments(values: readonly SlotValue[], text: string): readonly SlotValue[] | null {
  const first = firstPart(values);
  const days = daysOf(values, text);
  if (first === null || days === null) return null;
  const others = values.filter(({ kind }) => kind !== 'money' && kind !== 'share' && kind !== 'date');
  return [
    { ...first, role: days.first === null ? 'now' : 'first' },
    ...(days.first === null ? [] : [{ ...days.first, role: 'from' as const }]),
    { kind: 'count', count: 1, role: 'rest' },
    { kind: 'day', day: partsOf(days.last.date).day },
    ...others,
  ];
}
