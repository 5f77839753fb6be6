import { type EscalationPolicy } from '../../domain/escalation/policy.ts';
import { explainIssue } from './explain-issue.ts';
import { policySchema } from './policy-schema.ts';
import { type Located, readYaml, type YamlSource } from './yaml-source.ts';

/** A policy as a file says it, or what keeps it from being one, with the lines; `source` places what is found later. */
export type PolicyFile = {
  readonly source: YamlSource;
  readonly policy: EscalationPolicy | null;
  readonly problems: readonly Located[];
};

/** Reads one policy of `policies/escalation`; what the rules of escalation say of it is `checkPolicy`. */
export function readPolicy(file: string, text: string): PolicyFile {
  const source = readYaml(file, text);
  if (source.broken.length > 0) return { source, policy: null, problems: source.broken };
  const read = policySchema.safeParse(source.value, { reportInput: true });
  if (read.success) return { source, policy: read.data, problems: [] };
  return { source, policy: null, problems: read.error.issues.map(explainIssue).map(source.locate) };
}
