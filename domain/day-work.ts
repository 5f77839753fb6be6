import { type Account, type Hold, type Plan, type PromiseLine, type PromiseToPay } from './account.ts';
import { addDays, type CivilDate } from './civil-date.ts';
import { type Ledger, makeLedger } from './ledger.ts';
import { type InstalmentProgress, type PlanProgress, planProgress } from './plan-progress.ts';
import { judgePromise } from './promise-rules.ts';

/** What a day brings to an account by itself, without anybody writing. */
export type DayChange =
  | { readonly kind: 'promise-judged'; readonly id: string; readonly status: PromiseToPay['status'] }
  | { readonly kind: 'plan-moved'; readonly id: string; readonly status: Plan['status'] }
  | { readonly kind: 'hold-ended'; readonly source: string }
  | {
      readonly kind: 'task-opened';
      readonly what: 'plan-late' | 'check-ended';
      readonly reason: string;
      readonly key: string; // the same matter has the same key, and is one task
    };

export type DayInput = {
  readonly today: CivilDate; // in the debtor's zone
  readonly graceDays: number; // what a value date may be late
  readonly knownTo: CivilDate | null; // the accounts are known up to this day; null: nobody said, and nothing is judged as missed
};

/** How long after its end a check that found nothing is still looked at. */
const checkDays = 30;

function isKnown(until: CivilDate, { knownTo }: DayInput): boolean {
  return knownTo !== null && knownTo >= until;
}

/** Whether money for what is missing was given already and has only to arrive: a cheque in hand, a debit under way. */
function isOnItsWay(lines: readonly PromiseLine[], missing: number, ledger: Ledger): boolean {
  const views = lines.flatMap(({ lineId }) => ledger.byLine.get(lineId) ?? []);
  const onItsWay = views.reduce((total, { inTransit }) => total + inTransit.minor, 0);
  const open = views.reduce((total, view) => total + view.open.minor, 0);
  return onItsWay > 0 && onItsWay >= Math.min(missing, open);
}

/** A promise is kept as soon as it is; it is not kept only once the accounts are known up to the end of its grace. */
function judge(promise: PromiseToPay, ledger: Ledger, input: DayInput): DayChange[] {
  if (promise.status === 'withdrawn') return [];
  const status = judgePromise(promise, ledger, { days: input.graceDays, percent: 0 });
  const isNews = status !== promise.status && status !== 'open';
  if (status !== 'kept' && promise.status === 'open' && isOnItsWay(promise.lines, promise.amount.minor, ledger))
    return [];
  if (!isNews || (status !== 'kept' && !isKnown(addDays(promise.due, input.graceDays), input))) return [];
  const judged = { kind: 'promise-judged', id: promise.id, status } as const;
  return promise.status === 'open' ? [judged, { kind: 'hold-ended', source: `promise:${promise.id}` }] : [judged];
}

/** Instalments that were missed as far as the accounts are known; none while money for all of them is on its way. */
function overdueOf(
  plan: Plan,
  { instalments }: PlanProgress,
  ledger: Ledger,
  input: DayInput,
): readonly InstalmentProgress[] {
  const late = instalments.filter(
    ({ status, due }) => status === 'late' && isKnown(addDays(due, input.graceDays), input),
  );
  const missing = late.reduce((total, of) => total + of.missing.minor, 0);
  return isOnItsWay(plan.lines, missing, ledger) ? [] : late;
}

/** A plan is late and caught up by what was paid; a person alone ends one that is not met. */
function follow(plan: Plan, ledger: Ledger, input: DayInput): DayChange[] {
  if (plan.status !== 'active' && plan.status !== 'late' && plan.status !== 'completed') return [];
  const progress = planProgress(plan, ledger, input.graceDays);
  const overdue = overdueOf(plan, progress, ledger, input);
  const isLate = overdue.length > 0 || (progress.late && plan.status === 'late');
  const status = progress.completed ? 'completed' : isLate ? 'late' : plan.status === 'completed' ? 'late' : 'active';
  const moved: DayChange[] = status === plan.status ? [] : [{ kind: 'plan-moved', id: plan.id, status }];
  if (status === 'completed' && plan.status !== 'completed')
    moved.push({ kind: 'hold-ended', source: `plan:${plan.id}` });
  const tasks = overdue.map(({ position }): DayChange => ({
    kind: 'task-opened',
    what: 'plan-late',
    reason: 'instalment-late',
    key: `plan-late:${plan.id}:${String(position)}`,
  }));
  return [...moved, ...tasks];
}

/** What was being looked for was not found in time, and the line is still open: a person decides. */
function endCheck(hold: Hold, ledger: Ledger, { today }: DayInput): DayChange[] {
  if (hold.reason !== 'check' || hold.until === null || hold.until > today) return [];
  if (hold.until < addDays(today, -checkDays)) return [];
  const open = hold.lineId === null ? 1 : (ledger.byLine.get(hold.lineId)?.open.minor ?? 0);
  if (open === 0) return [];
  return [{ kind: 'task-opened', what: 'check-ended', reason: 'not-found', key: `check-ended:${hold.source}` }];
}

/** What changes on an account by the day alone; run again, or late, it finds what is left to do and no more. */
export function dayWork(account: Account, input: DayInput): readonly DayChange[] {
  const ledger = makeLedger(account, input.today);
  return [
    ...account.promises.flatMap((promise) => judge(promise, ledger, input)),
    ...account.plans.flatMap((plan) => follow(plan, ledger, input)),
    ...account.holds.flatMap((hold) => endCheck(hold, ledger, input)),
  ];
}
