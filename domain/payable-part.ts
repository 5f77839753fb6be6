import { type Hold } from './account.ts';
import { collectionOf } from './collection.ts';
import { isHoldEffective } from './held-amount.ts';
import { type Ledger, type LineView } from './ledger.ts';
import { type Money, money } from './money.ts';

/** Why a line, or a part of it, is not for the debtor and the machine to agree on. */
export type NotPayable =
  | 'nothing-open'
  | 'closed' // written off, or with an agency, a court or an insolvency administrator
  | 'time-barred' // agreeing would acknowledge it anew (C. civ. 2240)
  | 'held' // a person decides
  | 'on-plan'
  | 'paid-by-other' // who pays is not who writes, so a person agrees with the one who does
  | 'direct-debit' // the creditor will collect it
  | 'chorus-pro' // a public accountant pays it through Chorus Pro; nobody agrees on a date or an account by chat
  | 'in-transit' // the money is on its way
  | 'disputed';

/** What of a line can be promised or planned, and why the rest cannot; a part disputed or in transit leaves the rest payable. */
export type PayablePart = { readonly amount: Money; readonly excluded: Money; readonly why: NotPayable | null };

const stopping = new Set<Hold['reason']>(['legal', 'insolvency', 'manual', 'representative']);

/**
 * Holds that leave the decision to a person. A pause of some days (hardship, a payment being looked for) stops the asking, not
 * someone who asks for a date themselves; a vulnerable hold without an end (a bereavement, a guardianship) does.
 */
function leavesToPerson(hold: Hold): boolean {
  return stopping.has(hold.reason) || (hold.reason === 'vulnerable' && hold.until === null);
}

function isHeld(ledger: Ledger, lineId: string): boolean {
  return ledger.account.holds.some(
    (hold) =>
      leavesToPerson(hold) && (hold.lineId === null || hold.lineId === lineId) && isHoldEffective(hold, ledger.asOf),
  );
}

/** Whether the line is part of a plan that runs. */
export function isOnPlan(ledger: Ledger, lineId: string): boolean {
  return ledger.account.plans.some(
    (plan) => ['accepted', 'active', 'late'].includes(plan.status) && plan.lines.some((line) => line.lineId === lineId),
  );
}

/** The reason that excludes the whole line, the gravest first. */
function whyNotAtAll(ledger: Ledger, view: LineView): NotPayable | null {
  if (view.line.closed !== null) return 'closed';
  if (view.open.minor === 0) return 'nothing-open';
  if (view.timeBarred) return 'time-barred';
  if (isHeld(ledger, view.line.id)) return 'held';
  if (isOnPlan(ledger, view.line.id)) return 'on-plan';
  if (ledger.account.debtor.paidByOther === true) return 'paid-by-other';
  if (view.line.means === 'chorus-pro') return 'chorus-pro';
  const collection = collectionOf(ledger, view);
  return collection === 'planned' ? 'direct-debit' : collection === 'presented' ? 'in-transit' : null;
}

/** What of the line can be promised or planned on the ledger's date. */
export function payablePart(ledger: Ledger, view: LineView): PayablePart {
  const { open, disputed, inTransit } = view;
  const why = whyNotAtAll(ledger, view);
  if (why !== null) return { amount: money(0, open.currency), excluded: open, why };
  const payable = Math.max(0, open.minor - disputed.minor - inTransit.minor);
  const part = disputed.minor > 0 ? 'disputed' : inTransit.minor > 0 ? 'in-transit' : null;
  return { amount: money(payable, open.currency), excluded: money(open.minor - payable, open.currency), why: part };
}
