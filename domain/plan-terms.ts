import { type Instalment } from './account.ts';
import { type Calendar } from './calendar.ts';
import { addDays, addMonths, type CivilDate } from './civil-date.ts';
import { type Frequency } from './command.ts';
import { coverReasons } from './cover-reasons.ts';
import { type Ledger } from './ledger.ts';
import { type Money, subtract } from './money.ts';
import { offerOn } from './offered-plan.ts';
import { beyondPolicy, downPaymentOf, firstDay } from './plan-rules.ts';
import { countOf, type Cut, instalmentAmounts, paydayAfter, schedule, type ScheduleTerms } from './plan-schedule.ts';
import { type PlanPolicy } from './plan-policy.ts';
import { coverLines, type Plannable } from './plannable.ts';
import { type PlanTerms } from './request.ts';

/** A plan as someone asks for it; what they leave open is null. */
export type PlanWish = {
  readonly cut: Cut;
  readonly first: CivilDate | null;
  readonly frequency: Frequency | null;
  readonly payday: number | null; // day of the month, 31 meaning the last
  readonly downPayment: Money | null; // what the first payment is, when it is not like the others
};

/** The exact terms the wish comes to, for the machine or for a person to agree to; or why nothing can be drawn. */
export type PlanDraft =
  | { readonly kind: 'within'; readonly terms: PlanTerms }
  | { readonly kind: 'beyond'; readonly terms: PlanTerms; readonly reasons: readonly string[] }
  | { readonly kind: 'impossible'; readonly why: 'date-past' | 'amount' | 'too-many' };

/** What a plan is drawn on. */
export type PlanGround = {
  readonly ledger: Ledger;
  readonly of: Plannable;
  readonly policy: PlanPolicy | null; // null: a person decides
  readonly calendar: Calendar;
};

/** A schedule longer than ten years of months, or that begins later than that, is not drawn. */
const countsMax = 120;

function firstOf(wish: PlanWish, { ledger, policy, calendar }: PlanGround): CivilDate {
  if (wish.first !== null) return wish.first;
  if (wish.payday !== null) return paydayAfter(calendar.today, wish.payday);
  const { debtor } = ledger.account;
  if (policy !== null) return firstDay(debtor, policy, calendar);
  return debtor.payday === null ? addDays(calendar.today, 7) : paydayAfter(calendar.today, debtor.payday);
}

/** The day later instalments keep to: the one asked for; none of ours when someone chose the first day. */
function paydayOf(wish: PlanWish, frequency: Frequency, { ledger }: PlanGround): number | null {
  if (frequency !== 'month') return null;
  return wish.payday ?? (wish.first === null ? ledger.account.debtor.payday : null);
}

function largest(a: Money | null, b: Money | null): Money | null {
  if (a === null || b === null) return a ?? b;
  return a.minor >= b.minor ? a : b;
}

function scheduleTerms(wish: PlanWish, ground: PlanGround): ScheduleTerms {
  const { of, policy } = ground;
  const frequency = wish.frequency ?? policy?.frequencies[0] ?? 'month';
  return {
    total: of.net,
    cut: wish.cut,
    first: firstOf(wish, ground),
    frequency,
    payday: paydayOf(wish, frequency, ground),
    downPayment: largest(wish.downPayment, policy === null ? null : downPaymentOf(of.net, policy)),
  };
}

function whyImpossible(terms: ScheduleTerms, today: CivilDate): Extract<PlanDraft, { kind: 'impossible' }> | null {
  if (terms.first < today) return { kind: 'impossible', why: 'date-past' };
  if (terms.total.minor <= 0 || ('each' in terms.cut && terms.cut.each.minor <= 0))
    return { kind: 'impossible', why: 'amount' };
  const count = countOf(terms.total, terms.cut);
  if (terms.first > addMonths(today, countsMax)) return { kind: 'impossible', why: 'too-many' };
  const isDrawn = Number.isInteger(count) && count >= 1 && count <= countsMax && count <= terms.total.minor;
  return isDrawn ? null : { kind: 'impossible', why: 'too-many' };
}

/** The schedule; a first payment smaller than the others is exactly what was offered, and the rest is cut as asked. */
function drawSchedule(wish: PlanWish, drawn: ScheduleTerms, calendar: Calendar): readonly Instalment[] {
  const plain = schedule(drawn, calendar);
  const { downPayment: down, cut } = wish;
  const [first] = plain;
  const isSmaller = down !== null && first !== undefined && plain.length > 1 && down.minor < first.amount.minor;
  if (!isSmaller || down.minor <= 0) return plain;
  const rest = subtract(drawn.total, down);
  const after = instalmentAmounts({
    total: rest,
    cut: 'count' in cut ? { count: cut.count - 1 } : cut,
    downPayment: null,
  });
  const amounts = [down, ...after];
  const dated = schedule({ ...drawn, cut: { count: amounts.length }, downPayment: null }, calendar);
  return dated.map((instalment, index) => ({ ...instalment, amount: amounts[index] ?? instalment.amount }));
}

/** The terms of the plan someone wishes for, on the account as it is; a plan adds no charge (CPCE L111-8). */
export function planTerms(wish: PlanWish, ground: PlanGround): PlanDraft {
  const { ledger, of, policy, calendar } = ground;
  const drawn = scheduleTerms(wish, ground);
  const impossible = whyImpossible(drawn, calendar.today);
  if (impossible !== null) return impossible;
  const instalments = drawSchedule(wish, drawn, calendar);
  const terms: PlanTerms = {
    debtorId: ledger.account.debtor.id,
    lines: coverLines(of, of.net),
    excluded: of.excluded.flatMap(({ lineId, amount, why }) => (why === 'disputed' ? [{ lineId, amount }] : [])),
    credits: of.credits,
    total: of.net,
    frequency: drawn.frequency,
    instalments,
    policyVersion: policy?.version ?? 'none',
  };
  if (offerOn(ledger.account, terms) !== null) return { kind: 'within', terms };
  if (policy === null) return { kind: 'beyond', terms, reasons: ['no-policy'] };
  const reasons = [...coverReasons(ledger.account, terms.lines), ...beyondPolicy(drawn, instalments, policy, calendar)];
  return reasons.length > 0 ? { kind: 'beyond', terms, reasons } : { kind: 'within', terms };
}
