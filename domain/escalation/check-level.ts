import { levelName } from './level-name.ts';
import { type EscalationPolicy, type Level, type Outlet, type PackId } from './policy.ts';
import { type PolicyProblem } from './policy-problem.ts';

type Said = Omit<PolicyProblem, 'path'> & { readonly at: readonly (string | number)[] };

const legalNames: Readonly<Record<Exclude<Level['legal'], 'none'>, string>> = {
  'formal-notice': 'a formal notice',
  agency: 'handing over to an agency',
  legal: 'a legal step',
};

/** Outlets that a body of law, or the carriers' own rules, close: WhatsApp and text messages to collectors, all but paper and mail to public bodies. */
const closedOutlets: Readonly<Record<PackId, readonly Outlet[]>> = {
  'fr-b2b': [],
  'fr-b2c': [],
  'fr-public': ['sms', 'whatsapp', 'phone'],
  'fr-third-party': ['whatsapp'],
  uk: [],
  'us-reg-f': ['whatsapp', 'sms'],
};

function outletProblems(policy: EscalationPolicy, level: Level, thirdParty: boolean): readonly Said[] {
  const name = levelName(level);
  if (level.kind === 'decision')
    return level.outlets.length === 0
      ? []
      : [{ at: ['outlets'], problem: `${name} is decided by a person and leaves by no outlet`, mend: 'outlets: []' }];
  if (level.outlets.length === 0)
    return [{ at: ['outlets'], problem: `${name} has no outlet`, mend: 'name at least one, such as outlets: [email]' }];
  return level.outlets.flatMap((outlet, index): Said[] => {
    const at = ['outlets', index];
    if (level.outlets.indexOf(outlet) < index)
      return [{ at, problem: `${name} names ${outlet} twice`, mend: 'name each outlet once' }];
    if (level.legal === 'formal-notice' && outlet !== 'registered-letter')
      return [
        {
          at,
          problem: `${name} goes by ${outlet}; a formal notice is never sent but by registered letter, which dates it`,
          mend: 'outlets: [registered-letter]',
        },
      ];
    if (closedOutlets[policy.pack].includes(outlet) || (thirdParty && outlet === 'whatsapp'))
      return [
        {
          at,
          problem: `${name} goes by ${outlet}, which is closed ${thirdParty ? 'to a third party' : `under ${policy.pack}`}`,
          mend: `take ${outlet} out of outlets`,
        },
      ];
    return [];
  });
}

function legalProblems(policy: EscalationPolicy, level: Level): readonly Said[] {
  const name = levelName(level);
  if (level.legal === 'none')
    return level.deadlineDays === null
      ? []
      : [
          {
            at: ['deadlineDays'],
            problem: `${name} grants a deadline without being a formal notice`,
            mend: 'take deadlineDays out',
          },
        ];
  const said: Said[] = [];
  if (!level.approval)
    said.push({
      at: ['approval'],
      problem: `${name} needs approval: true`,
      mend: `${legalNames[level.legal]} is always approved by a named person`,
    });
  if (policy.pack === 'fr-public' && level.legal === 'agency')
    said.push({
      at: ['legal'],
      problem: `${name} hands a public body over to an agency`,
      mend: 'end with kind: decision',
    });
  if (level.legal === 'formal-notice') said.push(...noticeProblems(policy, level));
  return said;
}

function noticeProblems(policy: EscalationPolicy, level: Level): readonly Said[] {
  const least = policy.debtorKinds.includes('consumer') ? 15 : 8;
  const said: Said[] = [];
  if (level.kind !== 'demand')
    said.push({
      at: ['kind'],
      problem: `${levelName(level)} is a formal notice and asks for nothing`,
      mend: 'kind: demand',
    });
  if (level.deadlineDays === null || level.deadlineDays < least)
    said.push({
      at: ['deadlineDays'],
      problem: `${levelName(level)} grants ${level.deadlineDays === null ? 'no deadline' : `${level.deadlineDays} days`}; a formal notice grants a real one`,
      mend: `deadlineDays: ${least} or more`,
    });
  return said;
}

function timeProblems(level: Level): readonly Said[] {
  const name = levelName(level);
  const said: Said[] = [];
  const { days, from } = level.offset;
  if (level.kind !== 'check' && days < 0)
    said.push({
      at: ['offset', 'days'],
      problem: `${name} is ${days} days off: nobody is asked to pay what is not due`,
      mend: 'days: 1 or more, or kind: check',
    });
  else if (level.kind !== 'check' && days === 0)
    said.push({ at: ['offset', 'days'], problem: `${name} has a delay of 0 days`, mend: 'days: 1 or more' });
  if (level.kind === 'check' && (from !== 'due' || days >= 0))
    said.push({
      at: ['offset', 'days'],
      problem: `${name} checks papers before the due date, and is not before it`,
      mend: 'offset: { days: -7, from: due }',
    });
  if (level.kind === 'demand' && level.minDaysSinceContact < 1)
    said.push({
      at: ['minDaysSinceContact'],
      problem: `${name} may follow another message on the same day`,
      mend: 'minDaysSinceContact: 1 or more',
    });
  return said;
}

function chargeProblems({ charges, debtorKinds }: EscalationPolicy, level: Level): readonly Said[] {
  if (level.charges === 'none') return [];
  const name = levelName(level);
  const at = ['charges'];
  if (level.kind !== 'demand')
    return [{ at, problem: `${name} asks for nothing and ${level.charges}s charges`, mend: 'charges: none' }];
  if (debtorKinds.includes('consumer'))
    return [{ at, problem: `${name} ${level.charges}s charges to consumers, who owe none`, mend: 'charges: none' }];
  if (charges.indemnity === 'none' && charges.interest === 'none')
    return [{ at, problem: `${name} ${level.charges}s charges, and the policy has none`, mend: 'charges: none' }];
  return [];
}

/** What is wrong with one level by itself, the words of the law with it; paths begin at the level. */
export function checkLevel(policy: EscalationPolicy, level: Level, thirdParty: boolean): readonly PolicyProblem[] {
  const said = [
    ...outletProblems(policy, level, thirdParty),
    ...legalProblems(policy, level),
    ...timeProblems(level),
    ...chargeProblems(policy, level),
  ];
  return said.map(({ at, ...rest }) => ({ path: ['levels', level.number - 1, ...at], ...rest }));
}
