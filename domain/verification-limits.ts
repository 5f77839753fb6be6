import { type Instant } from './calendar.ts';

const minuteMs = 60_000;

/** How long a proof lasts, in milliseconds: since the last message, in all, and for a binding act. */
export const identityTtl = { idleMs: 15 * minuteMs, absoluteMs: 60 * minuteMs, stepUpMs: 15 * minuteMs } as const;

/** One-time codes: how long they last, how often they may be tried and sent, and how many failures lock an identity. */
export const codeLimits = { ttlMs: 10 * minuteMs, tries: 5, perHour: 3, perDay: 6, failuresPerDay: 10 } as const;

/** How long a new address waits, once its own code came back, before it proves anything: its owner may object meanwhile. */
export const coolingMs = 24 * 60 * minuteMs;

/** When a proof made at `now` ends: absolutely, and unless another message comes. */
export function proofTimes(now: Instant): { readonly until: Instant; readonly idleUntil: Instant } {
  return { until: now + identityTtl.absoluteMs, idleUntil: now + identityTtl.idleMs };
}

/** Whether a proof is recent enough for a binding act. */
export function isFresh(provedAt: Instant, now: Instant): boolean {
  return now - provedAt < identityTtl.stepUpMs;
}

/** Ten failures in 24 hours lock the identity on every channel; a person unlocks it. */
export function isLocked(failuresLastDay: number): boolean {
  return failuresLastDay >= codeLimits.failuresPerDay;
}

export type CodeBudget = {
  readonly failuresLastDay: number;
  readonly codesLastHour: number;
  readonly codesLastDay: number;
};

/** Why no further code is issued now; null when one may be. */
export function codeRefusal(budget: CodeBudget): 'locked' | 'too-many-codes' | null {
  if (isLocked(budget.failuresLastDay)) return 'locked';
  return budget.codesLastHour >= codeLimits.perHour || budget.codesLastDay >= codeLimits.perDay
    ? 'too-many-codes'
    : null;
}

/** Why this code can no longer be tried; null when it can. `tries` counts those already made. */
export function tryRefusal(
  code: { readonly expires: Instant; readonly tries: number },
  now: Instant,
): 'expired' | 'too-many-tries' | null {
  if (now >= code.expires) return 'expired';
  return code.tries >= codeLimits.tries ? 'too-many-tries' : null;
}
