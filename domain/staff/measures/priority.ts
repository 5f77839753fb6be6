/** What is known of an account that may be called: of overdue money that is neither disputed, nor planned, nor promised, in one currency. */
export type PriorityFacts = {
  readonly amount: number; // hundredths of a unit, whatever the currency's decimals
  readonly age: number; // days the oldest line is late
  readonly broken: number; // promises broken in a year
  readonly silence: number | null; // days since we last wrote or called; null: never
  readonly paid: boolean; // something came in a quarter: whoever pays some can pay
};

export const priorityReasons = ['amount', 'age', 'broken', 'silence', 'capacity'] as const;
export type PriorityReason = (typeof priorityReasons)[number];

/** One thing that weighs, by how much, and the value it was read from. */
export type PriorityPart = { readonly reason: PriorityReason; readonly points: number; readonly value: number };

/** Points from a value on: below the first step none. */
export type Steps = { readonly from: readonly number[]; readonly points: readonly number[] };

/** Never a black box: each reason has its steps, they add up to 100 at most, and they are shown with the account. */
export const prioritySteps = {
  amount: { from: [10_000, 50_000, 200_000, 1_000_000, 5_000_000], points: [5, 12, 20, 30, 40] },
  age: { from: [8, 31, 61, 91], points: [5, 10, 18, 25] },
  broken: { from: [1, 2], points: [8, 15] },
  silence: { from: [7, 14, 30], points: [3, 6, 10] },
  capacity: { from: [1], points: [10] },
} as const satisfies Record<PriorityReason, Steps>;

/** As silent as anybody, where we never spoke. */
export const neverSpoken = 9999;

function stepOf({ from, points }: Steps, value: number): number {
  const reached = from.filter((least) => value >= least).length;
  return points[reached - 1] ?? 0;
}

/** Whom to call first: the points of an account and why, the weightiest reason first. Its points are the sum of its reasons'. */
export function priorityOf(facts: PriorityFacts): {
  readonly points: number;
  readonly reasons: readonly PriorityPart[];
} {
  const values: Readonly<Record<PriorityReason, number>> = {
    ...{ amount: facts.amount, age: facts.age, broken: facts.broken },
    ...{ silence: facts.silence ?? neverSpoken, capacity: facts.paid ? 1 : 0 },
  };
  const reasons = priorityReasons
    .map((reason) => ({ reason, value: values[reason], points: stepOf(prioritySteps[reason], values[reason]) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points);
  return { points: reasons.reduce((total, { points }) => total + points, 0), reasons };
}
