import { bareNumber } from './bare-number.ts';
import { readDate } from './civil-date.ts';
import { type SlotValue } from './command.ts';
import { decimalsOf } from './money.ts';

/** Eight digits that are a day of the last centuries are that day, whichever end they begin with. */
function dayOf(digits: string): string | null {
  const written = [
    /^(?<day>\d\d)(?<month>\d\d)(?<year>(?:18|19|20)\d\d)$/,
    /^(?<year>(?:18|19|20)\d\d)(?<month>\d\d)(?<day>\d\d)$/,
  ];
  const days = written.flatMap((shape) => {
    const { year, month, day } = shape.exec(digits)?.groups ?? {};
    return year === undefined ? [] : [`${year}-${month ?? ''}-${day ?? ''}`];
  });
  return days.find((day) => readDate(day) !== null) ?? null;
}

function keyOf(value: SlotValue, reference: string): string | null {
  switch (value.kind) {
    case 'date':
      return `date ${value.date}`;
    case 'digits': {
      const day = dayOf(value.digits);
      return day === null ? `digits ${value.digits}` : `date ${day}`;
    }
    case 'money':
      return `amount ${String(value.money.minor)} ${String(decimalsOf(value.money.currency))}`;
    case 'invoice':
      return bareNumber(value.number) === bareNumber(reference) ? null : `invoice ${bareNumber(value.number)}`;
    default:
      return null;
  }
}

/**
 * One guess at who somebody is, in one form however it was written: the same guess has the same key, another guess another one.
 * An invoice belongs to the guess only beside an amount, because nothing else is compared with it.
 */
export function guessKey(reference: string, factors: readonly SlotValue[]): string {
  const hasAmount = factors.some(({ kind }) => kind === 'money');
  const keys = factors.flatMap((value) =>
    value.kind === 'invoice' && !hasAmount ? [] : (keyOf(value, reference) ?? []),
  );
  return [reference, ...keys.toSorted()].join('\n');
}
