import { type CivilDate } from './civil-date.ts';
import { type CreditFile, type Proceedings } from './escalation/case-file.ts';
import { type Ledger } from './ledger.ts';

/** One thing that weighs, and how much; the reason is a code, with the count it rests on. */
export type RiskReason = { readonly reason: string; readonly points: number };

/** 0 to 100: the sum of its reasons, and nothing besides. Shown to people; never alone a reason to act. */
export type RiskIndex = { readonly points: number; readonly reasons: readonly RiskReason[] };

/** What the index is read from, beside the ledger. */
export type RiskFacts = {
  readonly credit: Pick<CreditFile, 'limit' | 'insured'> | null;
  readonly proceedings: readonly Pick<Proceedings, 'kind'>[];
  readonly closed: boolean; // the business was closed
};

const most = 100;

/** By steps, so that an index does not change because a day went by. */
const steps = [
  { days: 90, points: 25 },
  { days: 30, points: 15 },
  { days: 8, points: 5 },
] as const;

function lateness(ledger: Ledger): readonly RiskReason[] {
  const late = ledger.lines.filter(({ open, overdue, line }) => overdue && open.minor > 0 && line.closed === null);
  const days = Math.max(0, ...late.map(({ daysLate }) => daysLate));
  const step = steps.find((of) => days >= of.days);
  return step === undefined ? [] : [{ reason: `late-days:${String(step.days)}`, points: step.points }];
}

function counted(reason: string, count: number, each: number, atMost: number): readonly RiskReason[] {
  return count === 0 ? [] : [{ reason: `${reason}:${String(count)}`, points: Math.min(atMost, count * each) }];
}

function words(ledger: Ledger): readonly RiskReason[] {
  const { promises, plans } = ledger.account;
  return [
    ...counted('promises-broken', promises.filter(({ status }) => status === 'broken').length, 10, 20),
    ...counted('plans-late', plans.filter(({ status }) => status === 'late').length, 10, 10),
    ...counted('plans-defaulted', plans.filter(({ status }) => status === 'defaulted').length, 20, 20),
  ];
}

/** Money that came back within a year. */
function returns(ledger: Ledger, since: CivilDate): readonly RiskReason[] {
  const back = ledger.account.payments.filter(({ returnedOn }) => returnedOn !== null && returnedOn >= since);
  return counted('payments-returned', back.length, 10, 20);
}

function exposure(ledger: Ledger, { credit }: RiskFacts): readonly RiskReason[] {
  if (credit === null) return [];
  const { limit, insured } = credit;
  const owed = (currency: string): number =>
    ledger.lines
      .filter(({ open, line }) => open.currency === currency && line.closed === null)
      .reduce((total, { open }) => total + open.minor, 0);
  return [
    ...(limit !== null && owed(limit.currency) > limit.minor ? [{ reason: 'over-limit', points: 15 }] : []),
    ...(insured?.minor === 0 ? [{ reason: 'cover-withdrawn', points: 10 }] : []),
  ];
}

function standing({ proceedings, closed }: RiskFacts): readonly RiskReason[] {
  const kinds = new Set(proceedings.map(({ kind }) => kind));
  const isJudged = kinds.has('insolvency') || kinds.has('over-indebtedness');
  return [
    ...(isJudged ? [{ reason: 'proceedings', points: 40 }] : []),
    ...(!isJudged && kinds.has('declared') ? [{ reason: 'proceedings-declared', points: 25 }] : []),
    ...(closed ? [{ reason: 'closed', points: 30 }] : []),
  ];
}

/** The index of an account on the ledger's day; `since` is the day from which returned money counts. */
export function riskIndex(ledger: Ledger, facts: RiskFacts, since: CivilDate): RiskIndex {
  const reasons = [
    ...standing(facts),
    ...lateness(ledger),
    ...words(ledger),
    ...returns(ledger, since),
    ...exposure(ledger, facts),
  ];
  return {
    points: Math.min(
      most,
      reasons.reduce((total, { points }) => total + points, 0),
    ),
    reasons,
  };
}
