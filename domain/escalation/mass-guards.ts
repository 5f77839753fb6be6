import { type CivilDate } from '../civil-date.ts';

/** What became of the demands of a day. */
export type DemandRates = {
  readonly sent: number;
  readonly stops: number; // STOP
  readonly strangers: number; // "not me"
  readonly failures: number;
};

/** How much may leave, and from where on nothing does; percentages of a day's demands. */
export type GuardLimits = {
  readonly always: number; // notices a day and policy that no stage of a release holds back
  readonly stopPercent: number; // STOP, and "not me", each
  readonly failurePercent: number;
  readonly atLeast: number; // demands before a share means anything
};

/** Choices of ours, for a creditor that said nothing else. */
export const shippedLimits: GuardLimits = { always: 200, stopPercent: 3, failurePercent: 10, atLeast: 20 };

/** Why sending should stop by itself, as a code with its figures; null while the shares are ordinary. */
export function jumpOf({ sent, stops, strangers, failures }: DemandRates, limits: GuardLimits): string | null {
  if (sent < limits.atLeast) return null;
  const exceeds = (count: number, percent: number): boolean => count * 100 > percent * sent;
  if (exceeds(stops, limits.stopPercent)) return `stops ${stops} of ${sent}`;
  if (exceeds(strangers, limits.stopPercent)) return `wrong-party ${strangers} of ${sent}`;
  return exceeds(failures, limits.failurePercent) ? `failures ${failures} of ${sent}` : null;
}

/** How many notices of a policy may still go today: its stage's share of all it names, never fewer than are always let through. */
export function allowanceOf(
  { percent, planned, sent }: { readonly percent: number; readonly planned: number; readonly sent: number },
  { always }: Pick<GuardLimits, 'always'>,
): number {
  if (percent >= 100) return Infinity;
  return Math.max(0, Math.max(always, Math.ceil(((planned + sent) * percent) / 100)) - sent);
}

/** The share of those it names that a policy's version may reach, and since when. */
export type ReleaseStage = { readonly percent: number; readonly since: CivilDate };

const stages = [1, 10, 100];

/** The stage of a release on a day: the first on its first day of sending, one further on each later day of sending. */
export function stageOn(today: CivilDate, last: ReleaseStage | null): ReleaseStage {
  if (last === null) return { percent: stages[0] ?? 1, since: today };
  const next = stages.find((percent) => percent > last.percent);
  return next === undefined || last.since >= today ? last : { percent: next, since: today };
}
