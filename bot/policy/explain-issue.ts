import { type z } from 'zod';
import { type PolicyProblem } from '../../domain/escalation/policy-problem.ts';

/** What is gained by writing it, where a bare "missing" would not say. */
const reasons: Readonly<Record<string, string>> = {
  minDaysSinceContact: 'minDaysSinceContact: 3 (days since anything we wrote or said to them unasked)',
  approval: 'approval: true or false; true for a formal notice, an agency and a legal step',
  mapping: 'mapping: {} for a first version, else where each level of the version before goes on',
};

function mendOf(key: string, issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `${key}: one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return 'known facts: days-late, count, contacts-without-reply, days-since-reply, promise-level, risk, open, segment, kind, tag, cause';
    case 'unrecognized_keys':
      return 'take it out, or see docs/policies.md for what can be written here';
    case 'too_small':
      return `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    default:
      return reasons[key] ?? 'see docs/policies.md for what is written here';
  }
}

/** A problem of shape in words for whoever wrote the file. */
export function explainIssue(issue: z.core.$ZodIssue): PolicyProblem {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  const key = path.findLast((part) => typeof part === 'string') ?? '';
  const [first] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  const said: Readonly<Record<string, string>> = {
    unrecognized_keys: `"${first ?? ''}" is not known here`,
    invalid_union: 'the condition asks for a fact that is not known',
    invalid_value: `${key} is ${JSON.stringify(issue.input)}`,
    custom: `${key} ${issue.message}`,
    invalid_format: `${key} ${issue.message}`,
  };
  const problem = missing ? `${key} is missing` : (said[issue.code] ?? `${key}: ${issue.message}`);
  const mend = missing ? (reasons[key] ?? `write ${key}:`) : mendOf(key, issue);
  return { path: first === undefined ? path : [...path, first], problem, mend };
}
