import { listPolicies } from '../../prisma/escalation/policy-store.ts';
import { type Answer } from './answer.ts';
import { type Tenant } from './tenant.ts';

/** The versions that are stored, and what became of each. */
export async function list({ pool, creditorId, today }: Tenant): Promise<Answer> {
  const rows = await listPolicies(pool, creditorId);
  const lines = rows.map(({ id, version, from, supersededOn, signedBy }) => {
    if (signedBy === null) return `${id} ${version}: from ${from}, not signed: off`;
    const state = supersededOn === null || supersededOn > today ? `from ${from}` : `until ${supersededOn}`;
    return `${id} ${version}: ${state}, signed by ${signedBy}`;
  });
  const json = rows.map(({ policy, ...row }) => ({ ...row, levels: policy.levels.map(({ id }) => id) }));
  return { code: 0, lines: lines.length === 0 ? ['No policy is stored.'] : lines, json };
}
