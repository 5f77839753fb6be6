import { addDays } from '../civil-date.ts';
import { type RateRow, rateOn } from '../rates.ts';
import { missingRates } from './missing-rates.ts';
import { type EscalationPolicy } from './policy.ts';
import { type PolicyProblem } from './policy-problem.ts';
import { rateKindOf } from './rate-kind-of.ts';

function consumerProblems({ charges, debtorKinds }: EscalationPolicy): readonly PolicyProblem[] {
  if (!debtorKinds.includes('consumer')) return [];
  const said: PolicyProblem[] = [];
  if (charges.indemnity !== 'none')
    said.push({
      path: ['charges', 'indemnity'],
      problem: 'the indemnity is asked of consumers, who never owe it (C. com. D441-5)',
      mend: 'indemnity: none, or take consumer out of debtorKinds',
    });
  if (charges.interest === 'late-payment' || charges.contractPpm !== null)
    said.push({
      path: ['charges', 'interest'],
      problem: 'consumers owe no late-payment interest: the legal rate, from a formal notice only (C. civ. 1231-6)',
      mend: 'interest: none or legal-from-notice, contractPercent: null',
    });
  return said;
}

/** C. com. L441-10 II: an agreed rate is at least three times the legal one. */
function contractProblems(policy: EscalationPolicy, rates: readonly RateRow[]): readonly PolicyProblem[] {
  const { contractPpm } = policy.charges;
  if (contractPpm === null || !policy.pack.startsWith('fr-')) return [];
  const path = ['charges', 'contractPercent'];
  const legal = rateOn(rates, 'legal-professional-creditor', policy.effectiveFrom);
  if (legal === null)
    return [
      {
        path,
        problem: `the agreed rate cannot be judged: no legal rate is known on ${policy.effectiveFrom}`,
        mend: 'enter it first: npm run policy -- rate --kind legal-professional-creditor',
      },
    ];
  if (contractPpm >= 3 * legal.yearlyPpm) return [];
  return [
    {
      path,
      problem: `the agreed rate of ${contractPpm / 10_000} % is less than three times the legal one (${legal.yearlyPpm / 10_000} %)`,
      mend: `contractPercent: ${(3 * legal.yearlyPpm) / 10_000} or more, or null`,
    },
  ];
}

function rateProblems(policy: EscalationPolicy, rates: readonly RateRow[]): readonly PolicyProblem[] {
  const kind = policy.charges.contractPpm === null ? rateKindOf(policy) : null;
  if (kind === null) return [];
  // Only what this policy will need: holes before it are for whoever charges older days.
  return missingRates(rates, [kind], policy.effectiveFrom)
    .filter(({ from }) => from >= addDays(policy.effectiveFrom, -365))
    .map(({ from }) => ({
      path: ['charges', 'interest'],
      problem: `no ${kind} rate is known from ${from} on: charges, and texts that quote them, are blocked`,
      mend: `npm run policy -- rate --kind ${kind} --from ${from} --until DATE --percent P --source TEXT --as HANDLE`,
      warning: true as const,
    }));
}

/** What is wrong with what a policy asks beside the principal, and (a warning) which rates it will miss. */
export function checkCharges(policy: EscalationPolicy, rates: readonly RateRow[]): readonly PolicyProblem[] {
  return [...consumerProblems(policy), ...contractProblems(policy, rates), ...rateProblems(policy, rates)];
}
