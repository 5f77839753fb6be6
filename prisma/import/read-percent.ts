import { type Reading } from './reading.ts';

/** A percentage such as `2`, `2,5` or `2.50 %`, in basis points: 200, 250, 250. */
export function readPercent(reading: Reading, column: string): number | null {
  const cell = reading.text(column);
  if (cell === null) return null;
  const [, whole = '', decimals = ''] = /^(\d{1,2})(?:[.,](\d{1,2}))?\s*%?$/u.exec(cell) ?? [];
  const basisPoints = whole === '' ? 0 : Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return basisPoints > 0 ? basisPoints : reading.refuse(column, 'not-a-percentage');
}
