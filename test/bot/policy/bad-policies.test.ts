import { expect } from 'chai';
import { readPolicy } from '../../../bot/policy/read-policy.ts';
import { type Located } from '../../../bot/policy/yaml-source.ts';
import { checkPolicy, type PolicyGround } from '../../../domain/escalation/check-policy.ts';
import { plainGround, shippedText } from './a-pack.ts';
import { badFigures } from './bad-figures.ts';
import { badLevels } from './bad-levels.ts';
import { type BadPolicy } from './bad-policy.ts';

const special: Readonly<Record<string, (text: string) => string>> = {
  'a first level that follows another': (text) =>
    text.replace(/ {2}- id: check\n(?: {4}.*\n)+/, '').replace('days: 3, from: due', 'days: 3, from: previous'),
  'an agreed rate below three times the legal one': (text) =>
    text
      .replace('effectiveFrom: 2026-12-01', 'effectiveFrom: 2026-03-01')
      .replace('contractPercent: null', 'contractPercent: 5'),
};

function changed(text: string, { what, level, from, to }: BadPolicy): string {
  const own = special[what];
  if (own !== undefined) return own(text);
  const start = level === undefined ? 0 : text.indexOf(`- id: ${level}\n`);
  return text.slice(0, start) + text.slice(start).replace(from, to);
}

describe('policies: a bad one', () => {
  let ground: PolicyGround;

  before(async () => {
    ground = await plainGround();
  });

  const problemsOf = (text: string, own: Partial<PolicyGround> = {}): readonly Located[] => {
    const { source, policy, problems } = readPolicy('x.yaml', text);
    const found = policy === null ? problems : checkPolicy(policy, { ...ground, ...own }).map(source.locate);
    return found.filter(({ warning }) => warning !== true);
  };

  for (const one of [...badLevels, ...badFigures]) {
    it(`is refused with the line and the mend: ${one.what}`, async () => {
      const good = await shippedText(one.of ?? 'fr-b2b');
      const bad = changed(good, one);
      if (one.ground === undefined) expect(bad).not.to.equal(good);
      const problems = problemsOf(bad, one.ground);
      const said = problems.find(({ problem, mend }) => one.says.test(problem) && one.mend.test(mend));
      expect(said, JSON.stringify(problems)).not.to.equal(undefined);
      expect(bad.split('\n')[(said?.line ?? 0) - 1], JSON.stringify(said)).to.include(one.line);
    });
  }
});
