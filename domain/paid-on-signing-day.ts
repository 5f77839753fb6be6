import { type Allocation, type Plan } from './account.ts';
import { type CivilDate } from './civil-date.ts';
import { isCheck } from './held-amount.ts';
import { creditsOf, type Ledger, lineView, makeLedger } from './ledger.ts';

function sumOf(amounts: readonly { readonly amount: { readonly minor: number } }[]): number {
  return amounts.reduce((total, { amount }) => total + amount.minor, 0);
}

function isStanding({ on, reversedOn }: Allocation, day: CivilDate): boolean {
  return on <= day && (reversedOn === null || reversedOn > day);
}

/** What was open at signature and is no part of the plan: contested then, on its way then, or netted by credits. In doubt more, not less. */
function leftOutMinor(plan: Plan, lineIds: ReadonlySet<string>, then: Ledger): number {
  const { disputes, holds, allocations, payments } = then.account;
  const isOf = (lineId: string | null): boolean => lineId !== null && lineIds.has(lineId);
  const contested = disputes.filter(
    ({ lineId, openedOn, reason }) => isOf(lineId) && openedOn <= then.asOf && !isCheck(reason),
  );
  const held = holds.flatMap(({ lineId, reason, from, until, amount }) =>
    reason === 'dispute' && isOf(lineId) && from <= then.asOf && until === null && amount !== null ? [{ amount }] : [],
  );
  const coming = new Set(payments.filter(({ valueDate }) => valueDate > then.asOf).map(({ id }) => id));
  const onItsWay = allocations.filter(
    (of) => isOf(of.target.id) && of.source.kind === 'payment' && coming.has(of.source.id) && isStanding(of, then.asOf),
  );
  const credits = creditsOf(then, plan.total.currency).minor;
  return Math.max(sumOf(contested), sumOf(held)) + sumOf(onItsWay) + credits;
}

/**
 * How much of the money of the day of signature counts towards the plan, in minor units. A day has no hours here, but the plan was made for
 * what was open: as far as that day ended below it, the money came after the signature; the rest was known and is no instalment.
 */
export function paidOnSigningDay(plan: Plan, signedOn: CivilDate, ledger: Ledger): number {
  const lineIds = new Set(plan.lines.map(({ lineId }) => lineId));
  const ofDay = plan.lines.flatMap(({ lineId }) =>
    lineView(ledger, lineId).settlements.filter(({ source, on }) => source.kind === 'payment' && on === signedOn),
  );
  if (ofDay.length === 0) return 0;
  const then = makeLedger(ledger.account, signedOn);
  const open = plan.lines.reduce((total, { lineId }) => total + lineView(then, lineId).open.minor, 0);
  const sources = new Set(ofDay.map(({ source }) => source.id));
  // What was placed on these lines on a later day was not there when the plan was made.
  const placedLater = ledger.account.allocations.filter(
    ({ source, target, on, reversedOn }) =>
      sources.has(source.id) && lineIds.has(target.id) && on > signedOn && on <= ledger.asOf && reversedOn === null,
  );
  const after = Math.max(0, plan.total.minor + leftOutMinor(plan, lineIds, then) - open);
  return Math.min(sumOf(ofDay), after + sumOf(placedLater));
}
