import { renderNotice } from './render-notice.ts';
import { specimen, type TextUse } from './specimen.ts';

/**
 * What is wrong with a text of a policy, found by rendering it for every kind of debtor the policy speaks to; codes such as
 * `placeholder-unknown:name`, `word-never-shown:dette` or `mention-missing:crossed`. Empty: it may be approved.
 */
export function renderedProblems(use: TextUse): readonly string[] {
  const problems = use.policy.debtorKinds.flatMap((kind) => {
    const rendered = renderNotice(specimen(use, kind));
    return 'problems' in rendered ? rendered.problems : [];
  });
  return [...new Set(problems)];
}
