import { invariant } from './errors.ts';

/** ISO 4217 code, upper case. */
export type Currency = string;

/** An exact amount: a safe integer of the currency's minor unit (cents for EUR, yen for JPY, fils for KWD). */
export type Money = { readonly minor: number; readonly currency: Currency };

const noDecimals = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'ISK',
  'JPY',
  'KMF',
  'KRW',
  'PYG',
  'RWF',
  'UGX',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]);
const threeDecimals = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** How many decimals the currency's minor unit stands for (ISO 4217): 0, 2 or 3. */
export function decimalsOf(currency: Currency): 0 | 2 | 3 {
  if (noDecimals.has(currency)) return 0;
  return threeDecimals.has(currency) ? 3 : 2;
}

/** Builds an amount; raises INVARIANT_BROKEN when it is not a safe integer of minor units. */
export function money(minor: number, currency: Currency): Money {
  invariant(Number.isSafeInteger(minor), 'an amount is a safe integer of minor units');
  return { minor: minor === 0 ? 0 : minor, currency };
}

/** The sum of two amounts of one currency. */
export function add(a: Money, b: Money): Money {
  invariant(a.currency === b.currency, 'amounts of different currencies are never added');
  return money(a.minor + b.minor, a.currency);
}

/** `a` less `b`, of one currency; may be negative. */
export function subtract(a: Money, b: Money): Money {
  return add(a, money(-b.minor, b.currency));
}

/** The exact sum of amounts that are all of `currency`; zero for none. */
export function sum(amounts: readonly Money[], currency: Currency): Money {
  return amounts.reduce(add, money(0, currency));
}

/** `count` equal parts whose sum is exactly `total`; the remainder is on the last part. */
export function splitEvenly(total: Money, count: number): readonly Money[] {
  invariant(Number.isInteger(count) && count >= 1, 'a split has at least one part');
  const part = Math.trunc(total.minor / count);
  return Array.from({ length: count }, (_, index) =>
    money(index === count - 1 ? total.minor - part * (count - 1) : part, total.currency),
  );
}

/** Parts in proportion to `weights`, by the largest remainder (ties to the first), whose sum is exactly `total`. */
export function splitProRata(total: Money, weights: readonly number[]): readonly Money[] {
  const whole = weights.reduce((a, b) => a + b, 0);
  invariant(
    whole > 0 && weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0),
    'weights are natural numbers with a positive sum',
  );
  const shares = weights.map((weight) => BigInt(total.minor) * BigInt(weight));
  const floors = shares.map((share) => share / BigInt(whole));
  const missing = BigInt(total.minor) - floors.reduce((a, b) => a + b, 0n);
  const order = shares
    .map((share, index) => ({ index, rest: share % BigInt(whole) }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const extra = new Set(order.slice(0, Number(missing)).map(({ index }) => index));
  return floors.map((floor, index) => money(Number(floor) + (extra.has(index) ? 1 : 0), total.currency));
}
