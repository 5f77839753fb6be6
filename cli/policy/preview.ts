import { checkText } from '../../domain/escalation/check-text.ts';
import { type LevelText } from '../../domain/escalation/level-text.ts';
import { type EscalationPolicy, type Level } from '../../domain/escalation/policy.ts';
import { renderNotice } from '../../domain/escalation/render-notice.ts';
import { specimen } from '../../domain/escalation/specimen.ts';
import { type Answer } from './answer.ts';

type Reading = { readonly to: readonly string[]; readonly subject: string | null; readonly text: string };

/** The wording as each kind of customer of the policy would read it; kinds that read the same together. */
function readings(policy: EscalationPolicy, level: Level, said: LevelText): readonly Reading[] {
  const { outlet, language, subject, body } = said;
  const grouped = new Map<string, Reading>();
  for (const kind of policy.debtorKinds) {
    const notice = renderNotice(specimen({ policy, level, outlet, language, text: { subject, body } }, kind));
    if ('problems' in notice) continue; // told by checkText
    const key = JSON.stringify([notice.subject, notice.text]);
    const to = [...(grouped.get(key)?.to ?? []), kind];
    grouped.set(key, { to, subject: notice.subject, text: notice.text });
  }
  return [...grouped.values()];
}

/** Shows a wording as it would be read, on an invented account of each kind of customer; or what is wrong with it. */
export function preview(policy: EscalationPolicy, level: Level, said: LevelText): Answer {
  const problems = checkText(policy, level, said);
  if (problems.length > 0)
    return { code: 1, lines: problems.map(({ problem, mend }) => `${problem} (${mend})`), json: { problems } };
  const shown = readings(policy, level, said);
  const lines = shown.flatMap(({ to, subject, text }, index) => [
    ...(index === 0 ? [] : ['']),
    `As read by: ${to.join(', ')}`,
    ...(subject === null ? [] : ['', subject]),
    ...['', text],
  ]);
  return { code: 0, lines, json: { preview: shown } };
}
