import { type Instalment, type Plan } from './account.ts';
import { addDays } from './civil-date.ts';
import { paidOnSigningDay } from './paid-on-signing-day.ts';
import { isPaidSince } from './paid-since.ts';
import { type Ledger, lineView } from './ledger.ts';
import { type Money, money } from './money.ts';

export type InstalmentStatus = 'met' | 'coming' | 'in-grace' | 'late';
export type InstalmentProgress = Instalment & { readonly status: InstalmentStatus; readonly missing: Money };

/** Where a plan stands; it ends when all is met, whatever the dates. */
export type PlanProgress = {
  readonly paid: Money; // towards the total, never more
  readonly missing: Money;
  readonly instalments: readonly InstalmentProgress[];
  readonly next: InstalmentProgress | null; // the first one not met
  readonly late: boolean; // an instalment is past its grace
  readonly completed: boolean;
};

/**
 * What counts towards the plan: what was paid, or settled on the accounts' word, since signature on its lines (of that day, what came after
 * it); or, when that is more, what is no longer open of them (a payment already on its way at signature, a credit note given since).
 */
function paidMinor(plan: Plan, ledger: Ledger): number {
  let payments = plan.signedOn === null ? 0 : paidOnSigningDay(plan, plan.signedOn, ledger);
  let open = 0;
  for (const planned of plan.lines) {
    const view = lineView(ledger, planned.lineId);
    open += Math.min(view.open.minor, planned.amount.minor);
    for (const settlement of view.settlements) {
      if (plan.signedOn !== null && settlement.on > plan.signedOn && isPaidSince(settlement, plan.signedOn)) {
        payments += settlement.amount.minor;
      }
    }
  }
  return Math.max(0, Math.min(plan.total.minor, Math.max(payments, plan.total.minor - open)));
}

function statusOf(missing: number, instalment: Instalment, ledger: Ledger, graceDays: number): InstalmentStatus {
  if (missing === 0) return 'met';
  if (instalment.due >= ledger.asOf) return 'coming';
  return addDays(instalment.due, graceDays) >= ledger.asOf ? 'in-grace' : 'late';
}

/** Instalment k is met when what was paid reaches the first k; one due today is not late, nor within `graceDays` after. */
export function planProgress(plan: Plan, ledger: Ledger, graceDays: number): PlanProgress {
  const { currency } = plan.total;
  const paid = paidMinor(plan, ledger);
  let reach = 0;
  const instalments = plan.instalments.map((instalment) => {
    reach += instalment.amount.minor;
    const missing = Math.min(instalment.amount.minor, Math.max(0, reach - paid));
    return {
      ...instalment,
      missing: money(missing, currency),
      status: statusOf(missing, instalment, ledger, graceDays),
    };
  });
  return {
    paid: money(paid, currency),
    missing: money(plan.total.minor - paid, currency),
    instalments,
    next: instalments.find((instalment) => instalment.status !== 'met') ?? null,
    late: instalments.some((instalment) => instalment.status === 'late'),
    completed: paid === plan.total.minor,
  };
}
