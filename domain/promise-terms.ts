import { agreeable } from './agreeable.ts';
import { type Calendar } from './calendar.ts';
import { type CivilDate } from './civil-date.ts';
import { invariant } from './errors.ts';
import { type Ledger } from './ledger.ts';
import { type PlanPolicy } from './plan-policy.ts';
import { coverLines, type Plannable } from './plannable.ts';
import { checkPromise, type PromiseVerdict, type PromiseWish } from './promise-rules.ts';
import { type PromiseTerms } from './request.ts';

/** A promise the machine may record, one for a person to decide, or why there is none. */
export type PromiseDraft =
  | { readonly kind: 'within'; readonly terms: PromiseTerms; readonly of: Plannable }
  | {
      readonly kind: 'beyond';
      readonly terms: PromiseTerms;
      readonly why: 'too-late' | 'too-many' | 'no-policy';
      readonly latest: CivilDate | null; // the last day the machine may agree to
    }
  | Extract<PromiseVerdict, { kind: 'refused' }>;

/** Allows any number of promises, to draw the terms a person is asked to decide. */
const unlimited: PlanPolicy = {
  version: 'none',
  months: 0,
  instalments: 0,
  instalmentMinimum: [],
  downPaymentPercent: 0,
  frequencies: [],
  firstWithinDays: 0,
  graceDays: 0,
  promiseDays: 0,
  promiseUntilPayday: false,
  promisesPerLine: Number.MAX_SAFE_INTEGER,
  disputeAnswerDays: 0,
  checkDays: 0,
  freshDays: 0,
  directorConfirmsFrom: [],
  interestFirst: false,
};

/** The terms of the promise someone offers, on the account as it is. */
export function promiseTerms(
  wish: PromiseWish,
  ledger: Ledger,
  policy: PlanPolicy | null,
  calendar: Calendar,
): PromiseDraft {
  const named = agreeable(ledger, wish.lineIds).flatMap(({ lines, excluded }) =>
    [...lines, ...excluded].map(({ lineId }) => lineId),
  );
  const asked: PromiseWish = { ...wish, lineIds: named };
  if (wish.due < calendar.today) return { kind: 'refused', why: 'date-past' };
  const free = checkPromise({ ...asked, due: calendar.today }, ledger, unlimited, calendar);
  if (free.kind === 'refused') return free;
  invariant(free.kind === 'ok', 'a promise without limits is never a deferral');
  const terms: PromiseTerms = {
    debtorId: ledger.account.debtor.id,
    lines: coverLines(free.of, free.amount),
    amount: free.amount,
    due: wish.due,
  };
  if (policy === null) return { kind: 'beyond', terms, why: 'no-policy', latest: null };
  const verdict = checkPromise(asked, ledger, policy, calendar);
  if (verdict.kind === 'deferral') return { kind: 'beyond', terms, why: verdict.why, latest: verdict.latest };
  return { kind: 'within', terms, of: free.of };
}
