import { type PolicyVersion } from '../../domain/escalation/diff-policy.ts';
import { listPolicies } from '../../prisma/escalation/policy-store.ts';
import { storedTexts } from '../../prisma/escalation/stored-texts.ts';
import { problemLine } from './answer.ts';
import { fileOf, packOf } from './files.ts';
import { type Tenant } from './tenant.ts';

/** Whether a name is that of a stored version, which needs the database. */
export function isStored(name: string): boolean {
  return name.includes('@') && !name.endsWith('.yaml');
}

/** A policy with its texts, from a file or as stored (ID@VERSION); or why there is none. */
export async function versionOf(name: string, tenant: Tenant | null): Promise<PolicyVersion | string> {
  if (!isStored(name)) {
    const { policy, texts, problems } = await packOf(fileOf(name));
    return policy === null ? problems.map(problemLine).join('\n') : { policy, texts };
  }
  const [id = '', version = ''] = name.split('@');
  const stored = tenant === null ? [] : await listPolicies(tenant.pool, tenant.creditorId);
  const found = stored.find((row) => row.id === id && row.version === version);
  if (found === undefined || tenant === null) return `${name} is not stored: npm run policy -- list`;
  return { policy: found.policy, texts: await storedTexts(tenant.pool, tenant.creditorId, { id, version }) };
}
