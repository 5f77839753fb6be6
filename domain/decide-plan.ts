import { type Plan } from './account.ts';
import { type ActInput } from './act-input.ts';
import { coverReasons } from './cover-reasons.ts';
import { uncovered } from './covered-terms.ts';
import { toStaff } from './to-staff.ts';
import { type Fact } from './fact.ts';
import { invariant } from './errors.ts';
import { hasPastDate, offerOn } from './offered-plan.ts';
import { nothing, type Outcome, refuse } from './outcome.ts';
import { beyondPolicy } from './plan-rules.ts';
import { type PlanTerms } from './request.ts';

/**
 * Signs a plan within policy: its lines are held, open promises on them end, these sums are acknowledged, and nothing is added to
 * them. The same plan accepted twice is one plan; beyond policy a person decides, and what a person offered is the plan itself.
 */
export function agreePlan(terms: PlanTerms, termsHash: string, input: ActInput): Outcome {
  const { account, calendar, policy } = input;
  const same = account.plans.find(
    (plan) => plan.termsHash === termsHash && (plan.status === 'active' || plan.status === 'late'),
  );
  if (same !== undefined) return { ...nothing, result: { kind: 'done', id: same.id, file: null } };
  const problem = uncovered(terms.lines, input);
  if (problem !== null) return refuse(problem);
  const act = { kind: 'plan', terms } as const;
  const offer = offerOn(account, terms);
  if (offer !== null) return hasPastDate(terms, calendar.today) ? refuse('date-past') : sign(terms, offer, input);
  if (policy === null) return toStaff(act, { what: 'plan-review', reasons: ['no-policy'] }, input);
  checkSums(terms);
  const [first, last] = [terms.instalments[0], terms.instalments.at(-1)];
  if (first === undefined || last === undefined || first.due < calendar.today) return refuse('date-past');
  const cut = last.amount.minor < first.amount.minor ? { each: first.amount } : { count: terms.instalments.length };
  const drawn = { total: terms.total, cut, frequency: terms.frequency, first: first.due };
  const reasons = [...coverReasons(account, terms.lines), ...beyondPolicy(drawn, terms.instalments, policy, calendar)];
  if (reasons.length > 0) return toStaff(act, { what: 'plan-review', reasons }, input);
  return sign(terms, { id: input.newId(), termsHash }, input);
}

function checkSums(terms: PlanTerms): void {
  const covered = terms.lines.reduce((sum, line) => sum + line.amount.minor, 0);
  const scheduled = terms.instalments.reduce((sum, instalment) => sum + instalment.amount.minor, 0);
  invariant(covered === terms.total.minor, 'the lines of a plan add up to its total');
  invariant(scheduled === terms.total.minor, 'the instalments of a plan add up to its total');
}

function sign(terms: PlanTerms, { id, termsHash }: Pick<Plan, 'id' | 'termsHash'>, input: ActInput): Outcome {
  const { debtor, promises } = input.account;
  const { today } = input.calendar;
  const lineIds = new Set(terms.lines.map(({ lineId }) => lineId));
  const plan: Fact = {
    kind: 'plan-accepted',
    id,
    debtorId: debtor.id,
    lines: terms.lines,
    total: terms.total,
    credits: terms.credits,
    frequency: terms.frequency,
    instalments: terms.instalments,
    signedOn: today,
    termsHash,
    policyVersion: terms.policyVersion,
    supersedes: promises
      .filter(({ status, lines }) => status === 'open' && lines.some(({ lineId }) => lineIds.has(lineId)))
      .map((promise) => promise.id),
  };
  const holds = terms.lines.map(({ lineId, amount }): Fact => ({
    kind: 'hold-opened',
    id: input.newId(),
    debtorId: debtor.id,
    lineId,
    reason: 'plan',
    source: `plan:${id}`,
    amount,
    from: today,
    until: null, // ends with the plan
  }));
  const acknowledged: Fact = { kind: 'acknowledged', debtorId: debtor.id, lines: terms.lines, on: today, why: 'plan' };
  return { ...nothing, facts: [plan, ...holds, acknowledged], result: { kind: 'done', id, file: null } };
}
