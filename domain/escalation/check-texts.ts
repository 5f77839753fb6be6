import { checkText } from './check-text.ts';
import { levelName } from './level-name.ts';
import { type LevelText } from './level-text.ts';
import { type EscalationPolicy } from './policy.ts';
import { type PolicyProblem } from './policy-problem.ts';

const languages = ['fr', 'en'] as const;

function missing(policy: EscalationPolicy, texts: readonly LevelText[]): readonly PolicyProblem[] {
  const there = new Set(texts.map(({ levelId, outlet, language }) => `${levelId} ${outlet} ${language}`));
  return policy.levels.flatMap((level) =>
    level.outlets.flatMap((outlet) =>
      languages
        .filter((language) => !there.has(`${level.id} ${outlet} ${language}`))
        .map((language) => ({
          path: [level.id, outlet],
          problem: `${levelName(level)} has no approved ${outlet} text in ${language === 'fr' ? 'French' : 'English'}`,
          mend: `write ${level.id}: ${outlet}: ${language}: { subject, body }`,
        })),
    ),
  );
}

/** What is wrong with the texts of a policy: every outlet of every level has both languages, and each text is in order. */
export function checkTexts(policy: EscalationPolicy, texts: readonly LevelText[]): readonly PolicyProblem[] {
  const wrong = texts.flatMap((text): readonly PolicyProblem[] => {
    const level = policy.levels.find(({ id }) => id === text.levelId);
    if (level?.outlets.includes(text.outlet) === true) return checkText(policy, level, text);
    const mend = 'take it out, or name the outlet in the policy';
    return [
      {
        path: [text.levelId, text.outlet, text.language],
        problem: `${policy.id} has no level "${text.levelId}" by ${text.outlet}`,
        mend,
        warning: true,
      },
    ];
  });
  return [...missing(policy, texts), ...wrong];
}
