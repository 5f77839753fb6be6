import { escalate, type EscalationInput } from '../../../domain/escalation/escalate.ts';

/** Steps in one line each, and why lines were left alone. */
export function told(input: EscalationInput): string[] {
  const { steps, refusals } = escalate(input);
  return [
    ...steps.map((step) => {
      const lines = step.lines.map(({ lineId, level, claim }) => `${lineId}@${level}=${claim.minor}`).join(' ');
      const by = step.kind === 'notice' ? ` by ${step.outlets.map(({ outlet }) => outlet).join('/')}` : '';
      const what = step.kind === 'task' ? step.what : step.kind;
      return `${what} ${step.level.id} ${lines}${by}`;
    }),
    ...refusals.map(({ lineId, gate, until }) => `${lineId ?? '*'}:${gate}${until === null ? '' : ` ${until}`}`),
  ];
}
