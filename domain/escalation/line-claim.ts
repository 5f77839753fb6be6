import { type Hold } from '../account.ts';
import { collectionOf } from '../collection.ts';
import { type CivilDate } from '../civil-date.ts';
import { type LineView } from '../ledger.ts';
import { type Money, money } from '../money.ts';
import { type CaseReading } from './case-reading.ts';
import { estateStop } from './estate.ts';
import { holdEffects } from './hold-effects.ts';
import { lineBarredFrom } from './line-limitation.ts';
import { type EscalationPolicy } from './policy.ts';
import { type Stop } from './stop.ts';

/** What of a line may be asked for, and why nothing of it may. */
export type LineClaim = {
  readonly claim: Money; // never more than what is open and undisputed
  readonly disputed: Money;
  readonly stop: Stop | null; // null: the claim may be asked
};

/** A part of what is open that nobody is asked for now. */
type Part = Stop & { readonly minor: number };

const running = ['accepted', 'active', 'late'];
/** Holds that stand beside something the account knows itself; the rest are plain. */
const paired: readonly Hold['reason'][] = ['dispute', 'promise', 'plan', 'insolvency'];

function sumOf(lines: readonly { readonly lineId: string; readonly amount: Money }[], lineId: string): number {
  return lines.reduce((total, line) => (line.lineId === lineId ? total + line.amount.minor : total), 0);
}

/** What holds keep of the open amount, with the last day of them; a hold without an amount keeps all of it. */
function heldBy(holds: readonly Hold[], open: number): { minor: number; until: CivilDate | null } {
  const minor = holds.reduce((total, hold) => total + (hold.lineId === null ? open : (hold.amount?.minor ?? open)), 0);
  const ends = holds.map(({ until }) => until);
  const last = ends.includes(null) ? null : (ends.toSorted().at(-1) ?? null);
  return { minor: Math.min(open, minor), until: last };
}

function partsOf({ holdsOf, promisesOf, plansOf, ledger }: CaseReading, view: LineView): readonly Part[] {
  const { line, open, disputed, inTransit } = view;
  const [inForce, allPromises, allPlans] = [holdsOf(line.id), promisesOf(line.id), plansOf(line.id)];
  // Of most lines nothing is held.
  const isFree = inForce.length + allPromises.length + allPlans.length + disputed.minor + inTransit.minor === 0;
  if (isFree) return [];
  const holds = inForce.filter(({ reason }) => holdEffects[reason].contact);
  const of = (reason: Hold['reason']): { minor: number; until: CivilDate | null } =>
    heldBy(
      holds.filter((hold) => hold.reason === reason),
      open.minor,
    );
  const others = holds.filter(({ reason }) => !paired.includes(reason));
  const promises = allPromises.filter(({ status, madeOn }) => status === 'open' && madeOn <= ledger.asOf);
  const plans = allPlans.filter(({ status }) => running.includes(status));
  const promised = promises.reduce((total, { lines }) => total + sumOf(lines, line.id), 0);
  const planned = plans.reduce((total, { lines }) => total + sumOf(lines, line.id), 0);
  const [dispute, promise, plan] = [of('dispute'), of('promise'), of('plan')];
  const dueOn = promises.map(({ due }) => due).toSorted();
  return [
    { gate: 'disputed', minor: disputed.minor, until: dispute.until, detail: 'dispute' },
    { gate: 'held', ...heldBy(others, open.minor), detail: `hold:${others.map(({ reason }) => reason).join('+')}` },
    {
      gate: 'promise-running',
      minor: Math.max(promise.minor, promised),
      until: promise.until ?? dueOn.at(-1) ?? null,
      detail: `hold:promise ${dueOn.at(-1) ?? ''}`.trim(),
    },
    {
      gate: 'plan-on-time',
      minor: Math.max(plan.minor, planned),
      until: plan.until,
      detail: `hold:plan ${plans.map(({ status }) => status).join('+')}`.trim(),
    },
    { gate: 'money-in-transit', minor: inTransit.minor, until: null, detail: 'in-transit' },
  ];
}

/** What stops a line whatever is held of it. */
function wholeStop(
  reading: CaseReading,
  view: LineView,
  policy: Pick<EscalationPolicy, 'limitation'> | null,
): Stop | null {
  const { line, open } = view;
  const { today } = reading.calendar;
  const estate = estateStop(reading, view);
  if (estate !== null) return estate;
  if (line.closed !== null) return { gate: 'agency-or-legal', until: null, detail: `closed:${line.closed}` };
  if (open.minor <= 0) return { gate: 'nothing-open', until: null, detail: 'paid' };
  const isYoung = policy === null || line.due > reading.yearAgo; // no period is shorter than a year
  const barred = isYoung ? line.timeBarredFrom : lineBarredFrom(reading, view, policy);
  if (barred !== null && barred <= today) return { gate: 'time-barred', until: null, detail: `since:${barred}` };
  // Who is asked to pay is who pays: a subsidiary can settle nothing, and its group is not shown to it as late.
  if (reading.account.debtor.paidByOther === true) return { gate: 'paid-by-other', until: null, detail: 'payer' };
  const collection = collectionOf(reading.ledger, view);
  return collection === null
    ? null
    : { gate: 'money-in-transit', until: null, detail: `collection:${collection} ${line.due}` };
}

/** The amount under which nothing of a line is chased; none where the policy names none in that currency. */
function residueOf({ residue }: Pick<EscalationPolicy, 'residue'>, currency: string): number {
  return residue.find((amount) => amount.currency === currency)?.minor ?? 0;
}

/**
 * What of a line may be asked for on the reading's day: open, less what is disputed, held, promised, planned or on its way. Nothing
 * of what is closed, time-barred or caught by proceedings, nor of a residue; without a policy nobody knows a residue.
 */
export function lineClaim(
  reading: CaseReading,
  view: LineView,
  policy: Pick<EscalationPolicy, 'residue' | 'limitation'> | null,
): LineClaim {
  const { disputed, open } = view;
  const nothing = money(0, open.currency);
  const whole = wholeStop(reading, view, policy);
  if (whole !== null) return { claim: nothing, disputed, stop: whole };
  const parts = partsOf(reading, view).filter(({ minor }) => minor > 0);
  const left = parts.reduce((total, { minor }) => total - minor, open.minor);
  const [first] = parts;
  if (left <= 0 && first !== undefined) {
    const { gate, until, detail } = first;
    return { claim: nothing, disputed, stop: { gate, until, detail } };
  }
  const isResidue = policy !== null && left < residueOf(policy, open.currency);
  if (isResidue) return { claim: nothing, disputed, stop: { gate: 'residue', until: null, detail: 'residue' } };
  return { claim: money(left, open.currency), disputed, stop: null };
}
