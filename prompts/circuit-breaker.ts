export type BreakerLimits = { readonly failures: number; readonly withinMs: number; readonly openMs: number };

/** Stops asking a service that keeps failing. */
export type CircuitBreaker = {
  readonly isOpen: () => boolean;
  readonly succeeded: () => void;
  readonly failed: () => void;
};

/** Opens for `openMs` after so many failures within `withinMs`; a success forgets them. `now` is milliseconds. */
export function makeCircuitBreaker(limits: BreakerLimits, now: () => number): CircuitBreaker {
  let failures: readonly number[] = [];
  let openUntil = Number.NEGATIVE_INFINITY;
  return {
    isOpen: () => now() < openUntil,
    succeeded: () => {
      failures = [];
    },
    failed: () => {
      const at = now();
      failures = [...failures.filter((time) => at - time < limits.withinMs), at];
      if (failures.length < limits.failures) return;
      failures = [];
      openUntil = at + limits.openMs;
    },
  };
}
