import { type PromiseLine } from './account.ts';
import { type Calendar, nextWorkingDay } from './calendar.ts';
import { addDays, type CivilDate } from './civil-date.ts';
import { type DisputeReason } from './command.ts';
import { isCheck, isDisputeOpen } from './held-amount.ts';
import { type Ledger, type LineView } from './ledger.ts';
import { type Money, money, splitProRata } from './money.ts';
import { type PlanPolicy } from './plan-policy.ts';

/** What of an invoice is contested: everything open, some of its items, or an amount. */
export type DisputeScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'items'; readonly itemIds: readonly string[] }
  | { readonly kind: 'amount'; readonly amount: Money };

export type DisputeWish = { readonly invoiceId: string; readonly scope: DisputeScope; readonly reason: DisputeReason };

export type DisputeVerdict =
  | {
      readonly kind: 'dispute';
      readonly parts: readonly PromiseLine[]; // the contested amount of each due line
      readonly itemIds: readonly string[];
      readonly amount: Money;
      readonly paidPart: Money; // of the named items, already paid: a person looks at it
      readonly remaining: Money; // of the invoice, payable at once
      readonly answerBy: CivilDate; // our deadline
    }
  | { readonly kind: 'check'; readonly lineIds: readonly string[]; readonly until: CivilDate } // chasing pauses up to then
  | { readonly kind: 'refused'; readonly why: 'not-found' | 'nothing-open' | 'line-disputed' | 'amount-too-low' }
  | { readonly kind: 'refused'; readonly why: 'amount-too-high'; readonly most: Money };

type Wanted = { readonly minor: number; readonly paid: number } | Extract<DisputeVerdict, { kind: 'refused' }>;

function contestable(view: LineView): number {
  return view.line.closed === 'written-off' ? 0 : view.open.minor - view.disputed.minor;
}

/** The items' amount, as far as it is still open; several due lines share an item, so one already contested is refused. */
function wantedItems(ledger: Ledger, views: readonly LineView[], itemIds: readonly string[], most: number): Wanted {
  const items = views[0]?.invoice.items.filter((item) => itemIds.includes(item.id)) ?? [];
  if (items.length === 0 || items.length < new Set(itemIds).size) return { kind: 'refused', why: 'not-found' };
  const lineIds = new Set(views.map((view) => view.line.id));
  const open = ledger.account.disputes.filter((dispute) => lineIds.has(dispute.lineId) && isDisputeOpen(dispute));
  if (open.some((dispute) => dispute.itemIds.some((id) => itemIds.includes(id))))
    return { kind: 'refused', why: 'line-disputed' };
  const minor = items.reduce((total, item) => total + item.amount.minor, 0);
  if (minor <= 0) return { kind: 'refused', why: 'amount-too-low' };
  return { minor: Math.min(minor, most), paid: Math.max(0, minor - most) };
}

function wanted(ledger: Ledger, views: readonly LineView[], scope: DisputeScope, most: Money): Wanted {
  if (scope.kind === 'all') return { minor: most.minor, paid: 0 };
  if (scope.kind === 'items') return wantedItems(ledger, views, scope.itemIds, most.minor);
  if (scope.amount.currency !== most.currency || scope.amount.minor <= 0)
    return { kind: 'refused', why: 'amount-too-low' };
  if (scope.amount.minor > most.minor) return { kind: 'refused', why: 'amount-too-high', most };
  return { minor: scope.amount.minor, paid: 0 };
}

/**
 * What a dispute of an invoice would contest: never more than is open and not contested yet, spread over its due lines in
 * proportion. "Already paid" and a missing number are checks, not disputes: chasing pauses for the policy's days.
 */
export function checkDispute(
  wish: DisputeWish,
  ledger: Ledger,
  policy: Pick<PlanPolicy, 'disputeAnswerDays' | 'checkDays'>,
  calendar: Calendar,
): DisputeVerdict {
  const views = ledger.lines.filter((view) => view.invoice.id === wish.invoiceId);
  const [first] = views;
  if (first === undefined) return { kind: 'refused', why: 'not-found' };
  const open = views.filter((view) => view.open.minor > 0);
  if (open.length === 0) return { kind: 'refused', why: 'nothing-open' };
  if (isCheck(wish.reason)) {
    return {
      kind: 'check',
      lineIds: open.map((view) => view.line.id),
      until: addDays(calendar.today, policy.checkDays),
    };
  }
  const weights = open.map(contestable);
  const most = money(
    weights.reduce((total, weight) => total + weight, 0),
    first.open.currency,
  );
  if (most.minor === 0) return { kind: 'refused', why: 'line-disputed' };
  const want = wanted(ledger, views, wish.scope, most);
  if ('kind' in want) return want;
  const amount = money(want.minor, most.currency);
  const shares = splitProRata(amount, weights);
  const parts = open.flatMap((view, index) => {
    const share = shares[index];
    return share === undefined || share.minor === 0 ? [] : [{ lineId: view.line.id, amount: share }];
  });
  return {
    kind: 'dispute',
    parts,
    itemIds: wish.scope.kind === 'items' ? wish.scope.itemIds : [],
    amount,
    paidPart: money(want.paid, most.currency),
    remaining: money(most.minor - amount.minor, most.currency),
    answerBy: nextWorkingDay(calendar, addDays(calendar.today, policy.disputeAnswerDays)),
  };
}
