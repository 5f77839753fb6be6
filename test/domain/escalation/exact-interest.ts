import { addDays, type CivilDate } from '../../../domain/civil-date.ts';

/** A fraction of integers, for sums without any rounding before the end. */
type Fraction = { readonly over: bigint; readonly under: bigint };

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

function reduced(over: bigint, under: bigint): Fraction {
  const by = gcd(over, under);
  return by === 0n ? { over: 0n, under: 1n } : { over: over / by, under: under / by };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return reduced(a.over * b.under + b.over * a.under, a.under * b.under);
}

/** The interest of a base in minor units over so many days at a rate in hundredths of a percent a year. */
export function simple(base: number, days: number, hundredths: number): Fraction {
  return reduced(BigInt(base) * BigInt(days) * BigInt(hundredths), 365n * 10_000n);
}

export function halfUp({ over, under }: Fraction): number {
  return Number((2n * over + under) / (2n * under));
}

/** Interest day by day: each day of (after, until] bears what was open at the end of the day before, at its own rate. */
export function exactInterest(
  amount: number,
  payments: readonly (readonly [CivilDate, number])[],
  { after, until }: { readonly after: CivilDate; readonly until: CivilDate },
  hundredthsOn: (day: CivilDate) => number,
): number {
  const days = new Map<string, [number, number, number]>();
  for (let day = addDays(after, 1); day <= until; day = addDays(day, 1)) {
    let base = amount;
    for (const [on, paid] of payments) if (on < day) base -= paid;
    const rate = hundredthsOn(day);
    const key = `${base} ${rate}`;
    const known = days.get(key);
    if (known === undefined) days.set(key, [base, 1, rate]);
    else known[1] += 1;
  }
  let total: Fraction = { over: 0n, under: 1n };
  for (const [base, count, rate] of days.values()) total = plus(total, simple(base, count, rate));
  return halfUp(total);
}
