import { type DebtorKind } from '../account.ts';
import { type RateRow } from '../rates.ts';
import { checkCharges } from './check-charges.ts';
import { checkLadder } from './check-ladder.ts';
import { checkLevel } from './check-level.ts';
import { type EscalationPolicy, type PackId } from './policy.ts';
import { type PolicyProblem } from './policy-problem.ts';

/** What a policy is judged against. A file judged without a creditor takes none as essential and a first party. */
export type PolicyGround = {
  readonly rates: readonly RateRow[];
  readonly essential: boolean; // energy, water, telecommunications: nobody is blocked
  readonly thirdParty: boolean;
};

const packKinds: Readonly<Record<PackId, readonly DebtorKind[]>> = {
  'fr-b2b': ['company', 'sole-trader'],
  'fr-b2c': ['consumer', 'sole-trader'],
  'fr-public': ['public-body'],
  'fr-third-party': ['company', 'sole-trader', 'consumer'],
  uk: ['company', 'sole-trader', 'consumer', 'public-body'],
  'us-reg-f': ['consumer'],
};

const limitationYears: Readonly<Record<EscalationPolicy['limitation'], number>> = {
  'one-year': 1,
  'two-years': 2,
  'four-calendar-years': 4,
  'five-years': 5,
};

/** The longest a claim lives under each pack; a policy may take it as shorter, never as longer. */
const longestYears: Readonly<Record<PackId, number>> = {
  'fr-b2b': 5,
  'fr-b2c': 2,
  'fr-public': 4,
  'fr-third-party': 5,
  uk: 5,
  'us-reg-f': 2,
};

function kindProblems({ debtorKinds, pack }: EscalationPolicy): readonly PolicyProblem[] {
  return debtorKinds.flatMap((kind, index) =>
    packKinds[pack].includes(kind)
      ? []
      : [
          {
            path: ['debtorKinds', index],
            problem: `${kind} is not written to under ${pack}`,
            mend: `debtorKinds: of ${packKinds[pack].join(', ')}`,
          },
        ],
  );
}

/** No longer than the claims that live longest of those it covers: of each line the shorter of the policy's and the law's period holds. */
function limitationProblems({ limitation, pack, debtorKinds }: EscalationPolicy): readonly PolicyProblem[] {
  const french = pack.startsWith('fr-') && debtorKinds.every((kind) => kind === 'consumer');
  const longest = french ? 2 : longestYears[pack];
  if (limitationYears[limitation] <= longest) return [];
  return [
    {
      path: ['limitation'],
      problem: `claims on ${debtorKinds.join(', ')} under ${pack} do not live ${limitation}`,
      mend: `limitation: at most ${longest} years`,
    },
  ];
}

/** Regulation F: from eight to nine in their day (12 CFR 1006.6(b)(1)), at most seven times in seven days (1006.14(b)(2)). */
function regulationProblems({ contact, pack }: EscalationPolicy): readonly PolicyProblem[] {
  if (pack !== 'us-reg-f') return [];
  const early = contact.hours.findIndex(({ fromMinute, untilMinute }) => fromMinute < 8 * 60 || untilMinute > 21 * 60);
  const hours = {
    path: ['contact', 'hours', early],
    problem: 'they are contacted outside 8:00 to 21:00',
    mend: "hours: ['08:00-21:00']",
  };
  const often = {
    path: ['contact', 'perWeek'],
    problem: 'they are contacted more than seven times in seven days',
    mend: 'perWeek: 7 or less',
  };
  return [...(early < 0 ? [] : [hours]), ...(contact.perWeek > 7 ? [often] : [])];
}

function planProblems({ defaultNoticeDays, debtorKinds }: EscalationPolicy): readonly PolicyProblem[] {
  const least = debtorKinds.includes('consumer') ? 30 : 8;
  if (defaultNoticeDays >= least) return [];
  return [
    {
      path: ['planDefault', 'noticeDays'],
      problem: `a plan may end ${defaultNoticeDays} days after its written notice`,
      mend: `noticeDays: ${least} or more`,
    },
  ];
}

function blockProblems({ block }: EscalationPolicy, { essential }: PolicyGround): readonly PolicyProblem[] {
  if (block === null || block === undefined || !essential) return [];
  return [
    {
      path: ['block'],
      problem:
        'a block is proposed, and this creditor provides energy, water or telecommunications: nobody is blocked there',
      mend: 'block: null',
    },
  ];
}

function firstLetterProblems({ pack, levels }: EscalationPolicy): readonly PolicyProblem[] {
  if (pack !== 'fr-third-party' && pack !== 'us-reg-f') return [];
  const index = levels.findIndex(({ kind }) => kind !== 'decision');
  const first = levels[index];
  const isLetter = first?.outlets.length === 1 && first.outlets[0] === 'letter' && first.kind === 'demand';
  if (isLetter) return [];
  const law = pack === 'fr-third-party' ? 'CPCE R124-4' : '12 CFR 1006.34';
  return [
    {
      path: ['levels', Math.max(0, index), 'outlets'],
      problem: `the first thing sent is not a letter, which has to hold what ${law} asks`,
      mend: 'outlets: [letter] on the first level, kind: demand',
    },
  ];
}

/** Everything that is wrong with a policy, its texts apart; only warnings when it may be stored. */
export function checkPolicy(policy: EscalationPolicy, ground: PolicyGround): readonly PolicyProblem[] {
  return [
    ...kindProblems(policy),
    ...limitationProblems(policy),
    ...regulationProblems(policy),
    ...planProblems(policy),
    ...blockProblems(policy, ground),
    ...policy.levels.flatMap((level) => checkLevel(policy, level, ground.thirdParty)),
    ...checkLadder(policy),
    ...firstLetterProblems(policy),
    ...checkCharges(policy, ground.rates),
  ];
}
