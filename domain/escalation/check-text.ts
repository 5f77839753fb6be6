import { levelName } from './level-name.ts';
import { type LevelText } from './level-text.ts';
import { type EscalationPolicy, type Level } from './policy.ts';
import { type PolicyProblem } from './policy-problem.ts';
import { renderedProblems } from './rendered-problems.ts';
import { textProblemWords } from './text-problem-words.ts';

const unapproved = { problem: 'the text is a draft, which nobody approved', mend: 'approve it: take draft out' };

/** What is wrong with one text of a level, read as everybody it is for would read it, and whether somebody approved it. */
export function checkText(policy: EscalationPolicy, level: Level, text: LevelText): readonly PolicyProblem[] {
  const { outlet, language, subject, body } = text;
  const codes = renderedProblems({ policy, level, outlet, language, text: { subject, body } });
  const said = [...(text.draft ? [unapproved] : []), ...codes.map(textProblemWords)];
  return said.map(({ problem, mend }) => ({
    path: [text.levelId, outlet, language],
    problem: `${levelName(level)}, ${outlet}, ${language}: ${problem}`,
    mend,
  }));
}
