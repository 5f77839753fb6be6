import { assignPolicy } from '../../prisma/escalation/assign-policy.ts';
import { type Answer, refused } from './answer.ts';
import { type AskedOf } from './asked.ts';
import { type Tenant } from './tenant.ts';

const refusals = {
  'not-manager': 'only a manager or an administrator assigns policies',
  'unknown-policy': 'no policy of that id is stored: npm run policy -- list',
  'unknown-key': 'there is no such invoice, customer or segment',
  'ambiguous-key': 'several invoices have that number',
} as const;

/** Puts an invoice, a customer or a segment under a policy of its own, or (none) under the pack's again. */
export async function assign(asked: AskedOf<'assign'>, { pool, creditorId, at }: Tenant): Promise<Answer> {
  const { scope, key, policy, as: by } = asked;
  const policyId = policy === 'none' ? null : policy;
  const done = await assignPolicy(pool, { creditorId, at, by, scope, key, policyId });
  if (done.kind === 'refused') return refused(refusals[done.why], done);
  const before = done.before === null ? '' : ` (before: ${done.before})`;
  const what = policyId === null ? 'is under no policy of its own' : `is under ${policyId}`;
  return { code: 0, lines: [`${scope} ${key} ${what}${before}.`], json: done };
}
