import { type Asking, dayOf, tenantOf } from './asking.ts';

/** The conditions by which things stood on the day of the question: what was recorded of it later is not looked at. */

/** That a payment `p` came in by the day and had not gone back: what a person entered is the booking's once that took its place, on every day. */
export function cameIn(p: string, day: string): string {
  return `${p}.status IN ('settled', 'returned') AND ${p}.ended_on IS NULL AND ${p}.value_date <= ${day} AND (${p}.returned_on IS NULL OR ${p}.returned_on > ${day})`;
}

/** That an allocation counts: `a` with its payment `p` and credit note `n`, as the ledger has it. */
export function counts(day: string): string {
  return `a.on_date <= ${day} AND (a.reversed_on IS NULL OR a.reversed_on > ${day})
    AND (p.id IS NULL OR (${cameIn('p', day)})) AND (n.id IS NULL OR (n.ended_on IS NULL AND n.issued <= ${day}))`;
}

export const settlers =
  'allocations a LEFT JOIN payments p ON p.id = a.payment_id LEFT JOIN credit_notes n ON n.id = a.credit_note_id';

/** The status of a dispute, promise or plan on the day: open again before it was ended. */
export const statusThen = {
  dispute: (x: string, day: string): string => `CASE WHEN ${x}.answered_on > ${day} THEN 'open' ELSE ${x}.status END`,
  promise: (x: string, day: string): string => `CASE WHEN ${x}.judged_on > ${day} THEN 'open' ELSE ${x}.status END`,
} as const;

/** What a creditor looks into for a limited time is no dispute: nothing is contested. */
export const isContested = (x: string): string => `${x}.reason NOT IN ('already-paid', 'number-missing')`;

export function isDisputeOpen(x: string, day: string): string {
  return `${x}.opened_on <= ${day} AND (${x}.answered_on IS NULL OR ${x}.answered_on > ${day}) AND ${isContested(x)}`;
}

export function isPromiseOpen(x: string, day: string): string {
  return `${x}.made_on <= ${day} AND (${x}.status = 'open' OR ${x}.judged_on > ${day})`;
}

export function isHoldOn(h: string, day: string): string {
  return `${h}.from_on <= ${day} AND (${h}.until_on IS NULL OR ${h}.until_on > ${day})`;
}

/**
 * That a plan runs. A plan's row has its status of now and no days of the others; what it holds back was held back from its signature until
 * it ended, which tells of the past.
 */
export function isPlanRunning(asking: Asking, x: string): string {
  const running = `${x}.status IN ('accepted', 'active', 'late')`;
  if (asking.asOf === asking.today) return running;
  const day = dayOf(asking);
  return `((${running} AND coalesce(${x}.signed_on, ${x}.offered_on) <= ${day})
    OR EXISTS (SELECT FROM holds k WHERE k.creditor_id = ${tenantOf(asking)} AND k.source = 'plan:' || ${x}.id AND ${isHoldOn('k', day)}))`;
}

/** That an address had said stop, and not started again. */
export function isStopped(o: string, localDay: (moment: string) => string, day: string): string {
  return `${localDay(`${o}.opted_out_at`)} <= ${day} AND (${o}.resumed_at IS NULL OR ${localDay(`${o}.resumed_at`)} > ${day})`;
}
